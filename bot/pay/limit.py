"""A cap on everything a plan pays in a span: what is over it comes off in the period that passes it."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from bot.figures import money
from bot.pay.model import CompPlan
from bot.pay.periods import Period, period_of
from bot.pay.span import SPANS_IN_YEAR
from bot.pay.trace import Entry, Line, cents

ZERO = Decimal(0)


def capped(plan: CompPlan, entries: list[Entry]) -> Iterator[Entry]:
    """A line for each period that goes over the cap of its span, or back under it."""
    if plan.cap is None:
        return
    target = None if plan.incentive is None else plan.incentive / SPANS_IN_YEAR[plan.cap.per]
    limit = cents(plan.cap.at.of(target))
    spans = defaultdict[Period, list[Entry]](list)
    for entry in entries:
        spans[period_of(plan.cap.per, entry.due, plan.effective.starts)].append(entry)
    for inside in spans.values():
        yield from _over(plan, limit, sorted(inside, key=lambda e: e.due))


def _over(plan: CompPlan, limit: Decimal, inside: list[Entry]) -> Iterator[Entry]:
    running, taken = ZERO, ZERO
    amounts = dict[Period, Decimal]()
    for entry in inside:
        amounts[entry.period] = amounts.get(entry.period, ZERO) + entry.line.amount
    for period, amount in amounts.items():
        running += amount
        over = max(running - limit, ZERO)
        if over != taken:
            inputs = {"cap": money(limit, plan.currency), "earned so far": money(running, plan.currency)}
            line = Line(
                component="Cap",
                clause="cap",
                period=period.label,
                formula="less what is over the cap",
                inputs=inputs,
                amount=taken - over,
            )
            yield Entry(period=period, due=period.ends, line=line)
        taken = over
