"""Bands, points and cells that do not fit together: gaps, overlaps, an order that does not rise, mixed units."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.facts import Frozen
from bot.pay.bands import Spanning
from bot.pay.rates import Curve, Matrix
from bot.reading.yaml_lines import Path


class Fault(Frozen):
    """Two parts of a plan that do not fit, or one that lacks something: where, what is wrong, what is expected."""

    at: Path
    wrong: str
    expected: str
    against: Path | None = None


def band_faults(at: Path, bands: Sequence[Spanning]) -> Iterator[Fault]:
    """Bands that leave a gap, overlap, end before they start, or mix shares of quota with amounts."""
    for index, (low, high) in enumerate(pairwise(bands)):
        ends, starts = low.ends, high.starts
        here, there = (*at, index), (*at, index + 1)
        if ends is None:
            yield Fault(at=here, wrong="a band without an end is followed by another", expected='a "to"', against=there)
        elif ends.of_quota != starts.of_quota:
            yield Fault(at=there, wrong="shares of quota and amounts are mixed", expected="one of them", against=here)
        elif ends.value != starts.value:
            wrong = "these bands leave a gap" if ends.value < starts.value else "these bands overlap"
            yield Fault(at=there, wrong=wrong, expected="a band that starts where the one before ends", against=here)
    for index, band in enumerate(bands):
        if band.ends is not None and band.ends.value <= band.starts.value:
            yield Fault(at=(*at, index), wrong="the band ends before it starts", expected='a "to" above its "from"')


def point_faults(at: Path, shape: Curve) -> Iterator[Fault]:
    """Points that do not rise, or mix percentages with amounts."""
    for index, (low, high) in enumerate(pairwise(shape.points)):
        here, there = (*at, index), (*at, index + 1)
        if low.at.of_quota != high.at.of_quota or low.pays.is_share != high.pays.is_share:
            yield Fault(at=there, wrong="percentages and amounts are mixed", expected="one of them", against=here)
        elif low.at.value >= high.at.value:
            yield Fault(at=there, wrong="the points are not in rising order", expected="a higher point", against=here)


def matrix_faults(at: Path, shape: Matrix) -> Iterator[Fault]:
    """Cells that do not fit the rows and columns, or mix units, or edges that do not rise."""
    rows, columns = len(shape.rows.starts), len(shape.columns.starts)
    expected = f"{rows} lines of {columns} cells"
    if len(shape.pays) != rows or any(len(row) != columns for row in shape.pays):
        yield Fault(at=at, wrong="the cells do not fit the rows and columns", expected=expected)
    if len({cell.is_share for row in shape.pays for cell in row}) > 1:
        yield Fault(at=at, wrong="percentages and amounts are mixed", expected="one of them")
    for axis in (shape.rows, shape.columns):
        if any(low.value >= high.value for low, high in pairwise(axis.starts)):
            yield Fault(at=at, wrong=f"the edges of {axis.measure} are not in rising order", expected="rising edges")
