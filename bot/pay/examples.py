"""A worked example of one component by itself, on the rep's own figures where their plan has any."""

from collections.abc import Iterator
from decimal import Decimal

from bot.facts import Frozen
from bot.figures import Unit, money, plain
from bot.pay.model import Component, CompPlan
from bot.pay.payout import payout
from bot.pay.periods import period_of
from bot.pay.planned import REVENUE, PlannedResults
from bot.pay.rates import Matrix, SteppedTable, picked_by
from bot.pay.results import Deal, Results, Total
from bot.pay.span import Span
from bot.pay.terms import Terms
from bot.pay.trace import Line
from bot.pay.wording import working

SPANS = {
    Span.YEAR: (1, "the year"),
    Span.HALF: (2, "a half-year"),
    Span.QUARTER: (4, "a quarter"),
    Span.MONTH: (12, "a month"),
    Span.TWO_WEEKS: (26, "two weeks"),
    Span.WEEK: (52, "a week"),
}
SAY = {Unit.MONEY: Decimal(10_000), Unit.COUNT: Decimal(1), Unit.PERCENT: Decimal(1), Unit.WEEKS: Decimal(1)}


BY_QUOTA = "× target incentive ÷ quota"
NO_EXAMPLE = "Your plan has no figure for this, so there is no example here."


class Example(Frozen):
    """What is supposed, in words, and the results that say it."""

    told: str
    results: Results
    is_made_up: bool = False


def example(plan: CompPlan, component: Component, planned: PlannedResults) -> Iterator[str]:
    """The example in words, each line of its working, and what it adds up to."""
    if isinstance(component.pays, Matrix):
        return
    by = picked_by(component.pays)
    if by is not None:
        yield f"It rests on your {by.measure}. Your plan has no figure for that, so there is no example here."
        return
    supposed = _supposed(plan, component, planned)
    alone = component.model_copy(update={"clause": plan.clause_of(component), "instalments": (), "clawback": None})
    paid = payout(plan.model_copy(update={"components": (alone,), "draw": None}), supposed.results)
    lines = [_worked(line, plan, alone) for line in paid.lines if line.amount]
    if not lines:
        yield NO_EXAMPLE if supposed.is_made_up else f"{supposed.told} This part then pays nothing."
        return
    yield "\n".join([supposed.told, "", *(f"- {line}" for line in lines)])
    if len(lines) > 1:
        yield f"That adds up to {money(paid.total, plan.currency)}."


def _supposed(plan: CompPlan, component: Component, planned: PlannedResults) -> Example:
    """The rep's own figure where there is one, else their quota, else a round figure that is called one."""
    if component.measure in REVENUE and component.per is Span.DEAL and planned.average_deal is not None:
        return _one_deal(plan, planned, planned.average_deal)
    own = planned.revenue or planned.goal
    if component.measure in REVENUE and component.per is not Span.DEAL and own is not None:
        spans, word = SPANS[component.per]
        source = "you plan" if planned.revenue else "your goal is"
        said = f"Your own numbers: {source} {money(own / spans, plan.currency)} for {word}."
        return _total(plan, component, planned, own / spans, said)
    terms = Terms.of(plan, component)
    if component.measure in planned.others and component.per is not Span.DEAL:
        spans, word = SPANS[component.per]
        part = spans if component.measure.unit is Unit.COUNT else 1
        amount = planned.others[component.measure] / part
        said = f"Your own numbers: you plan {terms.written(amount)} for {word}."
        return _total(plan, component, planned, amount, said)
    amount = terms.quota or _first_paid(terms) or SAY[component.measure.unit]
    source = "you reach your quota," if terms.quota else "it is"
    said = f"Your plan has no figure for this. Say {source} {terms.written(amount)}."
    return _total(plan, component, planned, amount, said).model_copy(update={"is_made_up": True})


def _first_paid(terms: Terms) -> Decimal | None:
    """Where a table begins to pay something."""
    shape = terms.component.pays
    rows = shape.bands if isinstance(shape, SteppedTable) else ()
    return next((terms.ruler.at(row.starts) for row in rows if row.pays.value and row.starts.value), None)


def _worked(line: Line, plan: CompPlan, component: Component) -> str:
    """A line of the working; a share of the target by the quota is told as the rate it comes to."""
    terms = Terms.of(plan, component)
    is_money = component.measure.unit is Unit.MONEY
    if not line.formula.endswith(BY_QUOTA) or not is_money or not terms.quota or not terms.target:
        return working(line, plan.currency)
    part = next(iter(line.inputs.values()))
    times = Decimal(line.inputs.get("multiple", "1"))
    rate = times * terms.target / terms.quota * 100
    shown = f"{plain(rate, places=4)}%" if rate == round(rate, 4) else f"about {plain(rate, places=2)}%"
    return f"{part} × {shown} = {money(line.amount, plan.currency)}"


def _total(plan: CompPlan, component: Component, planned: PlannedResults, amount: Decimal, told: str) -> Example:
    called = next(iter((*component.only.kinds, *component.only.products)), None)
    span = period_of(
        component.per, max(plan.effective.starts, component.only.starts or plan.effective.starts), plan.effective.starts
    )
    day = min(span.ends, plan.effective.ends, component.only.ends or plan.effective.ends)
    total = Total(measure=component.measure, date=day, reached=amount, of=called)
    return Example(told=told, results=Results(goal=planned.goal, totals=(total,)))


def _one_deal(plan: CompPlan, planned: PlannedResults, amount: Decimal) -> Example:
    deal = Deal(id="your usual deal", booked=plan.effective.starts, amount=amount)
    told = f"Your own numbers: your usual deal is {money(amount, plan.currency)}."
    return Example(told=told, results=Results(goal=planned.goal, deals=(deal,)))
