"""A stretch of time, or one deal, as a clause sees it: what any figure came to in it so far."""

from datetime import date, timedelta
from decimal import Decimal

from bot.cycle.fiscal_year import add_months
from bot.figures import Unit
from bot.pay.credits import ZERO, Credit, from_deal, reached
from bot.pay.gauges import Condition, Gauge, MixPart, Trailing
from bot.pay.measures import Measure
from bot.pay.model import Component
from bot.pay.periods import DAY, Period, period_of
from bot.pay.private import Private
from bot.pay.results import Results
from bot.pay.span import Span


class Stretch(Private):
    """From the first day of a span to the end of what is being paid. `deal` is set when each deal counts by itself.

    A deal looks at itself; for a figure it does not carry, at its month.
    """

    component: Component
    results: Results
    plan_starts: date
    starts: date
    ends: date
    deal: Credit | None = None

    def came_to(self, gauge: Gauge) -> Decimal:
        """What a figure came to, over the time it is looked at."""
        if gauge.measure is Measure.MIX:
            return sum((part.weight * self._attained(part) for part in self.component.mix), ZERO)
        if isinstance(gauge.over, Trailing):
            return self._trailing(gauge, gauge.over)
        if gauge.over is None or gauge.over is Span.DEAL:
            return self._here(gauge)
        ends = self._until(gauge)
        return self._between(gauge, period_of(gauge.over, ends, self.plan_starts).starts, ends)

    def share_of_quota(self, gauge: Gauge) -> Decimal:
        """What a figure came to as a share of its quota; a percentage without one is its own share."""
        return self.came_to(gauge) / gauge.quota if gauge.quota else self.came_to(gauge)

    def parts_of(self, condition: Condition) -> list["Stretch"]:
        """The stretch itself, or with `in_each` every month or quarter of the time the condition looks at."""
        if condition.in_each is None:
            return [self]
        within = condition.over if isinstance(condition.over, Span) else None
        starts = period_of(within, self.ends, self.plan_starts).starts if within else self.starts
        periods, day = list[Period](), max(starts, self.plan_starts)
        while day <= self.ends:
            periods.append(period_of(condition.in_each, day, self.plan_starts))
            day = periods[-1].ends + DAY
        return [self.model_copy(update={"starts": p.starts, "ends": min(p.ends, self.ends)}) for p in periods]

    def _attained(self, part: MixPart) -> Decimal:
        share = self.share_of_quota(part)
        if part.at_least is not None and share < part.at_least:
            return ZERO
        return share if part.at_most is None else min(share, part.at_most)

    def _here(self, gauge: Gauge) -> Decimal:
        if self.deal is None or self.deal.deal is None or not self._carries(gauge):
            return self._between(gauge, self.starts, self.ends)
        deal = self.deal.deal
        return reached(gauge, Results(deals=(deal,)), deal.booked, deal.booked)

    def _carries(self, gauge: Gauge) -> bool:
        """Whether the deal itself says anything of a measure; a satisfaction score, say, it does not."""
        deal = self.deal.deal if self.deal else None
        return deal is not None and from_deal(gauge.measure, deal) is not None

    def _until(self, gauge: Gauge) -> date:
        """A deal sees what deals came to up to its own day, and other figures to the end of its month."""
        return self.deal.on if self.deal is not None and self._carries(gauge) else self.ends

    def _between(self, gauge: Gauge, starts: date, ends: date) -> Decimal:
        return reached(gauge, self.results, starts, ends, self.component.earned_on or "booked")

    def _trailing(self, gauge: Gauge, last: Trailing) -> Decimal:
        ends = self.starts - timedelta(days=1) if last.until == "before" else self._until(gauge)
        starts = add_months(ends.replace(day=1), 1 - last.months)
        if last.shows == "total" or gauge.measure.unit is Unit.PERCENT:
            return self._between(gauge, starts, ends)
        return self._between(gauge, starts, ends) / last.months
