"""The weeks of a fiscal year in which somebody can sell: working days less public holidays and leave."""

from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

from bot.cycle.fiscal_year import FiscalYear, add_months
from bot.cycle.working import holidays_of
from bot.facts import Computed, Figure
from bot.figures import Unit, plain

DAYS_A_WEEK = 5
TENTH = Decimal("0.1")


def selling_weeks(year: FiscalYear, country: str, weeks_off: Decimal) -> Figure:
    """Weekdays of the year less public holidays of `country` (ISO code), in weeks of five days, less leave.

    `weeks_off` is leave in weeks. The result is in weeks, never below zero, rounded down to one decimal.
    """
    weekdays = _weekdays(year.starts, year.ends)
    off = public_holidays(year, country)
    days = len([day for day in weekdays if day not in off])
    weeks = max(Decimal(days) / DAYS_A_WEEK - weeks_off, Decimal(0)).quantize(TENTH, ROUND_FLOOR)
    inputs = {
        "weekdays": f"{len(weekdays)} weekdays",
        "public holidays": f"{len(weekdays) - days} public holidays ({country})" if off else "no known public holidays",
        "weeks of leave": f"{plain(weeks_off)} weeks of leave",
    }
    formula = "(weekdays - public holidays) / 5 - weeks of leave, rounded down to one decimal"
    return Figure(value=weeks, unit=Unit.WEEKS, source=Computed(formula=formula, inputs=inputs))


def working_days_by_quarter(year: FiscalYear, country: str) -> tuple[int, ...]:
    """Weekdays less public holidays in each of the four quarters; leave is taken to be spread evenly."""
    off = public_holidays(year, country)
    return tuple(len([day for day in _weekdays(first, last) if day not in off]) for first, last in year.quarters)


def public_holidays(year: FiscalYear, country: str) -> frozenset[date]:
    """Public holidays of a country (ISO code) that touch the year; empty for a country that is not known."""
    return frozenset(holidays_of(country, year.starts.year)) | frozenset(holidays_of(country, year.ends.year))


def _weekdays(first: date, last: date) -> tuple[date, ...]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if day.weekday() < DAYS_A_WEEK)


def working_days(first: date, country: str) -> int:
    """Weekdays less public holidays in the month that begins on `first`."""
    last = add_months(first, 1) - timedelta(days=1)
    off = frozenset(holidays_of(country, first.year)) | frozenset(holidays_of(country, last.year))
    return len([day for day in _weekdays(first, last) if day not in off])
