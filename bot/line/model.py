"""What travels along the line: an inbound event, and the posts that answer it.

Both are front-end neutral. A front end turns what it received into an `Inbound`, having looked up who it is from
(the signed event, never text); and turns a `Post` into its own kind of message.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from bot.facts import Frozen, Typed
from bot.line.forms import Change
from bot.line.set_up import Picked, TeamSent
from bot.review.model import Asked, Comment, SelfCheck, State, Summary


class Message(Frozen):
    """Something typed; it is not printed, for it may be about pay."""

    kind: Literal["message"] = "message"
    text: Typed = Field(repr=False)


class Edited(Frozen):
    """A message that was changed afterwards: the key of its `Inbound`, and what it says now."""

    kind: Literal["edited"] = "edited"
    of: str
    text: Typed = Field(repr=False)


class Deleted(Frozen):
    """A message that was taken away afterwards: the key of its `Inbound`."""

    kind: Literal["deleted"] = "deleted"
    of: str


class Click(Frozen):
    """A button: `action` as in `Button.action`, `value` as in `Button.value`."""

    kind: Literal["click"] = "click"
    action: str
    value: str


class Changes(Frozen):
    """The request-changes form, sent in: section heading to comment, for one version of one person's plan."""

    kind: Literal["changes"] = "changes"
    person: str
    version: int
    comments: dict[str, Typed]


class Question(Frozen):
    """The form that asks a rep something about their plan, sent in."""

    kind: Literal["question"] = "question"
    person: str
    text: str = Field(repr=False)


class Stopped(Frozen):
    """The person stopped the work on the message with the key `of`; its `Inbound` has the key `stop_key(of)`."""

    kind: Literal["stopped"] = "stopped"
    of: str


def stop_key(of: str) -> str:
    """The key by which a stop of a message is found."""
    return f"stop:{of}"


class Rated(Frozen):
    """A thumb up or down on the answer to the message with the key `of`; `missing` is what a thumb down is about."""

    kind: Literal["rated"] = "rated"
    of: str
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
    channel: str
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
    ref: str
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

    key: str
    person: str | None
    address: str
    event: Event
    at: datetime

    @property
    def conversation(self) -> str:
        """The conversation it belongs to: events of one conversation are handled one at a time and in order."""
        return self.person or f"outside:{self.address}"


class Button(Frozen):
    """A button under a message; everything a button does can also be typed.

    `spoken` is what a screen reader says, where the label alone does not tell what the button is about.
    """

    label: str
    action: str
    value: str
    style: Literal["default", "primary", "danger"] = "default"
    spoken: str = ""


class Option(Frozen):
    """A line of a menu: what it is called, and the value of the click that picks it."""

    label: str
    value: str


class Menu(Frozen):
    """A list to pick from; with `several`, the click brings the picked values joined by commas.

    With `small` it is a few things to do, behind a button of three dots beside the label.
    """

    label: str
    action: str
    options: tuple[Option, ...]
    several: bool = False
    small: bool = False


class Reply(Frozen):
    """A plain message with at most a few buttons. `text` is Markdown of the simple kind: *bold*, lists, lines.

    `answers` is the key of the question that it answers; such an answer can be voted on.
    """

    kind: Literal["reply"] = "reply"
    text: str = Field(repr=False)
    buttons: tuple[Button, ...] = ()
    menus: tuple[Menu, ...] = ()
    answers: str = ""


class ReviewCard(Frozen):
    """The executive's card for one version: undecided it has buttons, decided it says who, what and when.

    `pay` says whether pay and plan pull the same way, without a figure; empty for whoever may not see pay.
    """

    kind: Literal["review card"] = "review card"
    summary: Summary
    state: State
    decided: str | None = None
    check: SelfCheck | None = None
    pay: str = Field(default="", repr=False)
    asked: tuple[Asked, ...] = ()
    escalated: str = ""


List = Literal["deals.xlsx", "deals.csv"]
LISTS: tuple[List, ...] = ("deals.xlsx", "deals.csv")
"""A list of deals to fill in and send back; not of any version."""

Document = Literal[
    "team.docx",
    "deals.xlsx",
    "deals.csv",
    "plan.docx",
    "plan.md",
    "last-plan.docx",
    "plan.pptx",
    "brief.docx",
    "pay.md",
    "pay.docx",
    "pay-at-home.docx",
    "pay-at-home.md",
    "pay-chart.png",
    "transcript.md",
    "sales-plan.pptx",
    "sales-plan.docx",
]


