"""The store's own words: a claim, a value at its version, and a turn, which is written whole or not at all.

What people wrote, and their reviews, stay out of every `repr`, so that a log line cannot carry them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Literal, NamedTuple, TypeVar

from bot.cycle.nudges import SentNudge
from bot.cycle.wishes import Wishes
from bot.line.inbound import Inbound
from bot.line.posts import Post
from bot.line.use import ModelUse
from bot.line.votes import Vote
from bot.pay.settling import PayAnswer
from bot.review.model import Review
from bot.team.audit import TeamVersion

T = TypeVar("T")


class StoreError(Exception):
    """The store cannot be opened; the message says what is safe and what to do next."""


@dataclass(frozen=True, slots=True)
class Claimed(Generic[T]):
    """A row of the inbox or outbox that one worker holds until its lease ends.

    `attempt` counts claims, from 1; a claim that has been overtaken by a later attempt can no longer change the row.
    `errors` counts how often the row's own work failed, `lost` how often nobody came back with it: a process that was
    killed, a lease that ran out.
    """

    seq: int
    attempt: int
    value: T = field(repr=False)
    errors: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Stored(Generic[T]):
    """A value and the version it was read at: give the version back with the change. Nothing yet: None at version 0."""

    value: T | None = field(repr=False)
    version: int


@dataclass(frozen=True, slots=True)
class StateChange:
    """A conversation's new state as JSON text, and the version it was worked out from."""

    person: str
    state: str = field(repr=False)
    version: int


@dataclass(frozen=True, slots=True)
class ReviewChange:
    """A review after a move, and the version it was worked out from."""

    review: Review = field(repr=False)
    version: int


@dataclass(frozen=True, slots=True)
class WishesChange:
    """What a person wants of nudges now, and the version it was worked out from."""

    person: str
    wishes: Wishes
    version: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the transcript: what a person wrote ("in") or was told ("out"). `key` is the event it belongs to."""

    person: str
    direction: Literal["in", "out"]
    text: str = field(repr=False)
    at: datetime
    key: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything that follows from one inbound event, at one moment (`at`), in one season (its key).

    `if_stopped` is what is written instead where the person has stopped the work on the event meanwhile.
    With a `problem` (a short reason without personal content) the event ends as failed instead of done, and the posts
    are what the person is told about it.
    """

    claim: Claimed[Inbound]
    at: datetime
    season: str
    states: tuple[StateChange, ...] = ()
    reviews: tuple[ReviewChange, ...] = ()
    wishes: tuple[WishesChange, ...] = ()
    posts: tuple[Post, ...] = field(default=(), repr=False)
    lines: tuple[Line, ...] = ()
    uses: tuple[ModelUse, ...] = ()
    pay_answers: tuple[PayAnswer, ...] = ()
    votes: tuple[Vote, ...] = ()
    team: TeamVersion | None = field(default=None, repr=False)
    problem: str | None = None
    if_stopped: "Turn | None" = None


class Versions(NamedTuple):
    """The versions one person's interview, review and wishes are at; 0 where there is nothing yet."""

    interview: int = 0
    review: int = 0
    wishes: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """What a nudge depends on, of one person: the interview as JSON text, the review without its versions' contents.

    `talked_at` is when the interview last moved, `reviewed_at` the review; `latest` is the number of the latest version
    of the plan and `sent_at` when it was sent.
    """

    person: str
    versions: Versions
    state: str | None = field(repr=False)
    talked_at: datetime | None
    review: Review = field(repr=False)
    reviewed_at: datetime | None
    latest: int
    sent_at: datetime | None
    wishes: Wishes
    nudges: tuple[SentNudge, ...]


@dataclass(frozen=True, slots=True)
class Posting:
    """A nudge to send: written whole, or not at all when anything it was worked out from has changed.

    `version` is that of the person's own wishes; `seen` the versions of everyone the nudge speaks of. `reviews` change
    with it, and `cards` show that.
    """

    season: str
    person: str
    at: datetime
    nudges: tuple[SentNudge, ...]
    post: Post = field(repr=False)
    line: Line = field(repr=False)
    wishes: Wishes
    version: int
    seen: Mapping[str, Versions]
    reviews: tuple[ReviewChange, ...] = ()
    cards: tuple[Post, ...] = field(default=(), repr=False)
