"""From an amount of a measure to pay: each shape of a rate, as steps that show their working."""

from decimal import Decimal
from typing import Self, assert_never

from bot.facts import Frozen
from bot.figures import Unit, money, percent, plain
from bot.pay.amounts import Edge, Rate, RateKind
from bot.pay.model import Band, Component, CompPlan, FlatRate, MarginalTiers, QuotaRate

ZERO = Decimal(0)


class Step(Frozen):
    """One step of working: the formula in words, each input as it was used, and the exact amount."""

    formula: str
    inputs: dict[str, str]
    amount: Decimal


class Terms(Frozen):
    """A component with its target in figures and the currency it pays in. A quota of "goal" is settled before."""

    component: Component
    target: Decimal | None
    currency: str

    @classmethod
    def of(cls, plan: CompPlan, component: Component) -> Self:
        return cls(component=component, target=plan.target_of(component), currency=plan.currency)

    @property
    def quota(self) -> Decimal | None:
        quota = self.component.quota
        if quota == "goal":
            raise ValueError(f"{self.component.name}: the quota is the goal, and no goal was given")
        return quota

    def written(self, amount: Decimal) -> str:
        """An amount of the measure, in the manner of its unit."""
        unit = self.component.measure.unit
        if unit is Unit.PERCENT:
            return percent(amount)
        return money(amount, self.currency) if unit is Unit.MONEY else plain(amount, places=2)

    def at(self, edge: Edge) -> Decimal:
        """Where an edge lies, as an amount of the measure."""
        if not edge.of_quota or self.quota is None:
            return edge.value
        return edge.value * self.quota


def steps(terms: Terms, amount: Decimal) -> tuple[Step, ...]:
    """What `amount` of the measure pays under a component, step by step. The steps sum to the exact pay."""
    shape = terms.component.pays
    if isinstance(shape, FlatRate):
        return (_flat(terms, shape.rate, amount),)
    if isinstance(shape, QuotaRate):
        return (_quota_rate(terms, amount),)
    if isinstance(shape, MarginalTiers):
        return _marginal(terms, shape, amount)
    assert_never(shape)


def _flat(terms: Terms, rate: Rate, amount: Decimal) -> Step:
    return Step(
        formula=f"{terms.component.measure} × rate",
        inputs={terms.component.measure.value: terms.written(amount), "rate": rate.written(terms.currency)},
        amount=amount * rate.value,
    )


def _quota_rate(terms: Terms, amount: Decimal) -> Step:
    target, quota = terms.target or ZERO, terms.quota or Decimal(1)
    return Step(
        formula=f"{terms.component.measure} × target incentive ÷ quota",
        inputs={
            terms.component.measure.value: terms.written(amount),
            "target incentive": money(target, terms.currency),
            "quota": terms.written(quota),
        },
        amount=amount * target / quota,
    )


def _marginal(terms: Terms, shape: MarginalTiers, amount: Decimal) -> tuple[Step, ...]:
    parts = ((band, part_inside(terms, band, amount)) for band in shape.bands)
    return tuple(_band_step(terms, shape, band, part) for band, part in parts if part > 0)


def part_inside(terms: Terms, band: Band, amount: Decimal) -> Decimal:
    """How much of an amount falls inside a band."""
    top = amount if band.ends is None else min(amount, terms.at(band.ends))
    return max(top - terms.at(band.starts), ZERO)


def _band_step(terms: Terms, shape: MarginalTiers, band: Band, part: Decimal) -> Step:
    inputs = {"part in this band": terms.written(part), "band": band_written(terms, band)}
    rate = band.rate
    if rate.kind is not RateKind.TIMES or shape.base_rate is None:
        inputs["rate"] = rate.written(terms.currency)
        return Step(formula="part in this band × rate", inputs=inputs, amount=part * rate.value)
    inputs["multiple"] = plain(rate.value, places=4)
    if isinstance(shape.base_rate, Rate):
        inputs["base rate"] = shape.base_rate.written(terms.currency)
        amount = part * rate.value * shape.base_rate.value
        return Step(formula="part in this band × multiple × base rate", inputs=inputs, amount=amount)
    target, quota = terms.target or ZERO, terms.quota or Decimal(1)
    inputs |= {"target incentive": money(target, terms.currency), "quota": terms.written(quota)}
    formula = "part in this band × multiple × target incentive ÷ quota"
    return Step(formula=formula, inputs=inputs, amount=part * rate.value * target / quota)


def rate_in(terms: Terms, shape: MarginalTiers, rate: Rate) -> Rate:
    """What a band's rate comes to: "1.5x" of a base rate of 10% is 15%."""
    if rate.kind is not RateKind.TIMES or shape.base_rate is None:
        return rate
    if isinstance(shape.base_rate, Rate):
        return Rate(value=rate.value * shape.base_rate.value, kind=shape.base_rate.kind)
    value = rate.value * (terms.target or ZERO) / (terms.quota or Decimal(1))
    return Rate(value=value, kind=RateKind.PERCENT if terms.component.measure.unit is Unit.MONEY else RateKind.EACH)


def band_written(terms: Terms, band: Band) -> str:
    """A band in words: "from 100% to 120% of quota"."""
    is_money = terms.component.measure.unit is Unit.MONEY
    low = band.starts.written(terms.currency, is_money=is_money)
    of_quota = " of quota" if band.starts.of_quota else ""
    if band.ends is None:
        return f"above {low}{of_quota}"
    return f"from {low} to {band.ends.written(terms.currency, is_money=is_money)}{of_quota}"
