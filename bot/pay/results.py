"""What was sold and reached: the results a plan is paid on. Money is in the plan's currency; percent is a fraction."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from bot.facts import Frozen
from bot.figures import Unit
from bot.pay.amounts import NUMBER_OR_TEXT, Amount, Percent, Positive, read_number, read_percent
from bot.pay.measures import Measure


def _figure(raw: object) -> Decimal:
    return read_percent(raw) if isinstance(raw, str) and raw.strip().endswith("%") else read_number(raw)


Reached = Annotated[Decimal, BeforeValidator(_figure), WithJsonSchema(NUMBER_OR_TEXT)]


class Deal(Frozen):
    """One deal. `amount` is its contract value, `monthly` its recurring revenue a month, `share` the rep's credit."""

    id: str = Field(min_length=1)
    booked: date
    amount: Amount | None = None
    cost: Amount | None = None
    monthly: Amount | None = None
    months: Positive | None = None
    units: Amount | None = None
    new_logo: bool = False
    share: Percent = Decimal(1)


class Total(Frozen):
    """A figure that is not kept by deal, on the day it counts: a month's revenue, a margin, a count of activities."""

    measure: Measure
    on: date
    reached: Reached


class Results(Frozen):
    """Everything one person is paid on. `goal` is their own revenue goal for the year, where the plan needs it."""

    goal: Positive | None = None
    deals: tuple[Deal, ...] = ()
    totals: tuple[Total, ...] = ()


class Credit(Frozen):
    """What one deal or one total adds to a measure, on the day it counts."""

    of: str
    on: date
    amount: Decimal


def credits_for(measure: Measure, results: Results) -> tuple[Credit, ...]:
    """What counts towards a measure, in order of date: from the deals where they carry it, and from the totals."""
    deals = [
        Credit(of=deal.id, on=deal.booked, amount=amount * deal.share)
        for deal in results.deals
        if (amount := from_deal(measure, deal)) is not None
    ]
    totals = [
        Credit(of=f"{total.measure} on {total.on}", on=total.on, amount=total.reached)
        for total in results.totals
        if total.measure is measure
    ]
    return tuple(sorted(deals + totals, key=lambda credit: credit.on))


def reached(measure: Measure, credited: Sequence[Credit]) -> Decimal:
    """What the credits come to: their sum, or for a percentage the latest figure, which is a figure to date."""
    if measure.unit is Unit.PERCENT:
        return credited[-1].amount if credited else Decimal(0)
    return sum((credit.amount for credit in credited), Decimal(0))


def from_deal(measure: Measure, deal: Deal) -> Decimal | None:
    """What a deal is in terms of a measure, before any split; None where it does not carry it."""
    if measure is Measure.DEALS:
        return Decimal(1)
    if measure is Measure.NEW_LOGOS:
        return Decimal(1) if deal.new_logo else None
    if measure is Measure.UNITS:
        return deal.units
    return _money_from(measure, deal)


def _money_from(measure: Measure, deal: Deal) -> Decimal | None:
    if measure in (Measure.BOOKINGS, Measure.REVENUE):
        return deal.amount
    if measure is Measure.GROSS_PROFIT:
        return None if deal.amount is None or deal.cost is None else deal.amount - deal.cost
    if measure is Measure.RECURRING:
        return deal.monthly
    if measure is Measure.ACV:
        return None if deal.monthly is None else deal.monthly * 12
    if measure is Measure.TCV:
        return None if deal.monthly is None or deal.months is None else deal.monthly * deal.months
    return None
