from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pay.file import load_comp_plan
from bot.pay.model import CompPlan
from bot.pay.payout import payout
from bot.pay.results import Deal, Results, Total
from bot.pay.rules import PlanCap
from bot.pay.scenarios import scenarios
from bot.pay.trace import Payout

PLAN = """
company: Harbor Light IT
currency: USD
effective: {{from: 2027-01-01, to: 2027-12-31}}
components:
  - name: Tiers
    measure: revenue
    per: year
    paid: {paid}
    quota: 300000
    pays:
      shape: marginal tiers
      bands:
        - {{from: 0%, to: 100%, rate: 3.33%}}
        - {{from: 100%, rate: 7.77%}}
  - name: Quota
    measure: revenue
    per: year
    paid: {paid}
    quota: 700000
    target: 10000
    pays: {{shape: quota rate}}
"""
MONTHS = st.lists(st.decimals(min_value=0, max_value=200_000, places=2), min_size=1, max_size=12)


def plan(paid: str) -> CompPlan:
    loaded = load_comp_plan(PLAN.format(paid=paid), "a plan")
    assert isinstance(loaded, CompPlan)
    return loaded


def results(amounts) -> Results:
    return Results(
        totals=tuple(
            Total(measure="revenue", date=date(2027, month, 5), reached=amount)
            for month, amount in enumerate(amounts, start=1)
        )
    )


@settings(max_examples=60, deadline=None)
@given(MONTHS, st.sampled_from(["month", "quarter", "year"]))
def test_lines_and_periods_sum_to_the_total(amounts, paid):
    paid_out = payout(plan(paid), results(amounts))
    assert sum(line.amount for line in paid_out.lines) == paid_out.total
    assert sum(paid.amount for paid in paid_out.by_period) == paid_out.total


@settings(max_examples=60, deadline=None)
@given(MONTHS)
def test_shorter_pay_periods_never_change_the_year(amounts):
    totals = {payout(plan(paid), results(amounts)).total for paid in ("month", "quarter", "year")}
    assert len(totals) == 1


@settings(max_examples=60, deadline=None)
@given(MONTHS, st.decimals(min_value=0, max_value=50_000, places=2))
def test_selling_more_never_pays_less(amounts, more):
    assert payout(plan("month"), results([*amounts[:-1], amounts[-1] + more])).total >= (
        payout(plan("month"), results(amounts)).total
    )


def all_year(component: str) -> CompPlan:
    loaded = load_comp_plan(f"{PLAN.partition('components:')[0].format()}components: [{component}]", "a plan")
    assert isinstance(loaded, CompPlan), loaded
    return loaded


def priced(per: str, sizes) -> Payout:
    """What 3.33% pays on deals of these sizes, each by itself or all of them in a year."""
    plan = all_year(f"{{name: Flat, measure: bookings, per: {per}, pays: {{shape: flat rate, rate: 3.33%}}}}")
    deals = [Deal(id=str(n), booked=date(2027, 1 + n % 12, 9), amount=size) for n, size in enumerate(sizes)]
    return payout(plan, Results(deals=deals))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.decimals(min_value=0, max_value=5_000, places=2), min_size=1, max_size=20))
def test_a_year_sold_in_small_pieces_pays_the_same_to_the_cent(sizes):
    by_deal = priced("deal", sizes)
    assert by_deal.total == priced("month", sizes).total == priced("year", sizes).total
    assert sum(line.amount for line in by_deal.lines) == by_deal.total


@pytest.mark.parametrize("goal", [1_000_000, 1_400_000, 999_999, 1_234_567, 700_001])
@pytest.mark.parametrize("per", ["month", "quarter", "year"])
def test_a_goal_cut_into_months_is_still_reached(per, goal):
    pays = "{shape: table, bands: [{from: 0%, to: 100%, pays: 0}, {from: 100%, pays: 1200}]}"
    plan = all_year(f"{{name: All, measure: revenue, per: {per}, quota: goal, pays: {pays}}}")
    spans = {"month": 12, "quarter": 4, "year": 1}[per]
    assert scenarios(plan, [Decimal(1)], Decimal(goal))[0].payout.total == 1200 * spans


def test_a_cap_on_everything_holds_in_each_quarter():
    pays = "{shape: flat rate, rate: 10%}"
    plan = all_year(f"{{name: All, measure: revenue, per: month, pays: {pays}}}")
    capped = plan.model_copy(update={"cap": PlanCap(at=2500, per="quarter")})
    by_quarter = payout(capped, results([20_000] * 6)).by_period
    assert [period.amount for period in by_quarter] == [2000, 500, 0, 2000, 500, 0]


def test_each_line_shows_its_working(sample):
    (*_, line) = payout(sample("farmer"), Results(goal=1_000_000, totals=results([1_100_000]).totals)).lines
    assert line.clause == "3.2"
    assert line.period == "2027 Q1"
    assert line.inputs["part in this band"] == "$100,000"
    assert line.amount == Decimal(3000)


def test_a_quota_that_is_the_goal_needs_the_goal(sample):
    with pytest.raises(ValueError, match="no goal was given"):
        payout(sample("farmer"), results([100]))


def test_results_outside_the_plans_days_do_not_count():
    late = Results(totals=(Total(measure="revenue", date=date(2028, 1, 1), reached=100),))
    assert payout(plan("year"), late).total == 0
