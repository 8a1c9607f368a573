"""The draw: what it tops up, what is paid back, and the ledger of what is still owed."""

from collections.abc import Iterator
from decimal import Decimal

from bot.figures import money
from bot.pay.model import CompPlan
from bot.pay.periods import DAY, Period, guaranteed_in, period_of, share_on_plan
from bot.pay.private import Private
from bot.pay.results import Results
from bot.pay.rules import Draw
from bot.pay.span import Span
from bot.pay.trace import Balance, Entry, Line, cents

ZERO = Decimal(0)


class Ledger(Private):
    """The draw's own lines, and what was owed at the end of each period."""

    entries: tuple[Entry, ...] = ()
    balances: tuple[Balance, ...] = ()


def ledger(plan: CompPlan, results: Results, earned: list[Entry]) -> Ledger:
    """Set each period's earned pay against the draw, in the order of time."""
    draw = plan.draw or _guarantee(plan)
    if draw is None:
        return Ledger()
    owed, entries, balances = results.owed_before, list[Entry](), list[Balance]()
    for place, period in enumerate(_periods(plan, results, draw, earned)):
        pay = sum((e.line.amount for e in earned if period.starts <= e.due <= period.ends), ZERO)
        now = draw.model_copy(update={"amount": _amount(draw, place)})
        advanced, repaid = _moved(plan, results, now, period, pay, owed)
        if draw.kind != "guaranteed" and not guaranteed_in(plan, results, period):
            owed += advanced - repaid
        if draw.forgiven and draw.ends is not None and period.ends >= draw.ends:
            owed = ZERO
        entries.extend(_entries(plan, period, pay, advanced, repaid))
        balances.append(Balance(name="draw owed", period=period.label, amount=owed))
    return Ledger(entries=tuple(entries), balances=tuple(balances))


def _guarantee(plan: CompPlan) -> Draw | None:
    """A ramp's guaranteed months are a guaranteed draw by another name."""
    if not any(month.guarantee for month in plan.ramp):
        return None
    return Draw(amount=ZERO, every=Span.MONTH, kind="guaranteed")


def _periods(plan: CompPlan, results: Results, draw: Draw, earned: list[Entry]) -> Iterator[Period]:
    """Every draw period from the start to the last pay, or to the day pay is worked out to."""
    day = results.started or plan.effective.starts
    last = results.through or max((e.due for e in earned), default=day)
    while day <= last:
        period = period_of(draw.every, day, plan.effective.starts)
        yield period
        day = period.ends + DAY


def _moved(
    plan: CompPlan, results: Results, draw: Draw, period: Period, pay: Decimal, owed: Decimal
) -> tuple[Decimal, Decimal]:
    """What a period advances and what it pays back."""
    over = draw.ends is not None and period.starts > draw.ends
    guaranteed = guaranteed_in(plan, results, period)
    full = guaranteed or draw.amount
    amount = ZERO if over else cents(full * share_on_plan(plan, results, period))
    most = pay if draw.repays_at_most is None else cents(pay * draw.repays_at_most)
    if draw.kind == "advance":
        return amount, max(min(owed, most), ZERO)
    advanced = max(amount - pay, ZERO)
    repaid = max(min(owed, most, pay - amount), ZERO) if draw.kind == "recoverable" and not guaranteed else ZERO
    return advanced, repaid


def _amount(draw: Draw, place: int) -> Decimal:
    """The draw of the first period, the second, and so on; the last amount holds on."""
    amounts = (draw.amount, *draw.later)
    return amounts[min(place, len(amounts) - 1)]


def _entries(plan: CompPlan, period: Period, pay: Decimal, advanced: Decimal, repaid: Decimal) -> Iterator[Entry]:
    told = {"earned": money(pay, plan.currency)}
    if advanced:
        yield _entry(period, "draw paid on top of what was earned", told, advanced)
    if repaid:
        yield _entry(period, "less draw paid back from what was earned", told, -repaid)


def _entry(period: Period, formula: str, inputs: dict[str, str], amount: Decimal) -> Entry:
    line = Line(component="Draw", clause="draw", period=period.label, formula=formula, inputs=inputs, amount=amount)
    return Entry(period=period, due=period.ends, line=line)
