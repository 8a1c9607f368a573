"""What comes in along the line: an event, from whom, and when.

A front end turns what it received into an `Inbound`, having looked up who it is from (the signed event, never text).
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from bot.facts import Frozen, Typed
from bot.line.forms import Change
from bot.line.set_up import Picked, TeamSent

LONGEST_MESSAGE = 12_000
"""Characters of a message that is read; Slack's own box takes no more at once."""


class Message(Frozen):
    """Something typed; it is not printed, for it may be about pay."""

    kind: Literal["message"] = "message"
    text: Typed = Field(repr=False)


class Edited(Frozen):
    """A message that was changed afterwards: the key of its `Inbound`, and what it says now."""

    kind: Literal["edited"] = "edited"
    of: Typed
    text: Typed = Field(repr=False)


class Deleted(Frozen):
    """A message that was taken away afterwards: the key of its `Inbound`."""

    kind: Literal["deleted"] = "deleted"
    of: Typed


class Click(Frozen):
    """A button: `action` as in `Button.action`, `value` as in `Button.value`."""

    kind: Literal["click"] = "click"
    action: Typed
    value: Typed


class Changes(Frozen):
    """The request-changes form, sent in: section heading to comment, for one version of one person's plan."""

    kind: Literal["changes"] = "changes"
    person: Typed
    version: int
    comments: dict[Typed, Typed]


class Question(Frozen):
    """The form that asks a rep something about their plan, sent in."""

    kind: Literal["question"] = "question"
    person: Typed
    text: Typed = Field(repr=False)


class Stopped(Frozen):
    """The person stopped the work on the message with the key `of`; its `Inbound` has the key `stop_key(of)`."""

    kind: Literal["stopped"] = "stopped"
    of: Typed


def stop_key(of: str) -> str:
    """The key by which a stop of a message is found."""
    return f"stop:{of}"


class Rated(Frozen):
    """A thumb up or down on the answer to the message with the key `of`; `missing` is what a thumb down is about."""

    kind: Literal["rated"] = "rated"
    of: Typed
    helped: bool
    missing: Typed = Field(default="", repr=False)


class Notes(Frozen):
    """A message from anywhere that its person wants in their plan."""

    kind: Literal["notes"] = "notes"
    text: Typed = Field(repr=False)


class FormSent(Frozen):
    """A chapter's form, sent in: the texts that were changed."""

    kind: Literal["form"] = "form"
    changes: tuple[Change, ...]


class Command(Frozen):
    """The slash command `/plan`, with what was typed after it."""

    kind: Literal["command"] = "command"
    text: Typed = Field(repr=False)


class HomeOpened(Frozen):
    """The person opened the bot's home page."""

    kind: Literal["home"] = "home"


class Mention(Frozen):
    """The bot was called in a channel (its address in the front end): what was said to it there."""

    kind: Literal["mention"] = "mention"
    channel: Typed
    text: Typed = Field(repr=False)


class TalkOpened(Frozen):
    """The person opened the conversation with the bot."""

    kind: Literal["talk"] = "talk"


LARGEST_FILE = 10 * 1024 * 1024
"""Bytes of a file that is taken in at all."""


class Upload(Frozen):
    """A file sent: its name, its size in bytes, and the front end's reference to fetch it by."""

    kind: Literal["upload"] = "upload"
    name: Typed
    ref: Typed
    size: int


Event = Annotated[
    Message
    | Edited
    | Deleted
    | Click
    | Changes
    | Question
    | FormSent
    | TeamSent
    | Picked
    | Notes
    | Rated
    | Stopped
    | Command
    | HomeOpened
    | TalkOpened
    | Mention
    | Upload,
    Field(discriminator="kind"),
]


class Inbound(Frozen):
    """One event. `key` is the sender's own id for it: a second delivery has the same key and changes nothing.

    `person` is the team id of whom it is from, None for someone outside the team; `address` is where an answer goes
    when `person` is None (a Slack user id).
    """

    key: Typed
    person: str | None
    address: Typed
    event: Event
    at: datetime

    @property
    def conversation(self) -> str:
        """The conversation it belongs to: events of one conversation are handled one at a time and in order."""
        return self.person or f"outside:{self.address}"
