"""What was sold and reached: the results a plan is paid on. Percent is a fraction.

Money is in the plan's currency, unless a deal or total names its own; the plan then says at what rate it counts.
"""

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
    """One deal. `amount` is its contract value, `share` the rep's credit, `tags` any other names it goes by.

    `monthly` is its recurring revenue a month, `annual` that of a year; either may stand for the other.
    """

    id: Label
    booked: date
    amount: Amount | None = None
    cost: Amount | None = None
    list_price: Positive | None = None
    monthly: Amount | None = None
    annual: Amount | None = None
    months: Positive | None = None
    units: Amount | None = None
    kind: str | None = None
    product: str | None = None
    tags: tuple[str, ...] = ()
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    new_logo: bool = False
    share: Percent = Decimal(1)
    live: date | None = None
    billed: tuple[Dated, ...] = ()
    collected: tuple[Dated, ...] = ()
    cancelled: date | None = None

    @property
    def names(self) -> frozenset[str]:
        """Every name a clause may know it by: its kind, its product and its tags."""
        return frozenset(name for name in (self.kind, self.product, *self.tags) if name is not None)


class Total(Private):
    """A figure that is not kept by deal, on the day it counts: a month's revenue, a margin, a count of activities.

    `of` says which product, objective or activity it is of, or whose.
    """

    measure: Measure
    on: date = Field(alias="date")
    reached: Reached
    of: str | None = None
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")


class Away(Frozen):
    """Days on leave within the plan, both included: they are not on the plan."""

    starts: date = Field(alias="from")
    ends: date = Field(alias="to")


class Results(Private):
    """Everything one person is paid on. `goal` is their own revenue goal for the year, where the plan needs it.

    `started` and `left` are their first and last day on the plan, when inside its year. `through` is the day up to
    which pay is worked out: what falls due later is told as a balance. `paid_before` was paid outside these results,
    `owed_before` is what a recoverable draw had advanced before them. `away` are stretches of leave.
    """

    goal: Positive | None = None
    started: date | None = None
    left: date | None = None
    away: tuple[Away, ...] = ()
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
