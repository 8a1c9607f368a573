"""Each word of the plan language, by what it changes; every total is worked by hand beside it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pay.file import load_comp_plan, load_results
from bot.pay.payout import payout
from bot.pay.versions import payout_over

TOP = "company: A\ncurrency: USD\neffective: {from: 2027-01-01, to: 2027-12-31}\n"
FLAT = "pays: {shape: flat rate, rate: 10%}"
SOLD = "totals: [{measure: revenue, date: 2027-05-10, reached: 1000}]"
GATED = "then: [{do: gate, when: {measure: gross margin, at_least: 30%}"


def paid(component: str, results: str, top: str = ""):
    plan = load_comp_plan(f"{TOP}{top}components:\n  - {{name: Any, {component}}}\n", "a plan")
    assert not isinstance(plan, list), plan
    read = load_results(results, "results")
    assert not isinstance(read, list), read
    return payout(plan, read)


def margin(share: str) -> str:
    return SOLD.removesuffix("]") + f", {{measure: gross margin, date: 2027-05-09, reached: {share}}}]"


@pytest.mark.parametrize(
    ("component", "results", "total"),
    [
        # A threshold of 400: all 1,000 count, or the 600 above; below it nothing.
        (f"measure: revenue, per: year, threshold: {{at: 400, pays: from zero}}, {FLAT}", SOLD, "100"),
        (f"measure: revenue, per: year, threshold: {{at: 400, pays: only above}}, {FLAT}", SOLD, "60"),
        (f"measure: revenue, per: year, threshold: {{at: 1001, pays: from zero}}, {FLAT}", SOLD, "0"),
        # A cap on credited sales, as an amount and as a share of quota.
        (f"measure: revenue, per: year, counts_at_most: 700, {FLAT}", SOLD, "70"),
        (f"measure: revenue, per: year, quota: 500, counts_at_most: 150%, {FLAT}", SOLD, "75"),
        # A gate on another measure: all, none, or a share.
        (f"measure: revenue, per: year, {FLAT}, {GATED}}}]", margin("30%"), "100"),
        (f"measure: revenue, per: year, {FLAT}, {GATED}}}]", margin("29%"), "0"),
        (f"measure: revenue, per: year, {FLAT}, {GATED}, otherwise: 25%}}]", margin("29%"), "25"),
        # The order of changes: (100 + 50) x 2, then 100 x 2 + 50.
        (
            f"measure: revenue, per: year, {FLAT}, then: [{{do: add, pay: 50}}, {{do: multiply, by: 2x}}]",
            SOLD,
            "300",
        ),
        (
            f"measure: revenue, per: year, {FLAT}, then: [{{do: multiply, by: 2x}}, {{do: add, pay: 50}}]",
            SOLD,
            "250",
        ),
        # Two modifiers multiplied (1.1 x 1.05) or added (1 + 0.1 + 0.05).
        (
            f"measure: revenue, per: year, {FLAT}, then: [{{do: multiply, by: 1.1x}}, {{do: multiply, by: 1.05x}}]",
            SOLD,
            "115.5",
        ),
        (
            f"measure: revenue, per: year, {FLAT}, then: [{{do: add, pay: 10%}}, {{do: add, pay: 5%}}]",
            SOLD,
            "115",
        ),
        # A floor, and a cap as a share of the target.
        (f"measure: revenue, per: year, {FLAT}, then: [{{do: floor, at: 120}}]", SOLD, "120"),
        (f"measure: revenue, per: year, target: 80, {FLAT}, then: [{{do: cap, at: 50%}}]", SOLD, "40"),
        # A multiplier picked by a measure.
        (
            (
                f"measure: revenue, per: year, {FLAT}, then: [{{do: multiply, by: {{measure: net retention, "
                "bands: [{from: 0%, to: 95%, factor: 0.8x}, {from: 95%, factor: 1.2x}]}}]"
            ),
            SOLD.removesuffix("]") + ", {measure: net retention, date: 2027-05-01, reached: 96%}]",
            "120",
        ),
        # Credit by kind of deal: 1,000 of a renewal at 50%.
        (
            f"measure: revenue, per: year, credit_by: {{renewal: 50%}}, {FLAT}",
            "deals: [{id: a, booked: 2027-01-05, amount: 1000, kind: renewal}]",
            "50",
        ),
        # A rate that slides with the margin: halfway between 30% and 50% is halfway between 5% and 10%.
        (
            (
                "measure: gross profit, per: deal, pays: {shape: curve, by: gross margin, of: measure, "
                "points: [{at: 30%, pays: 5%}, {at: 50%, pays: 10%}]}"
            ),
            "deals: [{id: a, booked: 2027-01-05, amount: 1000, cost: 600}]",
            "30",
        ),
        # Markup is profit on cost: 50% markup, the upper band, 10% of 1,500.
        (
            (
                "measure: revenue, per: deal, pays: {shape: retroactive tiers, by: markup, "
                "bands: [{from: 0%, to: 50%, rate: 5%}, {from: 50%, rate: 10%}]}"
            ),
            "deals: [{id: a, booked: 2027-01-05, amount: 1500, cost: 1000}]",
            "150",
        ),
        # A discount of 25% pays the lower rate.
        (
            (
                "measure: revenue, per: deal, pays: {shape: retroactive tiers, by: discount, "
                "bands: [{from: 0%, to: 20%, rate: 10%}, {from: 20%, rate: 5%}]}"
            ),
            "deals: [{id: a, booked: 2027-01-05, amount: 750, list_price: 1000}]",
            "37.5",
        ),
        # A residual that pays in a deal's third and fourth month only.
        (
            (
                "measure: monthly recurring revenue, earned_on: live, per: month, repeats_monthly: {from: 3, to: 4}, "
                "pays: {shape: flat rate, rate: 10%}"
            ),
            "deals: [{id: a, booked: 2027-01-05, live: 2027-02-01, monthly: 100}]",
            "20",
        ),
        # A quota for each quarter: 1,000 of 500 in the second.
        (
            "measure: revenue, per: quarter, quotas: [1000, 500], target: 100, pays: {shape: quota rate}",
            SOLD,
            "200",
        ),
        # Measured against the five months that have passed: 1,000 of 1,200 x 5/12, capped at the target for them.
        (
            (
                "measure: revenue, per: year, paid: month, quota: 1200, quota_to_date: true, target: 120, "
                "pays: {shape: quota rate}, then: [{do: cap, at: 100%}]"
            ),
            f"{{through: 2027-05-31, {SOLD}}}",
            "50",
        ),
        # A window, and a minimum term.
        (f"measure: revenue, per: year, only: {{from: 2027-06-01, to: 2027-06-30}}, {FLAT}", SOLD, "0"),
        (
            f"measure: revenue, per: deal, only: {{months_at_least: 24}}, {FLAT}",
            (
                "deals: [{id: a, booked: 2027-01-05, amount: 1000, months: 12}, "
                "{id: b, booked: 2027-01-06, amount: 500, months: 36}]"
            ),
            "50",
        ),
        # One deal counts for at most 600.
        (
            f"measure: revenue, per: year, deal_counts_at_most: 600, {FLAT}",
            "deals: [{id: a, booked: 2027-01-05, amount: 1000}, {id: b, booked: 2027-01-06, amount: 500}]",
            "110",
        ),
        # Earned when collected, in the parts that were collected.
        (
            f"measure: revenue, earned_on: collected, per: year, {FLAT}",
            "deals: [{id: a, booked: 2027-01-05, amount: 1000, collected: [{date: 2027-02-01, amount: 400}]}]",
            "40",
        ),
        # A share of one objective by name.
        (
            (
                "measure: objectives, only: {products: [handover]}, per: quarter, target: 500, "
                "pays: {shape: curve, points: [{at: 0%, pays: 0%}, {at: 100%, pays: 100%}]}"
            ),
            (
                "totals: [{measure: objectives, of: handover, date: 2027-03-31, reached: 80%}, "
                "{measure: objectives, of: other, date: 2027-03-31, reached: 10%}]"
            ),
            "400",
        ),
    ],
)
def test_what_a_word_pays(component, results, total):
    assert paid(component, results).total == Decimal(total)


@pytest.mark.parametrize(
    ("count", "total"),
    # Started on 16 June: 15 of 30 days; 15 of 30; 11 of 22 working days; the whole month.
    [("calendar days", "200"), ("30-day months", "200"), ("working days", "200"), ("whole months", "100")],
)
def test_goal_and_pay_are_cut_by_the_day_count_that_is_named(count, total):
    component = "measure: revenue, per: month, quota: 1000, target: 100, pays: {shape: table, "
    component += "bands: [{from: 0%, to: 200%, pays: 100%}, {from: 200%, pays: 400%}]}"
    results = "{started: 2027-06-16, totals: [{measure: revenue, date: 2027-06-20, reached: 1000}]}"
    assert paid(component, results, f"proration: {count}\n").total == Decimal(total)


def test_a_ramp_lowers_the_quota_and_not_the_target():
    component = "measure: revenue, per: month, quota: 1000, target: 100, pays: {shape: quota rate}"
    results = "{started: 2027-05-01, totals: [{measure: revenue, date: 2027-05-10, reached: 250}]}"
    assert paid(component, results, "ramp: [{month: 1, quota: 25%}]\n").total == Decimal(100)


def test_a_later_loss_takes_the_tier_back_too():
    component = "measure: revenue, per: year, paid: month, pays: {shape: retroactive tiers, "
    component += "bands: [{from: 0, to: 1000, rate: 5%}, {from: 1000, rate: 10%}]}"
    results = "totals: [{measure: revenue, date: 2027-01-10, reached: 1200}, "
    results += "{measure: revenue, date: 2027-02-10, reached: -400}]"
    assert [period.amount for period in paid(component, results).by_period] == [Decimal(120), Decimal(-80)]


def test_a_cancelled_deal_loses_what_is_still_to_come_and_returns_what_was_paid():
    component = f"measure: revenue, per: deal, {FLAT}, "
    component += "instalments: [{share: 50%}, {share: 50%, months_later: 6}], clawback: {within_months: 12}"
    results = "deals: [{id: a, booked: 2027-01-05, amount: 1000, cancelled: 2027-04-01}]"
    kept, back = paid(component, results).lines
    assert (kept.amount, back.amount) == (Decimal(50), Decimal(-50))
    assert kept.inputs["earned by"] == "$1,000 × 10%"


def test_each_version_pays_for_its_own_days():
    old, new = (
        load_comp_plan(
            f"company: A\ncurrency: USD\neffective: {{from: {day}, to: 2027-12-31}}\n"
            f"components: [{{name: Any, measure: revenue, per: month, pays: {{shape: flat rate, rate: {rate}}}}}]\n",
            "a version",
        )
        for day, rate in (("2027-01-01", "10%"), ("2027-07-01", "20%"))
    )
    results = "totals: [{measure: revenue, date: 2027-06-30, reached: 100}, "
    results += "{measure: revenue, date: 2027-07-01, reached: 100}]"
    paid_out = payout_over([new, old], load_results(results, "results"))
    assert [line.amount for line in paid_out.lines] == [Decimal(10), Decimal(20)]
    assert paid_out.total == Decimal(30)


def test_a_cap_on_the_plan_holds_over_all_components_and_gives_back_what_falls_under_it_again():
    component = f"measure: revenue, per: month, {FLAT}}}\n  - {{name: Other, measure: revenue, per: month, {FLAT}"
    results = "totals: [{measure: revenue, date: 2027-01-10, reached: 600}, "
    results += (
        "{measure: revenue, date: 2027-02-10, reached: 600}, {measure: revenue, date: 2027-03-10, reached: -300}]"
    )
    # 120 in January, 240 by February of which 200 are paid, 180 by March.
    paid_out = paid(component, results, "target_incentive: 100\ncap: {at: 200%, per: year}\n")
    assert [period.amount for period in paid_out.by_period] == [Decimal(120), Decimal(80), Decimal(-20)]


def test_a_matrix_moves_evenly_between_its_lines_where_it_says_so():
    component = "measure: profit, per: year, pays: {shape: matrix, between: straight lines, "
    component += "rows: {measure: profit, from: [0, 100]}, columns: {measure: units, from: [0, 10]}, "
    component += "pays: [[0, 100], [200, 300]]}"
    results = (
        "totals: [{measure: profit, date: 2027-03-01, reached: 50}, {measure: units, date: 2027-03-01, reached: 5}]"
    )
    assert paid(component, results).total == Decimal(150)


def test_a_deal_that_no_clause_counts_is_named():
    results = "deals: [{id: Acme, booked: 2027-01-05, amount: 100}, {id: Brightwater, booked: 2027-01-05, monthly: 5}]"
    assert paid(f"measure: revenue, per: year, {FLAT}", results).uncounted == ("Brightwater",)


def test_worked_out_to_a_day_nothing_later_is_known():
    component = f"measure: revenue, per: deal, {FLAT}, clawback: {{within_months: 12}}"
    results = "{through: 2027-03-31, deals: [{id: a, booked: 2027-01-05, amount: 1000, cancelled: 2027-05-01}, "
    results += "{id: b, booked: 2027-04-01, amount: 1000}]}"
    worked = paid(component, results)
    assert worked.total == Decimal(100)
    assert worked.balances == ()


@settings(max_examples=40)
@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=5),
    st.decimals(min_value=0, max_value=100_000, places=2),
)
def test_instalments_sum_to_what_was_earned(shares, amount):
    whole = [*shares, max(100 - sum(shares), 0)] if sum(shares) < 100 else [100]
    parts = ", ".join(f"{{share: {share}%, months_later: {months}}}" for months, share in enumerate(whole))
    results = f"deals: [{{id: a, booked: 2027-01-05, amount: {amount}}}]"
    at_once = paid("measure: revenue, per: deal, pays: {shape: flat rate, rate: 3.33%}", results)
    in_parts = paid(
        f"measure: revenue, per: deal, pays: {{shape: flat rate, rate: 3.33%}}, instalments: [{parts}]", results
    )
    assert in_parts.total == at_once.total


def test_a_gate_that_opens_after_the_last_sale_still_pays_at_the_end_of_the_span():
    component = f"measure: revenue, per: year, paid: month, {FLAT}, "
    component += "then: [{do: gate, when: {measure: net retention, at_least: 95%}}]"
    results = SOLD.removesuffix("]") + ", {measure: net retention, date: 2027-12-31, reached: 96%}]"
    worked = paid(component, results)
    assert worked.total == Decimal(100)
    assert worked.by_period[-1].period == "2027-12"


def test_a_quota_to_date_is_trued_up_at_the_end_of_the_span():
    component = "measure: revenue, per: year, paid: quarter, quota: 4000, quota_to_date: true, target: 100, "
    component += "pays: {shape: table, bands: [{from: 0%, to: 50%, pays: 0%}, {from: 50%, pays: 100%}]}"
    # 1,000 in May is half of the 2,000 due by June (pays 50), a third by September, a quarter by December (pays 0).
    assert [(p.period, p.amount) for p in paid(component, SOLD).by_period] == [("2027 Q2", 50), ("2027 Q3", -50)]
