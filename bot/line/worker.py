"""Works through the inbox: claim an event, answer it, and write everything that follows in one transaction."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime

from bot.cycle.wishes import Wishes
from bot.interview.state import Interview
from bot.line.books import Outcome
from bot.line.directory import Directory, NoDirectory, Profile
from bot.line.inbound import Command, Deleted, Edited, FormSent, Inbound, Message, Notes
from bot.line.keeping import DATABASE_TROUBLE, DATABASE_WAIT, LEASE, Keeps, for_one_lease, is_hopeless, wait_after
from bot.line.live import Live, Screen
from bot.line.office import Office
from bot.line.posts import PlanFile, Post, Reply, ReviewCard, Shown
from bot.line.trouble import in_trouble
from bot.line.turn import take_turn
from bot.line.use import Spent
from bot.pay.settling import PayAnswer
from bot.review.model import Review
from bot.review.presenting import presented
from bot.store.model import Claimed, Line, ReviewChange, StateChange, Stored, Turn, WishesChange
from bot.store.opening import Opening
from bot.store.store import Store
from bot.team.audit import TeamVersion
from bot.team.model import Rep
from bot.watching.watch import Step, Watch

log = logging.getLogger(__name__)

RECENT = 4
"""Lines of a conversation that a language model may be told of, the question in focus among them."""

Fetch = Callable[[str], bytes | None]


@dataclass
class StoreBooks:
    """Reads from the store, and remembers the version everything was read at. `fetch` gets a file people sent.

    What was read together of one person when the turn began (`opened`) is not read again.
    """

    store: Store
    office: Office
    fetch: Fetch
    directory: Directory = field(default_factory=NoDirectory)
    opened: Opening | None = None

    def __post_init__(self) -> None:
        self.interviews: dict[str, tuple[Interview, int]] = {}
        self.reviews: dict[str, Stored[Review]] = {}
        self.wished: dict[str, Stored[Wishes]] = {}

    @property
    def season(self) -> str:
        return self.office.team.season.key

    def interview(self, rep: Rep, now: datetime) -> Interview:
        if rep.id not in self.interviews:
            own = self._own(rep.id)
            stored = own.state if own else self.store.load(rep.id, self.season)
            interview = self.office.interview(stored.value, rep, now) if stored.value else self._begin(rep, now)
            self.interviews[rep.id] = interview, stored.version
        return self.interviews[rep.id][0]

    def _begin(self, rep: Rep, now: datetime) -> Interview:
        """A new interview, from the plan that was approved for the year before."""
        before = self.review_before(rep.id)
        return self.office.begin(rep, now, presented(before) if before else None)

    def _own(self, person: str) -> Opening | None:
        return self.opened if self.opened is not None and self.opened.person == person else None

    def file(self, ref: str) -> bytes | None:
        return self.fetch(ref)

    def profile(self, address: str) -> Profile | None:
        return self.directory.profile(address)

    def members(self, channel: str, address: str) -> tuple[str, ...]:
        return self.directory.members(channel, address)

    def team_versions(self) -> tuple[TeamVersion, ...]:
        return self.store.team_versions()

    def recent(self, person: str) -> tuple[tuple[bool, str], ...]:
        return tuple((line.direction == "in", line.text) for line in self.store.recent(person, RECENT))

    def spent(self, person: str, since: datetime) -> Spent:
        return self.store.spent(person, since)

    def pay_answers(self) -> tuple[PayAnswer, ...]:
        return self.opened.pay_answers if self.opened else self.store.pay_answers()

    def review(self, person: str) -> Review:
        if person not in self.reviews:
            own = self._own(person)
            self.reviews[person] = own.review if own else self.store.review(person, self.season)
        return self.reviews[person].value or Review(person=person)

    def review_before(self, person: str) -> Review | None:
        return self.store.review_before(person, self.season)

    def wishes(self, person: str) -> Wishes:
        if person not in self.wished:
            own = self._own(person)
            self.wished[person] = own.wishes if own else self.store.wishes(person)
        return (self.wished[person].value or Wishes()).in_season(self.season)


Shows = Callable[[Inbound], AbstractContextManager[None]]


def in_silence(_: Inbound) -> AbstractContextManager[None]:
    """The way of a front end that shows nothing while it works."""
    return nullcontext()


def no_file(_: str) -> None:
    """The fetch of a front end that sends no files."""


@dataclass(frozen=True)
class Worker:
    """One worker of the inbox. `clock` gives the time, aware and in UTC; `name` tells workers apart.

    `shows` lets the person see that their event is being worked on, while its block runs; `keeps` renews the lease;
    `watch` is told of each turn. On `screen`, where there is one, they see a reply while it is written.
    """

    store: Store
    office: Office
    clock: Callable[[], datetime]
    name: str
    fetch: Fetch = no_file
    shows: Shows = in_silence
    keeps: Keeps = for_one_lease
    watch: Watch = field(default_factory=Watch)
    screen: Screen | None = None
    directory: Directory = field(default_factory=NoDirectory)

    def work(self) -> bool:
        """Handle the oldest event that is free. False when there is none."""
        job = self.take()
        if job is not None:
            job()
        return job is not None

    def take(self) -> Callable[[], None] | None:
        """Claim the oldest event that is free; gives what handles it, None when there is none."""
        now = self.clock()
        claim = self.store.claim_inbound(self.name, now, LEASE)
        if claim and claim.lost:
            self.watch.tell(Step("lease", "inbox", claim.value.key, "lost"))
        return None if claim is None else lambda: self._handle(claim, now)

    def _handle(self, claim: Claimed[Inbound], now: datetime) -> None:
        with self.keeps(claim), self.watch.step("turn", type(claim.value.event).__name__, claim.value.key) as course:
            course.counts["attempt"] = claim.attempt
            course.outcome = self._work_on(claim, now)

    def _work_on(self, claim: Claimed[Inbound], now: datetime) -> str:
        """Answer an event, and say in a word how that came out."""
        try:
            with self.shows(claim.value):
                turn = self._give_up(claim, now) if is_hopeless(claim) else self._answer(claim, now)
                if not self.store.commit(turn):
                    self.store.retry(claim, self.clock(), "changed meanwhile")
                    return "changed meanwhile"
        except DATABASE_TROUBLE as problem:
            # The database is away or has no room: that is not the event's fault, however long it takes.
            log.warning("event %s waits for the database: %s", claim.seq, type(problem).__name__)
            self.store.retry(claim, self.clock() + DATABASE_WAIT, "the database was in trouble")
            return type(problem).__name__
        except Exception as problem:  # noqa: BLE001
            # Whatever it was, the event stays in the inbox. The message and the values stay out of the log.
            log.warning("event %s failed at attempt %s: %s", claim.seq, claim.attempt, type(problem).__name__)
            self.store.retry(claim, self.clock() + wait_after(claim, problem), type(problem).__name__, error=True)
            return type(problem).__name__
        return turn.problem or "ok"

    @property
    def _season(self) -> str:
        return self.office.team.season.key

    def _answer(self, claim: Claimed[Inbound], now: datetime) -> Turn:
        person = claim.value.person
        opened = self.store.opening(person, self._season) if person else None
        books = StoreBooks(self.store, self.office, self.fetch, self.directory, opened)
        live = self._live(claim)
        outcome = take_turn(claim.value, self.office, books, claim.value.at, live)
        return Turn(
            claim=claim,
            at=now,
            season=self._season,
            states=_states(outcome, books),
            reviews=_reviews(outcome, books),
            wishes=_wishes(claim.value.person, outcome, books),
            posts=live.ended_by(outcome.posts),
            pay_answers=outcome.pay_answers,
            lines=(*_heard(claim.value), *_told(outcome.posts, claim.value.key, now)),
            uses=outcome.uses,
            votes=outcome.votes,
            team=outcome.team,
            if_stopped=self._stopped(claim, now, outcome, live.shown),
        )

    def _live(self, claim: Claimed[Inbound]) -> Live:
        """The reply while it is written. Another try shows nothing more, and ends what the one before it has shown."""
        return Live(
            claim.value,
            self.screen,
            note=lambda shown: self.store.showing.note(claim, shown),
            is_stopped=lambda: self.store.showing.is_stopped(claim.value.key),
            shown=self.store.showing.of(claim) if claim.attempt > 1 else None,
        )

    def _stopped(self, claim: Claimed[Inbound], now: datetime, outcome: Outcome, shown: Shown | None) -> Turn:
        """The same event where its person has stopped it: nothing of it counts but what it has cost.

        What was shown of its answer stays.
        """
        event = claim.value
        parts = (shown.text if shown else None, self.office.wording.say("stopped"))
        told = Post(
            key=f"{event.key}/stopped",
            to=event.person or event.address,
            content=Reply(text="\n\n".join(filter(None, parts))),
            shown=shown,
        )
        lines = (*_heard(event), *_told((told,), event.key, now))
        return Turn(claim=claim, at=now, season=self._season, posts=(told,), lines=lines, uses=outcome.uses)

    def _give_up(self, claim: Claimed[Inbound], now: datetime) -> Turn:
        """End an event that does not get through, and tell its person, so that their conversation goes on."""
        event = claim.value
        sorry = Post(
            key=f"{event.key}/trouble",
            to=event.person or event.address,
            content=Reply(text=self.office.wording.say(f"trouble {in_trouble(event.event)}")),
            shown=self.store.showing.of(claim),
        )
        return Turn(claim=claim, at=now, season=self._season, posts=(sorry,), lines=_heard(event), problem="gave up")


def _states(outcome: Outcome, books: StoreBooks) -> tuple[StateChange, ...]:
    interview = outcome.interview
    if interview is None:
        return ()
    _, version = books.interviews[interview.person]
    return (StateChange(interview.person, interview.model_dump_json(), version),)


def _reviews(outcome: Outcome, books: StoreBooks) -> tuple[ReviewChange, ...]:
    return tuple(ReviewChange(review, books.reviews[review.person].version) for review in outcome.reviews)


def _wishes(person: str | None, outcome: Outcome, books: StoreBooks) -> tuple[WishesChange, ...]:
    if outcome.wishes is None or person is None:
        return ()
    return (WishesChange(person, outcome.wishes, books.wished[person].version),)


def _heard(inbound: Inbound) -> tuple[Line, ...]:
    """What the person wrote; buttons and page visits are not part of the transcript.

    An edit stands under the key of the message it changed, so that a fact is traced to both.
    """
    if inbound.person is None:
        return ()
    match inbound.event:
        case Message(text=text) | Command(text=text):
            key = inbound.key
        case Notes(text=text):
            key, text = inbound.key, f"[a message added to the plan] {text}"
        case FormSent(changes=changes):
            key, text = inbound.key, "\n".join(["[changed in a form]", *(change.after for change in changes)])
        case Edited(of=key, text=text):
            text = f"[edited] {text}"
        case Deleted(of=key):
            text = "[deleted a message]"
        case _:
            return ()
    return (Line(inbound.person, "in", text, inbound.at, key),)


def _told(posts: tuple[Post, ...], key: str, now: datetime) -> tuple[Line, ...]:
    """What people were told: replies, and that a card or a file came."""
    return tuple(Line(post.to, "out", text, now, key) for post in posts if (text := _text(post)))


def _text(post: Post) -> str:
    match post.content:
        case Reply(text=text):
            return text
        case PlanFile(document=document, version=version):
            return f"[{document}, version {version}]"
        case ReviewCard(summary=summary):
            return f"[review card: {summary.name}, version {summary.version}]"
        case _:
            return ""
