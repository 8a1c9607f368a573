"""When somebody works, and when things are due."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cycle.fiscal_year import FiscalYear
from bot.cycle.season import DEFAULT, Milestone, Moved, Season, dates_of
from bot.cycle.working import Away, Work, shift

SEASON = Season(year=FiscalYear(starts=date(2027, 1, 1)))
NEW_YORK = Work(zone="America/New_York")


def moved(milestone: Milestone, day: date, minute: int = 0, season: str = "2027-01-01") -> Moved:
    at = datetime(2026, 11, 2, 12, minute, tzinfo=UTC)
    return Moved(season=season, milestone=milestone, day=day, by="ruth", at=at)


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ((2026, 11, 6, 14, 0), None),
        ((2026, 11, 6, 13, 59), "outside working hours"),  # 8:59, an hour later than a week before by UTC
        ((2026, 10, 30, 13, 0), None),
        ((2026, 11, 6, 22, 0), "outside working hours"),
        ((2026, 11, 7, 15, 0), "weekend"),
        ((2026, 11, 26, 15, 0), "Thanksgiving Day"),
    ],
)
def test_working_time_is_counted_where_the_person_is(moment, why):
    assert NEW_YORK.idle(datetime(*moment, tzinfo=UTC)) == why


def test_leave_and_a_week_of_ones_own_are_respected():
    work = Work(
        zone="Asia/Jerusalem",
        country="IL",
        days=frozenset({6, 0, 1, 2, 3}),
        away=(Away(first=date(2026, 11, 9), last=date(2026, 11, 10)),),
    )
    assert work.off(date(2026, 11, 8)) is None
    assert work.off(date(2026, 11, 6)) == "day off"
    assert work.off(date(2026, 11, 10)) == "leave"
    assert work.next_moment(datetime(2026, 11, 8, 20, tzinfo=UTC)) == datetime(2026, 11, 11, 7, tzinfo=UTC)


def test_working_days_are_counted_past_weekends_and_holidays():
    assert shift(NEW_YORK, date(2026, 11, 25), 1) == date(2026, 11, 27)
    assert shift(NEW_YORK, date(2026, 11, 28), 0) == date(2026, 11, 27)
    assert shift(NEW_YORK, date(2026, 11, 30), -2) == date(2026, 11, 25)


def test_a_deadline_on_a_day_off_is_the_working_day_before():
    thursday = Season(year=FiscalYear(starts=date(2027, 1, 1)), offsets={**DEFAULT, Milestone.DRAFT: -36})
    assert dates_of(thursday, NEW_YORK)[Milestone.DRAFT] == date(2026, 11, 25)
    assert dates_of(thursday, Work(zone="Europe/Paris", country="FR"))[Milestone.DRAFT] == date(2026, 11, 26)


def test_the_latest_move_counts_and_what_follows_waits_for_it():
    moves = [
        moved(Milestone.DRAFT, date(2026, 12, 15), 5),
        moved(Milestone.DRAFT, date(2026, 12, 8), 9),
        moved(Milestone.DRAFT, date(2026, 12, 30), 10, season="2026-01-01"),
    ]
    dates = dates_of(SEASON, NEW_YORK, moves)
    assert dates[Milestone.DRAFT] == dates[Milestone.REVIEW] == date(2026, 12, 8)
    assert dates[Milestone.PAY] == date(2026, 12, 18)
    assert dates[Milestone.INTERVIEW] == date(2026, 11, 13)


@settings(max_examples=60)
@given(
    moment=st.integers(0, 60 * 24 * 500).map(
        lambda minutes: datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    zone=st.sampled_from(["America/New_York", "Europe/London", "Australia/Sydney", "America/St_Johns", "UTC"]),
    opens=st.integers(0, 12),
    days=st.frozensets(st.integers(0, 6), min_size=1),
)
def test_the_next_working_moment_is_one_and_none_was_missed(moment, zone, opens, days):
    work = Work(zone=zone, country="AU", opens=time(opens), closes=time(opens + 8), days=days)
    found = work.next_moment(moment)
    assert work.idle(found) is None
    assert found >= moment
    if found > moment:
        hours = (found - moment) / timedelta(hours=1)
        between = (moment + timedelta(hours=n) for n in range(int(hours) + 1))
        assert all(work.idle(earlier) is not None for earlier in between if earlier < found)
