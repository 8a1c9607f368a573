"""What waits for whom: each rep's own milestones, and what an executive or a manager is needed for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.cycle.nudges import Ear, Held, Nudge, Task, decide
from bot.cycle.season import Milestone, Moved, Season, dates_of
from bot.cycle.steps import Standing, Step
from bot.cycle.wishes import Rung
from bot.cycle.working import shift
from bot.facts import Frozen

ORDER = {milestone: at for at, milestone in enumerate(Milestone)}
DAYS_TO_ANSWER = 3
"""Working days a decision or an answer to a comment may take before it is called due."""
DAYS_TO_REPLY_ON_PAY = 2
ESCALATE_AFTER = 5
"""Working days a plan may wait for a decision before it is escalated, where the team file says nothing else (ours)."""
WEEK = timedelta(days=7)
DAYS_BEFORE_A_MANAGER_HEARS = 3
DAYS_AFTER_THE_REP_HEARD = 2
TOLD_TO_LEADS = (Milestone.INTERVIEW, Milestone.DRAFT, Milestone.REVIEW)
"""What a rep's manager may hear is late. An open answer on pay is for the executive alone."""
AT_LEAST_DUE = (Rung.TODAY, Rung.LATE, Rung.LATER)


class Handed(Frozen):
    """Who decides on a rep's plan for the executive, from a first day to a last one, both included."""

    to: str
    first: date
    last: date


class Planner(Frozen):
    """One rep in the season: as a listener, where their plan stands, which deadlines were moved, who leads them.

    `handed` is who decides for the executive for a while; `changed_at` when their interview or review last moved.
    """

    ear: Ear
    standing: Standing = Standing()
    moved: tuple[Moved, ...] = ()
    manager: str
    handed: Handed | None = None
    changed_at: datetime | None = None

    @property
    def id(self) -> str:
        return self.ear.person


class Lead(Frozen):
    """An executive or a manager as a listener. `escalate_after` is in the executive's working days."""

    ear: Ear
    is_executive: bool = False
    escalate_after: int = ESCALATE_AFTER


def due(season: Season, planners: Sequence[Planner], leads: Sequence[Lead], now: datetime) -> Iterator[Nudge | Held]:
    """Everyone's nudges at this moment, the held ones too. Pure: the same question has the same answer."""
    for planner in planners:
        verdict = decide(planner.ear, rep_tasks(season, planner, now), now)
        if verdict:
            yield verdict
    for lead in leads:
        verdict = decide(lead.ear, lead_tasks(season, lead, planners, now), now)
        if verdict:
            yield verdict


def rep_tasks(season: Season, planner: Planner, now: datetime) -> tuple[Task, ...]:
    """A rep's own milestones that are not reached, each with the first step towards it that the rep can take."""
    today = planner.ear.work.today(now)
    if not season.runs(today):
        return ()
    dates = dates_of(season, planner.ear.work, planner.moved)
    at_hand = _at_hand(planner)
    steps = {milestone: _step_towards(milestone, planner, at_hand) for milestone in ORDER}
    return tuple(_task(milestone, step, dates, planner) for milestone, step in steps.items() if step)


def _at_hand(planner: Planner) -> Mapping[Milestone, Step]:
    """What the rep can do now, by the milestone it leads to."""
    return {leads_to: step for leads_to, step in planner.standing.next_steps() if _open(leads_to, planner)}


def _step_towards(milestone: Milestone, planner: Planner, at_hand: Mapping[Milestone, Step]) -> Step | None:
    """The first thing the rep can do for a milestone; nothing when it is reached or waits for others.

    Pay and the presentation are spoken of when they are themselves what comes next: whoever is behind with the plan
    hears of the plan.
    """
    if milestone is Milestone.EXECUTIVE or planner.standing.reached(milestone):
        return None
    if milestone in (Milestone.PAY, Milestone.PEERS):
        return at_hand.get(milestone)
    return next((step for to, step in at_hand.items() if ORDER[to] <= ORDER[milestone]), None)


def _open(milestone: Milestone, planner: Planner) -> bool:
    """Whether a milestone is still to come; of a presentation only the rep's word tells."""
    return milestone is not Milestone.PEERS or milestone not in planner.ear.wishes.done


def _task(milestone: Milestone, step: Step, dates: Mapping[Milestone, date], planner: Planner) -> Task:
    """A task due on its milestone's day, and not before there was time for what came up late."""
    due_day, came_up = dates[milestone], _came_up(milestone, planner)
    if came_up is not None:
        due_day = max(due_day, shift(planner.ear.work, came_up, DAYS_TO_ANSWER))
    return Task(milestone=milestone, step=step, due=due_day, since=came_up, once=milestone is Milestone.KICK_OFF)


def _came_up(milestone: Milestone, planner: Planner) -> date | None:
    """The day something came up that could not be done before: comments, the answer on pay."""
    at = {Milestone.REVIEW: planner.standing.asked_at, Milestone.PAY: planner.standing.sent_at}.get(milestone)
    return planner.ear.work.today(at) if at else None


