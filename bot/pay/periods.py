"""The periods a plan counts and pays in, from its first day; and how much of a period someone was on the plan."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from bot.cycle.fiscal_year import FiscalYear, add_months
from bot.facts import Frozen
from bot.pay.model import CompPlan
from bot.pay.results import Results
from bot.pay.span import Span

MONTHS = {Span.DEAL: 1, Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6, Span.YEAR: 12}
WEEKS = {Span.WEEK: timedelta(days=7), Span.TWO_WEEKS: timedelta(days=14)}
DAY = timedelta(days=1)


class Period(Frozen):
    """A stretch of days, both ends included, and what it is called: "2027-03", "2027 Q1", "2027"."""

    starts: date
    ends: date
    label: str


@lru_cache(maxsize=4_096)
def period_of(span: Span, day: date, plan_starts: date) -> Period:
    """The week, month, quarter or year a day falls in. Weeks run from the plan's first day, the rest from its month.

    A deal has the period of the month it is in.
    """
    if span in WEEKS:
        starts = plan_starts + (day - plan_starts) // WEEKS[span] * WEEKS[span]
        return Period(starts=starts, ends=starts + WEEKS[span] - DAY, label=f"{span} of {starts}")
    first, months = plan_starts.replace(day=1), MONTHS[span]
    starts = add_months(first, months_between(first, day) // months * months)
    return Period(starts=starts, ends=add_months(starts, months) - DAY, label=_label(span, starts, first))


def months_between(first: date, day: date) -> int:
    """How many calendar months lie between the months of two days."""
    return (day.year - first.year) * 12 + day.month - first.month


def _label(span: Span, starts: date, first: date) -> str:
    if MONTHS[span] == 1:
        return f"{starts:%Y-%m}"
    passed = months_between(first, starts)
    year = FiscalYear(starts=add_months(first, passed // 12 * 12)).label
    if span is Span.HALF:
        return f"{year} H{passed % 12 // 6 + 1}"
    return year if span is Span.YEAR else f"{year} Q{passed % 12 // 3 + 1}"


def _calendar_days(starts: date, ends: date) -> int:
    return (ends - starts).days + 1


def _months_of_30(starts: date, ends: date) -> int:
    """Every month has 30 days; its last day is the 30th."""
    last = 30 if (ends + DAY).day == 1 else min(ends.day, 30)
    return months_between(starts, ends) * 30 + last - min(starts.day, 30) + 1


def _working_days(starts: date, ends: date) -> int:
    """Mondays to Fridays; a stretch without any counts one, so that nothing is divided by none."""
    days = (starts + DAY * index for index in range(_calendar_days(starts, ends)))
    return sum(day.weekday() < 5 for day in days) or 1


def _whole_months(starts: date, ends: date) -> int:
    return months_between(starts, ends) + 1


COUNTED = {
    "calendar days": _calendar_days,
    "30-day months": _months_of_30,
    "working days": _working_days,
    "whole months": _whole_months,
}


def share_on_plan(plan: CompPlan, results: Results, period: Period) -> Decimal:
    """How much of a period someone was on the plan, by the plan's day count; all of it where the plan names none."""
    starts = max(period.starts, results.started or period.starts)
    ends = min(period.ends, results.left or period.ends)
    if plan.proration is None or ends < starts:
        return Decimal(ends >= starts)
    count = COUNTED[plan.proration]
    away = (_overlap(starts, ends, leave.starts, leave.ends) for leave in results.away)
    there = count(starts, ends) - sum(count(*days) for days in away if days)
    return Decimal(max(there, 0)) / count(period.starts, period.ends)


def _overlap(starts: date, ends: date, other_starts: date, other_ends: date) -> tuple[date, date] | None:
    first, last = max(starts, other_starts), min(ends, other_ends)
    return (first, last) if first <= last else None


def guaranteed_in(plan: CompPlan, results: Results, period: Period) -> Decimal:
    """What a ramp guarantees in a month, to someone whose start is known."""
    if results.started is None:
        return Decimal(0)
    month = months_between(results.started, period.starts) + 1
    return next((step.guarantee for step in plan.ramp if step.month == month), Decimal(0))


def ramp_in(plan: CompPlan, results: Results, period: Period) -> tuple[Decimal, Decimal]:
    """The shares of quota and of target that a ramp asks in a period: the mean over its months since the start.

    They are 100% once the ramp is over, and for someone who did not start within the results.
    """
    quotas = {step.month: step.quota for step in plan.ramp}
    return _mean(quotas, results, period), _mean({step.month: step.target for step in plan.ramp}, results, period)


def _mean(asked: dict[int, Decimal], results: Results, period: Period) -> Decimal:
    if results.started is None:
        return Decimal(1)
    first = results.started.replace(day=1)
    months = [
        months_between(first, period.starts) + i + 1 for i in range(months_between(period.starts, period.ends) + 1)
    ]
    shares = [asked.get(month, Decimal(1)) for month in months if month > 0]
    return sum(shares, Decimal(0)) / len(shares) if shares else Decimal(1)
