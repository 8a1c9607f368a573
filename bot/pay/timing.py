"""When what a deal earned is paid, and what goes back when it is cancelled.

The rate is locked when the deal counts: a deal earns what it adds to the pay of its span at that moment. Later
instalments and returns are shares of that amount.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from bot.cycle.fiscal_year import add_months
from bot.facts import Frozen
from bot.figures import money, plain
from bot.pay.credits import ONE, ZERO, Credit, happenings
from bot.pay.periods import DAY, months_between, period_of
from bot.pay.rules import Clawback, Instalment
from bot.pay.span import Span
from bot.pay.terms import Step, Terms
from bot.pay.trace import Entry, cents, entry

AT_ONCE = (Instalment.model_validate({"share": "100%"}),)


class Part(Frozen):
    """A part of what a deal earned, when it is due, and why then."""

    due: date
    share: Decimal
    on: str


def settled(terms: Terms, credit: Credit, pay: tuple[Decimal, str], plan_starts: date) -> Iterator[Entry]:
    """A deal's pay (earned in cents, and how) as instalments, less what a cancellation cuts off and takes back."""
    earned, how = pay
    cancelled = credit.deal.cancelled if credit.deal else None
    paid, share_paid = ZERO, ZERO
    for part in sorted(_parts(terms.component.instalments or AT_ONCE, credit), key=lambda part: part.due):
        if cancelled is not None and part.due >= cancelled:
            break
        before, share_paid = cents(earned * share_paid), share_paid + part.share
        amount = cents(earned * share_paid) - before
        paid += amount
        inputs = {
            "deal": credit.of,
            "earned": money(earned, terms.currency),
            "share": _exactly(part.share),
            "on": part.on,
            "earned by": how,
        }
        step = Step(formula="earned × share", inputs=inputs)
        yield due(terms, part.due, step, amount, plan_starts)
    paid_again = terms.component.clawback is not None and terms.component.clawback.others == "are paid again"
    if cancelled is not None and not paid_again:
        yield from _taken_back(terms, credit, paid, cancelled, plan_starts)


def _parts(instalments: Iterable[Instalment], credit: Credit) -> Iterator[Part]:
    """When each instalment is due; an instalment on an event that comes in parts comes in parts too."""
    for instalment in instalments:
        if instalment.when == "earned" or credit.deal is None:
            events = [(credit.on, ONE)]
        else:
            events = happenings(credit.deal, instalment.when)
        for day, share in events:
            for month in range(instalment.over_months):
                due = _later(day, instalment.months_later + month, instalment.days_later)
                yield Part(due=due, share=instalment.share * share / instalment.over_months, on=instalment.when)


def _later(day: date, months: int, days: int) -> date:
    moved = add_months(day.replace(day=min(day.day, 28)), months) if months else day
    return moved + DAY * days


def _taken_back(terms: Terms, credit: Credit, paid: Decimal, cancelled: date, plan_starts: date) -> Iterator[Entry]:
    clawback = terms.component.clawback
    if clawback is None or not paid:
        return
    served, window = _served(clawback, credit.on, cancelled)
    share = _returned(clawback, served, window)
    if not share:
        return
    inputs = {"deal": credit.of, "paid": money(paid, terms.currency), "share taken back": _exactly(share)}
    inputs["days served" if clawback.within_days else "months served"] = f"{served} of {window}"
    step = Step(formula="−paid × share taken back", inputs=inputs)
    yield due(terms, cancelled, step, -cents(paid * share), plan_starts)


def goes_back(terms: Terms, credit: Credit) -> bool:
    """Whether a deal was cancelled inside the time in which its pay goes back."""
    clawback, cancelled = terms.component.clawback, credit.deal.cancelled if credit.deal else None
    if clawback is None or cancelled is None:
        return False
    return bool(_returned(clawback, *_served(clawback, credit.on, cancelled)))


def due(terms: Terms, day: date, step: Step, amount: Decimal, plan_starts: date) -> Entry:
    """Pay of a day: an instalment comes in the month it falls due, anything else at the end of its pay period."""
    component = terms.component
    if component.instalments:
        return entry(terms, period_of(component.paid or Span.MONTH, day, plan_starts), step, amount, day)
    return entry(terms, period_of(component.paid_every, day, plan_starts), step, amount)


def _exactly(share: Decimal) -> str:
    return f"{plain(share * 100, places=4)}%"


def _served(clawback: Clawback, earned: date, cancelled: date) -> tuple[int, int]:
    """How long a deal lasted, in whole months or in days, and how long it had to."""
    if clawback.within_days is not None:
        return (cancelled - earned).days, clawback.within_days
    return months_between(earned, cancelled) - (cancelled.day < earned.day), clawback.within_months or 0


def _returned(clawback: Clawback, served: int, window: int) -> Decimal:
    """The share of paid commission that goes back after so long; none once the window is over."""
    back = clawback.returns
    if served >= window:
        return ZERO
    if isinstance(back, tuple):
        return next((step.share for step in back if served < step.within_months), ZERO)
    if back == "pro rata":
        return Decimal(window - served) / window
    return ONE if back == "all" else back
