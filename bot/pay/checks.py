"""What a plan may not leave open or contradict: bands that touch, targets and quotas where a rate needs them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.facts import Frozen
from bot.figures import Unit
from bot.pay.bands import Spanning
from bot.pay.model import Component, CompPlan
from bot.pay.rates import Curve, MarginalTiers, Matrix, QuotaRate, RetroactiveTiers, SteppedTable, picked_by
from bot.pay.rules import FactorTable, Multiply
from bot.reading.yaml_lines import Path

Banded = MarginalTiers | RetroactiveTiers | SteppedTable


class Fault(Frozen):
    """Two parts of a plan that do not fit, or one that lacks something: where, what is wrong, what is expected."""

    at: Path
    wrong: str
    expected: str
    against: Path | None = None


def faults(plan: CompPlan) -> tuple[Fault, ...]:
    """Everything in a plan that cannot be paid out as it is written."""
    return (*_plan_faults(plan), *(fault for place in enumerate(plan.components) for fault in _faults(plan, *place)))


def _plan_faults(plan: CompPlan) -> Iterator[Fault]:
    if plan.effective.ends < plan.effective.starts:
        yield Fault(at=("effective", "to"), wrong="the plan ends before it starts", expected="a later day")
    weights = [part.weight for part in plan.components if part.weight is not None]
    if weights and sum(weights) != 1:
        yield Fault(at=("components",), wrong="the weights do not sum to 100%", expected="weights that sum to 100%")
    parts = (plan.ote, plan.base, plan.target_incentive)
    if None not in parts and plan.on_target_earnings != plan.ote:
        yield Fault(at=("ote",), wrong="base and target incentive do not sum to this", expected="their sum")


def _faults(plan: CompPlan, index: int, component: Component) -> Iterator[Fault]:
    at: Path = ("components", index)
    if _needs_quota(component) and component.quota is None and not component.quotas:
        yield Fault(at=at, wrong=f'"{component.name}" has no quota', expected='a quota: an amount, or "goal"')
    if _needs_target(component) and plan.target_of(component) is None:
        yield Fault(at=at, wrong=f'"{component.name}" has no target incentive', expected="a target, or a weight")
    if component.instalments and sum(part.share for part in component.instalments) != 1:
        where = (*at, "instalments")
        yield Fault(at=where, wrong="the instalments do not sum to 100%", expected="shares that sum to 100%")
    yield from _shape_faults((*at, "pays"), component)
    for place, change in enumerate(component.then):
        if isinstance(change, Multiply) and isinstance(change.by, FactorTable):
            yield from _band_faults((*at, "then", place, "by", "bands"), change.by.bands)


def _shape_faults(at: Path, component: Component) -> Iterator[Fault]:
    shape = component.pays
    if isinstance(shape, Banded):
        yield from _band_faults((*at, "bands"), shape.bands)
    if isinstance(shape, Curve):
        yield from _point_faults((*at, "points"), shape)
    if isinstance(shape, Matrix):
        yield from _matrix_faults((*at, "pays"), shape)


def _needs_target(component: Component) -> bool:
    shape = component.pays
    if isinstance(shape, MarginalTiers | RetroactiveTiers):
        return shape.base_rate == "quota rate"
    if isinstance(shape, SteppedTable):
        return any(band.pays.is_share for band in shape.bands)
    if isinstance(shape, Curve):
        return shape.of == "target" and any(point.pays.is_share for point in shape.points)
    if isinstance(shape, Matrix):
        return any(cell.is_share for row in shape.pays for cell in row)
    return isinstance(shape, QuotaRate)


def _needs_quota(component: Component) -> bool:
    """Whether a share of quota is spoken of; along a measure that is a percentage, "90%" is simply 90%."""
    shape = component.pays
    if isinstance(shape, QuotaRate) or getattr(shape, "base_rate", None) == "quota rate":
        return True
    if component.measure.unit is Unit.PERCENT or picked_by(shape) is not None:
        return False
    if isinstance(shape, Banded):
        return any(band.starts.of_quota for band in shape.bands)
    return isinstance(shape, Curve) and any(point.at.of_quota for point in shape.points)


def _band_faults(at: Path, bands: Sequence[Spanning]) -> Iterator[Fault]:
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


def _point_faults(at: Path, shape: Curve) -> Iterator[Fault]:
    for index, (low, high) in enumerate(pairwise(shape.points)):
        here, there = (*at, index), (*at, index + 1)
        if low.at.of_quota != high.at.of_quota or low.pays.is_share != high.pays.is_share:
            yield Fault(at=there, wrong="percentages and amounts are mixed", expected="one of them", against=here)
        elif low.at.value >= high.at.value:
            yield Fault(at=there, wrong="the points are not in rising order", expected="a higher point", against=here)


def _matrix_faults(at: Path, shape: Matrix) -> Iterator[Fault]:
    rows, columns = len(shape.rows.starts), len(shape.columns.starts)
    expected = f"{rows} lines of {columns} cells"
    if len(shape.pays) != rows or any(len(row) != columns for row in shape.pays):
        yield Fault(at=at, wrong="the cells do not fit the rows and columns", expected=expected)
    if len({cell.is_share for row in shape.pays for cell in row}) > 1:
        yield Fault(at=at, wrong="percentages and amounts are mixed", expected="one of them")
    for axis in (shape.rows, shape.columns):
        if any(low.value >= high.value for low, high in pairwise(axis.starts)):
            yield Fault(at=at, wrong=f"the edges of {axis.measure} are not in rising order", expected="rising edges")
