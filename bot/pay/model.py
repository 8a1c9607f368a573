"""A compensation plan as typed values: what is measured, over what span, and how it turns into pay.

A component says one thing with a few independent words: `measure` and `only` (what counts), `per` (over what it adds
up before it starts again), `pays` (the rate and its shape), `then` (changes in order), `instalments` and `clawback`
(when it is paid and when it goes back). Read from YAML by `bot.pay.file`.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from bot.facts import Frozen
from bot.pay.amounts import Amount, Label, Percent, Positive, WrittenEdge, WrittenPay
from bot.pay.gauges import EVERYTHING, MixPart, Only
from bot.pay.measures import Measure
from bot.pay.private import Private
from bot.pay.rates import Shape
from bot.pay.rules import (
    AlsoCounts,
    Change,
    Clawback,
    Conversion,
    Draw,
    Happening,
    Instalment,
    Months,
    PlanCap,
    RampMonth,
    Threshold,
)
from bot.pay.span import SPANS_IN_YEAR, Span


class Component(Private):
    """One way to earn. `quota` and `target` are for one `per` span; `weight` is a share of the target incentive.

    A quota of "goal" is the rep's own revenue goal for the year; `quotas` are those of one span after the other. With
    `quota_to_date`, quota and target grow through the span, and each pay period is measured against its part. A target
    of "50%" is that share of base pay. `paid` is how often what was earned to date is settled, the same as `per`
    unless said. `credit` is the share of a sale that counts; `credit_by` is that share for a kind, product or tag.
    `mix` says what "weighted attainment" is here. `burden` is added to each cost before profit is counted. Only
    whole steps of `counts_in_full` count. `uncapped` says that there is no cap on purpose.
    """

    name: Label
    clause: Label | None = None
    measure: Measure
    only: Only = EVERYTHING
    mix: tuple[MixPart, ...] = ()
    also_counts: tuple[AlsoCounts, ...] = ()
    credit: Percent = Decimal(1)
    credit_by: dict[Label, Percent] = Field(default_factory=dict)
    net_of_tax: Percent | None = None
    burden: Percent | None = None
    earned_on: Happening | None = None
    repeats_monthly: Months | None = None
    per: Span
    paid: Span | None = None
    quota: Positive | Literal["goal"] | None = None
    quotas: tuple[Positive, ...] = ()
    quota_to_date: bool = False
    target: WrittenPay | None = None
    weight: Percent | None = None
    threshold: Threshold | None = None
    deal_counts_at_most: Positive | None = None
    counts_at_most: WrittenEdge | None = None
    counts_in_full: WrittenEdge | None = None
    deal_pays_at_most: Positive | None = None
    pays: Shape
    then: tuple[Change, ...] = ()
    uncapped: bool = False
    instalments: tuple[Instalment, ...] = ()
    clawback: Clawback | None = None

    @property
    def paid_every(self) -> Span:
        return self.paid or self.per

    @property
    def deal_by_deal(self) -> bool:
        """Whether it matters what each deal adds: for instalments, returns, a limit on one, or one that only counts."""
        silent = any(not other.pays for other in self.also_counts)
        return bool(self.instalments or self.clawback or self.deal_pays_at_most or silent)


class Settled(Private):
    """A point the plan left open and how it was settled: `key` as `open_questions` names it, the answer in words."""

    key: Label
    answer: Label
    clause: str = ""
    text: str = ""


class Effective(Frozen):
    """The days a plan is in force, both included."""

    starts: date = Field(alias="from")
    ends: date = Field(alias="to")

    def covers(self, day: date) -> bool:
        return self.starts <= day <= self.ends


class CompPlan(Private):
    """One person's or one role's compensation plan. Money is in `currency` (ISO code).

    Base and target incentive are per year; either may be given through `ote`, their sum, and `base_share`. Base pay is
    optional: without it nothing is said about it. `after_leaving` says whether what falls due later is still paid.
    """

    name: Label
    company: str = Field(min_length=1)
    currency: str = Field(pattern="^[A-Z]{3}$")
    version: Label | None = None
    effective: Effective
    ote: Positive | None = None
    base: Amount | None = None
    base_share: Percent | None = None
    target_incentive: Positive | None = None
    conversions: tuple[Conversion, ...] = ()
    proration: Literal["calendar days", "30-day months", "working days", "whole months"] | None = None
    ramp: tuple[RampMonth, ...] = ()
    draw: Draw | None = None
    cap: PlanCap | None = None
    after_leaving: Literal["paid", "forfeited"] | None = None
    settled: tuple[Settled, ...] = ()
    components: tuple[Component, ...] = Field(min_length=1)

    @property
    def base_pay(self) -> Decimal | None:
        """Base pay a year: as given, or as a share of on-target earnings."""
        if self.base is not None or self.ote is None or self.base_share is None:
            return self.base
        return self.ote * self.base_share

    @property
    def incentive(self) -> Decimal | None:
        """The target incentive a year: as given, or what on-target earnings leave beside base pay."""
        if self.target_incentive is not None or self.ote is None or self.base_pay is None:
            return self.target_incentive
        return self.ote - self.base_pay

    @property
    def on_target_earnings(self) -> Decimal | None:
        """Base pay plus target incentive, where the plan gives both."""
        if self.base_pay is None or self.incentive is None:
            return self.ote
        return self.base_pay + self.incentive

    def target_of(self, component: Component) -> Decimal | None:
        """A component's target pay for one span: its own, or its weight of the plan's target incentive."""
        if component.target is not None:
            return component.target.of(self.base_pay)
        if component.weight is None or self.incentive is None:
            return None
        return component.weight * self.incentive / SPANS_IN_YEAR[component.per]

    def clause_of(self, component: Component) -> str:
        """How a line of the working refers to the clause: as the plan numbers it, else by its place."""
        return component.clause or f"{self.components.index(component) + 1}"


def with_goal(plan: CompPlan, goal: Decimal) -> CompPlan:
    """The plan with every quota of "goal" put in figures: the year's goal, shared evenly over the spans of the year."""
    settled = tuple(
        part.model_copy(update={"quota": goal / SPANS_IN_YEAR[part.per]}) if part.quota == "goal" else part
        for part in plan.components
    )
    return plan.model_copy(update={"components": settled})
