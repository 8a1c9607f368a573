"""The shapes of a rate: how an amount of the measure turns into pay, as the plan file writes them."""

from typing import Annotated, Literal

from pydantic import Field

from bot.facts import Frozen
from bot.pay.amounts import WrittenEdge, WrittenPay, WrittenRate
from bot.pay.gauges import Gauge, WrittenGauge

AtEdge = Literal["higher", "lower"]
BaseRate = WrittenRate | Literal["quota rate"]


class FlatRate(Frozen):
    """The same rate on all of it: "5%", "1000 each", "2x"."""

    shape: Literal["flat rate"]
    rate: WrittenRate


class QuotaRate(Frozen):
    """The target incentive divided by the quota, on all of it: exactly the target at 100% of quota."""

    shape: Literal["quota rate"]


class Band(Frozen):
    """A band of a table of rates. Without `to` it has no upper end."""

    starts: WrittenEdge = Field(alias="from")
    ends: WrittenEdge | None = Field(default=None, alias="to")
    rate: WrittenRate


class MarginalTiers(Frozen):
    """Each band's rate pays on the part inside that band. "1.5x" is 1.5 times `base_rate`."""

    shape: Literal["marginal tiers"]
    base_rate: BaseRate | None = None
    bands: tuple[Band, ...] = Field(min_length=1)


class RetroactiveTiers(Frozen):
    """The rate of the band that is reached pays on everything, from the first unit on.

    `by` names another figure that picks the band: a rate on revenue by gross margin. `at_edge` says which band
    holds an amount that is exactly on an edge: the higher one unless said.
    """

    shape: Literal["retroactive tiers"]
    base_rate: BaseRate | None = None
    by: WrittenGauge | None = None
    at_edge: AtEdge | None = None
    bands: tuple[Band, ...] = Field(min_length=1)


class Point(Frozen):
    """A point of a curve: reaching `at` pays `pays`, a share of the target ("70%") or an amount of money."""

    at: WrittenEdge
    pays: WrittenPay


class Curve(Frozen):
    """Straight lines between points; nothing below the first, and beyond the last it goes on as steeply, or stops.

    With `of: measure` the percentages are rates on the measure itself: a rate that slides with `by`.
    """

    shape: Literal["curve"]
    by: WrittenGauge | None = None
    of: Literal["target", "measure"] = "target"
    beyond: Literal["stops", "goes on"] | None = None
    points: tuple[Point, ...] = Field(min_length=2)


class Row(Frozen):
    """A row of a stepped table: a band that pays a share of the target or an amount of money, whole."""

    starts: WrittenEdge = Field(alias="from")
    ends: WrittenEdge | None = Field(default=None, alias="to")
    pays: WrittenPay


class SteppedTable(Frozen):
    """The band that is reached pays its amount, whole: a bonus table, a milestone."""

    shape: Literal["table"]
    by: WrittenGauge | None = None
    at_edge: AtEdge | None = None
    bands: tuple[Row, ...] = Field(min_length=1)


class Axis(Gauge):
    """One side of a matrix: a measure, its quota if its edges are shares of one, and where each line begins."""

    starts: tuple[WrittenEdge, ...] = Field(alias="from", min_length=1)


class Matrix(Frozen):
    """Two measures together pick the cell that pays. Below the first line or column it pays nothing.

    Between two lines it steps, or moves evenly with `between: straight lines`; beyond the last it stays. With
    `of: measure` the percentages are rates on the component's own measure.
    """

    shape: Literal["matrix"]
    rows: Axis
    columns: Axis
    between: Literal["steps", "straight lines"] = "steps"
    of: Literal["target", "measure"] = "target"
    pays: tuple[tuple[WrittenPay, ...], ...]


Shape = Annotated[
    FlatRate | QuotaRate | MarginalTiers | RetroactiveTiers | Curve | SteppedTable | Matrix,
    Field(discriminator="shape"),
]


def picked_by(shape: Shape) -> Gauge | None:
    """The other figure that picks the rate, where a shape names one."""
    return shape.by if isinstance(shape, RetroactiveTiers | Curve | SteppedTable) else None
