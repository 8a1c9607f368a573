"""What a plan may not leave open or contradict: targets and quotas where a rate needs them, rates that fit, bands."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.figures import Unit
from bot.pay.amounts import Edge, Pay, Rate, RateKind
from bot.pay.band_checks import Fault, band_faults, matrix_faults, point_faults
from bot.pay.gauges import Condition, Gauge
from bot.pay.looks import looked_at
from bot.pay.measures import Measure
from bot.pay.model import Component, CompPlan
from bot.pay.rates import Curve, FlatRate, MarginalTiers, Matrix, QuotaRate, RetroactiveTiers, SteppedTable, picked_by
from bot.pay.rules import Add, AtLeast, Cap, Change, Clawback, FactorTable, Multiply
from bot.reading.yaml_lines import Path

Banded = MarginalTiers | RetroactiveTiers | SteppedTable
A_QUOTA = 'a quota: an amount, or "goal"'
A_TARGET = 'a "target", or a "weight" of the plan\'s target_incentive'


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
    if plan.cap is not None and plan.cap.at.is_share and plan.incentive is None:
        expected = "an amount of money, or a target_incentive to take the share of"
        yield Fault(at=("cap", "at"), wrong="the cap is a share of a target the plan does not give", expected=expected)
    if plan.draw is not None and plan.draw.forgiven and plan.draw.ends is None:
        wrong = "the draw is forgiven at its end, and has none"
        yield Fault(at=("draw",), wrong=wrong, expected='its last day as "to"')
    names = [part.name for part in plan.components]
    for index, name in enumerate(names):
        if name in names[:index]:
            where, first = ("components", index), ("components", names.index(name))
            yield Fault(at=where, wrong=f'two components are called "{name}"', expected="two names", against=first)


def _faults(plan: CompPlan, index: int, component: Component) -> Iterator[Fault]:
    at: Path = ("components", index)
    if _needs_quota(component) and component.quota is None and not component.quotas:
        yield Fault(at=at, wrong=f'"{component.name}" has no quota', expected=A_QUOTA)
    if _needs_target(component) and plan.target_of(component) is None:
        yield Fault(at=at, wrong=f'"{component.name}" has no target incentive', expected=A_TARGET)
    if component.target is not None and component.target.is_share and plan.base_pay is None:
        wrong, expected = "the target is a share of base pay, and the plan gives none", "an amount of money, or a base"
        yield Fault(at=(*at, "target"), wrong=wrong, expected=expected)
    if component.instalments and sum(part.share for part in component.instalments) != 1:
        where, expected = (*at, "instalments"), 'shares that sum to 100%, or for equal parts "over_months"'
        yield Fault(at=where, wrong="the instalments do not sum to 100%", expected=expected)
    if component.clawback is not None:
        yield from _clawback_faults((*at, "clawback"), component.clawback)
    if component.instalments and component.clawback is not None and component.clawback.others == "are paid again":
        wrong = "instalments keep the rate of the day a deal counts, so the others cannot be paid again"
        yield Fault(at=(*at, "clawback"), wrong=wrong, expected='"keep their rate", or no instalments')
    yield from _mix_faults(at, component)
    yield from _shape_faults((*at, "pays"), component)
    for place, change in enumerate(component.then):
        yield from _change_faults((*at, "then", place), plan, component, change)


def _clawback_faults(at: Path, clawback: Clawback) -> Iterator[Fault]:
    if (clawback.within_months is None) is (clawback.within_days is None):
        expected = "one of within_months and within_days"
        yield Fault(at=at, wrong="the clawback needs one length of time", expected=expected)
    if clawback.others == "are paid again" and clawback.returns != "all":
        wrong = "the others are paid again as if the deal had never been, yet only a part of its pay goes back"
        yield Fault(at=at, wrong=wrong, expected='"returns: all", or the others keep their rate')
    steps = clawback.returns if isinstance(clawback.returns, tuple) else ()
    if any(low.within_months >= high.within_months for low, high in pairwise(steps)):
        wrong = "the months of what goes back are not in rising order"
        yield Fault(at=(*at, "returns"), wrong=wrong, expected="rising months")


def _mix_faults(at: Path, component: Component) -> Iterator[Fault]:
    looks = (component.measure, *(gauge.measure for gauge in looked_at(component)))
    if Measure.MIX in looks and not component.mix:
        expected = "a mix: [{measure: revenue, quota: 1000000, weight: 60%}, …]"
        yield Fault(at=at, wrong="nothing says what the weighted attainment is made of", expected=expected)
    if component.mix and sum(part.weight for part in component.mix) != 1:
        yield Fault(at=(*at, "mix"), wrong="the weights do not sum to 100%", expected="weights that sum to 100%")
    for place, part in enumerate(component.mix):
        if part.quota is None and part.measure.unit is not Unit.PERCENT:
            wrong = f"{part.measure} has no quota in the mix"
            yield Fault(at=(*at, "mix", place), wrong=wrong, expected='what 100% of it is, as "quota"')


def _shape_faults(at: Path, component: Component) -> Iterator[Fault]:
    shape = component.pays
    by = picked_by(shape)
    if isinstance(shape, FlatRate):
        yield from _rate_faults((*at, "rate"), component, shape.rate, None)
    if isinstance(shape, Banded):
        yield from band_faults((*at, "bands"), shape.bands)
    if isinstance(shape, MarginalTiers | RetroactiveTiers):
        for place, band in enumerate(shape.bands):
            yield from _rate_faults((*at, "bands", place), component, band.rate, shape.base_rate)
    if isinstance(shape, Curve):
        yield from point_faults((*at, "points"), shape)
    if isinstance(shape, Matrix):
        yield from matrix_faults((*at, "pays"), shape)
        for name, axis in (("rows", shape.rows), ("columns", shape.columns)):
            yield from _gauge_faults((*at, name), component, axis, axis.starts)
    if by is not None and isinstance(shape, RetroactiveTiers | SteppedTable):
        yield from _gauge_faults((*at, "by"), component, by, [band.starts for band in shape.bands])
    if by is not None and isinstance(shape, Curve):
        yield from _gauge_faults((*at, "by"), component, by, [point.at for point in shape.points])


def _rate_faults(at: Path, component: Component, rate: Rate, base: object) -> Iterator[Fault]:
    """A rate that cannot be meant: a percentage of a count, or money for each dollar."""
    unit = component.measure.unit
    if rate.kind is RateKind.PERCENT and unit is Unit.COUNT and rate.value:
        wrong, expected = f"a percentage of {component.measure}, which is a count", 'money for each, such as "50 each"'
    elif rate.kind is RateKind.EACH and unit is Unit.MONEY:
        wrong, expected = f'"each" of {component.measure}, which is money', 'a percentage of it, such as "5%"'
    elif rate.kind is RateKind.TIMES and unit is Unit.COUNT and base is None:
        wrong, expected = f"a multiple of {component.measure}, which is a count", 'money for each, or a "base_rate"'
    else:
        return
    yield Fault(at=at, wrong=wrong, expected=expected)


def _gauge_faults(at: Path, component: Component, gauge: Gauge, edges: Sequence[Edge]) -> Iterator[Fault]:
    """Edges that are shares of a quota nobody gave."""
    own = gauge.measure is component.measure and gauge.over in (None, component.per)
    known = gauge.quota or (own and (component.quota or component.quotas))
    if not known and gauge.measure.unit is not Unit.PERCENT and any(edge.of_quota for edge in edges):
        wrong = f"a share of quota is spoken of, and {gauge.measure} has no quota here"
        yield Fault(at=at, wrong=wrong, expected='what 100% of it is, as "quota", or an amount instead of a percentage')


def _change_faults(at: Path, plan: CompPlan, component: Component, change: Change) -> Iterator[Fault]:
    if isinstance(change, Multiply) and isinstance(change.by, FactorTable):
        yield from _factor_faults((*at, "by"), component, change.by)
    share = _share_of_target(change)
    if share is not None and share.is_share and plan.target_of(component) is None:
        wrong = f'a share of the target, and "{component.name}" has none'
        yield Fault(at=at, wrong=wrong, expected=f"an amount of money, or {A_TARGET}")
    when = getattr(change, "when", None)
    for condition in when.all if isinstance(when, Condition) else ():
        limits = [condition.at_least, condition.above, condition.at_most, condition.below]
        edges = [edge for edge in limits if edge is not None]
        if not edges:
            expected = "at_least, above, at_most or below"
            yield Fault(at=(*at, "when"), wrong=f"nothing says what {condition.measure} must be", expected=expected)
        yield from _gauge_faults((*at, "when"), component, condition, edges)


def _share_of_target(change: Change) -> Pay | None:
    if isinstance(change, Cap | AtLeast):
        return change.at
    return change.pay if isinstance(change, Add) and change.share_of == "target" else None


def _factor_faults(at: Path, component: Component, table: FactorTable) -> Iterator[Fault]:
    edges = [*(band.starts for band in table.bands), *(point.at for point in table.points)]
    yield from band_faults((*at, "bands"), table.bands)
    yield from _gauge_faults(at, component, table, edges)
    if table.bands and table.points:
        yield Fault(at=at, wrong="both bands and points give the multiplier", expected="one of them")
    if any(low.at.value >= high.at.value for low, high in pairwise(table.points)):
        yield Fault(at=(*at, "points"), wrong="the points are not in rising order", expected="rising points")
    if not edges and table.quota is None and table.measure.unit is not Unit.PERCENT:
        expected = 'bands, points, or what 100% of it is as "quota"'
        yield Fault(at=at, wrong=f"{table.measure} by itself is no multiplier", expected=expected)


def _needs_target(component: Component) -> bool:
    shape = component.pays
    if isinstance(shape, MarginalTiers | RetroactiveTiers):
        return shape.base_rate == "quota rate"
    if isinstance(shape, SteppedTable):
        return any(band.pays.is_share for band in shape.bands)
    if isinstance(shape, Curve):
        return shape.of == "target" and any(point.pays.is_share for point in shape.points)
    if isinstance(shape, Matrix):
        return shape.of == "target" and any(cell.is_share for row in shape.pays for cell in row)
    return isinstance(shape, QuotaRate)


def _needs_quota(component: Component) -> bool:
    """Whether a share of quota is spoken of; along a measure that is a percentage, "90%" is simply 90%."""
    shape = component.pays
    if isinstance(shape, QuotaRate) or getattr(shape, "base_rate", None) == "quota rate":
        return True
    if component.measure.unit is Unit.PERCENT:
        return False
    least = component.threshold.at if component.threshold else None
    limits = (component.counts_at_most, component.counts_in_full, least)
    if any(limit is not None and limit.of_quota for limit in limits):
        return True
    if picked_by(shape) is not None:
        return False
    if isinstance(shape, Banded):
        return any(band.starts.of_quota for band in shape.bands)
    return isinstance(shape, Curve) and any(point.at.of_quota for point in shape.points)
