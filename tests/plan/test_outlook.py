"""What the plans are worth: three parts that add up, honest never above planned, and a year that falls due in full."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts import Ratio
from bot.plan.outlook import outlook
from bot.plan.rollup import roll_up
from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, TEAM, count, percent, plan, words

PLANS = (plan(HUNTER, HUNTING), plan(FARMER, FARMING))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 12), st.integers(0, 100), st.integers(0, 30), st.integers(1, 12))
def test_the_parts_add_up_and_honest_is_never_more_than_planned(meetings: int, rate: int, won: int, held: int):
    changed = {
        "funnel.meetings_per_week": count(meetings),
        "funnel.close_rate": percent(str(Decimal(rate) / 100)),
        "funnel.meetings_held": count(held),
        "last_year.won": Ratio(part=won, whole=30),
    }
    drawn = plan(HUNTER, HUNTING | changed)
    for worth in outlook(TEAM, (drawn,)).worths:
        assert drawn.adds_up.planned is not None
        assert worth.in_hand.value + worth.weighted.value + worth.stretch.value == drawn.adds_up.planned.value
        assert worth.honest.value <= drawn.adds_up.planned.value


def test_the_months_come_to_what_is_planned_and_hold_every_account_and_meeting():
    found = outlook(TEAM, PLANS)
    planned = sum(p.adds_up.planned.value for p in PLANS if p.adds_up.planned)
    assert sum(month.revenue for month in found.months) == planned
    assert all(sum(month.by_person) == month.revenue for month in found.months)
    assert sum(month.in_hand for month in found.months) == found.in_hand
    assert sum(month.weighted for month in found.months) == found.weighted
    assert sum(month.stretch for month in found.months) == found.stretch
    wins = next(kpi.target.value for kpi in PLANS[0].kpis if kpi.name == "New accounts won" and kpi.target)
    assert sum(month.new_accounts for month in found.months) == wins


def test_what_was_cut_says_why_a_plan_is_soft():
    bold = {"funnel.close_rate": percent("0.9"), "last_year.won": Ratio(part=3, whole=20)}
    found = outlook(TEAM, (plan(HUNTER, HUNTING | bold),))
    (soft,) = found.soft
    assert soft.name == "Dana Reyes"
    assert any("plans with a close rate of 90%, won 15% last year" in why for why in soft.cut)


def test_few_decided_deals_count_half_of_what_is_still_to_open():
    found = outlook(TEAM, (plan(HUNTER, HUNTING | {"last_year.won": Ratio(part=2, whole=3)}),))
    (worth,) = found.worths
    half = worth.in_hand.value + worth.weighted.value + worth.stretch.value / 2
    assert abs(worth.honest.value - half) <= Decimal("0.01")
    assert "half" in worth.cut[0]


def test_no_plan_is_worth_nothing_and_has_no_months():
    found = outlook(TEAM, ())
    assert (found.honest, found.months, found.soft) == (0, (), ())


def test_the_companys_part_is_kept_beside_the_why_not():
    blamed = HUNTING | {
        "why_nots.leads.item": words("Every lead followed up in time"),
        "why_nots.leads.company": words("Leads come without a phone number"),
    }
    (theme,) = [theme for theme in roll_up(TEAM, (plan(HUNTER, blamed),)).themes if theme.key == "leads"]
    assert [(ask.name, ask.what.text) for ask in theme.company] == [("Dana Reyes", "Leads come without a phone number")]
