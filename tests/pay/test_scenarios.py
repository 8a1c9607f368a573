from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.pay.file import load_comp_plan
from bot.pay.model import CompPlan
from bot.pay.payout import payout
from bot.pay.results import Deal, Results, Total
from bot.pay.scenarios import falls, scenarios
from bot.pay.whatif import in_words, read_supposed, what_if

RATES = st.integers(0, 20)
EDGES = st.lists(st.integers(1, 200), min_size=1, max_size=4, unique=True).map(sorted)


@st.composite
def shapes(draw):
    """Any shape along the component's own measure, with a quota of 100,000 and a target of 10,000."""
    kind = draw(st.sampled_from(["flat rate", "quota rate", "marginal tiers", "retroactive tiers", "curve", "table"]))
    if kind in ("flat rate", "quota rate"):
        return {"shape": kind, **({"rate": f"{draw(RATES)}%"} if kind == "flat rate" else {})}
    edges = [0, *draw(EDGES)]
    worth = [f"{draw(RATES)}%" for _ in edges]
    if kind == "curve":
        points = [{"at": f"{at}%", "pays": pays} for at, pays in zip(edges, worth, strict=True)]
        return {"shape": kind, "points": points}
    pays = "pays" if kind == "table" else "rate"
    bands = [{"from": f"{at}%", pays: value} for at, value in zip(edges, worth, strict=True)]
    for band, following in pairwise(bands):
        band["to"] = following["from"]
    return {"shape": kind, "bands": bands}


@st.composite
def plans(draw):
    component = {
        "name": "Any",
        "measure": "revenue",
        "per": draw(st.sampled_from(["year", "quarter", "month"])),
        "quota": 100_000,
        "target": 10_000,
        "pays": draw(shapes()),
        "then": draw(st.sampled_from([[], [{"do": "cap", "at": 5000}], [{"do": "multiply", "by": "1.5x"}]])),
    }
    if draw(st.booleans()):
        component["threshold"] = {"at": "30%", "pays": draw(st.sampled_from(["from zero", "only above"]))}
    text = yaml.safe_dump({"company": "Harbor Light IT", "currency": "USD", "components": [component]})
    plan = load_comp_plan(text + "effective: {from: 2027-01-01, to: 2027-12-31}\n", "any plan")
    assert isinstance(plan, CompPlan), plan
    return plan


MONEY = st.decimals(min_value=0, max_value=300_000, places=2)


def year(amounts) -> Results:
    days = [date(2027, month, 15) for month in range(1, len(amounts) + 1)]
    totals = [Total(measure="revenue", date=day, reached=x) for day, x in zip(days, amounts, strict=True)]
    return Results(totals=tuple(totals))


@settings(max_examples=60)
@given(plans(), st.lists(MONEY, min_size=1, max_size=6), MONEY)
def test_more_never_pays_less_unless_a_clause_is_named(plan, amounts, more):
    assume(not falls(plan))
    grown = [*amounts[:-1], amounts[-1] + more]
    assert payout(plan, year(grown)).total >= payout(plan, year(amounts)).total


@settings(max_examples=30)
@given(plans(), st.lists(MONEY, min_size=1, max_size=6))
def test_any_plan_sums_to_the_cent(plan, amounts):
    paid = payout(plan, year(amounts))
    assert sum(line.amount for line in paid.lines) == paid.total == sum(p.amount for p in paid.by_period)
    assert paid.total == paid.total.quantize(Decimal("0.01"))


@st.composite
def deal_plans(draw):
    """A plan that pays deal by deal: in parts, taken back, limited for one deal, with sales that only count."""
    component = {
        "name": "Deals",
        "measure": "bookings",
        "only": {"kinds": "new"},
        "per": draw(st.sampled_from(["deal", "month", "quarter", "half-year", "year", "two weeks"])),
        "quota": 100_000,
        "target": 10_000,
        "pays": draw(shapes()),
        **draw(st.sampled_from([{}, {"deal_pays_at_most": 700}, {"deal_counts_at_most": 30_000}, {"burden": "10%"}])),
        **draw(st.sampled_from([{}, {"counts_in_full": 1000}, {"counts_in_full": "1%"}])),
        **draw(st.sampled_from([{}, {"instalments": [{"share": "30%"}, {"share": "70%", "over_months": 3}]}])),
        **draw(st.sampled_from([{}, {"clawback": {"within_days": 90, "returns": "pro rata"}}])),
    }
    if draw(st.booleans()):
        component["also_counts"] = [{"measure": "bookings", "only": {"kinds": "renewal"}, "pays": draw(st.booleans())}]
    whole = {"company": "A", "currency": "USD", "components": [component]}
    if draw(st.booleans()):
        whole["draw"] = {"amount": 500, "every": "month", "kind": "recoverable"}
    plan = load_comp_plan(yaml.safe_dump(whole) + "effective: {from: 2027-01-01, to: 2027-12-31}\n", "any plan")
    assert isinstance(plan, CompPlan), plan
    return plan


