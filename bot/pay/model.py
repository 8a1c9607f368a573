"""A compensation plan as typed values: what is measured, over what span, and how it turns into pay.

A component says one thing with a few independent words: `measure` (what counts), `per` (over what it adds up before
it starts again), `pays` (the rate and its shape). Read from YAML by `bot.pay.file`.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from bot.facts import Frozen
from bot.pay.amounts import Amount, Percent, Positive, WrittenEdge, WrittenRate
from bot.pay.measures import Measure


class Span(StrEnum):
    """Over what something adds up, or how often it is paid."""

    DEAL = "deal"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


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
    base_rate: WrittenRate | Literal["quota rate"] | None = None
    bands: tuple[Band, ...] = Field(min_length=1)


Shape = Annotated[FlatRate | QuotaRate | MarginalTiers, Field(discriminator="shape")]


class Component(Frozen):
    """One way to earn. `quota` and `target` are for one `per` span; `weight` is a share of the target incentive.

    A quota of "goal" is the rep's own revenue goal for the year. `paid` is how often what was earned to date is
    settled, the same as `per` unless said.
    """

    name: str = Field(min_length=1)
    clause: str | None = None
    measure: Measure
    per: Span
    paid: Span | None = None
    quota: Positive | Literal["goal"] | None = None
    target: Positive | None = None
    weight: Percent | None = None
    pays: Shape

    @property
    def paid_every(self) -> Span:
        return self.paid or self.per


class Effective(Frozen):
    """The days a plan is in force, both included."""

    starts: date = Field(alias="from")
    ends: date = Field(alias="to")

    def covers(self, day: date) -> bool:
        return self.starts <= day <= self.ends


class CompPlan(Frozen):
    """One person's or one role's compensation plan. Money is in `currency` (ISO code); base and target are per year."""

    name: str = Field(min_length=1)
    company: str = Field(min_length=1)
    currency: str = Field(pattern="^[A-Z]{3}$")
    effective: Effective
    base: Amount | None = None
    target_incentive: Positive | None = None
    components: tuple[Component, ...] = Field(min_length=1)

    @property
    def ote(self) -> Decimal | None:
        """On-target earnings: base plus target incentive, where the plan gives both."""
        if self.base is None or self.target_incentive is None:
            return None
        return self.base + self.target_incentive

    def target_of(self, component: Component) -> Decimal | None:
        """A component's target pay for one span: its own, or its weight of the plan's target incentive."""
        if component.target is not None or component.weight is None or self.target_incentive is None:
            return component.target
        return component.weight * self.target_incentive / SPANS_IN_YEAR.get(component.per, 1)

    def clause_of(self, component: Component) -> str:
        """How a line of the working refers to the clause: as the plan numbers it, else by its place."""
        return component.clause or f"{self.components.index(component) + 1}"


SPANS_IN_YEAR = {Span.YEAR: 1, Span.QUARTER: 4, Span.MONTH: 12}


def with_goal(plan: CompPlan, goal: Decimal) -> CompPlan:
    """The plan with every quota of "goal" put in figures: the year's goal, shared evenly over the spans of the year."""
    settled = tuple(
        part.model_copy(update={"quota": goal / SPANS_IN_YEAR.get(part.per, 1)}) if part.quota == "goal" else part
        for part in plan.components
    )
    return plan.model_copy(update={"components": settled})
