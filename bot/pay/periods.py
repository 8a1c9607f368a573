"""The periods a plan counts and pays in: months, quarters and years from the plan's first day."""

from datetime import date, timedelta

from bot.cycle.fiscal_year import FiscalYear, add_months
from bot.facts import Frozen
from bot.pay.model import Span

MONTHS = {Span.DEAL: 1, Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}


class Period(Frozen):
    """A stretch of days, both ends included, and what it is called: "2027-03", "2027 Q1", "2027"."""

    starts: date
    ends: date
    label: str


def period_of(span: Span, day: date, plan_starts: date) -> Period:
    """The month, quarter or year a day falls in, counted from the first of the month the plan starts in.

    A deal has the period of the month it is in.
    """
    first, months = plan_starts.replace(day=1), MONTHS[span]
    passed = (day.year - first.year) * 12 + day.month - first.month
    starts = add_months(first, passed // months * months)
    return Period(starts=starts, ends=add_months(starts, months) - timedelta(days=1), label=_label(span, starts, first))


def _label(span: Span, starts: date, first: date) -> str:
    if MONTHS[span] == 1:
        return f"{starts:%Y-%m}"
    passed = (starts.year - first.year) * 12 + starts.month - first.month
    year = FiscalYear(starts=add_months(first, passed // 12 * 12)).label
    return year if span is Span.YEAR else f"{year} Q{passed % 12 // 3 + 1}"
