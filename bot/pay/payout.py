"""The engine: what a plan pays for given results, and why, line by line.

One rounding rule. What a component has earned up to the end of a pay period is worked out exactly and rounded once to
the cent, half up; a period pays the difference from the period before; the lines inside a period are rounded so that
they sum to what it pays. So the lines always sum to the total, and shorter pay periods never change a year.
"""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from bot.facts import Frozen
from bot.pay.model import Component, CompPlan, Span, with_goal
from bot.pay.periods import Period, period_of
from bot.pay.results import Credit, Results, credits_for, reached
from bot.pay.shapes import ZERO, Step, Terms, steps

CENT = Decimal("0.01")
ROUNDING_RULE = "Pay earned to date is rounded once to the cent, half up; each period pays the difference."


class Line(Frozen):
    """One line of the working: which clause, which period, the formula with its inputs, and what it adds."""

    component: str
    clause: str
    period: str
    formula: str
    inputs: dict[str, str]
    amount: Decimal


class Payout(Frozen):
    """What a plan pays besides base pay. `lines` sum to `total` to the cent; `by_period` is in the order of time."""

    total: Decimal
    by_period: dict[str, Decimal]
    lines: tuple[Line, ...]


def cents(amount: Decimal) -> Decimal:
    """Round to the cent, half up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def payout(plan: CompPlan, results: Results) -> Payout:
    """What the plan pays for the results, besides base pay.

    Raises ValueError when a quota is the rep's goal and the results do not say what that is.
    """
    settled = plan if results.goal is None else with_goal(plan, results.goal)
    dated = [pair for component in settled.components for pair in _component_lines(settled, component, results)]
    dated.sort(key=lambda pair: (pair[0].ends, pair[0].starts))
    return Payout(
        total=_sum(line for _, line in dated),
        by_period={label: _sum(x for _, x in group) for label, group in groupby(dated, lambda pair: pair[0].label)},
        lines=tuple(line for _, line in dated),
    )


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount for line in lines), Decimal("0.00"))


def _component_lines(plan: CompPlan, component: Component, results: Results) -> Iterator[tuple[Period, Line]]:
    terms = Terms.of(plan, component)
    counted = [c for c in credits_for(component.measure, results) if plan.effective.covers(c.on)]
    for window in _windows(plan, component, counted):
        yield from _window_lines(plan, terms, window)


def _windows(plan: CompPlan, component: Component, credited: list[Credit]) -> Iterator[list[Credit]]:
    """The credits that add up together: each deal by itself, or those of one month, quarter or year."""
    if component.per is Span.DEAL:
        yield from ([credit] for credit in credited)
        return
    for _, group in groupby(credited, lambda c: period_of(component.per, c.on, plan.effective.starts).starts):
        yield list(group)


def _window_lines(plan: CompPlan, terms: Terms, credited: list[Credit]) -> Iterator[tuple[Period, Line]]:
    """What each pay period in a window adds: earned to date, less what earlier periods paid."""
    component, paid, to_date = terms.component, ZERO, list[Credit]()
    for period, group in groupby(credited, lambda c: period_of(component.paid_every, c.on, plan.effective.starts)):
        to_date.extend(group)
        worked = steps(terms, reached(component.measure, to_date))
        for step, amount in _rounded(worked):
            yield period, _line(plan, component, period, step, amount)
        if paid:
            less = Step(formula="less already paid for earlier periods", inputs={}, amount=-paid)
            yield period, _line(plan, component, period, less, -paid)
        paid = cents(_exact(worked))


def _exact(worked: tuple[Step, ...]) -> Decimal:
    return sum((step.amount for step in worked), ZERO)


def _rounded(worked: tuple[Step, ...]) -> Iterator[tuple[Step, Decimal]]:
    """Each step with its amount in cents, so that the amounts sum to the rounded sum."""
    exact = ZERO
    for step in worked:
        before, exact = exact, exact + step.amount
        yield step, cents(exact) - cents(before)


def _line(plan: CompPlan, component: Component, period: Period, step: Step, amount: Decimal) -> Line:
    return Line(
        component=component.name,
        clause=plan.clause_of(component),
        period=period.label,
        formula=step.formula,
        inputs=step.inputs,
        amount=amount,
    )
