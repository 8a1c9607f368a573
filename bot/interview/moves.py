"""What the engine has to say, as values. The coach turns moves into words; nothing here is worded."""

from decimal import Decimal
from typing import Literal

from bot.facts import Fact, Frozen, Number


class Greet(Frozen):
    """The first words of an interview."""

    kind: Literal["greet"] = "greet"


class Recap(Frozen):
    """Picking up after a pause: where we are, in two lines."""

    kind: Literal["recap"] = "recap"


class Noted(Frozen):
    """Facts just stored, to be read back. `corrected` when at least one replaced another."""

    kind: Literal["noted"] = "noted"
    facts: tuple[Fact, ...]
    before: tuple[Fact, ...] = ()
    step: str | None = None

    @property
    def corrected(self) -> bool:
        return bool(self.before)


class Removed(Frozen):
    """An item was withdrawn."""

    kind: Literal["removed"] = "removed"
    name: str


class Closed(Frozen):
    """A step was closed without facts: nothing to say there, or left open, or put off."""

    kind: Literal["closed"] = "closed"
    step: str
    how: Literal["nothing", "open", "skipped", "confirmed", "enough"]


class Ask(Frozen):
    """The next question, or the same `again`. `missing` are the paths still wanted when part of the answer is there."""

    kind: Literal["ask"] = "ask"
    step: str
    confirm: bool = False
    missing: tuple[str, ...] = ()
    opens_chapter: bool = False
    again: bool = False


class WhichReading(Frozen):
    """Which reading is meant of a figure that has several, or which of two `slots` it is for."""

    kind: Literal["which reading"] = "which reading"
    slot: str
    quote: str
    readings: tuple[Number, ...]
    slots: tuple[str, ...] = ()


class Probe(Frozen):
    """The cause is thin: ask once what happened before (M07)."""

    kind: Literal["probe"] = "probe"
    step: str
    slot: str


class Evaded(Frozen):
    """The reply commits to nothing; asked again once, with why it matters."""

    kind: Literal["evaded"] = "evaded"
    step: str


class NotUnderstood(Frozen):
    """The reply could not be read; asked again with an example."""

    kind: Literal["not understood"] = "not understood"
    step: str


class OutOfRange(Frozen):
    """A figure outside what the slot can hold; nothing was stored."""

    kind: Literal["out of range"] = "out of range"
    slot: str
    value: str
    low: str
    high: str


class NotWhole(Frozen):
    """Shares that do not make 100% together; nothing was stored. `total` is their sum as a fraction."""

    kind: Literal["not whole"] = "not whole"
    total: Decimal


class Explain(Frozen):
    """Why the question is asked."""

    kind: Literal["explain"] = "explain"
    step: str


class Progress(Frozen):
    """What there is so far."""

    kind: Literal["progress"] = "progress"


class Undone(Frozen):
    """The last answer was taken back: what went, and what is back instead."""

    kind: Literal["undone"] = "undone"
    facts: tuple[Fact, ...]
    back: tuple[Fact, ...] = ()


class Withdrawn(Frozen):
    """A message was deleted, or edited so that it no longer says something: what went, and what is back instead."""

    kind: Literal["withdrawn"] = "withdrawn"
    facts: tuple[Fact, ...] = ()
    back: tuple[Fact, ...] = ()


class Outdated(Frozen):
    """An edited message says what a later one has overruled: the facts as they stand."""

    kind: Literal["outdated"] = "outdated"
    facts: tuple[Fact, ...]


class Differs(Frozen):
    """Two figures for one thing, and it is asked which holds: what is there, and what came later."""

    kind: Literal["differs"] = "differs"
    there: Fact
    later: Fact


class Stays(Frozen):
    """It was asked which of two figures holds; the one that is there does."""

    kind: Literal["stays"] = "stays"
    fact: Fact


class Proposed(Frozen):
    """What pasted notes would bring, for a yes; `there` are the facts that it would replace.

    `again` when the offer was put right.
    """

    kind: Literal["proposed"] = "proposed"
    facts: tuple[Fact, ...]
    there: tuple[Fact, ...] = ()
    again: bool = False


class NothingFound(Frozen):
    """There was nothing in pasted notes that can be told for sure."""

    kind: Literal["nothing found"] = "nothing found"


class Taken(Frozen):
    """What was on offer is stored."""

    kind: Literal["taken"] = "taken"


class LeftOut(Frozen):
    """What was on offer is not stored."""

    kind: Literal["left out"] = "left out"


class FileTaken(Frozen):
    """What a file brings is stored."""

    kind: Literal["file taken"] = "file taken"


class FileLeft(Frozen):
    """What a file brings is not stored."""

    kind: Literal["file left"] = "file left"


class NothingToUndo(Frozen):
    """There is no answer to take back."""

    kind: Literal["nothing to undo"] = "nothing to undo"


class ConfirmRestart(Frozen):
    """Beginning anew needs to be said twice. `count` answers would go to the past."""

    kind: Literal["confirm restart"] = "confirm restart"
    count: int


class AllStays(Frozen):
    """It was not begun anew after all."""

    kind: Literal["all stays"] = "all stays"


class Restarted(Frozen):
    """Begun anew."""

    kind: Literal["restarted"] = "restarted"


class Welcome(Frozen):
    """The answer to a thank-you."""

    kind: Literal["welcome"] = "welcome"


class Paused(Frozen):
    """Stopped for now, everything kept."""

    kind: Literal["paused"] = "paused"


class SecondRound(Frozen):
    """The skipped questions come round once more."""

    kind: Literal["second round"] = "second round"
    count: int


class Stale(Frozen):
    """A button of an earlier question."""

    kind: Literal["stale"] = "stale"


class Finished(Frozen):
    """Everything is asked: the draft can be drawn up. `again` when it was finished before and has changed.

    `last` is the step that was asked last.
    """

    kind: Literal["finished"] = "finished"
    again: bool = False
    last: str | None = None


Move = (
    Greet
    | Recap
    | Noted
    | Removed
    | Closed
    | Ask
    | Probe
    | WhichReading
    | Evaded
    | NotUnderstood
    | OutOfRange
    | NotWhole
    | Explain
    | Progress
    | Undone
    | Withdrawn
    | Outdated
    | Differs
    | Proposed
    | NothingFound
    | Taken
    | LeftOut
    | FileTaken
    | FileLeft
    | Stays
    | NothingToUndo
    | ConfirmRestart
    | Restarted
    | AllStays
    | Welcome
    | Paused
    | SecondRound
    | Stale
    | Finished
)