@st.composite
def sold(draw):
    """Deals through the year; some renewals, some cancelled."""
    rows = draw(st.lists(st.tuples(MONEY, st.integers(0, 364), st.booleans(), st.integers(0, 400)), max_size=6))
    first = date(2027, 1, 1)
    deals = (
        Deal(
            id=str(place),
            booked=first + timedelta(days=day),
            amount=amount,
            kind="new" if new else "renewal",
            cancelled=first + timedelta(days=day + later) if later < 200 else None,
        )
        for place, (amount, day, new, later) in enumerate(rows)
    )
    return Results(deals=tuple(deals))


@settings(max_examples=60, deadline=None)
@given(deal_plans(), sold())
def test_deal_by_deal_sums_to_the_cent_too(plan, results):
    paid = payout(plan, results)
    assert sum(line.amount for line in paid.lines) == paid.total == sum(p.amount for p in paid.by_period)
    assert all(line.amount == line.amount.quantize(Decimal("0.01")) for line in paid.lines)


@settings(max_examples=60, deadline=None)
@given(deal_plans(), sold(), st.integers(1, 11))
def test_what_is_paid_to_a_day_and_what_falls_due_later_make_the_whole(plan, results, month):
    """Without a draw and before anything is known of a later cancellation, nothing is lost between now and later."""
    standing = tuple(deal.model_copy(update={"cancelled": None}) for deal in results.deals)
    plan, through = plan.model_copy(update={"draw": None}), date(2027, month, 28)
    known = tuple(deal for deal in standing if deal.booked <= through)
    to_date = payout(plan, Results(deals=standing, through=through))
    later = sum(balance.amount for balance in to_date.balances)
    assert to_date.total + later == payout(plan, Results(deals=known)).total


@settings(max_examples=60, deadline=None)
@given(deal_plans(), sold(), MONEY, st.data())
def test_a_larger_deal_never_pays_less_unless_a_clause_is_named(plan, results, more, data):
    assume(results.deals and not falls(plan))
    place = data.draw(st.integers(0, len(results.deals) - 1))
    standing = [deal.model_copy(update={"cancelled": None}) for deal in results.deals]
    before = payout(plan, Results(deals=tuple(standing))).total
    standing[place] = standing[place].model_copy(update={"amount": standing[place].amount + more})
    assert payout(plan, Results(deals=tuple(standing))).total >= before


def retroactive(low: str, high: str) -> CompPlan:
    return load_comp_plan(
        f"""
company: Harbor Light IT
currency: USD
effective: {{from: 2027-01-01, to: 2027-12-31}}
components:
  - name: All of it
    clause: "4"
    measure: revenue
    per: year
    pays: {{shape: retroactive tiers, bands: [{{from: 0, to: 1000, rate: {low}}}, {{from: 1000, rate: {high}}}]}}
""",
        "a plan",
    )


def test_the_clause_that_may_pay_less_for_more_is_named():
    (fall,) = falls(retroactive("10%", "5%"))
    assert (fall.clause, fall.component) == ("4", "All of it")
    assert falls(retroactive("5%", "10%")) == ()


def test_scenarios_reach_each_level_of_the_goal(sample):
    found = scenarios(sample("hunter"), [Decimal("0.8"), Decimal(1), Decimal("1.2")], Decimal(1_000_000))
    assert [scenario.payout.total for scenario in found] == [Decimal(48_000), Decimal(60_000), Decimal(76_500)]


def test_a_component_that_nothing_measures_is_left_out_by_name():
    plan = load_comp_plan(
        """
company: Harbor Light IT
currency: USD
effective: {from: 2027-01-01, to: 2027-12-31}
components:
  - {name: SPIFF, measure: units, per: deal, pays: {shape: flat rate, rate: 50 each}}
""",
        "a plan",
    )
    assert scenarios(plan, [Decimal(1)])[0].without == ("SPIFF",)


@pytest.mark.parametrize(
    ("text", "count", "amount", "month"),
    [
        ("close 3 more at 20k in March", 3, 20_000, 3),
        ("what if I land one more deal of $45,000 in Q2?", 1, 45_000, 4),
        ("sell 12 at 1.5k in december", 12, 1_500, 12),
        ("another 100k in Feb", 1, 100_000, 2),
    ],
)
def test_a_supposition_is_read(sample, text, count, amount, month):
    supposed = read_supposed(text, sample("hunter"))
    assert (supposed.count, supposed.amount, supposed.booked) == (count, amount, date(2027, month, 1))


@pytest.mark.parametrize("text", ["", "more deals in March", "close 3 at 20k", "9999999 at 20k in May"])
def test_what_cannot_be_read_is_not_guessed(sample, text):
    assert read_supposed(text, sample("hunter")) is None


def test_what_if_tells_the_difference_and_leaves_the_results_alone(sample):
    plan, standing = sample("hunter"), year([500_000]).model_copy(update={"goal": Decimal(1_000_000)})
    answer = what_if(plan, standing, read_supposed("close 3 more at 20k in March", plan))
    assert answer.difference == Decimal(3_600)
    assert len(standing.deals) == 0
    assert in_words(answer, "USD").startswith("3 more sales at $20,000 in March 2027 would add $3,600.")