def lead_tasks(season: Season, lead: Lead, planners: Sequence[Planner], now: datetime) -> tuple[Task, ...]:
    """What a lead is needed for: decisions and answers on pay, reps who are late, the presentation; their week."""
    today = lead.ear.work.today(now)
    if not season.runs(today):
        return ()
    theirs = [p for p in planners if p.manager == lead.ear.person]
    if not lead.is_executive:
        decisions = (task for p in planners if _decides(p, lead, today) for task in _decision(p, lead, today))
        late = _late_reps(season, theirs, TOLD_TO_LEADS)
        return (*decisions, *late, *_opening(season, lead, now, theirs), *_week(lead, theirs, today))
    dates = dates_of(season, lead.ear.work)
    presents = Task(milestone=Milestone.EXECUTIVE, step=Step.PRESENT_TEAM, due=dates[Milestone.EXECUTIVE])
    return (
        *sorted((task for planner in planners for task in _waiting(planner, lead, today)), key=lambda task: task.due),
        *_late_reps(season, theirs, TOLD_TO_LEADS),
        *_late_reps(season, planners, (Milestone.PAY,)),
        *_opening(season, lead, now, planners),
        presents,
        *_week(lead, planners, today),
    )


def _decides(planner: Planner, lead: Lead, today: date) -> bool:
    """Whether this lead is the one who decides on a plan now: whom it was handed to, else the executive."""
    handed = planner.handed
    if handed is None or not handed.first <= today <= handed.last:
        return lead.is_executive
    return handed.to == lead.ear.person


def _decision(planner: Planner, lead: Lead, today: date) -> Iterator[Task]:
    """A plan that waits for a decision, for whoever decides; after some days it is escalated to the executive.

    The card came when it came up; a nudge is for when it has waited.
    """
    work, standing = lead.ear.work, planner.standing
    if not standing.waits or standing.sent_at is None:
        return
    day, about = work.today(standing.sent_at), f"{planner.id} v{standing.version}"
    too_long = shift(work, day, lead.escalate_after)
    if lead.is_executive and today >= too_long:
        yield Task(milestone=Milestone.REVIEW, step=Step.ESCALATED, due=too_long, about=about, since=day)
    elif _decides(planner, lead, today):
        due_day = shift(work, day, DAYS_TO_ANSWER)
        yield Task(milestone=Milestone.REVIEW, step=Step.DECIDE, due=due_day, about=about, since=day)


def _week(lead: Lead, planners: Sequence[Planner], today: date) -> tuple[Task, ...]:
    """A word on the team on the first working day of a week, where something has changed since the week before.

    Where it could not go out on that day it comes later in the week; what has changed since then is next week's.
    """
    work = lead.ear.work
    first = shift(work, today - timedelta(days=today.weekday() + 1), 1)
    days = [work.today(p.changed_at) for p in planners if p.changed_at is not None]
    if today < first or not any(first - WEEK <= day and (today == first or day < first) for day in days):
        return ()
    about = f"weekly {first.isoformat()}"
    return (Task(milestone=Milestone.REVIEW, step=Step.WEEKLY, due=first, about=about, once=True),)


def _waiting(planner: Planner, lead: Lead, today: date) -> Iterator[Task]:
    """What waits for the executive's answer."""
    work, standing = lead.ear.work, planner.standing
    yield from _decision(planner, lead, today)
    for number, asked in standing.pay_questions:
        day = work.today(asked)
        due_day = shift(work, day, DAYS_TO_REPLY_ON_PAY)
        about = f"{planner.id} q{number}"
        yield Task(milestone=Milestone.PAY, step=Step.ANSWER_PAY, due=due_day, about=about, since=day)


def _late_reps(season: Season, planners: Sequence[Planner], told: Sequence[Milestone]) -> Iterator[Task]:
    """The first milestone each rep is late with, some days after the rep heard of it themselves."""
    for planner in planners:
        at_hand = _at_hand(planner)
        milestone = next((m for m in told if _step_towards(m, planner, at_hand)), None)
        if milestone is None or milestone in planner.ear.wishes.done:
            continue
        heard = _first_heard(planner, milestone)
        if heard is None and not planner.ear.wishes.stopped:
            continue
        work = planner.ear.work
        hears = shift(work, dates_of(season, work, planner.moved)[milestone], DAYS_BEFORE_A_MANAGER_HEARS)
        if heard is not None:
            hears = max(hears, shift(work, heard, DAYS_AFTER_THE_REP_HEARD))
        yield Task(milestone=milestone, step=Step.HELP, due=hears, about=planner.id, once=True)


def _first_heard(planner: Planner, milestone: Milestone) -> date | None:
    """The day the rep was told that a milestone is due."""
    days = [
        planner.ear.work.today(sent.at)
        for sent in planner.ear.sent
        if sent.milestone is milestone and sent.step.startswith(AT_LEAST_DUE)
    ]
    return min(days, default=None)


def _opening(season: Season, lead: Lead, now: datetime, planners: Sequence[Planner]) -> tuple[Task, ...]:
    """A word that planning has begun, while it is still beginning, to whoever leads someone."""
    dates = dates_of(season, lead.ear.work)
    if not planners or lead.ear.work.today(now) > dates[Milestone.DATA_IN]:
        return ()
    return (Task(milestone=Milestone.KICK_OFF, step=Step.OPENING, due=dates[Milestone.KICK_OFF], once=True),)
