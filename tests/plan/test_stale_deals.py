"""Open deals past their expected date: the honest figure leaves them out, and the roll-up names them."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts import Day
from bot.plan.outlook import outlook
from bot.plan.rollup import roll_up
from tests.plan.samples import HUNTER, HUNTING, TEAM, plan

MARCH = Day(starts=date(2027, 3, 1), ends=date(2027, 3, 31))
DATED = HUNTING | {"deals.vandelay.closes": MARCH}


def test_a_deal_counts_until_the_last_day_that_was_meant_and_not_a_day_longer():
    drawn = plan(HUNTER, DATED)
    (on_time,), (late,) = (outlook(TEAM, [drawn], day).worths for day in (date(2027, 3, 31), date(2027, 4, 1)))
    average = drawn.look_back.batting_average.rate.value
    assert (on_time.stale, late.stale) == ((), ("Vandelay",))
    assert on_time.honest.value - late.honest.value == Decimal(120_000) * min(Decimal("0.6"), average)
    assert "without stale deals" in late.honest.source.formula
    assert "Vandelay was expected by Mar 31, 2027 and is still open" in late.cut


def test_the_roll_up_names_stale_deals_and_whose_they_are():
    readings = roll_up(TEAM, [plan(HUNTER, DATED)], date(2027, 4, 1)).readings
    assert any("past their expected date, and not counted: Vandelay (Dana Reyes)" in line for line in readings)
    assert not any("past their expected" in line for line in roll_up(TEAM, [plan(HUNTER, DATED)]).readings)


@settings(max_examples=30)
@given(st.dates(date(2026, 11, 1), date(2028, 6, 30)), st.dates(date(2026, 11, 1), date(2028, 6, 30)))
def test_as_time_passes_a_plan_is_never_worth_more(one: date, other: date):
    drawn = plan(HUNTER, DATED | {"deals.hooli.closes": Day(starts=date(2027, 6, 1), ends=date(2027, 6, 30))})
    early, late = (outlook(TEAM, [drawn], day).worths[0].honest.value for day in sorted((one, other)))
    assert late <= early
