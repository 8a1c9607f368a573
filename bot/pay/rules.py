"""What else a clause can say: thresholds, changes to the pay in order, when it is paid and goes back, draws, ramps."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from bot.facts import Frozen
from bot.pay.amounts import Amount, Percent, Positive, WrittenEdge, WrittenFactor, WrittenPay
from bot.pay.gauges import EVERYTHING, Condition, Gauge, Only, WrittenGauge
from bot.pay.measures import Measure
from bot.pay.span import Span

Happening = Literal["booked", "live", "billed", "collected"]


class Months(Frozen):
    """Which months of a deal, counted from its first, pay again: "from: 13" for a second year's rate."""

    starts: int = Field(default=1, alias="from", gt=0)
    ends: int | None = Field(default=None, alias="to", gt=0)


class Threshold(Frozen):
    """Below `at` nothing counts; once it is reached everything does, or only what is above it."""

    at: WrittenEdge
    pays: Literal["from zero", "only above"] | None = None


class FactorBand(Frozen):
    """A band of a table of multipliers."""

    starts: WrittenEdge = Field(alias="from")
    ends: WrittenEdge | None = Field(default=None, alias="to")
    factor: WrittenFactor


class FactorPoint(Frozen):
    """A point of a curve of multipliers."""

    at: WrittenEdge
    factor: WrittenFactor


class FactorTable(Gauge):
    """A multiplier picked by a figure: by its band, on straight lines between points, or the figure itself.

    The figure itself is a percentage, or its share of its quota. Beyond the first and last point it stays.
    """

    at_edge: Literal["higher", "lower"] | None = None
    bands: tuple[FactorBand, ...] = ()
    points: tuple[FactorPoint, ...] = ()


class Multiply(Frozen):
    """Multiply the pay so far: by "1.25x", or by what a table gives."""

    do: Literal["multiply"]
    by: WrittenFactor | FactorTable
    when: Condition | None = None


class Add(Frozen):
    """Add an amount, or a share: of the pay before any change in this list, or of the target. -50 takes away."""

    do: Literal["add"]
    pay: WrittenPay
    share_of: Literal["pay", "target"] = "pay"
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
    """A pool is divided: this person holds `mine` of all `of` shares. Either may be what a measure came to."""

    do: Literal["share"]
    mine: Positive | WrittenGauge
    of: Positive | WrittenGauge


Change = Annotated[Multiply | Add | Gate | Cap | AtLeast | PoolShare, Field(discriminator="do")]


class Instalment(Frozen):
    """A share of what a deal earned, paid when something happens or some time after it.

    `over_months` pays it in that many equal parts, a month apart.
    """

    share: Percent
    when: Happening | Literal["earned"] = "earned"
    months_later: int = Field(default=0, ge=0, le=120)
    days_later: int = Field(default=0, ge=0, le=3660)
    over_months: int = Field(default=1, gt=0, le=120)


class Return(Frozen):
    """The share that goes back when a deal is cancelled within so many months; a later one of the list after that."""

    within_months: int = Field(gt=0)
    share: Percent


class Clawback(Frozen):
    """A deal cancelled within so many months or days returns pay: all, a share, the part not served, or by a list.

    `others` says whether the other deals keep their rate, or are paid again at the rate of the lower total.
    """

    within_months: int | None = Field(default=None, gt=0, le=120)
    within_days: int | None = Field(default=None, gt=0, le=3660)
    returns: Percent | Literal["all", "pro rata"] | tuple[Return, ...] = "all"
    others: Literal["keep their rate", "are paid again"] | None = None

    @property
    def window(self) -> str:
        """How long it lasts, in words."""
        return f"{self.within_days} days" if self.within_days else f"{self.within_months} months"


class Draw(Frozen):
    """A minimum each period. Recoverable is owed back from later pay; guaranteed is not; an advance comes on top.

    `later` are the amounts of the periods after the first, the last holding on. No more than `repays_at_most` of a
    period's pay goes into paying back. `forgiven` says that what is owed when the draw ends need not be paid back.
    """

    amount: Amount
    later: tuple[Amount, ...] = ()
    every: Literal[Span.WEEK, Span.TWO_WEEKS, Span.MONTH, Span.QUARTER]
    kind: Literal["recoverable", "guaranteed", "advance"]
    ends: date | None = Field(default=None, alias="to")
    repays_at_most: Percent | None = None
    forgiven: bool = False


class PlanCap(Frozen):
    """All components together pay at most this in a span: money, or a share of the target incentive for it."""

    at: WrittenPay
    per: Literal[Span.MONTH, Span.QUARTER, Span.HALF, Span.YEAR]


class RampMonth(Frozen):
    """A month after the start: the share of quota asked in it, of target paid in it, and pay guaranteed in it."""

    month: int = Field(gt=0)
    quota: Percent = Decimal(1)
    target: Percent = Decimal(1)
    guarantee: Amount = Decimal(0)


class Conversion(Frozen):
    """What one unit of a currency is in the plan's, for sales booked from a day on: EUR at 1.08 from 2027-01-01."""

    currency: str = Field(pattern="^[A-Z]{3}$")
    rate: Positive
    starts: date | None = Field(default=None, alias="from")


class AlsoCounts(Frozen):
    """Something else that counts towards a clause beside its measure. With `pays: false` it only raises attainment."""

    measure: Measure
    only: Only = EVERYTHING
    credit: Percent = Decimal(1)
    pays: bool = True
