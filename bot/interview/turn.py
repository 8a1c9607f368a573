"""One message being worked through by the engine."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.facts import Fact, Said, Value
from bot.interview.agenda import Step, find
from bot.interview.moves import Move
from bot.interview.questions import Questions
from bot.interview.state import Interview


@dataclass(frozen=True)
class Turn:
    """One message being worked through: the state as it becomes, and the moves so far."""

    questions: Questions
    state: Interview
    message: str
    at: datetime
    moves: tuple[Move, ...] = ()
    restart_asked: bool = False

    def say(self, *more: Move) -> "Turn":
        return replace(self, moves=(*self.moves, *more))

    def set(self, **changes: object) -> "Turn":
        return replace(self, state=self.state.model_copy(update=changes))

    def into(self, state: Interview) -> "Turn":
        return replace(self, state=state)

    @property
    def step(self) -> Step | None:
        """The step being asked."""
        return find(self.questions, self.state, self.state.focus)

    def fact(self, slot: str, value: Value, quote: str) -> Fact:
        return Fact(slot=slot, value=value, source=Said(message=self.message, quote=quote), at=self.at)
