"""The sweep: every minute, in any process, it works out who is nudged now and sends it, each nudge once.

The store decides which of several processes sends. Somebody who was looked at in vain today is not looked at again
until something has changed, so that a sweep over many people costs little.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.cycle.nudges import Nudge, SentNudge, decide
from bot.cycle.steps import Step
from bot.line.nudges.weekly import desk_at, weekly
from bot.line.nudges.words import NudgeWords
from bot.line.office import Office
from bot.line.posts import Post
from bot.line.reviews.cards import show_waiting
from bot.line.roster import Roster
from bot.review.escalation import escalate
from bot.store.model import Line, Posting, ReviewChange, Versions
from bot.store.store import Store
from bot.team.model import Person

EVERY = timedelta(minutes=1)
AT_ONCE = 500
"""Nudges sent before the loop is asked whether to go on."""
LONGEST = timedelta(hours=4)
"""How long a nudge may wait for Slack before it is dropped; never past the end of the person's working day."""


def everyone(_: Person) -> bool:
    """For a front end that reaches all."""
    return True


@dataclass
class Sweep:
    """One process's sweep. `reaches` says whom its front end can nudge."""

    store: Store
    office: Office
    clock: Callable[[], datetime]
    reaches: Callable[[Person], bool] = everyone
    _next: datetime | None = None
    _quiet: dict[str, tuple[Versions, date]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._roster = Roster(self.store, self.office)
        self._words = NudgeWords(self.office, self.store, self._roster.planners, weekly(self.office, self.store))

    def work(self) -> bool:
        """Sweep when a minute has passed. True when a nudge was sent."""
        now = self.clock()
        if self._next is not None and now < self._next:
            return False
        self._next = now + EVERY
        sent = 0
        for nudge in self._due(now):
            sent += self._send(nudge, now)
            if sent == AT_ONCE:
                self._next = now
                break
        return sent > 0

    def _due(self, now: datetime) -> Iterator[Nudge]:
        self._roster.refresh()
        for person in filter(self.reaches, self.office.team.people):
            ear = self._roster.ears[person.id]
            if ear.work.idle(now) is not None or self._is_quiet(person, now):
                continue
            verdict = decide(ear, self._roster.tasks(person, now), now)
            if isinstance(verdict, Nudge):
                yield verdict
            elif verdict is None and ear.wishes.snoozed is None and person.id in self._roster.planners:
                self._quiet[person.id] = self._roster.records[person.id].versions, ear.work.today(now)

    def _is_quiet(self, person: Person, now: datetime) -> bool:
        """Whether a rep was looked at in vain today and nothing has changed since; a lead depends on many."""
        at = self._roster.records[person.id].versions, self._roster.ears[person.id].work.today(now)
        return self._quiet.get(person.id) == at

    def _send(self, nudge: Nudge, now: datetime) -> bool:
        """Send one nudge, unless another process was faster or something has changed meanwhile."""
        season, ear = self.office.team.season.key, self._roster.ears[nudge.person]
        key = f"nudge/{season}/{nudge.person}/{now.isoformat()}"
        reply = self._words.reply(nudge, ear, now)
        until = min(ear.work.closing(now), now + LONGEST)
        told = {"season": season, "last": nudge.calls[0].task.key, "fresh": True}
        again = {"snoozed": None} if nudge.asked else {}
        reviews, cards = self._escalated(nudge, now)
        posting = Posting(
            season=season,
            person=nudge.person,
            at=now,
            nudges=tuple(
                SentNudge(milestone=call.task.milestone, step=call.step, post=key, at=now, asked=nudge.asked)
                for call in nudge.calls
            ),
            post=Post(key=key, to=nudge.person, content=reply, until=until),
            line=Line(nudge.person, "out", reply.text, now, key),
            wishes=ear.wishes.model_copy(update=told | again),
            version=self._roster.records[nudge.person].versions.wishes,
            seen={who: self._roster.records[who].versions for who in self._spoken_of(nudge)},
            reviews=reviews,
            cards=cards,
        )
        return self.store.nudge(posting)

    def _escalated(self, nudge: Nudge, now: datetime) -> tuple[tuple[ReviewChange, ...], tuple[Post, ...]]:
        """The reviews that this nudge escalates, and their cards that say so."""
        desk, changes = desk_at(self.office, self.store, now), []
        for call in nudge.calls:
            if call.task.step is Step.ESCALATED:
                stored = self.store.review(call.task.about.partition(" ")[0], self.office.team.season.key)
                after = stored.value and escalate(stored.value, self.office.team.escalate_after, nudge.person, now)
                if after:
                    changes.append(ReviewChange(after, stored.version))
                    show_waiting(after, desk)
        return tuple(changes), tuple(desk.tray.posts)

    def _spoken_of(self, nudge: Nudge) -> set[str]:
        others = {call.task.about.partition(" ")[0] for call in nudge.calls}
        return {nudge.person, *others} & set(self._roster.records)
