"""A rep whom a model plays: the same people and the same facts as the scripted ones, in words nobody wrote before."""

from dataclasses import dataclass, field

from bot.coach.llm.port import Answered, Model
from bot.interview.state import Status
from evals.persona import Persona
from evals.prompted import request, tagged
from evals.scripted import Asked

LONGEST = 300
"""Tokens of one message."""
REMEMBERED = 6
"""Lines of the conversation that the rep has before their eyes."""


class ModelAwayError(Exception):
    """The model that plays the rep gave no usable answer, so the conversation cannot be held."""


@dataclass
class SimulatedRep:
    """Plays a persona with a model. Says None when there is nothing more to say."""

    persona: Persona
    model: Model
    _lines: list[str] = field(default_factory=list)
    _ended: int = 0

    def reply(self, asked: Asked | None, status: Status, said: str) -> str | None:
        """The next message, to what the coach said. Raises ModelAwayError where the model gives none."""
        if status is Status.NEW:
            return self.persona.opening
        if asked is None and status is Status.FINISHED:
            return self._at_the_end()
        self._lines.append(f"coach: {said}")
        message = self._written()
        self._lines.append(f"you: {message}")
        return message

    def _at_the_end(self) -> str | None:
        """The same words under the finished draft as a script has."""
        self._ended += 1
        left = self.persona.at_the_end[self._ended - 1 :]
        return left[0] if left else None

    def _written(self) -> str:
        data = tagged(
            manner=self.persona.manner,
            facts=fact_sheet(self.persona),
            conversation="\n".join(self._lines[-REMEMBERED:]),
        )
        told = self.model.prose(request("rep", data, LONGEST), lambda _: True)
        if not isinstance(told, Answered):
            raise ModelAwayError(f"The rep could not be played: the model's answer was {told.kind}.")
        return told.value


def fact_sheet(persona: Persona) -> str:
    """Everything the rep knows, one fact a line, and what they want to ask."""
    facts = [f"{slot}: {value}" for slot, value in persona.facts.items()]
    lists = [f"{name}: {line}" for name, lines in persona.lists.items() for line in lines]
    asks = [f"you would like to ask once: {question}" for question in persona.questions]
    return "\n".join([*facts, *lists, *asks])
