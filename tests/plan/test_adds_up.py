from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, count, money, percent, plan

SHARES = ("quarters.q1", "quarters.q2", "quarters.q3", "quarters.q4")


def test_a_hunters_plan_is_run_rate_and_what_the_meetings_bring():
    adds_up = plan(HUNTER, HUNTING).adds_up
    assert {part.label: part.figure.value for part in adds_up.parts} == {
        "Contracted, net of what will not renew": 160_000,
        "Signed work": 60_000,
        "Follow-on work": 40_000,
        "Open pipeline, weighted": 102_000,
        "New business from committed first meetings": 1_074_000,
    }
    assert adds_up.reading == (
        "The plan comes to $1,436,000 against a goal of $1,200,000: it adds up, with $236,000 to spare."
    )


def test_a_plan_that_falls_short_says_by_how_much():
    adds_up = plan(HUNTER, HUNTING | {"funnel.meetings_per_week": count(3)}).adds_up
    assert adds_up.adds_up is False
    assert adds_up.difference is not None
    assert adds_up.difference.value == Decimal(-32500)
    assert adds_up.reading.endswith("$32,500 short.")


def test_a_plan_that_meets_the_goal_to_the_dollar_adds_up():
    adds_up = plan(FARMER, FARMING | {"goal.revenue": money(1_510_000)}).adds_up
    assert adds_up.adds_up is True
    assert "it adds up exactly." in adds_up.reading


def test_a_farmers_pipeline_supports_the_growth_and_is_not_added_twice():
    with_deal, without = plan(FARMER, FARMING), {s: v for s, v in FARMING.items() if not s.startswith("deals.")}
    assert with_deal.adds_up.planned == plan(FARMER, without).adds_up.planned
    assert "Open pipeline of $37,500, weighted, supports the growth" in with_deal.adds_up.reading
    assert with_deal.adds_up.planned is not None
    assert with_deal.adds_up.planned.value == 1_270_000 + 140_000 + 60_000 + 40_000


def test_short_with_a_part_unknown_is_open_and_names_the_part():
    facts = {slot: value for slot, value in HUNTING.items() if slot != "funnel.meetings_per_week"}
    adds_up = plan(HUNTER, facts).adds_up
    assert adds_up.adds_up is None
    assert adds_up.reading.startswith("So far the plan comes to $362,000")
    assert "new business from committed first meetings" in adds_up.reading


def test_an_account_without_figures_leaves_a_short_plan_open():
    facts = {slot: value for slot, value in FARMING.items() if slot != "accounts.acme.growth"}
    assert plan(FARMER, facts).adds_up.adds_up is None


def test_met_with_a_part_unknown_is_met():
    facts = {slot: value for slot, value in HUNTING.items() if slot != "run_rate.follow_on"}
    assert plan(HUNTER, facts).adds_up.adds_up is True


def test_no_open_deal_is_no_unknown_part():
    facts = {slot: value for slot, value in HUNTING.items() if not slot.startswith("deals.")}
    adds_up = plan(HUNTER, facts | {"funnel.meetings_per_week": count(1)}).adds_up
    assert adds_up.adds_up is False


def test_quarters_follow_the_shares_that_were_given():
    shares = dict(zip(SHARES, map(percent, ("0.1", "0.2", "0.3", "0.4")), strict=True))
    quarters = plan(HUNTER, HUNTING | shares).quarters
    assert [quarter.planned.value for quarter in quarters] == [143_600, 287_200, 430_800, 574_400]
    assert [quarter.cumulative.value for quarter in quarters] == [143_600, 430_800, 861_600, 1_436_000]


def test_shares_that_miss_the_whole_are_not_used_and_asked_about():
    shares = dict(zip(SHARES, map(percent, ("0.1", "0.2", "0.3", "0.3")), strict=True))
    drawn = plan(HUNTER, HUNTING | shares)
    assert [quarter.planned for quarter in drawn.quarters] == [
        quarter.planned for quarter in plan(HUNTER, HUNTING).quarters
    ]
    assert [point.text for point in drawn.open_points] == [
        "The shares of the four quarters come to 90%, not 100%, so working days are used."
    ]


def test_without_shares_the_quarters_follow_the_working_days():
    quarters = plan(HUNTER, HUNTING).quarters
    # 61, 63, 64 and 61 of 249 working days.
    assert quarters[2].planned.value > quarters[1].planned.value > quarters[0].planned.value
    assert quarters[0].planned.value == (Decimal(1_436_000) * 61 / 249).quantize(Decimal("0.01"))


def test_nothing_planned_has_no_quarters():
    assert plan(HUNTER, {}).quarters == ()


cents = st.decimals(0, 10**9, places=2).map(lambda amount: money(str(amount)))


@given(contracted=cents, not_renewing=cents, signed=cents, weights=st.lists(st.integers(0, 50), min_size=4, max_size=4))
def test_the_quarters_add_up_to_the_plan_to_the_cent(contracted, not_renewing, signed, weights):
    facts = {"run_rate.contracted": contracted, "run_rate.not_renewing": not_renewing, "run_rate.signed": signed}
    whole = sum(weights)
    shares = {slot: percent(str(Decimal(w) / whole)) for slot, w in zip(SHARES, weights, strict=True)} if whole else {}
    drawn = plan(HUNTER, HUNTING | facts | shares)
    planned = drawn.adds_up.planned
    assert planned is not None
    assert sum(quarter.planned.value for quarter in drawn.quarters) == planned.value
    assert drawn.quarters[-1].cumulative.value == planned.value
    assert all(quarter.planned.value.as_tuple().exponent >= -2 for quarter in drawn.quarters)


@given(goal=cents.filter(lambda amount: amount.value > 0), signed=cents, kept=cents, growth=cents)
def test_the_difference_is_planned_minus_goal(goal, signed, kept, growth):
    facts = {"goal.revenue": goal, "run_rate.signed": signed}
    facts |= {"accounts.acme.keep": kept, "accounts.acme.growth": growth}
    for drawn in (plan(HUNTER, HUNTING | facts), plan(FARMER, FARMING | facts)):
        adds_up = drawn.adds_up
        assert adds_up.planned is not None
        assert adds_up.difference is not None
        assert adds_up.difference.value == adds_up.planned.value - goal.value
        assert adds_up.adds_up is (adds_up.difference.value >= 0)
        assert adds_up.planned.value == sum(part.figure.value for part in adds_up.parts)
