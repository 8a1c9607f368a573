"""What a rep's own business plan expects, as results the engine can pay: the figures of every example."""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from pydantic import Field

from bot.cycle.fiscal_year import add_months
from bot.figures import Unit
from bot.pay.looks import rests_on
from bot.pay.measures import Measure
from bot.pay.model import Component, CompPlan
from bot.pay.private import Private
from bot.pay.rates import FlatRate
from bot.pay.results import Results, Total
from bot.pay.rules import Change, Gate
from bot.pay.span import Span
from bot.plan.model import BusinessPlan

REVENUE = (Measure.REVENUE, Measure.BOOKINGS)
PLANNED_AS = {"new accounts won": Measure.NEW_LOGOS, "net retention": Measure.NET_RETENTION}
ZERO, ONE = Decimal(0), Decimal(1)


class PlannedQuarter(Private):
    """A quarter's first day and the revenue planned in it."""

    starts: date
    revenue: Decimal


class PlannedResults(Private):
    """The year a rep plans: goal, planned revenue and how it falls on the quarters, usual deal. None where open.

    `others` are further measures with what the plan says of them for the year: new logos, net retention.
    """

    goal: Decimal | None = None
    revenue: Decimal | None = None
    quarters: tuple[PlannedQuarter, ...] = ()
    average_deal: Decimal | None = None
    others: dict[Measure, Decimal] = Field(default_factory=dict)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure the plan has a figure for."""
        return (*REVENUE, *self.others)


def planned_in(plan: BusinessPlan) -> PlannedResults:
    """The figures of a business plan that its pay explanation needs."""
    deal = plan.look_back.average_deal
    yearly = {kpi.name.casefold(): kpi.target for kpi in plan.kpis if kpi.period == "year"}
    others = {measure: target.value for name, measure in PLANNED_AS.items() if (target := yearly.get(name))}
    return PlannedResults(
        goal=plan.goal.revenue.value if plan.goal.revenue else None,
        revenue=plan.adds_up.planned.value if plan.adds_up.planned else None,
        quarters=tuple(PlannedQuarter(starts=q.starts, revenue=q.planned.value) for q in plan.quarters),
        average_deal=deal.value if deal else None,
        others=others,
    )


def is_open(plan: CompPlan, planned: PlannedResults) -> bool:
    """Whether the plan rests on a goal that nobody has given."""
    return planned.goal is None and any(component.quota == "goal" for component in plan.components)


class Stripped(Private):
    """A plan without the steps that rest on figures nobody has planned, and what is supposed instead."""

    plan: CompPlan
    supposed: tuple[str, ...]


def without_the_unplanned(plan: CompPlan, planned: PlannedResults) -> Stripped:
    """Take gates on unplanned figures as met, and leave out steps that such a figure would decide."""
    return resting_on(plan, planned.measures)


def resting_on(plan: CompPlan, measures: Collection[Measure]) -> Stripped:
    """The plan with only the steps that rest on these measures; a gate on any other is taken as met."""
    supposed, components = list[str](), list[Component]()
    for component in plan.components:
        kept = tuple(c for c in component.then if all(gauge.measure in measures for gauge in rests_on(c)))
        supposed += _supposed(component.name, [change for change in component.then if change not in kept])
        if component.per is Span.DEAL and not isinstance(component.pays, FlatRate):
            supposed.append(f"{component.name}: the sales of a month count as one deal")
        components.append(component.model_copy(update={"then": kept, "clause": plan.clause_of(component)}))
    return Stripped(plan=plan.model_copy(update={"components": tuple(components)}), supposed=tuple(supposed))


def _supposed(name: str, gone: list[Change]) -> list[str]:
    gates = [f"{name}: the gate on {change.when.measure} is met" for change in gone if isinstance(change, Gate)]
    others = any(not isinstance(change, Gate) for change in gone)
    return [*gates, *([f"{name}: steps that rest on other figures are left out"] if others else [])]


def year_of(plan: CompPlan, planned: PlannedResults, revenue: Decimal) -> Results:
    """A year that reaches `revenue`, shared over the months as the rep's quarters share theirs, else evenly.

    Counts grow and shrink with revenue and stay whole; percentages stay as planned.
    """
    days = _months(plan, planned)
    weights = sum((weight for _, weight in days), ZERO)
    amounts = [revenue * weight / weights for _, weight in days[:-1]]
    amounts.append(revenue - sum(amounts, ZERO))
    totals = [
        Total(measure=measure, date=day, reached=amount)
        for (day, _), amount in zip(days, amounts, strict=True)
        for measure in REVENUE
    ]
    level = revenue / planned.revenue if planned.revenue else ONE
    for measure, amount in planned.others.items():
        totals += _spread(measure, amount, level, [day for day, _ in days])
    return Results(goal=planned.goal, totals=tuple(totals))


def _spread(measure: Measure, amount: Decimal, level: Decimal, days: list[date]) -> Iterator[Total]:
    """A percentage on every day; a count in whole numbers that add up over the days."""
    done = ZERO
    for place, day in enumerate(days, start=1):
        if measure.unit is Unit.PERCENT:
            yield Total(measure=measure, date=day, reached=amount)
            continue
        by_now = amount * level * place // len(days)
        yield Total(measure=measure, date=day, reached=by_now - done)
        done = by_now


def _months(plan: CompPlan, planned: PlannedResults) -> list[tuple[date, Decimal]]:
    """A day in each month the plan is in force, with that month's weight in the year."""
    quarters = [(q.starts, q.revenue) for q in planned.quarters if q.revenue > 0] or [
        (add_months(plan.effective.starts.replace(day=1), months), ONE) for months in (0, 3, 6, 9)
    ]
    months = [(add_months(starts, index), weight) for starts, weight in quarters for index in range(3)]
    days = [(max(day, plan.effective.starts), weight) for day, weight in months]
    return [(day, weight) for day, weight in days if plan.effective.covers(day)] or [(plan.effective.starts, ONE)]
