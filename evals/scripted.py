"""A rep who answers by the question that is asked, whatever the order: the scripted side of a conversation."""

import re
from collections import Counter
from dataclasses import dataclass, field
from fnmatch import fnmatch

from pydantic import Field

from bot.facts import Frozen
from bot.interview.agenda import Step, choices_for, find, missing
from bot.interview.questions import Questions
from bot.interview.state import NAMED_BY, Interview, Status
from evals.persona import Persona

_TICK = re.compile(r"\{([\w-]+)\}")
"""A line of a checklist by its key: "{crm}" becomes the number it has on the rep's screen."""


class Asked(Frozen):
    """What a rep is asked: the step ("cause/crm"), its topic, and the slots still wanted when a part is there.

    `about` are the slots it asks about ("accounts.*.keep"), and `numbers` the lines of a checklist as they are numbered
    on the rep's screen, by key.
    """

    step: str
    topic: str
    about: tuple[str, ...]
    wanted: tuple[str, ...] = ()
    numbers: dict[str, str] = Field(default_factory=dict)


def what_is_asked(questions: Questions, state: Interview) -> Asked | None:
    """The open question of an interview, None while it is paused or finished."""
    step = find(questions, state, state.focus)
    if step is None or state.status is not Status.RUNNING:
        return None
    numbers = {choice.key: str(number) for number, choice in enumerate(choices_for(step.topic, state), 1)}
    wanted = _only_wanted(step, state)
    return Asked(step=step.id, topic=step.topic.id, about=_about(step), wanted=wanted, numbers=numbers)


def _about(step: Step) -> tuple[str, ...]:
    topic = step.topic
    if topic.collection and step.item is None:
        name = NAMED_BY.get(topic.collection, "name")
        return tuple(f"{topic.collection}.*.{part}" for part in (name, *(slot.name for slot in topic.slots)))
    return tuple(step.path(slot) for slot in topic.slots)


def _only_wanted(step: Step, state: Interview) -> tuple[str, ...]:
    """The gaps of a half answered question; none while all of it is asked."""
    gaps = missing(step, state)
    return gaps if gaps and any(state.has(path) for path in _paths(step, state)) else ()


def _paths(step: Step, state: Interview) -> tuple[str, ...]:
    items = state.items(step.topic.collection) if step.topic.collection and step.item is None else (step.item,)
    return tuple(step.topic.path(slot, item) for slot in step.topic.required for item in items)


def in_plain_words(persona: Persona, asked: Asked) -> str | None:
    """The facts that a question asks for as bare as can be: "Vandelay $120,000 60%"; None where there are none."""
    group = asked.about[0].partition(".")[0] if asked.about else ""
    if group in persona.lists:
        return "\n".join(persona.lists[group])
    if any("*" in pattern for pattern in asked.about):
        return _list_in_plain_words(persona, asked.wanted or asked.about)
    known = [persona.facts[slot] for slot in asked.wanted or asked.about if slot in persona.facts]
    return ", ".join(known) or None


def _list_in_plain_words(persona: Persona, wanted: tuple[str, ...]) -> str | None:
    """Item by item; of several gaps those of the first kind, for that is what is asked."""
    first = wanted[0].rsplit(".", 1)[-1]
    wanted = wanted if "*" in wanted[0] else tuple(slot for slot in wanted if slot.endswith(f".{first}"))
    items: dict[str, list[str]] = {}
    for slot, value in persona.facts.items():
        if any(fnmatch(slot, pattern) for pattern in wanted):
            items.setdefault(slot.split(".")[1], []).append(value)
    return "\n".join(f"{key.replace('-', ' ').title()} {', '.join(values)}" for key, values in items.items()) or None


@dataclass
class ScriptedRep:
    """Plays a persona. Says None when there is nothing more to say."""

    persona: Persona
    _used: Counter[str] = field(default_factory=Counter)
    _before: Asked | None = None

    def reply(self, asked: Asked | None, status: Status, said: str) -> str | None:  # noqa: ARG002 - a model reads `said`
        """The next message, to the question asked."""
        if status is Status.NEW:
            return self.persona.opening
        if status is Status.PAUSED:
            return self._next("paused") or "continue"
        if asked is None:
            return self._afterthought(None) or self._at_the_end()
        return self._afterthought(asked) or self._answer(asked)

    def _at_the_end(self) -> str | None:
        self._used["at the end"] += 1
        said = self._used["at the end"] - 1
        return self.persona.at_the_end[said] if said < len(self.persona.at_the_end) else None

    def _afterthought(self, asked: Asked | None) -> str | None:
        """What comes to mind once a question is behind them, the last one too."""
        before = self._before
        if before is None or (asked is not None and before.step == asked.step):
            return None
        return self._next(before.step, of="after") or self._next(before.topic, of="after")

    def _answer(self, asked: Asked) -> str:
        self._before = asked
        answers = (self._next(key) for key in (*asked.wanted, asked.step, asked.topic))
        answer = next(filter(None, answers), None) or self._plainly(asked) or "skip"
        return _TICK.sub(lambda tick: asked.numbers.get(tick[1], tick[0]), answer)

    def _plainly(self, asked: Asked) -> str | None:
        """What one says when not understood: the facts themselves, once for each question."""
        key = f"plainly/{asked.step}/{','.join(asked.wanted)}"
        self._used[key] += 1
        return in_plain_words(self.persona, asked) if self._used[key] == 1 else None

    @property
    def restated(self) -> int:
        """How often an answer had to be said again plainly."""
        return sum(key.startswith("plainly/") for key in self._used)

    def _next(self, key: str, of: str = "answers") -> str | None:
        """The next unused message under a key."""
        written = (self.persona.answers if of == "answers" else self.persona.after).get(key, ())
        used = self._used[f"{of}/{key}"]
        if used >= len(written):
            return None
        self._used[f"{of}/{key}"] += 1
        return written[used]
