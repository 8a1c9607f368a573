"""What goes out along the line: the posts that answer an event, and what became of sending them.

They are front-end neutral: a front end turns a `Post` into its own kind of message.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from bot.facts import Frozen
from bot.line.buttons import Button, Menu
from bot.line.pages import Home, Prompts
from bot.review.model import Asked, SelfCheck, State, Summary


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

    `pay` says whether pay and plan pull the same way, without a figure; empty for whoever may not see pay. `season` is
    the season's key; empty on cards that were queued before they said it.
    """

    kind: Literal["review card"] = "review card"
    summary: Summary
    state: State
    decided: str | None = None
    check: SelfCheck | None = None
    pay: str = Field(default="", repr=False)
    asked: tuple[Asked, ...] = ()
    escalated: str = ""
    season: str = ""


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


class Whisper(Frozen):
    """A line in a channel (its address in the front end) that only its person sees."""

    kind: Literal["whisper"] = "whisper"
    channel: str
    text: str = Field(repr=False)


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
