"""Where one person's interview stands. Everything that can be derived (what to ask next, progress) is derived."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, reduce
from typing import TypeVar

from pydantic import Field

from bot.facts import Fact, Frozen, Number, Setting, Words
from bot.reading.tables.model import Choices, Question
from bot.team.model import Role

T = TypeVar("T")

NAMED_BY = {"why_nots": "item"}
"""The slot that holds an item's name, where it is not `name`."""


REHEARSAL = "rehearsal"
"""The collection that holds the questions of a rehearsal, and the topic that asks them."""


def is_rehearsal(step: str | None) -> bool:
    """Whether a step is a question of the rehearsal."""
    return step is not None and step.startswith(f"{REHEARSAL}/")


ACTUALS = "actuals"
"""The collection that holds the quarters reviewed; the topics that ask about them begin with it."""


def apart(step: str | None) -> str | None:
    """Which of the parts that are asked apart from the plan itself a step belongs to: the rehearsal, a quarter."""
    return next((part for part in (REHEARSAL, ACTUALS) if step is not None and step.startswith(part)), None)


NEWCOMER = "last_year.not_here"
"""Where a newcomer's word is kept that there is no last year here."""


class Status(StrEnum):
    """The life of an interview."""

    NEW = "new"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class Mark(StrEnum):
    """What became of a question that is not simply answered by facts."""

    DONE = "done"
    SKIPPED = "skipped"
    OPEN = "open"


class Answer(Frozen):
    """What one message changed: the slots with their facts before it (None: there was none), the marks likewise.

    `focus` is the question it was read against.
    """

    before: dict[str, Fact | None] = Field(default_factory=dict)
    marks: dict[str, Mark | None] = Field(default_factory=dict)
    focus: str | None = None


class Told(Frozen):
    """What was said to a question about a file: what it means, or None where the person does not know."""

    question: str
    means: Choices | None


class Pending(Frozen):
    """What a file, or pasted notes (`file` is empty), would bring, waiting for a yes.

    `ref` is where the file can be fetched again, `question` what is asked before anything of it is counted, `told`
    the answers so far. `left_out` open deals were stale or incomplete.
    """

    file: str
    facts: tuple[Fact, ...]
    left_out: int = 0
    left_out_amount: Decimal = Decimal(0)
    ref: str = ""
    question: Question | None = None
    told: tuple[Told, ...] = ()

    @property
    def choices(self) -> Choices:
        """Everything that was said about the file, together."""
        return reduce(Choices.and_also, (each.means for each in self.told if each.means), Choices())

    @property
    def stamp(self) -> str:
        """What tells this offer from another one: when the latest of it was told, or how far a file's questions are."""
        return max(fact.at for fact in self.facts).isoformat() if self.facts else f"{self.ref}#{len(self.told)}"


class Unclear(Frozen):
    """A figure just asked about: the slot it is for (or `slots` it may be for), how it was said, and its readings."""

    slot: str
    quote: str
    readings: tuple[Number, ...]
    slots: tuple[str, ...] = ()


class Interview(Frozen):
    """One interview: the facts so far, the superseded ones, and the marks on its questions.

    `focus` is the step being asked, `tries` how often it was asked in vain, `revisiting` whether it is asked although
    it has an answer, `probed` the slots whose thin answer was probed, `trail` the steps asked before this one,
    `second_round` whether the skipped steps have come round again, `undo` what would take the last answer back,
    `pending` what a file or pasted notes would bring, `restart_asked` whether beginning anew was just asked for once,
    `heard` what each message changed, by its key and in order, so that one that is edited or deleted can be taken
    back, `doubts` figures that are other than what is there and wait for the person's word,
    `unclear` a figure with two readings that was just asked about.
    """

    person: str
    role: Role
    status: Status = Status.NEW
    facts: dict[str, Fact] = Field(default_factory=dict)
    past: tuple[Fact, ...] = ()
    marks: dict[str, Mark] = Field(default_factory=dict)
    focus: str | None = None
    tries: int = 0
    revisiting: bool = False
    probed: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    second_round: bool = False
    undo: Answer | None = None
    restart_asked: bool = False
    unclear: Unclear | None = None
    pending: Pending | None = None
    heard: dict[str, Answer] = Field(default_factory=dict)
    doubts: tuple[Fact, ...] = ()

    def has(self, slot: str) -> bool:
        return slot in self.facts

    def is_set(self, slot: str) -> bool:
        """Whether a slot rests on the team file alone: known, yet not confirmed by the person."""
        fact = self.facts.get(slot)
        return fact is not None and isinstance(fact.source, Setting)

    @cached_property
    def listed(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of every collection's items, in the order they were first mentioned."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for slot in self.facts:
            if slot.count(".") == 2:
                collection, key, _ = slot.split(".")
                found[collection][key] = None
        return {collection: tuple(keys) for collection, keys in found.items()}

    @property
    def is_new(self) -> bool:
        """Whether the person was not here last year."""
        return self.has(NEWCOMER)

    def items(self, collection: str) -> tuple[str, ...]:
        """The keys of a collection's items, in the order they were first mentioned."""
        return self.listed.get(collection, ())

    def names(self, collection: str) -> dict[str, str]:
        """The names of a collection's items by their keys."""
        facts = {
            key: self.facts.get(f"{collection}.{key}.{NAMED_BY.get(collection, 'name')}")
            for key in self.items(collection)
        }
        return {
            key: fact.value.text for key, fact in facts.items() if fact is not None and isinstance(fact.value, Words)
        }

    def keep(self, fact: Fact) -> "Interview":
        """Store a fact; one it supersedes moves to the past, never away."""
        before = self.facts.get(fact.slot)
        past = (*self.past, before) if before is not None else self.past
        return self.model_copy(update={"facts": {**self.facts, fact.slot: fact}, "past": past})

    def drop(self, slots: Iterable[str]) -> "Interview":
        """Withdraw facts; they stay in the past."""
        gone = [slot for slot in slots if slot in self.facts]
        kept = {slot: fact for slot, fact in self.facts.items() if slot not in gone}
        return self.model_copy(update={"facts": kept, "past": (*self.past, *(self.facts[slot] for slot in gone))})

    def mark(self, step: str, mark: Mark | None) -> "Interview":
        """Set or clear the mark of a step."""
        marks: Mapping[str, Mark] = {key: value for key, value in self.marks.items() if key != step}
        return self.model_copy(update={"marks": {**marks, step: mark} if mark else dict(marks)})

    def changes_since(self, before: "Interview") -> Answer:
        """What is other than it was before: the facts and marks that were there, and the question in focus then."""
        return Answer(
            before=_changed(before.facts, self.facts), marks=_changed(before.marks, self.marks), focus=before.focus
        )

    def restore(self, answer: Answer) -> "Interview":
        """The facts and marks as they were before an answer; what it said stays in the past."""
        state = self.drop([slot for slot, fact in answer.before.items() if fact is None])
        for fact in filter(None, answer.before.values()):
            state = state.keep(fact)
        for step, mark in answer.marks.items():
            state = state.mark(step, mark)
        return state


def _changed(before: Mapping[str, T], after: Mapping[str, T]) -> dict[str, T | None]:
    """What stood before (None: nothing) where something else stands after."""
    pairs = ((key, before.get(key), after.get(key)) for key in dict.fromkeys([*before, *after]))
    # Most are the very same value, which is told at once; to compare two facts part by part takes its time.
    return {key: was for key, was, now in pairs if was is not now and was != now}
