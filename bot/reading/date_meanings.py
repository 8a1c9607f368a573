"""What dates mean that stand by themselves: each function builds a meaning, which a calendar turns into days."""

from collections.abc import Callable
from datetime import date, timedelta

from bot.reading.spans import (
    Calendar,
    Meaning,
    Span,
    day,
    fiscal_part,
    safe_day,
    shifted,
    unit_of,
    week_of,
    working_days,
    year_of,
)

Duration = tuple[tuple[int, str], ...]
Change = Callable[[Calendar, Span], Span | None]


def fiscal_year(label: int) -> Meaning:
    """ "FY27": the fiscal year that ends in 2027."""
    return lambda calendar: fiscal_part(calendar, label, "year")


def calendar_year(year: int) -> Meaning:
    """ "in 2027"."""
    return lambda _: year_of(year)


def exactly(span: Span | None) -> Meaning | None:
    """A date that is fixed as written."""
    return (lambda _: span) if span else None


def days_on(offset: int) -> Meaning:
    """Today, tomorrow, yesterday."""
    return lambda calendar: day(calendar.today + timedelta(days=offset))


def unit(name: str, offset: int) -> Meaning:
    """ "next month", "this quarter", "last week": whole units."""
    return lambda calendar: unit_of(calendar, calendar.today, "fiscal" if name == "fiscal" else name, offset)


def whole_units(name: str, offset: int, count: int) -> Meaning:
    """ "the next three quarters", "the last two years": whole units before or after the present one."""

    def resolve(calendar: Calendar) -> Span | None:
        if name == "workday":
            return _workdays(calendar, offset * count)
        near, far = (unit_of(calendar, calendar.today, name, offset * steps) for steps in (1, count))
        ends = sorted(found for found in (near, far) if found)
        return Span(ends[0].starts, ends[-1].ends, ends[0].grain if count == 1 else "range") if len(ends) == 2 else None

    return resolve


def _workdays(calendar: Calendar, count: int) -> Span:
    ends = sorted((working_days(calendar.today, 1 if count > 0 else -1), working_days(calendar.today, count)))
    return Span(ends[0], ends[1], "range")


def rolling_units(name: str, offset: int, count: int) -> Meaning:
    """ "the 10 previous weeks": counted from today, not in whole units."""

    def resolve(calendar: Calendar) -> Span | None:
        far = shifted(calendar.today, name, offset * count)
        if not far:
            return None
        one = timedelta(days=1)
        return Span(calendar.today + one, far, "range") if offset > 0 else Span(far, calendar.today - one, "range")

    return resolve


def moved(anchor: Meaning, length: Duration, sign: int) -> Meaning:
    """ "3 weeks from tomorrow", "two days before Christmas"."""

    def resolve(calendar: Calendar) -> Span | None:
        start = anchor(calendar)
        then = start and moved_day(start.starts, tuple((sign * count, name) for count, name in length))
        return day(then) if then else None

    return resolve


def moved_day(when: date, length: Duration) -> date | None:
    """A day some length of time later, or earlier where its counts are negative."""
    for count, name in length:
        if name == "workday":
            when = working_days(when, count)
        elif (then := shifted(when, name, count)) is None:
            return None
        else:
            when = then
    return when


def weekday(number: int, offset: int | None = None) -> Meaning:
    """ "Monday" is the coming one, "next Monday" that of next week, "last Monday" the one before today."""

    def resolve(calendar: Calendar) -> Span:
        ahead = (number - calendar.today.weekday()) % 7
        if offset == 1:
            return day(week_of(calendar.today).starts + timedelta(days=7 + number))
        if offset == -1 or (offset is None and calendar.past):
            return day(calendar.today + timedelta(days=(ahead or 7) - (7 if ahead else 14)))
        return day(calendar.today + timedelta(days=ahead or (0 if offset == 0 else 7)))

    return resolve


def weekday_after_next(number: int) -> Meaning:
    """ "Wednesday after next": not the coming one but the one after it."""
    return moved(weekday(number), ((1, "week"),), 1)


def weekday_of(week: Meaning, number: int) -> Meaning:
    """ "Monday of next week"."""
    return mapped(week, lambda _, span: day(week_of(span.starts).starts + timedelta(days=number)))


def closest_weekday(number: int, anchor: Meaning) -> Meaning:
    """ "the closest Monday to Oct 5th"."""

    def closest(_: Calendar, span: Span) -> Span:
        ahead = (number - span.starts.weekday()) % 7
        return day(span.starts + timedelta(days=ahead if ahead <= 3 else ahead - 7))

    return mapped(anchor, closest)


def day_of_month(number: int, on: int | None = None) -> Meaning:
    """ "the 15th": the next one, today included; with a weekday, the next that falls on it."""

    def resolve(calendar: Calendar) -> Span | None:
        months = [shifted(calendar.today.replace(day=1), "month", offset) for offset in range(48)]
        found = (safe_day(first.year, first.month, number) for first in months if first)
        return next(
            (each for each in found if each and each.starts >= calendar.today and on in {None, each.starts.weekday()}),
            None,
        )

    return resolve


def mapped(meaning: Meaning, change: Change) -> Meaning:
    """A meaning with a change applied to its span."""

    def resolve(calendar: Calendar) -> Span | None:
        span = meaning(calendar)
        changed = span and change(calendar, span)
        if not span or not changed or not span.other:
            return changed
        return changed._replace(other=change(calendar, span.other))

    return resolve


def until(first: Meaning, last: Meaning) -> Meaning:
    """From one date to another."""

    def resolve(calendar: Calendar) -> Span | None:
        starts, ends = first(calendar), last(calendar)
        return joined(starts, ends)

    return resolve


def joined(starts: Span | None, ends: Span | None) -> Span | None:
    """From the start of one to the end of the other, or None where they do not follow."""
    if not starts or not ends or ends.ends < starts.starts:
        return None
    return Span(starts.starts, ends.ends, "range", approx=starts.approx or ends.approx)
