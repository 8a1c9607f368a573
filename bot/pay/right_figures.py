"""Every figure that a right statement about a plan may hold, so that no right statement is ever called wrong."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, product

from bot.figures import Unit
from bot.pay.amounts import Rate, RateKind
from bot.pay.explain import LEVELS
from bot.pay.model import CompPlan
from bot.pay.payout import payout
from bot.pay.planned import PlannedResults, without_the_unplanned, year_of
from bot.pay.private import Private
from bot.pay.rates import FlatRate, MarginalTiers, QuotaRate, RetroactiveTiers
from bot.pay.shapes import rate_in
from bot.pay.span import SPANS_IN_YEAR
from bot.pay.terms import Terms

ZERO, ONE = Decimal(0), Decimal(1)
PARTS_OF_A_YEAR = (1, 4, 12)
MOST_ADDED = 4
"""Rates of so many parts are added up; a plan with more of them is told part by part."""


class RightFigures(Private):
    """What is right of rates, of places along the way (quotas, edges, the goal) and of pay; percent is a fraction."""

    rates: frozenset[Decimal] = frozenset()
    places: frozenset[Decimal] = frozenset()
    pays: frozenset[Decimal] = frozenset()


def right_figures(plan: CompPlan, planned: PlannedResults, told: Sequence[Terms]) -> RightFigures:
    """What the plan says, what follows from it, and what it pays at several levels."""
    said = set(_numbers(plan.model_dump()))
    pays, effective = _paid(plan, planned)
    capped = set() if plan.cap is None else {plan.cap.at.of(plan.incentive)}
    pays |= {*capped, *_earnings(plan), *chain.from_iterable(_targets(terms) for terms in told)}
    places = {*_numbers(planned.model_dump()), *chain.from_iterable(_places(terms) for terms in told)}
    return RightFigures(
        rates=frozenset({ONE, *said, *_added(told), *effective}),
        places=frozenset({ONE, *said, *_spread(places)}),
        pays=frozenset({*said, *_spread(pays)}),
    )


def rates_of(terms: Terms) -> tuple[Rate, ...]:
    """The rates of a component from its first band up, as what they come to; none where it has no rates."""
    shape = terms.component.pays
    if isinstance(shape, FlatRate):
        return (shape.rate,)
    if isinstance(shape, QuotaRate):
        kind = RateKind.PERCENT if terms.component.measure.unit is Unit.MONEY else RateKind.EACH
        return (Rate(value=(terms.target or ZERO) / (terms.quota or ONE), kind=kind),)
    if isinstance(shape, MarginalTiers | RetroactiveTiers):
        return tuple(rate_in(terms, shape, band.rate) for band in shape.bands)
    return ()


def _numbers(value: object) -> Iterator[Decimal]:
    """Every number in a tree of values."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        yield Decimal(value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _numbers(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _numbers(part)


def _marked(value: object, mark: str) -> Iterator[Decimal]:
    """Every number in a tree that says of itself that it is a share."""
    if isinstance(value, dict):
        if value.get(mark) and isinstance(value["value"], Decimal):
            yield value["value"]
        for part in value.values():
            yield from _marked(part, mark)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _marked(part, mark)


def _spread(amounts: Iterable[Decimal]) -> Iterator[Decimal]:
    """Amounts of a year, and what they are in a part of it."""
    for amount in amounts:
        yield from (amount / part for part in PARTS_OF_A_YEAR)


def _earnings(plan: CompPlan) -> tuple[Decimal, ...]:
    return tuple(pay for pay in (plan.base_pay, plan.incentive, plan.on_target_earnings) if pay is not None)


def _targets(terms: Terms) -> Iterator[Decimal]:
    """A target for a span and for the year, and the shares of it that the clause writes."""
    if terms.target is not None:
        yield terms.target * SPANS_IN_YEAR[terms.component.per]
        yield from (share * terms.target for share in _marked(terms.component.model_dump(), "is_share"))


def _places(terms: Terms) -> Iterator[Decimal]:
    """A quota for a span and for the year, the edges in the measure, and each amount as a share of quota."""
    if terms.quota is not None:
        yield terms.quota * SPANS_IN_YEAR[terms.component.per]
        tree = terms.component.model_dump()
        yield from (share * terms.quota for share in _marked(tree, "of_quota"))
        yield from (amount / terms.quota for amount in _numbers(tree))


def _paid(plan: CompPlan, planned: PlannedResults) -> tuple[set[Decimal], set[Decimal]]:
    """What each part and all of them pay at the usual levels and on landing the plan, and as a share of revenue."""
    simpler = without_the_unplanned(plan, planned).plan
    years = [planned.goal * level for level in LEVELS] if planned.goal else []
    pays, shares = set[Decimal](), set[Decimal]()
    for revenue in filter(None, (*years, planned.revenue)):
        lines = payout(simpler, year_of(simpler, planned, revenue)).lines
        names = dict.fromkeys(line.component for line in lines)
        parts = [sum((line.amount for line in lines if line.component == name), ZERO) for name in names]
        total = sum(parts, ZERO)
        pays |= {*parts, total, total + (plan.base_pay or ZERO)}
        shares |= {pay / revenue for pay in (*parts, total)}
    return pays, shares


def _added(told: Sequence[Terms]) -> Iterator[Decimal]:
    """Rates of several parts added up: 4.5% and a bonus of 1.5% are 6% of a sale."""
    rates = [list(dict.fromkeys(rate.value for rate in rates_of(terms))) for terms in told]
    for chosen in product(*([ZERO, *some] for some in rates[:MOST_ADDED])):
        yield sum(chosen, ZERO)
    yield from chain.from_iterable(rates[MOST_ADDED:])
