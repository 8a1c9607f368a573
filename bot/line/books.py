"""What a turn reads and what it changes: interviews and reviews, each at the version it was read at."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.coach.llm.assistant import Helper
from bot.cycle.wishes import Wishes
from bot.interview.state import Interview
from bot.line.directory import Profile
from bot.line.live import Live
from bot.line.office import Office
from bot.line.posts import Content, Post
from bot.line.use import ModelUse, Spent
from bot.line.votes import Vote
from bot.pay.settling import PayAnswer
from bot.review.model import Review
from bot.team.audit import TeamVersion
from bot.team.model import Rep

Line = tuple[bool, str]
"""A line of a conversation: whether it is the person's own, and its text."""


class Books(Protocol):
    """Reading access to everyone's interview and review, to files people sent, and to what was settled about pay.

    A rep nothing is stored of has a new interview; a file that cannot be fetched is None.
    """

    def interview(self, rep: Rep, now: datetime) -> Interview: ...

    def review(self, person: str) -> Review: ...

    def review_before(self, person: str) -> Review | None:
        """The review of the last season before this one that there was one of."""
        ...

    def wishes(self, person: str) -> Wishes: ...

    def file(self, ref: str) -> bytes | None: ...

    def recent(self, person: str) -> tuple[Line, ...]:
        """The last few lines of a conversation, in order."""
        ...

    def spent(self, person: str, since: datetime) -> Spent:
        """What a language model has been used for since a moment."""
        ...

    def profile(self, address: str) -> Profile | None:
        """What the front end knows of a member; None where it knows nothing."""
        ...

    def members(self, channel: str, address: str) -> tuple[str, ...]:
        """The ids of the members of a channel, in the workspace of an address."""
        ...

    def team_versions(self) -> tuple[TeamVersion, ...]:
        """Every version of the team that was set up, in order."""
        ...

    def pay_answers(self) -> tuple[PayAnswer, ...]: ...


@dataclass(frozen=True)
class Outcome:
    """What follows from one event: what changes, and what is posted. Nothing is written yet."""

    posts: tuple[Post, ...] = ()
    uses: tuple[ModelUse, ...] = ()
    interview: Interview | None = None
    reviews: tuple[Review, ...] = ()
    pay_answers: tuple[PayAnswer, ...] = ()
    wishes: Wishes | None = None
    votes: tuple[Vote, ...] = ()
    team: TeamVersion | None = None


@dataclass
class Tray:
    """Collects the posts of one turn and names them after the event, so that a repeated turn posts nothing twice."""

    event: str
    posts: list[Post] = field(default_factory=list)

    def post(self, to: str, content: Content, key: str | None = None, replaces: str | None = None) -> None:
        name = key or f"{self.event}/{len(self.posts)}"
        self.posts.append(Post(key=name, to=to, content=content, replaces=replaces))

    def outcome(
        self,
        interview: Interview | None = None,
        review: Review | None = None,
        reviews: tuple[Review, ...] = (),
    ) -> Outcome:
        changed = (review,) if review else reviews
        return Outcome(posts=tuple(self.posts), interview=interview, reviews=changed)


@dataclass(frozen=True)
class Desk:
    """One event being handled: who has it in hand, what can be consulted, and when it came (UTC).

    `helper` is a language model for this one event, where there is one; `live` shows a reply while it is written.
    """

    office: Office
    books: Books
    tray: Tray
    now: datetime
    helper: Helper | None = None
    live: Live | None = None
