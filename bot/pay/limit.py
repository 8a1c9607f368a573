"""A cap on everything a plan pays in a span: what is over it comes off in the period that passes it."""

from collections.abc import Iterator
from decimal import Decimal

from bot.figures import money
from bot.pay.model import CompPlan
from bot.pay.periods import period_of
from bot.pay.span import SPANS_IN_YEAR
from bot.pay.trace import Entry, Line, cents

ZERO = Decimal(0)


def capped(plan: CompPlan, entries: list[Entry]) -> Iterator[Entry]:
    """A line for each period that goes over the cap of its span, or back under it."""
    if plan.cap is None:
        return
    target = None if plan.incentive is None else plan.incentive / SPANS_IN_YEAR[plan.cap.per]
    limit = cents(plan.cap.at.of(target))
    spans = [period_of(plan.cap.per, entry.due, plan.effective.starts) for entry in entries]
    for span in dict.fromkeys(spans):
        inside = sorted((e for e, own in zip(entries, spans, strict=True) if own == span), key=lambda e: e.due)
        yield from _over(plan, limit, inside)


def _over(plan: CompPlan, limit: Decimal, inside: list[Entry]) -> Iterator[Entry]:
    running, taken = ZERO, ZERO
    for period in dict.fromkeys(entry.period for entry in inside):
        running += sum((e.line.amount for e in inside if e.period == period), ZERO)
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
