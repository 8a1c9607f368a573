"""What a plan may not leave open or contradict: bands that touch, targets and quotas where a rate needs them."""

from collections.abc import Iterator
from itertools import pairwise

from bot.facts import Frozen
from bot.pay.model import Band, Component, CompPlan, MarginalTiers, QuotaRate
from bot.reading.yaml_lines import Path


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


def _faults(plan: CompPlan, index: int, component: Component) -> Iterator[Fault]:
    at: Path = ("components", index)
    if _needs_quota(component) and component.quota is None:
        yield Fault(at=at, wrong=f'"{component.name}" has no quota', expected='a quota: an amount, or "goal"')
    if _needs_target(component) and plan.target_of(component) is None:
        yield Fault(at=at, wrong=f'"{component.name}" has no target incentive', expected="a target, or a weight")
    if isinstance(component.pays, MarginalTiers):
        yield from _band_faults((*at, "pays", "bands"), component.pays.bands)


def _needs_target(component: Component) -> bool:
    shape = component.pays
    return isinstance(shape, QuotaRate) or (isinstance(shape, MarginalTiers) and shape.base_rate == "quota rate")


def _needs_quota(component: Component) -> bool:
    shape = component.pays
    if isinstance(shape, MarginalTiers):
        return shape.base_rate == "quota rate" or any(band.starts.of_quota for band in shape.bands)
    return isinstance(shape, QuotaRate)


def _band_faults(at: Path, bands: tuple[Band, ...]) -> Iterator[Fault]:
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
