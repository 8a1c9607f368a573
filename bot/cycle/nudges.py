"""Who is nudged now, about what, and why not: derived from the calendar, the people, their progress and what was sent.

Nothing is scheduled. The same question asked again gives the same answer, until the answer has been sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.cycle.season import Milestone
from bot.cycle.steps import Step
from bot.cycle.wishes import LADDER, RUNGS, Habit, Rung, Wishes
from bot.cycle.working import Work, shift
from bot.facts import Frozen

WEEK = timedelta(days=7)
FAR = timedelta(days=60)
"""No rung is so long before its deadline, whatever holidays and leave lie between."""
AT_IT = timedelta(minutes=30)
"""Nobody is nudged so soon after they last worked on their plan."""
LATER = {rung: tuple(Rung)[at:] for at, rung in enumerate(Rung)}
"""Each rung with those after it."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for one person: a milestone, the step that leads there, and the day it is due.

    `about` is whose plan it is when it is someone else's ("dana", "dana v2"). Rungs up to `since` are past: it had
    not come up then. `once` is said a single time, on its day.
    """

    milestone: Milestone
    step: Step
    due: date
    about: str = ""
    since: date | None = None
    once: bool = False

    @property
    def key(self) -> str:
        """What it is called when somebody says that it is done: "draft", "review dana v2"."""
        return f"{self.milestone} {self.about}".strip()

    @property
    def name(self) -> str:
        """What tells it from a task of the same milestone with another deadline, or about someone else."""
        return f"{self.due.isoformat()} {self.about}".strip()


class Call(Frozen):
    """One task at one rung: what a nudge is about, and what is never said twice.

    `asked_for` is the moment a person wanted to be reminded at (UTC), where the call is that reminder.
    """

    task: Task
    rung: Rung
    asked_for: datetime | None = None

    @property
    def step(self) -> str:
        """The name that is unique for a person and milestone: "soon 2026-11-20", "today 2026-11-09 dana v2"."""
        if self.asked_for is not None:
            return f"again {self.asked_for.isoformat()} {self.task.about}".strip()
        return f"{self.rung} {self.task.name}"


class SentNudge(Frozen):
    """One call that was sent: several may have gone in one post. `asked` marks a reminder that was asked for."""

    milestone: Milestone
    step: str
    post: str
    at: datetime
    asked: bool = False


class Ear(Frozen):
    """One person as a listener: when they work, what the team's habit is and what they wished, what they were sent.

    `talked_at` is when their interview last moved.
    """

    person: str
    work: Work
    habit: Habit = Habit()
    wishes: Wishes = Wishes()
    sent: tuple[SentNudge, ...] = ()
    talked_at: datetime | None = None


class Nudge(Frozen):
    """What one person is told now: every call that is due, in order; the first one names the step.

    `asked` marks a reminder that the person asked for.
    """

    person: str
    calls: tuple[Call, ...]
    asked: bool = False


class Held(Frozen):
    """A nudge that is due and not sent, and why."""

    person: str
    calls: tuple[Call, ...]
    why: str


def decide(ear: Ear, tasks: Sequence[Task], now: datetime) -> Nudge | Held | None:
    """What one person is told now: a nudge, one that is held back, or nothing.

    After time away or down everything that is due comes as one nudge.
    """
    left = [task for task in tasks if task.key not in ear.wishes.done]
    reminder = _reminder(ear.wishes, left, now)
    calls = _due_calls(ear, left, ear.work.today(now)) or reminder
    if not calls:
        return None
    why = _hold(ear, now, asked=bool(reminder))
    if why is not None:
        return Held(person=ear.person, calls=calls, why=why)
    return Nudge(person=ear.person, calls=calls, asked=bool(reminder))


def _reminder(wishes: Wishes, left: Sequence[Task], now: datetime) -> tuple[Call, ...]:
    """The reminder a person asked for, once its moment has come, while what it is about still waits."""
    if wishes.snoozed is None or wishes.snoozed > now:
        return ()
    return tuple(Call(task=t, rung=Rung.TODAY, asked_for=wishes.snoozed) for t in left if t.key == wishes.last)


def _due_calls(ear: Ear, left: Sequence[Task], today: date) -> tuple[Call, ...]:
    """The latest rung that each task has reached, unless that one or a later one was sent."""
    rungs = RUNGS[ear.wishes.profile_in(ear.habit)]
    said = {(nudge.milestone, nudge.step) for nudge in ear.sent}
    calls = (_reached(task, rungs, ear.work, today) for task in left)
    return tuple(call for call in calls if call and not _said(call, said))


def _reached(task: Task, rungs: Sequence[Rung], work: Work, today: date) -> Call | None:
    if today < task.due - FAR:
        return None
    for rung in (Rung.TODAY,) if task.once else reversed(rungs):
        day = shift(work, task.due, LADDER[rung])
        if day <= today and (task.since is None or day > task.since):
            return Call(task=task, rung=rung)
    return None


def _said(call: Call, said: set[tuple[Milestone, str]]) -> bool:
    name = call.task.name
    return any((call.task.milestone, f"{rung} {name}") in said for rung in LATER[call.rung])


def _hold(ear: Ear, now: datetime, *, asked: bool) -> str | None:
    """Why a nudge waits, None when it may go. A reminder that was asked for is not counted."""
    if ear.wishes.stopped:
        return "wants no nudges"
    if ear.wishes.snoozed is not None and ear.wishes.snoozed > now:
        return f"snoozed until {ear.work.local(ear.wishes.snoozed):%a %b %-d, %H:%M}"
    idle = ear.work.idle(now)
    if idle is not None:
        return idle
    if not asked and ear.talked_at is not None and now - ear.talked_at < AT_IT:
        return "is at it right now"
    cap = ear.wishes.cap_in(ear.habit)
    return f"had {cap} in seven days already" if not asked and _lately(ear, now) >= cap else None


def _lately(ear: Ear, now: datetime) -> int:
    """How many nudges went out on this day and the six before it, by the person's own calendar."""
    first = ear.work.today(now) - WEEK
    return len({sent.post for sent in ear.sent if not sent.asked and ear.work.today(sent.at) > first})
