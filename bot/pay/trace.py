"""What the engine hands back: lines of working that sum to the total, pay by period, and balances carried on."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

from bot.pay.periods import Period
from bot.pay.private import Private
from bot.pay.terms import ZERO, Step, Terms

CENT = Decimal("0.01")
OPERATORS = re.compile(r"( [×÷+−] |^−)")


class Line(Private):
    """One line of the working: which clause, which period, the formula with its inputs, and what it adds."""

    component: str
    clause: str
    period: str
    formula: str
    inputs: dict[str, str]
    amount: Decimal


class PeriodPay(Private):
    """What one period pays, and the last day of it."""

    period: str
    ends: date
    amount: Decimal


class Balance(Private):
    """What is carried on at the end of a period: a draw still owed, pay earned and not yet due."""

    name: str
    period: str
    amount: Decimal


class Payout(Private):
    """What a plan pays besides base pay. `lines` sum to `total` to the cent; `by_period` is in the order of time.

    `uncounted` names deals and totals that no clause looks at, so that nothing is lost without a word.
    """

    total: Decimal
    by_period: tuple[PeriodPay, ...]
    lines: tuple[Line, ...]
    balances: tuple[Balance, ...] = ()
    uncounted: tuple[str, ...] = ()


def figures_in(formula: str, inputs: dict[str, str]) -> str:
    """A formula with its figures put in: "part in this band × rate" is "$80,000 × 6.75%"."""
    return "".join(inputs.get(part, part) for part in OPERATORS.split(formula))


def running_totals(paid: Payout) -> list[Decimal]:
    """The total after each line."""
    return list(accumulate(line.amount for line in paid.lines))


class Entry(Private):
    """A line with the period it falls in and the day it is due, while pay is being worked out."""

    period: Period
    due: date
    line: Line


def cents(amount: Decimal) -> Decimal:
    """Round to the cent, half up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def exact(worked: Iterable[Step]) -> Decimal:
    """What steps come to, before any rounding."""
    return sum((step.amount for step in worked), ZERO)


def rounded(worked: Iterable[Step], before: Decimal) -> Iterator[tuple[Step, Decimal]]:
    """Each step with its amount in cents: what it adds to the rounded sum of everything up to it.

    `before` is what comes before these steps, exactly.
    """
    total = before
    for step in worked:
        so_far, total = total, total + step.amount
        yield step, cents(total) - cents(so_far)


def entry(terms: Terms, period: Period, step: Step, amount: Decimal, due: date | None = None) -> Entry:
    """A step of working as a line of a period."""
    line = Line(
        component=terms.component.name,
        clause=terms.clause,
        period=period.label,
        formula=step.formula,
        inputs=step.inputs,
        amount=amount,
    )
    return Entry(period=period, due=due or period.ends, line=line)
