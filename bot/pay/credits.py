"""Which results count towards a component, from when, and for how much; and what a measure comes to."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from bot.cycle.fiscal_year import add_months
from bot.figures import Unit
from bot.pay.gauges import Gauge, Only
from bot.pay.measures import Measure
from bot.pay.model import Component, Effective
from bot.pay.private import Private
from bot.pay.results import Deal, Results, Total
from bot.pay.rules import Happening

ZERO, ONE = Decimal(0), Decimal(1)
FOREVER = 120


class Credit(Private):
    """What one deal or one total adds to a measure, on the day it counts. `of` is what it is called.

    One that does not pay only raises attainment.
    """

    of: str
    on: date
    amount: Decimal
    deal: Deal | None = None
    pays: bool = True


def credits_of(component: Component, results: Results, during: Effective) -> list[Credit]:
    """What counts towards a component in the plan's days, in order of date."""
    found = [credit for part in _counting(component) for credit in _credits(part, results, during)]
    for other in component.also_counts:
        part = component.model_copy(update={"measure": other.measure, "only": other.only, "credit": other.credit})
        found += [c.model_copy(update={"pays": other.pays}) for c in _credits(part, results, during)]
    last = min(during.ends, results.left or during.ends)
    return sorted((c for c in found if during.starts <= c.on <= last), key=lambda credit: credit.on)


def _counting(component: Component) -> Iterator[Component]:
    """The component, and for a weighted attainment one like it for each measure in the mix."""
    yield component
    if component.measure is Measure.MIX:
        for part in component.mix:
            yield component.model_copy(update={"measure": part.measure, "only": part.only})


def _credits(component: Component, results: Results, during: Effective) -> Iterator[Credit]:
    found = [c for deal in results.deals if _counts(component.only, deal) for c in _deal_credits(component, deal)]
    found += [_total_credit(component, t) for t in results.totals if is_of(component.measure, component.only, t)]
    repeated = (c for credit in found for c in _repeats(component, credit, results, during))
    yield from (credit for credit in repeated if _in_window(component.only, credit.on))


def _counts(only: Only, deal: Deal) -> bool:
    """Whether a deal is of the kinds, products, margin and term a component names."""
    margin = None if only.margin_at_least is None else ratio(Measure.GROSS_MARGIN, [deal])
    return (
        (not only.kinds or deal.kind in only.kinds)
        and (not only.products or deal.product in only.products)
        and (not only.of or not deal.names.isdisjoint(only.of))
        and deal.names.isdisjoint(only.without)
        and (only.margin_at_least is None or (margin is not None and margin >= only.margin_at_least))
        and (only.months_at_least is None or (deal.months is not None and deal.months >= only.months_at_least))
    )


def _in_window(only: Only, day: date) -> bool:
    return (only.starts is None or only.starts <= day) and (only.ends is None or day <= only.ends)


def is_of(measure: Measure, only: Only, total: Total) -> bool:
    """Whether a total is of a measure and goes by a name that is asked for."""
    return total.measure is measure and (not only.names or total.of in only.names) and total.of not in only.without


def called(total: Total) -> str:
    """What a total is called: its name or measure, and its day."""
    return f"{total.of or total.measure} on {total.on}"


def _total_credit(component: Component, total: Total) -> Credit:
    names = frozenset({total.of} if total.of else ())
    return Credit(of=called(total), on=total.on, amount=_credited(component, total.reached, names))


def _deal_credits(component: Component, deal: Deal) -> Iterator[Credit]:
    amount = from_deal(component.measure, deal)
    if amount is None:
        return
    amount = _credited(component, amount, deal.names)
    if component.deal_counts_at_most is not None:
        amount = min(amount, component.deal_counts_at_most)
    for on, share in happenings(deal, component.earned_on or "booked"):
        yield Credit(of=deal.id, on=on, amount=amount * share * deal.share, deal=deal)


def _credited(component: Component, amount: Decimal, names: frozenset[str]) -> Decimal:
    """What is credited of an amount: without the tax inside it, and at the share the plan credits for its name."""
    share = next((share for name, share in component.credit_by.items() if name in names), component.credit)
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


def reached(gauge: Gauge, results: Results, starts: date, ends: date, event: Happening = "booked") -> Decimal:
    """What a figure comes to between two days, both included: a sum, or for a percentage the figure to date.

    A deal counts when the event happens to it, and in parts where the event comes in parts.
    """
    deals = [(deal, _within(deal, event, starts, ends)) for deal in results.deals if _counts(gauge.only, deal)]
    totals = [t for t in results.totals if is_of(gauge.measure, gauge.only, t) and starts <= t.on <= ends]
    if gauge.measure.unit is Unit.PERCENT:
        return to_date(gauge.measure, [deal for deal, share in deals if share], totals)
    counted = ((from_deal(gauge.measure, deal), deal.share * share) for deal, share in deals if share)
    from_deals = (amount * share for amount, share in counted if amount is not None)
    return sum((*from_deals, *(total.reached for total in totals)), ZERO)


def _within(deal: Deal, event: Happening, starts: date, ends: date) -> Decimal:
    return sum((share for day, share in happenings(deal, event) if starts <= day <= ends), ZERO)


def to_date(measure: Measure, deals: Sequence[Deal], totals: Iterable[Total]) -> Decimal:
    """A percentage to date: the latest figure given, else what the deals come to together.

    Where figures go by different names, such as several objectives, it is the mean of the latest of each.
    """
    latest = {total.of: total.reached for total in sorted(totals, key=lambda total: total.on)}
    return sum(latest.values(), ZERO) / len(latest) if latest else ratio(measure, deals) or ZERO


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
    if measure is Measure.DAYS_TO_PAY:
        return _days_to_pay(deal)
    if measure.unit is Unit.PERCENT:
        return ratio(measure, [deal])
    return _money_from(measure, deal)


def _days_to_pay(deal: Deal) -> Decimal | None:
    """The days from the first bill, or else the booking, to the last money received."""
    if not deal.collected:
        return None
    billed = min((part.on for part in deal.billed), default=deal.booked)
    return Decimal((max(part.on for part in deal.collected) - billed).days)


def _money_from(measure: Measure, deal: Deal) -> Decimal | None:
    if measure in (Measure.BOOKINGS, Measure.REVENUE):
        return deal.amount
    if measure is Measure.COLLECTIONS and deal.collected:
        return sum((part.amount for part in deal.collected), ZERO)
    if measure is Measure.GROSS_PROFIT and deal.amount is not None and deal.cost is not None:
        return deal.amount - deal.cost
    return _recurring(measure, deal)


def _recurring(measure: Measure, deal: Deal) -> Decimal | None:
    """Recurring revenue of a month, a year or the whole term, from whichever of them a deal carries."""
    year = deal.annual if deal.annual is not None else deal.monthly and deal.monthly * 12
    if measure is Measure.RECURRING:
        return deal.monthly if deal.monthly is not None else year and year / 12
    if measure is Measure.TCV:
        whole = year * deal.months / 12 if year is not None and deal.months is not None else None
        return deal.amount if whole is None else whole
    if measure is Measure.ACV:
        spread = deal.amount * 12 / deal.months if deal.amount is not None and deal.months is not None else None
        return spread if year is None else year
    return None
