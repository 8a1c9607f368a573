from decimal import Decimal

from bot.pay.alignment import align, same_way
from bot.pay.explain import explain_for
from bot.pay.file import load_comp_plan
from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, plan

TOP = "name: {name}\ncompany: A\ncurrency: USD\neffective: {{from: 2027-01-01, to: 2027-12-31}}\ncomponents:\n"


def paying_on(*measures: str, name: str = "Someone"):
    parts = [f"  - {{name: {m}, measure: {m}, per: year, pays: {{shape: flat rate, rate: 1%}}}}\n" for m in measures]
    return load_comp_plan(TOP.format(name=name) + "".join(parts), "a plan")


def test_what_is_planned_and_not_paid_and_what_is_paid_and_not_planned():
    found = align(paying_on("revenue", "units"), plan(HUNTER, HUNTING))
    rows = {row.what: row for row in found.rows}
    assert rows["Revenue a year"].paid_by == ("1",)
    assert rows["Revenue a year"].planned == "$1,200,000"
    assert rows["New accounts won a year"].paid_by == ()
    assert rows["units"].planned is None
    assert "Clause 2 pays on units, and the plan sets no target for it." in found.remarks
    assert "The plan counts on new accounts won a year, and no clause pays on it." in found.remarks


def test_retention_is_met_by_the_clause_that_pays_on_it():
    rows = {row.what: row for row in align(paying_on("net retention"), plan(FARMER, FARMING)).rows}
    assert rows["Retention a year"].paid_by == ("1",)


def test_pay_at_exactly_the_plan_is_what_the_explanation_says(sample):
    drawn = plan(HUNTER, HUNTING)
    found = align(sample("hunter"), drawn)
    # 60,000 at the goal of 1,200,000, then 19.67% more: 5.625% of 236,000 and 1.25% of 236,000.
    assert found.pay_at_plan == Decimal(76_225)
    assert "Land it exactly and you earn $76,225 from sales." in explain_for(sample("hunter"), drawn)


def test_a_goal_far_from_on_target_earnings_is_mentioned(sample):
    drawn = plan(HUNTER, HUNTING)
    assert any("9.2 times on-target earnings" in remark for remark in align(sample("hunter"), drawn).remarks)
    close = sample("hunter").model_copy(update={"base": Decimal(140_000)})
    assert not any("on-target" in remark for remark in align(close, drawn).remarks)


def test_executive_and_reps_should_win_together():
    apart = same_way(paying_on("company revenue"), [paying_on("revenue", name="Dana"), paying_on("gross profit")])
    assert apart == (
        "The executive's own pay does not rest on profit.",
        "The executive's own pay does not rest on profit percent.",
        "Dana: pay can rise while profit percent falls, for nothing in it rests on gross profit or margin.",
    )
    assert same_way(paying_on("profit", "profit percent"), [paying_on("gross profit")]) == ()