class PlanFile(Frozen):
    """A document made from a stored version when it is sent, so that no document sits in the outbox."""

    kind: Literal["file"] = "file"
    person: str
    version: int
    document: Document
    text: str

    @property
    def state(self) -> str:
        """Which state of it this is, for its name as a file: "v2", "draft", "to-fill-in"."""
        if self.document in LISTS:
            return "to-fill-in"
        if self.document == "team.docx":
            return "plans"
        return f"v{self.version}" if self.version else "draft"


class Canvas(Frozen):
    """A person's plan as a page that is kept in step with it, made when it is sent; `text` goes with the first one."""

    kind: Literal["canvas"] = "canvas"
    person: str
    text: str


class HomePerson(Frozen):
    """One line of an executive's or manager's home page: where a plan stands, and who waits for whom since when."""

    name: str
    role: str
    status: str
    waits: str = ""
    button: Button | None = None


class HomePart(Frozen):
    """A chapter on a rep's home page: how far it is, and the button that changes it."""

    title: str
    done: int
    total: int
    button: Button | None = None


class HomeTeam(Frozen):
    """The set-up of the team on an administrator's home page.

    `standing` says where it is, `missing` what is still needed, `better` what else to know, `members` has a line for
    each person with what can be done, `changes` the latest lines of the log.
    """

    standing: str
    missing: tuple[str, ...] = ()
    better: tuple[str, ...] = ()
    first: tuple[Button, ...] = ()
    buttons: tuple[Button, ...] = ()
    members: tuple[Menu, ...] = ()
    more: str = ""
    changes: tuple[str, ...] = ()


class Home(Frozen):
    """A home page: what to do next, how far the plan is, comments to answer; for reviewers, their people.

    `first` are the buttons of the next step, `dates` the deadlines ahead, `queue` who waits for this person's decision,
    `buttons` what can be sent. `notes` say what has been asked or answered about pay, without a figure of it.
    """

    kind: Literal["home"] = "home"
    title: str
    next_step: str
    done: int = 0
    total: int = 0
    notes: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    first: tuple[Button, ...] = ()
    dates: tuple[str, ...] = ()
    parts: tuple[HomePart, ...] = ()
    queue: tuple[HomePerson, ...] = ()
    people: tuple[HomePerson, ...] = ()
    buttons: tuple[Button, ...] = ()
    team: HomeTeam | None = None


class Whisper(Frozen):
    """A line in a channel (its address in the front end) that only its person sees."""

    kind: Literal["whisper"] = "whisper"
    channel: str
    text: str = Field(repr=False)


class Prompt(Frozen):
    """Something to say that is offered: what it is called, and what is then said."""

    title: str
    message: str


class Prompts(Frozen):
    """What is offered to someone who opens the conversation."""

    kind: Literal["prompts"] = "prompts"
    title: str
    prompts: tuple[Prompt, ...]


Content = Annotated[Reply | ReviewCard | PlanFile | Canvas | Home | Prompts | Whisper, Field(discriminator="kind")]


class Shown(Frozen):
    """Where a front end shows a reply while it is written, and what of it is there; None where that is not known."""

    channel: str
    ts: str
    text: str | None = Field(default=None, repr=False)


class Post(Frozen):
    """One thing to send. `to` is a person's team id, or an address for someone outside the team.

    `replaces` names the `key` of an earlier post to this person that is to be updated in place. `shown` is where it has
    been shown while it was written, and is to end. After `until` (UTC) it is not sent any more: a nudge that could not
    be sent in time is no longer wanted.
    """

    key: str
    to: str
    content: Content
    replaces: str | None = None
    shown: Shown | None = None
    until: datetime | None = None


class Sent(Frozen):
    """Where a front end put a post: enough to update it later."""

    channel: str
    ts: str
    at: datetime


class Retry(Frozen):
    """It was not sent, or it is in doubt whether it was: try again at this time. `reason` holds no contents."""

    at: datetime
    reason: str


class Failed(Frozen):
    """It cannot be sent, ever; `reason` says why and holds no contents."""

    reason: str


Delivery = Sent | Retry | Failed
