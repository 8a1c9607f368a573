"""Whether pay and plan pull the same way: what is paid but not planned, planned but not paid (M15, M17, M21)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.figures import Unit, written
from bot.pay.looks import looked_at
from bot.pay.measures import Measure
from bot.pay.model import Component, CompPlan, with_goal
from bot.pay.payout import payout
from bot.pay.planned import planned_in, without_the_unplanned, year_of
from bot.pay.private import Private
from bot.plan.model import BusinessPlan, Kpi

PLANNED_AS = {
    "revenue": (Measure.REVENUE, Measure.BOOKINGS, Measure.COLLECTIONS),
    "new accounts won": (Measure.NEW_LOGOS, Measure.DEALS),
    "net retention": (Measure.NET_RETENTION,),
    "first meetings": (Measure.ACTIVITIES,),
    "business reviews": (Measure.ACTIVITIES,),
}
LOW, HIGH = Decimal(4), Decimal(8)


class Row(Private):
    """One measure or KPI: the clauses that pay on it, and what the plan says about it, either may be missing."""

    what: str
    paid_by: tuple[str, ...] = ()
    planned: str | None = None


class Alignment(Private):
    """The matrix of paid measures against plan targets, and pay besides base at exactly the plan.

    `goal_to_ote` is how many times on-target earnings the goal is. Whatever a figure is missing for is None.
    """

    rows: tuple[Row, ...]
    pay_at_plan: Decimal | None
    goal_to_ote: Decimal | None = None

    @property
    def only_paid(self) -> tuple[Row, ...]:
        """What clauses pay on without a target in the plan."""
        return tuple(row for row in self.rows if row.planned is None)

    @property
    def only_planned(self) -> tuple[Row, ...]:
        """What the plan counts on without a clause that pays on it."""
        return tuple(row for row in self.rows if row.planned is not None and not row.paid_by)

    @property
    def is_unusual(self) -> bool:
        """Whether the goal is far from the usual 4 to 8 times on-target earnings: worth a look, never a bar."""
        return self.goal_to_ote is not None and not LOW <= self.goal_to_ote <= HIGH


def align(plan: CompPlan, business_plan: BusinessPlan) -> Alignment:
    """Set a person's pay beside their plan. It mentions, it never blocks."""
    rows = (*_planned_rows(plan, business_plan), *_only_paid(plan, business_plan))
    return Alignment(rows=rows, pay_at_plan=_pay_at(plan, business_plan), goal_to_ote=_goal_to_ote(plan, business_plan))


def _planned_rows(plan: CompPlan, business_plan: BusinessPlan) -> Iterator[Row]:
    for kpi in business_plan.kpis:
        measures = PLANNED_AS.get(kpi.name.casefold(), ())
        paid_by = tuple(plan.clause_of(c) for c in plan.components if c.measure in measures)
        yield Row(what=_called(kpi), paid_by=paid_by, planned=_target(kpi, business_plan.currency))


def _called(kpi: Kpi) -> str:
    """A count or an amount is of a year or a week; a percentage, and a KPI without a figure, stands by itself."""
    counts = kpi.target is not None and kpi.target.unit is not Unit.PERCENT
    return f"{kpi.name} a {kpi.period}" if counts else kpi.name


def _target(kpi: Kpi, currency: str) -> str:
    return written(kpi.target.value, kpi.target.unit, currency) if kpi.target else "named, without a figure"


def _only_paid(plan: CompPlan, business_plan: BusinessPlan) -> Iterator[Row]:
    planned = {m for kpi in business_plan.kpis for m in PLANNED_AS.get(kpi.name.casefold(), ())}
    for measure in dict.fromkeys(c.measure for c in plan.components if c.measure not in planned):
        paid_by = tuple(plan.clause_of(c) for c in plan.components if c.measure is measure)
        yield Row(what=measure.value, paid_by=paid_by)


def _pay_at(plan: CompPlan, business_plan: BusinessPlan) -> Decimal | None:
    planned = planned_in(business_plan)
    if planned.goal is None or planned.revenue is None:
        return None
    settled = without_the_unplanned(with_goal(plan, planned.goal), planned).plan
    return payout(settled, year_of(settled, planned, planned.revenue)).total


def _goal_to_ote(plan: CompPlan, business_plan: BusinessPlan) -> Decimal | None:
    goal, ote = business_plan.goal.revenue, plan.on_target_earnings
    return None if goal is None or ote is None else goal.value / ote


def same_way(executive: CompPlan, reps: Sequence[CompPlan]) -> tuple[str, ...]:
    """Where the executive's pay and the reps' may move apart, told to the executive: profit and percent (M16, M21)."""
    paid = {component.measure for component in executive.components}
    remarks = [
        f"Your own pay does not rest on {measure}."
        for measure in (Measure.PROFIT, Measure.PROFIT_PERCENT)
        if measure not in paid
    ]
    return (*remarks, *(f"{rep.name}: {_APART}" for rep in reps if not _guards_margin(rep)))


_APART = "pay can rise while profit percent falls. Nothing in it rests on gross profit or margin."


MARGINS = (Measure.GROSS_PROFIT, Measure.GROSS_MARGIN, Measure.MARKUP, Measure.DISCOUNT, Measure.PROFIT)


def _guards_margin(plan: CompPlan) -> bool:
    """Whether anything in a plan rests on what a sale leaves over."""
    return any(
        component.only.margin_at_least is not None or not set(MARGINS).isdisjoint(_measures(component))
        for component in plan.components
    )


def _measures(component: Component) -> Iterator[Measure]:
    """Every measure a component looks at: what it pays on, what picks the rate, what its steps depend on."""
    yield component.measure
    yield from (gauge.measure for gauge in looked_at(component))
