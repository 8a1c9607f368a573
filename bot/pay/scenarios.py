"""What a plan pays at any level of attainment, and where it may pay less for more."""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from bot.cycle.fiscal_year import add_months
from bot.facts import Frozen
from bot.figures import Unit
from bot.pay.looks import rests_on
from bot.pay.measures import Measure
from bot.pay.model import Component, CompPlan, with_goal
from bot.pay.payout import payout
from bot.pay.planned import resting_on
from bot.pay.private import Private
from bot.pay.rates import Curve, MarginalTiers, Matrix, RetroactiveTiers, Shape, SteppedTable, picked_by
from bot.pay.results import Results, Total
from bot.pay.span import SPANS_IN_YEAR
from bot.pay.trace import Payout

REVENUE = (Measure.REVENUE, Measure.BOOKINGS)


class Scenario(Private):
    """What a year at one level of attainment pays: every measure at that share of its quota or of the goal.

    `without` names components left out, because nothing says what 100% of their measure is. `supposed` says which
    gates are taken as met, and whose steps are left out, because they rest on figures that nothing gives.
    """

    level: Decimal
    payout: Payout
    without: tuple[str, ...] = ()
    supposed: tuple[str, ...] = ()


def scenarios(plan: CompPlan, levels: Iterable[Decimal], goal: Decimal | None = None) -> tuple[Scenario, ...]:
    """A scenario for each level (1.2 is 120%). Raises ValueError where a quota is the goal and none is given."""
    settled = plan if goal is None else with_goal(plan, goal)
    whole = dict(_yearly(settled, goal))
    known = {*whole, *(c.measure for c in settled.components if c.measure.unit is Unit.PERCENT)}
    stripped = resting_on(settled, known)
    without = tuple(c.name for c in settled.components if not _measured(c, known))
    kept = tuple(c for c in stripped.plan.components if c.name not in without)
    counted = stripped.plan.model_copy(update={"components": kept})
    supposed = tuple(line for line in stripped.supposed if line.partition(": ")[0] not in without)
    paid = ((level, payout(counted, _year_at(settled, whole, level))) for level in levels)
    return tuple(Scenario(level=level, payout=pay, without=without, supposed=supposed) for level, pay in paid)


def _measured(component: Component, known: Collection[Measure]) -> bool:
    """Whether there is a figure for what a component pays on, and for what picks its rate."""
    by, shape = picked_by(component.pays), component.pays
    picks = [by.measure] if by else [shape.rows.measure, shape.columns.measure] if isinstance(shape, Matrix) else []
    counted = component.measure in known or component.quota == "goal"
    return counted and all(measure in known for measure in picks)


def _yearly(plan: CompPlan, goal: Decimal | None) -> Iterator[tuple[Measure, Decimal]]:
    """What 100% of each measure is over a year: its quota, else the goal for revenue."""
    for component in reversed(plan.components):
        if component.quotas:
            yield component.measure, sum(component.quotas, Decimal(0))
        elif isinstance(component.quota, Decimal):
            yield component.measure, component.quota * SPANS_IN_YEAR[component.per]
        elif component.measure in REVENUE and goal is not None:
            yield component.measure, goal


def _year_at(plan: CompPlan, whole: dict[Measure, Decimal], level: Decimal) -> Results:
    """Twelve equal months; a measure that is a percentage simply stands at the level."""
    first = plan.effective.starts.replace(day=1)
    days = [max(add_months(first, index), plan.effective.starts) for index in range(12)]
    days = [day for day in days if plan.effective.covers(day)]
    shares = {measure: amount * level / len(days) for measure, amount in whole.items()}
    percentages = {c.measure: level for c in plan.components if c.measure.unit is Unit.PERCENT}
    totals = [
        Total(measure=measure, date=day, reached=amount)
        for day in days
        for measure, amount in (shares | percentages).items()
    ]
    return Results(totals=tuple(totals))


class Fall(Frozen):
    """A clause under which more sales may pay less, and why."""

    component: str
    clause: str
    why: str


def falls(plan: CompPlan) -> tuple[Fall, ...]:
    """Every clause under which more credited sales may pay less. Without one, more never pays less."""
    found = [(component, why) for component in plan.components for why in dict.fromkeys(_why_less(component))]
    return tuple(Fall(component=c.name, clause=plan.clause_of(c), why=why) for c, why in found)


def _why_less(component: Component) -> Iterator[str]:
    shape = component.pays
    if picked_by(shape) is not None or isinstance(shape, Matrix):
        yield "a sale can lower the figure that picks the rate"
    if isinstance(shape, RetroactiveTiers) and _drops(band.rate.value for band in shape.bands):
        yield "a higher band has a lower rate, and it pays on everything"
    if isinstance(shape, SteppedTable) and _drops(band.pays.value for band in shape.bands):
        yield "a higher band pays less"
    if isinstance(shape, Curve) and _drops(point.pays.value for point in shape.points):
        yield "the curve turns down"
    if isinstance(shape, RetroactiveTiers | SteppedTable) and shape.bands[-1].ends is not None:
        yield "beyond the last band it pays nothing"
    if any(True for change in component.then for _ in rests_on(change)):
        yield "a sale can move the figure that a step depends on"
    if _slows_down(shape) and (component.deal_pays_at_most or any(not other.pays for other in component.also_counts)):
        yield "a sale that adds no pay of its own can push others into a band with a lower rate"


def _slows_down(shape: Shape) -> bool:
    return isinstance(shape, Curve) or (isinstance(shape, MarginalTiers) and _drops(b.rate.value for b in shape.bands))


def _drops(values: Iterable[Decimal]) -> bool:
    return any(low > high for low, high in pairwise(values))
