"""Bands, points and edges: where an amount lies among them."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, Protocol, TypeVar

from bot.facts import Frozen
from bot.figures import Unit, money, plain
from bot.pay.amounts import Edge
from bot.pay.measures import Measure


class Spanning(Protocol):
    """Anything with a lower edge and, perhaps, an upper one."""

    @property
    def starts(self) -> Edge: ...
    @property
    def ends(self) -> Edge | None: ...


Banded = TypeVar("Banded", bound=Spanning)
A_HAIR = Decimal("1e-9")


def reaches(position: Decimal, edge: Decimal) -> bool:
    """Whether an edge is reached. A twelfth of a goal twelve times over is the goal, though the digits run out."""
    return position > edge - A_HAIR


class Ruler(Frozen):
    """What bands are measured along: a measure, and the quota that an edge such as "120%" is a share of."""

    measure: Measure
    quota: Decimal | None
    currency: str

    def at(self, edge: Edge) -> Decimal:
        """Where an edge lies, as an amount of the measure."""
        return edge.value * self.quota if edge.of_quota and self.quota is not None else edge.value

    def written(self, amount: Decimal) -> str:
        """An amount of the measure, in the manner of its unit."""
        if self.measure.unit is Unit.PERCENT:
            return f"{plain(amount * 100, places=2)}%"
        return money(amount, self.currency) if self.measure.unit is Unit.MONEY else plain(amount, places=2)

    def edge_written(self, edge: Edge) -> str:
        return f"{plain(edge.value * 100, places=2)}%" if edge.of_quota else self.written(edge.value)

    def band_written(self, starts: Edge, ends: Edge | None) -> str:
        """A band in words: "from 100% to 120% of quota"."""
        of_quota = " of quota" if starts.of_quota and self.quota is not None else ""
        if ends is None:
            return f"above {self.edge_written(starts)}{of_quota}"
        return f"from {self.edge_written(starts)} to {self.edge_written(ends)}{of_quota}"


def part_inside(ruler: Ruler, band: Spanning, amount: Decimal) -> Decimal:
    """How much of an amount falls inside a band."""
    top = amount if band.ends is None else min(amount, ruler.at(band.ends))
    return max(top - ruler.at(band.starts), Decimal(0))


def holding(
    ruler: Ruler, bands: Sequence[Banded], position: Decimal, at_edge: Literal["higher", "lower"] | None
) -> Banded | None:
    """The band that holds a position; on an edge the higher band unless the plan says the lower. None outside all."""
    for band in bands:
        low, high = ruler.at(band.starts), None if band.ends is None else ruler.at(band.ends)
        if at_edge == "lower":
            above = not reaches(low, position) or (band is bands[0] and reaches(position, low))
            inside = above and (high is None or reaches(high, position))
        else:
            inside = reaches(position, low) and (high is None or not reaches(position, high))
        if inside:
            return band
    return None


def weights_at(edges: Sequence[Decimal], position: Decimal, *, straight: bool) -> list[tuple[int, Decimal]]:
    """Which edges a position rests on and how much on each: the last it reaches, or on straight lines both beside it.

    Empty below the first edge.
    """
    reached = [index for index, edge in enumerate(edges) if reaches(position, edge)]
    if not reached:
        return []
    last = reached[-1]
    if not straight or last == len(edges) - 1:
        return [(last, Decimal(1))]
    part = (position - edges[last]) / (edges[last + 1] - edges[last])
    return [(last, 1 - part), (last + 1, part)]


def interpolated(points: Sequence[tuple[Decimal, Decimal]], position: Decimal, *, goes_on: bool) -> Decimal | None:
    """The value on straight lines between points; None before the first; level or as steep as before after the last."""
    if not reaches(position, points[0][0]):
        return None
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= position < x1:
            return y0 + (y1 - y0) * (position - x0) / (x1 - x0)
    (x0, y0), (x1, y1) = points[-2:]
    return y1 + (y1 - y0) * (position - x1) / (x1 - x0) if goes_on else y1
