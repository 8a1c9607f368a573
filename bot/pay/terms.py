"""A component with its figures settled for one span, and a step of its working."""

from decimal import Decimal
from typing import Self

from pydantic import Field

from bot.pay.bands import Ruler
from bot.pay.gauges import Gauge
from bot.pay.model import Component, CompPlan
from bot.pay.private import Private

ZERO = Decimal(0)


class Step(Private):
    """One step of working: the formula in words, each input as it was used, and the exact amount."""

    formula: str
    inputs: dict[str, str] = Field(default_factory=dict)
    amount: Decimal = ZERO


class Terms(Private):
    """A component with quota and target in figures, and the currency it pays in."""

    component: Component
    clause: str
    quota: Decimal | None
    target: Decimal | None
    currency: str

    @classmethod
    def of(cls, plan: CompPlan, component: Component) -> Self:
        """The terms of a component in a full span. Raises ValueError when its quota is a goal that was not given."""
        quota = component.quota
        if quota == "goal":
            raise ValueError(f"{component.name}: the quota is the goal, and no goal was given")
        return cls(
            component=component,
            clause=plan.clause_of(component),
            quota=quota or next(iter(component.quotas), None),
            target=plan.target_of(component),
            currency=plan.currency,
        )

    def scaled(self, quota: Decimal, target: Decimal) -> Self:
        """The same terms with quota and target reduced to a share, for a ramp or a part of a span."""
        return self.model_copy(
            update={
                "quota": self.quota and self.quota * quota,
                "target": self.target and self.target * target,
            }
        )

    def ruler_of(self, gauge: Gauge) -> Ruler:
        """What the edges of a figure are measured along: its own quota, or the component's for the same measure."""
        same = gauge.measure is self.component.measure and gauge.over in (None, self.component.per)
        return Ruler(measure=gauge.measure, quota=gauge.quota or (self.quota if same else None), currency=self.currency)

    @property
    def ruler(self) -> Ruler:
        return Ruler(measure=self.component.measure, quota=self.quota, currency=self.currency)

    def written(self, amount: Decimal) -> str:
        """An amount of the measure, in the manner of its unit."""
        return self.ruler.written(amount)
