"""Which results count towards a component, from when, and for how much; and what a measure comes to."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from bot.cycle.fiscal_year import add_months
from bot.figures import Unit
from bot.pay.measures import Measure
from bot.pay.model import Component, Effective
from bot.pay.private import Private
from bot.pay.results import Deal, Results, Total
from bot.pay.rules import Happening, Only

ZERO, ONE = Decimal(0), Decimal(1)
FOREVER = 120
EVERYTHING = Only.model_validate({})


class Credit(Private):
    """What one deal or one total adds to a measure, on the day it counts. `of` is what it is called."""

    of: str
    on: date
    amount: Decimal
    deal: Deal | None = None


def credits_of(component: Component, results: Results, during: Effective) -> list[Credit]:
    """What counts towards a component in the plan's days, in order of date."""
    found = [c for deal in results.deals if _counts(component.only, deal) for c in _deal_credits(component, deal)]
    found += [_total_credit(component, t) for t in results.totals if _is_of(component.measure, component.only, t)]
    repeated = [c for credit in found for c in _repeats(component, credit, results, during)]
    last = min(during.ends, results.left or during.ends)
    within = [c for c in repeated if during.starts <= c.on <= last and _in_window(component.only, c.on)]
    return sorted(within, key=lambda credit: credit.on)


def _counts(only: Only, deal: Deal) -> bool:
    """Whether a deal is of the kinds, products, margin and term a component names."""
    margin = None if only.margin_at_least is None else ratio(Measure.GROSS_MARGIN, [deal])
    return (
        (not only.kinds or deal.kind in only.kinds)
        and (not only.products or deal.product in only.products)
        and (only.margin_at_least is None or (margin is not None and margin >= only.margin_at_least))
        and (only.months_at_least is None or (deal.months is not None and deal.months >= only.months_at_least))
    )


def _in_window(only: Only, day: date) -> bool:
    return (only.starts is None or only.starts <= day) and (only.ends is None or day <= only.ends)


def _is_of(measure: Measure, only: Only, total: Total) -> bool:
    wanted = (*only.kinds, *only.products)
    return total.measure is measure and (not wanted or total.of in wanted)


def _total_credit(component: Component, total: Total) -> Credit:
    called = f"{total.of or total.measure} on {total.on}"
    return Credit(of=called, on=total.on, amount=_credited(component, total.reached, (total.of,)))


def _deal_credits(component: Component, deal: Deal) -> Iterator[Credit]:
    amount = from_deal(component.measure, deal)
    if amount is None:
        return
    amount = _credited(component, amount, (deal.kind, deal.product))
    if component.deal_counts_at_most is not None:
        amount = min(amount, component.deal_counts_at_most)
    for on, share in happenings(deal, component.earned_on or "booked"):
        yield Credit(of=deal.id, on=on, amount=amount * share * deal.share, deal=deal)


def _credited(component: Component, amount: Decimal, called: tuple[str | None, ...]) -> Decimal:
    """What is credited of an amount: without the tax inside it, and at the share the plan credits for its kind."""
    share = next((component.credit_by[name] for name in called if name in component.credit_by), component.credit)
    return amount / (ONE + (component.net_of_tax or ZERO)) * share


def happenings(deal: Deal, event: Happening) -> list[tuple[date, Decimal]]:
    """When something happened to a deal, each time with the share of the deal it happened to."""
    if event == "booked":
        return [(deal.booked, ONE)]
    if event == "live":
        return [(deal.live, ONE)] if deal.live else []
    parts = deal.billed if event == "billed" else deal.collected
    whole = deal.amount or sum((part.amount for part in parts), ZERO)
    return [(part.on, part.amount / whole) for part in parts if whole]


def _repeats(component: Component, credit: Credit, results: Results, during: Effective) -> Iterator[Credit]:
    """A credit, or one for each month it runs: until it is cancelled, its term is over, or the plan ends."""
    repeats = component.repeats_monthly
    if repeats is None or credit.deal is None:
        yield credit
        return
    ends = min(day for day in (during.ends, results.through, credit.deal.cancelled) if day is not None)
    months = min(int(credit.deal.months or FOREVER), repeats.ends or FOREVER)
    first = credit.on.replace(day=min(credit.on.day, 28))
    days = (add_months(first, index) for index in range(repeats.starts - 1, months))
    yield from (credit.model_copy(update={"on": day}) for day in days if day <= ends)


def reached(measure: Measure, results: Results, starts: date, ends: date, only: Only = EVERYTHING) -> Decimal:
    """What a measure comes to between two days, both included: a sum, or for a percentage the figure to date."""
    deals = [d for d in results.deals if starts <= d.booked <= ends and _counts(only, d)]
    totals = [t for t in results.totals if _is_of(measure, only, t) and starts <= t.on <= ends]
    if measure.unit is Unit.PERCENT:
        return to_date(measure, deals, [t.reached for t in sorted(totals, key=lambda t: t.on)])
    from_deals = (amount * d.share for d in deals if (amount := from_deal(measure, d)) is not None)
    return sum((*from_deals, *(total.reached for total in totals)), ZERO)


def to_date(measure: Measure, deals: Sequence[Deal], figures: Sequence[Decimal]) -> Decimal:
    """A percentage to date: the latest figure given, else what the deals come to together."""
    return figures[-1] if figures else ratio(measure, deals) or ZERO


def ratio(measure: Measure, deals: Iterable[Deal]) -> Decimal | None:
    """Margin is profit by price, markup profit by cost, over all of the deals; None where it cannot be known.

    A discount is what is missing to the list price, by the list price.
    """
    if measure is Measure.DISCOUNT:
        listed = [(d.amount * d.share, d.list_price * d.share) for d in deals if d.amount is not None and d.list_price]
        full = sum((price for _, price in listed), ZERO)
        return ONE - sum((paid for paid, _ in listed), ZERO) / full if full else None
    known = [(d.amount * d.share, d.cost * d.share) for d in deals if d.amount is not None and d.cost is not None]
    price, cost = sum((p for p, _ in known), ZERO), sum((c for _, c in known), ZERO)
    whole = {Measure.GROSS_MARGIN: price, Measure.MARKUP: cost}.get(measure, ZERO)
    return (price - cost) / whole if whole else None


def from_deal(measure: Measure, deal: Deal) -> Decimal | None:
    """What a deal is in terms of a measure, before any split; None where it does not carry it."""
    if measure is Measure.DEALS:
        return ONE
    if measure is Measure.NEW_LOGOS:
        return ONE if deal.new_logo else None
    if measure in (Measure.UNITS, Measure.TERM):
        return deal.units if measure is Measure.UNITS else deal.months
    if measure.unit is Unit.PERCENT:
        return ratio(measure, [deal])
    return _money_from(measure, deal)


def _money_from(measure: Measure, deal: Deal) -> Decimal | None:
    if measure in (Measure.BOOKINGS, Measure.REVENUE):
        return deal.amount
    if measure is Measure.COLLECTIONS and deal.collected:
        return sum((part.amount for part in deal.collected), ZERO)
    if measure is Measure.GROSS_PROFIT and deal.amount is not None and deal.cost is not None:
        return deal.amount - deal.cost
    months = {Measure.RECURRING: ONE, Measure.ACV: Decimal(12), Measure.TCV: deal.months}.get(measure)
    return None if deal.monthly is None or months is None else deal.monthly * months
