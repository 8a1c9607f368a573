"""The commands that move an interview. A reader (or a model) produces them from a message; the engine runs them.

A command that carries a value quotes the words it rests on, so that every fact can be traced to what was said.
"""

from typing import Annotated, Literal

from pydantic import Field

from bot.facts import Frozen, Number, Value


class Start(Frozen):
    """Begin, or carry on."""

    kind: Literal["start"] = "start"


class Provide(Frozen):
    """An answer: the value of one slot. `corrects` when the person says that what is there is to be replaced."""

    kind: Literal["provide"] = "provide"
    slot: str
    value: Value
    quote: str
    corrects: bool = False


class Unsure(Frozen):
    """A figure for one slot that can be meant in several ways, the likelier first; nothing is stored before a word.

    `slots` are those that the readings belong to, where it is open which of two things a figure is about.
    """

    kind: Literal["unsure"] = "unsure"
    slot: str
    quote: str
    readings: tuple[Number, ...]
    slots: tuple[str, ...] = ()


class AddItem(Frozen):
    """One more account, deal, target or why-not, under the key its facts will share."""

    kind: Literal["add item"] = "add item"
    collection: str
    key: str
    name: str
    quote: str


class RemoveItem(Frozen):
    """An item withdrawn with all its facts."""

    kind: Literal["remove item"] = "remove item"
    collection: str
    key: str


class Propose(Frozen):
    """What pasted notes would bring: it counts once the person has said yes. `without` takes slots off the offer."""

    kind: Literal["propose"] = "propose"
    commands: tuple[Provide | AddItem, ...]
    without: tuple[str, ...] = ()


class Confirm(Frozen):
    """Yes to what was just read out; `step` names the question a button belongs to."""

    kind: Literal["confirm"] = "confirm"
    step: str | None = None


class Deny(Frozen):
    """No to what was just read out."""

    kind: Literal["deny"] = "deny"
    step: str | None = None


class Nothing(Frozen):
    """Nothing to report: a full answer where a topic allows it."""

    kind: Literal["nothing"] = "nothing"
    quote: str


class Unknown(Frozen):
    """Not known: the point stays visibly open; an answer that only evades ("it depends") is asked after once."""

    kind: Literal["unknown"] = "unknown"
    evades: bool = False


class Skip(Frozen):
    """Later: the question comes round once more at the end."""

    kind: Literal["skip"] = "skip"


class Back(Frozen):
    """To the question before this one."""

    kind: Literal["back"] = "back"


class Undo(Frozen):
    """Take back what the last answer stored."""

    kind: Literal["undo"] = "undo"


class Cancel(Frozen):
    """Never mind: what was just begun or changed is left as it was."""

    kind: Literal["cancel"] = "cancel"


class Settle(Frozen):
    """Which of two figures holds: the one that came `later`, or the one that is there."""

    kind: Literal["settle"] = "settle"
    later: bool


class DecideFile(Frozen):
    """Take over what a file brings that was shown, or leave it."""

    kind: Literal["decide file"] = "decide file"
    take: bool


class Restart(Frozen):
    """Begin anew. Asked for twice before it is done; the old answers stay in the past."""

    kind: Literal["restart"] = "restart"


class Thanks(Frozen):
    """A courtesy that wants a line back and nothing else."""

    kind: Literal["thanks"] = "thanks"


class HandOff(Frozen):
    """The person wants to speak with a person."""

    kind: Literal["hand off"] = "hand off"


class Revisit(Frozen):
    """A correction was announced for a topic without its new value: ask that topic again."""

    kind: Literal["revisit"] = "revisit"
    step: str


class Clarify(Frozen):
    """The question is itself in question: why is it asked."""

    kind: Literal["clarify"] = "clarify"


class ShowProgress(Frozen):
    """A look at how far the interview is."""

    kind: Literal["progress"] = "progress"


class Pause(Frozen):
    """Stop for now; everything is kept."""

    kind: Literal["pause"] = "pause"


class Finish(Frozen):
    """Enough asked: what is not answered stays open in the draft."""

    kind: Literal["finish"] = "finish"


Command = Annotated[
    Start
    | Provide
    | Unsure
    | AddItem
    | RemoveItem
    | Propose
    | Confirm
    | Deny
    | Nothing
    | Unknown
    | Skip
    | Back
    | Undo
    | Cancel
    | Settle
    | DecideFile
    | Restart
    | Thanks
    | HandOff
    | Revisit
    | Clarify
    | ShowProgress
    | Pause
    | Finish,
    Field(discriminator="kind"),
]
