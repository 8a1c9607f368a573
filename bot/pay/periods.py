"""The periods a plan counts and pays in, from its first day; and how much of a period someone was on the plan."""

from datetime import date, timedelta
from decimal import Decimal

from bot.cycle.fiscal_year import FiscalYear, add_months
from bot.facts import Frozen
from bot.pay.model import CompPlan
from bot.pay.results import Results
from bot.pay.span import Span

MONTHS = {Span.DEAL: 1, Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


class Period(Frozen):
    """A stretch of days, both ends included, and what it is called: "2027-03", "2027 Q1", "2027"."""

    starts: date
    ends: date
    label: str


def period_of(span: Span, day: date, plan_starts: date) -> Period:
    """The week, month, quarter or year a day falls in. Weeks run from the plan's first day, the rest from its month.

    A deal has the period of the month it is in.
    """
    if span is Span.WEEK:
        starts = plan_starts + (day - plan_starts) // WEEK * WEEK
        return Period(starts=starts, ends=starts + WEEK - DAY, label=f"week of {starts}")
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
    return Decimal(count(starts, ends)) / count(period.starts, period.ends)


def guaranteed_in(plan: CompPlan, results: Results, period: Period) -> Decimal:
    """What a ramp guarantees in a month, to someone whose start is known."""
    if results.started is None:
        return Decimal(0)
    month = months_between(results.started, period.starts) + 1
    return next((step.guarantee for step in plan.ramp if step.month == month), Decimal(0))


def ramp_in(plan: CompPlan, results: Results, period: Period) -> Decimal:
    """The share of quota a ramp asks in a period: the mean over its months since the start.

    It is 100% once the ramp is over, and for someone who did not start within the results.
    """
    if results.started is None:
        return Decimal(1)
    asked = {step.month: step.quota for step in plan.ramp}
    first = results.started.replace(day=1)
    months = [
        months_between(first, period.starts) + i + 1 for i in range(months_between(period.starts, period.ends) + 1)
    ]
    shares = [asked.get(month, Decimal(1)) for month in months if month > 0]
    return sum(shares, Decimal(0)) / len(shares) if shares else Decimal(1)
