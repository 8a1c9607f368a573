"""Who is nudged when: asked all through a season, in made-up teams, with answers sent as they come."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cycle.fiscal_year import FiscalYear
from bot.cycle.nudges import Ear, Held, Nudge, SentNudge, decide
from bot.cycle.season import Milestone, Season
from bot.cycle.steps import Standing, Step
from bot.cycle.tasks import Lead, Planner, due, lead_tasks, rep_tasks
from bot.cycle.wishes import Habit, Profile, Wishes
from bot.cycle.working import Away, Work

SEASON = Season(year=FiscalYear(starts=date(2027, 1, 1)))
NEW_YORK = Work(zone="America/New_York")
DONE = Standing(begun=True, has_data=True, interviewed=True, version=1, approved=True, agreed=True)


def utc(month: int, day: int, hour: int = 15) -> datetime:
    return datetime(2026 if month > 6 else 2027, month, day, hour, tzinfo=UTC)


def planner(ear: Ear | None = None, standing: Standing | None = None) -> Planner:
    return Planner(
        ear=ear or Ear(person="dana", work=NEW_YORK), standing=standing or Standing(agreed=False), manager="tomas"
    )


def asked(rep: Planner, now: datetime) -> Nudge | Held | None:
    return decide(rep.ear, rep_tasks(SEASON, rep, now), now)


def taken(ear: Ear, nudge: Nudge, now: datetime) -> Ear:
    """The listener after a nudge was sent."""
    post = f"nudge/{now.isoformat()}"
    new = [
        SentNudge(milestone=call.task.milestone, step=call.step, post=post, at=now, asked=nudge.asked)
        for call in nudge.calls
    ]
    snoozed = None if nudge.asked else ear.wishes.snoozed
    wishes = ear.wishes.model_copy(update={"last": nudge.calls[0].task.key, "fresh": True, "snoozed": snoozed})
    return ear.model_copy(update={"sent": (*ear.sent, *new), "wishes": wishes})


def season_of(rep: Planner, days: Sequence[date], standing_on=lambda _: None) -> list[tuple[datetime, Nudge]]:
    """Every nudge of a rep who is looked at every other hour of these days."""
    said = []
    for day in days:
        for hour in range(1, 24, 2):
            now = datetime.combine(day, time(hour), UTC)
            rep = rep.model_copy(update={"standing": standing_on(now) or rep.standing})
            verdict = asked(rep, now)
            if isinstance(verdict, Nudge):
                said.append((now, verdict))
                rep = rep.model_copy(update={"ear": taken(rep.ear, verdict, now)})
    return said


DAYS = [date(2026, 9, 20) + timedelta(days=n) for n in range(170)]


def test_a_rep_who_never_answers_hears_less_than_twice_a_week_and_not_for_ever():
    said = season_of(planner(), DAYS)
    assert said[0][0] == datetime(2026, 10, 9, 13, tzinfo=UTC)
    assert said[0][1].calls[0].task.milestone is Milestone.KICK_OFF
    assert 12 <= len(said) <= 18
    assert said[-1][0].date() < date(2027, 2, 26)
    assert all(nudge.calls[0].task.step is Step.BEGIN for _, nudge in said)


def test_a_rep_who_keeps_ahead_hears_of_the_kick_off_and_nothing_else():
    def standing(now: datetime) -> Standing | None:
        return DONE if now > utc(10, 12) else None

    said = season_of(planner(), DAYS, standing)
    assert [call.task.milestone for _, nudge in said for call in nudge.calls][:1] == [Milestone.KICK_OFF]
    assert {nudge.calls[0].task.milestone for _, nudge in said[1:]} == {Milestone.PEERS}


def test_after_weeks_of_silence_everything_comes_as_one_nudge():
    now = utc(11, 20)
    rep = planner()
    verdict = asked(rep, now)
    assert isinstance(verdict, Nudge)
    assert [call.task.milestone for call in verdict.calls] == [
        Milestone.KICK_OFF,
        Milestone.DATA_IN,
        Milestone.INTERVIEW,
        Milestone.DRAFT,
    ]
    after = rep.model_copy(update={"ear": taken(rep.ear, verdict, now)})
    assert asked(after, now + timedelta(minutes=1)) is None


@pytest.mark.parametrize(
    ("standing", "milestone", "step"),
    [
        (Standing(begun=True), Milestone.INTERVIEW, Step.DATA),
        (Standing(begun=True, has_data=True), Milestone.INTERVIEW, Step.INTERVIEW),
        (Standing(begun=True, has_data=True, interviewed=True), Milestone.DRAFT, Step.SEND),
    ],
)
def test_the_step_is_the_first_thing_the_rep_can_do(standing, milestone, step):
    tasks = rep_tasks(SEASON, planner(standing=standing), utc(11, 11))
    assert next(task for task in tasks if task.milestone is milestone).step is step


def test_while_the_executive_has_the_plan_the_rep_hears_nothing_of_it():
    waits = Standing(begun=True, interviewed=True, version=1, sent_at=utc(11, 20))
    assert rep_tasks(SEASON, planner(standing=waits), utc(12, 4)) == ()


def test_comments_that_come_late_leave_time_to_answer():
    late = Standing(begun=True, interviewed=True, version=1, sent_at=utc(12, 1), asked_at=utc(12, 3), comments=2)
    (review, *_) = rep_tasks(SEASON, planner(standing=late), utc(12, 4))
    assert (review.step, review.due) == (Step.COMMENTS, date(2026, 12, 8))


def lead(person: str = "tomas", *, executive: bool = False) -> Lead:
    return Lead(ear=Ear(person=person, work=NEW_YORK), is_executive=executive)


def test_nobody_is_nudged_in_the_middle_of_a_talk():
    talked_at = utc(11, 20)
    rep = planner(Ear(person="dana", work=NEW_YORK, talked_at=talked_at))
    during, after = (asked(rep, talked_at + timedelta(minutes=passed)) for passed in (1, 31))
    assert isinstance(during, Held)
    assert during.why == "is at it right now"
    assert isinstance(after, Nudge)


def test_a_manager_hears_of_a_late_plan_after_the_rep_did():
    rep = planner(standing=Standing(begun=True, has_data=True))
    assert lead_tasks(SEASON, lead(), [rep], utc(11, 20)) == ()
    first = asked(rep, utc(11, 20))
    assert isinstance(first, Nudge)
    rep = rep.model_copy(update={"ear": taken(rep.ear, first, utc(11, 20))})
    (task,) = lead_tasks(SEASON, lead(), [rep], utc(11, 20))
    assert (task.step, task.about, task.due) == (Step.HELP, "dana", date(2026, 11, 24))
    assert decide(lead().ear, [task], utc(11, 20)) is None
    assert isinstance(decide(lead().ear, [task], utc(11, 24)), Nudge)


def test_a_rep_who_wants_no_nudges_can_still_be_late():
    rep = planner(Ear(person="dana", work=NEW_YORK, wishes=Wishes(stopped=True)), Standing(begun=True, has_data=True))
    assert isinstance(asked(rep, utc(11, 20)), Held)
    (task,) = lead_tasks(SEASON, lead(), [rep], utc(11, 20))
    assert task.due == date(2026, 11, 18)


def test_only_the_executive_hears_of_pay():
    rep = planner(standing=DONE.model_copy(update={"agreed": False, "pay_questions": ((1, utc(12, 1)),)}))
    rep = rep.model_copy(update={"ear": taken(rep.ear, asked(rep, utc(12, 18)), utc(12, 18))})
    assert lead_tasks(SEASON, lead(), [rep], utc(12, 28)) == ()
    tasks = lead_tasks(SEASON, lead("ruth", executive=True), [rep], utc(12, 28))
    assert [task.step for task in tasks] == [Step.ANSWER_PAY, Step.HELP, Step.PRESENT_TEAM]


def test_the_executive_is_reminded_of_a_plan_that_has_waited_and_not_of_one_that_just_came():
    waits = planner(standing=Standing(begun=True, interviewed=True, version=2, sent_at=utc(11, 20)))
    ruth = lead("ruth", executive=True)
    assert not list(due(SEASON, [waits], [ruth], utc(11, 23)))
    (nudge,) = due(SEASON, [waits], [ruth], utc(11, 25))
    assert nudge.calls[0].task.about == "dana v2"


def test_a_reminder_comes_when_it_was_asked_for_and_nothing_before():
    rep = planner(standing=Standing(begun=True, has_data=True))
    first = asked(rep, utc(11, 13))
    assert isinstance(first, Nudge)
    ear = taken(rep.ear, first, utc(11, 13))
    ear = ear.model_copy(update={"wishes": ear.wishes.model_copy(update={"snoozed": utc(11, 18)})})
    rep = rep.model_copy(update={"ear": ear})
    held = asked(rep, utc(11, 17))
    assert isinstance(held, Held)
    assert held.why.startswith("snoozed until Wed Nov 18")
    reminder = asked(rep, utc(11, 18))
    assert isinstance(reminder, Nudge)
    assert reminder.asked
    rep = rep.model_copy(update={"ear": taken(ear, reminder, utc(11, 18))})
    assert not isinstance(asked(rep, utc(11, 19)), Nudge)


def test_what_was_called_done_is_not_asked_for_again():
    rep = planner(Ear(person="dana", work=NEW_YORK, wishes=Wishes(done=frozenset({"interview"}))), Standing(begun=True))
    said = [call.task.milestone for _, nudge in season_of(rep, DAYS) for call in nudge.calls]
    assert Milestone.INTERVIEW not in said
    assert Milestone.DRAFT in said


WORKS = st.builds(
    Work,
    zone=st.sampled_from(["America/New_York", "Europe/London", "Australia/Sydney", "America/Santiago", "Asia/Kolkata"]),
    country=st.sampled_from(["US", "GB", "AU", "CL", "IN"]),
    opens=st.sampled_from([time(7), time(9, 30), time(13)]),
    closes=st.sampled_from([time(15), time(17, 30)]),
    days=st.sampled_from([frozenset(range(5)), frozenset({6, 0, 1, 2, 3}), frozenset({1, 3})]),
    away=st.lists(st.tuples(st.dates(date(2026, 10, 1), date(2027, 2, 1)), st.integers(0, 20)), max_size=3).map(
        lambda spans: tuple(Away(first=first, last=first + timedelta(days=n)) for first, n in spans)
    ),
)
PROGRESS = (
    Standing(agreed=False),
    Standing(begun=True, agreed=False),
    Standing(begun=True, has_data=True, agreed=False),
    Standing(begun=True, has_data=True, interviewed=True, agreed=False),
    Standing(begun=True, has_data=True, interviewed=True, version=1, sent_at=utc(11, 20), agreed=False),
    DONE.model_copy(update={"agreed": False}),
    DONE,
)


@settings(max_examples=15)
@given(
    work=WORKS,
    profile=st.sampled_from(Profile),
    cap=st.none() | st.integers(1, 5),
    reaches=st.lists(st.sampled_from(DAYS), min_size=len(PROGRESS) - 1, max_size=len(PROGRESS) - 1).map(sorted),
    down=st.tuples(st.sampled_from(DAYS), st.integers(0, 30)),
)
def test_no_nudge_ever_leaves_out_of_hours_above_the_cap_twice_or_after_the_step_is_done(
    work, profile, cap, reaches, down
):
    def standing(now: datetime) -> Standing:
        return PROGRESS[sum(day <= now.date() for day in reaches)]

    up = [day for day in DAYS if not down[0] <= day < down[0] + timedelta(days=down[1])]
    rep = planner(Ear(person="dana", work=work, habit=Habit(profile=profile, most_a_week=cap)), standing(utc(9, 20)))
    said = season_of(rep, up, standing)
    days = [work.today(now) for now, _ in said]
    most = cap or {"light": 2, "standard": 3, "active": 5}[profile]
    calls = [(call.task.milestone, call.step) for _, nudge in said for call in nudge.calls]
    assert len(set(calls)) == len(calls)
    for at, (now, nudge) in enumerate(said):
        assert work.idle(now) is None
        assert sum(days[at] - timedelta(days=7) < day <= days[at] for day in days) <= most
        assert not any(standing(now).reached(call.task.milestone) for call in nudge.calls)
