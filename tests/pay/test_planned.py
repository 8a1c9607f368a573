from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.pay.measures import Measure
from bot.pay.planned import PlannedResults, planned_in, year_of
from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, plan


def test_the_figures_come_from_the_business_plan():
    hunter = planned_in(plan(HUNTER, HUNTING))
    assert (hunter.goal, hunter.revenue, hunter.average_deal) == (1_200_000, 1_436_000, 50_000)
    assert hunter.others == {Measure.NEW_LOGOS: Decimal(17)}
    retained = planned_in(plan(FARMER, FARMING)).others[Measure.NET_RETENTION]
    assert round(retained, 4) == Decimal("1.0763")


def test_what_nobody_planned_stays_open():
    nothing = planned_in(plan(HUNTER, {}))
    assert nothing.revenue is None
    assert nothing.others == {}


@given(st.decimals(min_value=1, max_value=10_000_000, places=2), st.integers(0, 400))
def test_a_year_adds_up_exactly_and_counts_stay_whole(revenue, logos):
    planned = PlannedResults(goal=Decimal(1_000_000), revenue=revenue, others={Measure.NEW_LOGOS: Decimal(logos)})
    year = year_of(PAYS, planned, revenue)
    sold = [total.reached for total in year.totals if total.measure is Measure.REVENUE]
    won = [total.reached for total in year.totals if total.measure is Measure.NEW_LOGOS]
    assert sum(sold) == revenue
    assert sum(won) == logos
    assert all(count == int(count) for count in won)


def _any_plan():
    from bot.pay.file import load_comp_plan

    return load_comp_plan(
        "company: A\ncurrency: USD\neffective: {from: 2027-01-01, to: 2027-12-31}\n"
        "components: [{name: Any, measure: revenue, per: year, pays: {shape: flat rate, rate: 5%}}]\n",
        "any plan",
    )


PAYS = _any_plan()
