"""Stretches of the calendar and the arithmetic on them: weeks, months, fiscal quarters, thirds of a period, shifts."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, NamedTuple

Grain = Literal["day", "week", "month", "quarter", "half", "year", "range"]
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "fiscal": 12}
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)


class Span(NamedTuple):
    """Days from `starts` to `ends`, both included."""

    starts: date
    ends: date
    grain: Grain = "day"
    approx: bool = False
    other: "Span | None" = None  # the second reading where two are possible


class Calendar(NamedTuple):
    """What dates are read against: today, the first month and day of the fiscal year, and whether the past is meant."""

    today: date
    fiscal_start: tuple[int, int] = (1, 1)
    past: bool = False


Meaning = Callable[[Calendar], Span | None]
OfYear = Callable[[Calendar, int], Span | None]


def day(when: date) -> Span:
    """One day."""
    return Span(when, when)


def safe_day(year: int, month: int, of_month: int) -> Span | None:
    """A day, or None where the calendar has no such day or it is centuries away."""
    if not (1 <= month <= 12 and _FIRST.year <= year <= _LAST.year and 1 <= of_month <= monthrange(year, month)[1]):
        return None
    return day(date(year, month, of_month))


def shifted(when: date, unit: str, count: int) -> date | None:
    """A day `count` units later (earlier when negative), at the month's end where the month is shorter."""
    if unit in DAYS_IN:
        days = DAYS_IN[unit] * count
        return when + timedelta(days=days) if (_FIRST - when).days <= days <= (_LAST - when).days else None
    index = when.year * 12 + when.month - 1 + MONTHS_IN[unit] * count
    year, month = divmod(index, 12)
    if not _FIRST.year <= year <= _LAST.year:
        return None
    return date(year, month + 1, min(when.day, monthrange(year, month + 1)[1]))


def working_days(when: date, count: int) -> date:
    """The day `count` weekdays after (or before) `when`; holidays are not known here."""
    step = timedelta(days=1 if count > 0 else -1)
    left = min(abs(count), 1000)
    while left:
        when += step
        left -= when.weekday() < 5
    return when


def year_of(year: int) -> Span | None:
    """A calendar year."""
    return Span(date(year, 1, 1), date(year, 12, 31), "year") if _FIRST.year <= year <= _LAST.year else None


def month_of(year: int, month: int) -> Span | None:
    """A calendar month."""
    first = safe_day(year, month, 1)
    return Span(first.starts, date(year, month, monthrange(year, month)[1]), "month") if first else None


def week_of(when: date) -> Span:
    """The week, Monday to Sunday, that holds a day."""
    monday = when - timedelta(days=when.weekday())
    return Span(monday, monday + timedelta(days=6), "week")


def fiscal_part(calendar: Calendar, label: int, grain: Grain, index: int = 1) -> Span | None:
    """A quarter, half or the whole of the fiscal year called `label`: the calendar year it ends in."""
    month, of_month = calendar.fiscal_start
    opens = safe_day(label if (month, of_month) == (1, 1) else label - 1, month, of_month)
    months = MONTHS_IN[grain]
    starts = opens and shifted(opens.starts, "month", months * (index - 1))
    after = starts and shifted(starts, "month", months)
    return Span(starts, after - timedelta(days=1), grain) if starts and after else None


def unit_of(calendar: Calendar, when: date, unit: str, offset: int = 0) -> Span | None:
    """The whole unit that holds a day, or the one `offset` units on: this week, next month, last fiscal quarter."""
    if unit in DAYS_IN:
        moved = shifted(when, unit, offset)
        return (day(moved) if unit == "day" else week_of(moved)) if moved else None
    if unit == "weekend":
        week = week_of(when + timedelta(weeks=offset))
        return Span(week.starts + timedelta(days=5), week.ends, "range")
    if unit == "workweek":
        week = week_of(when + timedelta(weeks=offset))
        return Span(week.starts, week.starts + timedelta(days=4), "range")
    if unit in {"quarter", "half", "fiscal"}:
        return _fiscal_unit(calendar, when, unit, offset)
    moved = shifted(when.replace(day=1), unit, offset)
    return (month_of(moved.year, moved.month) if unit == "month" else year_of(moved.year)) if moved else None


def _fiscal_unit(calendar: Calendar, when: date, unit: str, offset: int) -> Span | None:
    grain: Grain = "quarter" if unit == "quarter" else "half" if unit == "half" else "year"
    parts = [
        fiscal_part(calendar, label, grain, index + 1)
        for label in (when.year, when.year + 1)
        for index in range(12 // MONTHS_IN[unit])
    ]
    held = next((part for part in parts if part and part.starts <= when <= part.ends), None)
    starts = held and shifted(held.starts, unit, offset)
    after = starts and shifted(starts, unit, 1)
    return Span(starts, after - timedelta(days=1), grain) if starts and after else None


def nth_weekday(span: Span, weekday: int, nth: int) -> Span | None:
    """The nth such weekday in a span; -1 is the last."""
    if nth > 0:
        found = span.starts + timedelta(days=(weekday - span.starts.weekday()) % 7 + 7 * (nth - 1))
    else:
        found = span.ends - timedelta(days=(span.ends.weekday() - weekday) % 7 - 7 * (nth + 1))
    return day(found) if span.starts <= found <= span.ends else None


def nth_unit(calendar: Calendar, span: Span, unit: str, nth: int, count: int = 1) -> Span | None:
    """The nth day, week, month or quarter of a span, or `count` of them; a negative nth counts from the end.

    The first week of a month is the first that begins in it.
    """
    edge = span.starts if nth > 0 else span.ends
    if unit == "week":
        first = span.starts + timedelta(days=-span.starts.weekday() % 7)
        monday = first + timedelta(weeks=nth - 1) if nth > 0 else week_of(edge).starts + timedelta(weeks=nth + 1)
        return Span(monday, monday + timedelta(weeks=count, days=-1), "week")
    offset = nth - 1 if nth > 0 else nth + 1 - (count - 1)
    first_unit = unit_of(calendar, edge, unit, offset)
    last_unit = unit_of(calendar, edge, unit, offset + count - 1)
    if not first_unit or not last_unit or first_unit.starts < span.starts or last_unit.ends > span.ends:
        return None
    return Span(first_unit.starts, last_unit.ends, first_unit.grain if count == 1 else "range")


def third(span: Span, which: str) -> Span:
    """The early, mid or late part: ten days of a month (mid-March is 11 to 20 March), a month of a quarter.

    A year is early in its first quarter and late in its last; its end is its last month. Of a week, early is Monday to
    Wednesday and late Friday to Sunday.
    """
    length = (span.ends - span.starts).days + 1
    if length < 28:
        size = max(1, length * 3 // 7)
        edges = {"early": (0, size), "mid": ((length - size) // 2, size), "late": (length - size, size)}
        at, days = edges["late" if which == "end" else which]
        return Span(span.starts + timedelta(days=at), span.starts + timedelta(days=at + days - 1), "range", approx=True)
    if length <= 31:
        firsts = {"early": (1, 10), "mid": (11, 20)}.get(which, (21, span.ends.day))
        return Span(span.starts.replace(day=firsts[0]), span.starts.replace(day=firsts[1]), "range", approx=True)
    months = round(length / 30.4)
    size = 1 if which == "end" else max(1, months // 3 - (months > 6 and which != "mid"))
    offset = {"early": 0, "mid": (months - size) // 2}.get(which, months - size)
    starts, after = shifted(span.starts, "month", offset), shifted(span.starts, "month", offset + size)
    return Span(starts or span.starts, after - timedelta(days=1) if after else span.ends, "range", approx=True)
