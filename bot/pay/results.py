"""What was sold and reached: the results a plan is paid on. Money is in the plan's currency; percent is a fraction."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from bot.facts import Frozen
from bot.pay.amounts import NUMBER_OR_TEXT, Amount, Label, Percent, Positive, read_number, read_percent
from bot.pay.measures import Measure
from bot.pay.private import Private


def _figure(raw: object) -> Decimal:
    return read_percent(raw) if isinstance(raw, str) and raw.strip().endswith("%") else read_number(raw)


Reached = Annotated[Decimal, BeforeValidator(_figure), WithJsonSchema(NUMBER_OR_TEXT)]


class Dated(Frozen):
    """A part of a deal's amount on a day: an invoice sent, or money received."""

    on: date = Field(alias="date")
    amount: Amount


class Deal(Private):
    """One deal. `amount` is its contract value, `monthly` its recurring revenue a month, `share` the rep's credit."""

    id: Label
    booked: date
    amount: Amount | None = None
    cost: Amount | None = None
    list_price: Positive | None = None
    monthly: Amount | None = None
    months: Positive | None = None
    units: Amount | None = None
    kind: str | None = None
    product: str | None = None
    new_logo: bool = False
    share: Percent = Decimal(1)
    live: date | None = None
    billed: tuple[Dated, ...] = ()
    collected: tuple[Dated, ...] = ()
    cancelled: date | None = None


class Total(Private):
    """A figure that is not kept by deal, on the day it counts: a month's revenue, a margin, a count of activities.

    `of` says which product, objective or activity it is of, or whose.
    """

    measure: Measure
    on: date = Field(alias="date")
    reached: Reached
    of: str | None = None


class Results(Private):
    """Everything one person is paid on. `goal` is their own revenue goal for the year, where the plan needs it.

    `started` and `left` are their first and last day on the plan, when inside its year. `through` is the day up to
    which pay is worked out: what falls due later is told as a balance. `paid_before` was paid outside these results,
    `owed_before` is what a recoverable draw had advanced before them.
    """

    goal: Positive | None = None
    started: date | None = None
    left: date | None = None
    through: date | None = None
    paid_before: Amount = Decimal(0)
    owed_before: Amount = Decimal(0)
    deals: tuple[Deal, ...] = ()
    totals: tuple[Total, ...] = ()


def known_by(results: Results) -> Results:
    """The results as they are known on the day pay is worked out to: nothing sold, reached or cancelled later."""
    day = results.through
    if day is None:
        return results
    deals = tuple(_known(deal, day) for deal in results.deals if deal.booked <= day)
    totals = tuple(total for total in results.totals if total.on <= day)
    return results.model_copy(update={"deals": deals, "totals": totals})


def _known(deal: Deal, day: date) -> Deal:
    still_there = deal.cancelled is None or deal.cancelled <= day
    return deal if still_there else deal.model_copy(update={"cancelled": None})
