"""What else a clause can say: which sales count, conditions, changes to the pay in order, when it is paid, draws."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from bot.facts import Frozen
from bot.pay.amounts import Amount, Percent, Positive, WrittenEdge, WrittenFactor, WrittenPay
from bot.pay.measures import Measure
from bot.pay.span import Span

Happening = Literal["booked", "live", "billed", "collected"]


class Only(Frozen):
    """Which deals and totals count: of these kinds or products, in this window, with at least this margin or term."""

    kinds: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    starts: date | None = Field(default=None, alias="from")
    ends: date | None = Field(default=None, alias="to")
    margin_at_least: Percent | None = None
    months_at_least: Positive | None = None


class Months(Frozen):
    """Which months of a deal, counted from its first, pay again: "from: 13" for a second year's rate."""

    starts: int = Field(default=1, alias="from", gt=0)
    ends: int | None = Field(default=None, alias="to", gt=0)


class Threshold(Frozen):
    """Below `at` nothing counts; once it is reached everything does, or only what is above it."""

    at: WrittenEdge
    pays: Literal["from zero", "only above"] | None = None


class Condition(Frozen):
    """What a measure must be, over a span to date; the component's own span unless said."""

    measure: Measure
    over: Span | None = None
    quota: Positive | None = None
    at_least: WrittenEdge | None = None
    above: WrittenEdge | None = None
    at_most: WrittenEdge | None = None
    below: WrittenEdge | None = None


class FactorBand(Frozen):
    """A band of a table of multipliers."""

    starts: WrittenEdge = Field(alias="from")
    ends: WrittenEdge | None = Field(default=None, alias="to")
    factor: WrittenFactor


class FactorTable(Frozen):
    """A multiplier picked by a measure."""

    measure: Measure
    over: Span | None = None
    quota: Positive | None = None
    at_edge: Literal["higher", "lower"] | None = None
    bands: tuple[FactorBand, ...] = Field(min_length=1)


class Multiply(Frozen):
    """Multiply the pay so far: by "1.25x", or by what a table gives."""

    do: Literal["multiply"]
    by: WrittenFactor | FactorTable
    when: Condition | None = None


class Add(Frozen):
    """Add an amount, or a share of the pay before any change in this list."""

    do: Literal["add"]
    pay: WrittenPay
    when: Condition | None = None


class Gate(Frozen):
    """Unless the condition holds, only a share of the pay so far is left: none of it unless said."""

    do: Literal["gate"]
    when: Condition
    otherwise: Percent = Decimal(0)


class Cap(Frozen):
    """The pay so far is at most this: money, or a share of the target."""

    do: Literal["cap"]
    at: WrittenPay


class AtLeast(Frozen):
    """The pay so far is at least this: money, or a share of the target."""

    do: Literal["floor"]
    at: WrittenPay


class PoolShare(Frozen):
    """A pool is divided: this person holds `mine` of all `of` shares."""

    do: Literal["share"]
    mine: Positive
    of: Positive


Change = Annotated[Multiply | Add | Gate | Cap | AtLeast | PoolShare, Field(discriminator="do")]


class Instalment(Frozen):
    """A share of what a deal earned, paid when something happens, or some months after it was earned."""

    share: Percent
    when: Happening | Literal["earned"] = "earned"
    months_later: int = Field(default=0, ge=0)


class Clawback(Frozen):
    """A deal cancelled within so many months returns pay: all of it, a share, or the part of the term not served."""

    within_months: int = Field(gt=0)
    returns: Percent | Literal["all", "pro rata"] = "all"


class Draw(Frozen):
    """A minimum each period. Recoverable is owed back from later pay; guaranteed is not; an advance comes on top."""

    amount: Amount
    every: Literal[Span.WEEK, Span.MONTH, Span.QUARTER]
    kind: Literal["recoverable", "guaranteed", "advance"]
    ends: date | None = Field(default=None, alias="to")


class PlanCap(Frozen):
    """All components together pay at most this in a span: money, or a share of the target incentive for it."""

    at: WrittenPay
    per: Literal[Span.MONTH, Span.QUARTER, Span.YEAR]


class RampMonth(Frozen):
    """A month after the start: the share of quota asked in it, and pay that is guaranteed in it."""

    month: int = Field(gt=0)
    quota: Percent = Decimal(1)
    guarantee: Amount = Decimal(0)
