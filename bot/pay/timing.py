"""When what a deal earned is paid, and what goes back when it is cancelled.

The rate is locked when the deal counts: a deal earns what it adds to the pay of its span at that moment. Later
instalments and returns are shares of that amount.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from bot.cycle.fiscal_year import add_months
from bot.facts import Frozen
from bot.figures import money, percent
from bot.pay.credits import ONE, ZERO, Credit, happenings
from bot.pay.periods import months_between, period_of
from bot.pay.rules import Clawback, Instalment
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
    paid, share_paid, span = ZERO, ZERO, terms.component.paid_every
    for part in sorted(_parts(terms.component.instalments or AT_ONCE, credit), key=lambda part: part.due):
        if cancelled is not None and part.due >= cancelled:
            break
        before, share_paid = cents(earned * share_paid), share_paid + part.share
        amount = cents(earned * share_paid) - before
        paid += amount
        inputs = {
            "deal": credit.of,
            "earned": money(earned, terms.currency),
            "share": percent(part.share),
            "on": part.on,
            "earned by": how,
        }
        step = Step(formula="earned × share", inputs=inputs)
        yield entry(terms, period_of(span, part.due, plan_starts), step, amount, part.due)
    if cancelled is not None:
        yield from _taken_back(terms, credit, paid, cancelled, plan_starts)


def _parts(instalments: Iterable[Instalment], credit: Credit) -> Iterator[Part]:
    """When each instalment is due; an instalment on an event that comes in parts comes in parts too."""
    for instalment in instalments:
        if instalment.when == "earned" or credit.deal is None:
            events = [(credit.on, ONE)]
        else:
            events = happenings(credit.deal, instalment.when)
        for day, share in events:
            due = (
                add_months(day.replace(day=min(day.day, 28)), instalment.months_later)
                if instalment.months_later
                else day
            )
            yield Part(due=due, share=instalment.share * share, on=instalment.when)


def _taken_back(terms: Terms, credit: Credit, paid: Decimal, cancelled: date, plan_starts: date) -> Iterator[Entry]:
    clawback = terms.component.clawback
    if clawback is None or not paid:
        return
    served = months_between(credit.on, cancelled) - (cancelled.day < credit.on.day)
    share = _returned(clawback, served)
    if not share:
        return
    inputs = {"deal": credit.of, "paid": money(paid, terms.currency), "share taken back": percent(share)}
    inputs["months served"] = f"{served} of {clawback.within_months}"
    step = Step(formula="−paid × share taken back", inputs=inputs)
    yield entry(
        terms, period_of(terms.component.paid_every, cancelled, plan_starts), step, -cents(paid * share), cancelled
    )


def _returned(clawback: Clawback, served: int) -> Decimal:
    """The share of paid commission that goes back after so many months; none once the window is over."""
    if served >= clawback.within_months:
        return ZERO
    if clawback.returns == "pro rata":
        return Decimal(clawback.within_months - served) / clawback.within_months
    return ONE if clawback.returns == "all" else clawback.returns
