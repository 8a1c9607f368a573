"""What dates mean: each function builds a meaning, which a calendar turns into a span of days."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bot.reading.spans import (
    Calendar,
    Grain,
    Meaning,
    OfYear,
    Span,
    day,
    fiscal_part,
    month_of,
    safe_day,
    shifted,
    unit_of,
    week_of,
    working_days,
    year_of,
)

Duration = tuple[tuple[int, str], ...]
Change = Callable[[Calendar, Span], Span | None]
_RECENT = timedelta(days=335)


def nearest(of_year: OfYear) -> Meaning:
    """The next time it comes round, today included; in a sentence about the past, the last time it began.

    Where it was over only a short while ago and the sentence does not tell, both years are possible.
    """

    def resolve(calendar: Calendar) -> Span | None:
        before = next((found for found in _from(of_year, calendar, -1) if found.starts <= calendar.today), None)
        if calendar.past and before:
            return before
        ahead = next((found for found in _from(of_year, calendar, 1) if found.ends >= calendar.today), None)
        if ahead and before and ahead.starts - calendar.today > _RECENT:
            return ahead._replace(other=before)
        return ahead

    return resolve


def _from(of_year: OfYear, calendar: Calendar, step: int) -> Iterator[Span]:
    """Each time it comes round, from a year on this side of today outward; 29 February is found within eight years."""
    years = range(calendar.today.year - step, calendar.today.year + 9 * step, step)
    return (found for year in years if (found := of_year(calendar, year)))


def relative(of_year: OfYear, offset: int) -> Meaning:
    """ "next March", "this September", "last Thanksgiving"."""

    def resolve(calendar: Calendar) -> Span | None:
        if offset > 0:
            return next((found for found in _from(of_year, calendar, 1) if found.starts > calendar.today), None)
        if offset < 0:
            return next((found for found in _from(of_year, calendar, -1) if found.ends < calendar.today), None)
        return of_year(calendar, calendar.today.year)

    return resolve


def in_year(of_year: OfYear, year: int) -> Meaning:
    """ "March 2027". Where the fiscal year is not the calendar year, "Q1 2027" may be of either."""

    def resolve(calendar: Calendar) -> Span | None:
        found, plain = (of_year(each, year) for each in (calendar, calendar._replace(fiscal_start=(1, 1))))
        return found._replace(other=plain) if found and plain and plain != found else found

    return resolve


def within(of_year: OfYear, period: Meaning) -> Meaning:
    """ "the first quarter of next fiscal year", "Thanksgiving of last year"."""

    def resolve(calendar: Calendar) -> Span | None:
        held = period(calendar)
        if not held:
            return None
        found = [of_year(calendar, year) for year in (held.starts.year, held.ends.year)]
        inside = [span for span in found if span and held.starts <= span.starts and span.ends <= held.ends]
        return inside[0] if inside else found[-1]

    return resolve


def after(of_year: OfYear, length: Duration) -> Meaning:
    """ "Thanksgiving in 3 years": the first one from then on."""

    def resolve(calendar: Calendar) -> Span | None:
        then = _moved(calendar.today, length)
        return nearest(of_year)(calendar._replace(today=then, past=False)) if then else None

    return resolve


def on_weekday(of_year: OfYear, weekday: int) -> Meaning:
    """ "Fri, July 18": the next year in which the two agree, or simply the next where they do not."""

    def agreeing(calendar: Calendar, year: int) -> Span | None:
        found = of_year(calendar, year)
        return found if found and found.starts.weekday() == weekday else None

    def resolve(calendar: Calendar) -> Span | None:
        plain, agreed = nearest(of_year)(calendar), nearest(agreeing)(calendar)
        return agreed if plain and agreed and agreed.starts - plain.starts < timedelta(days=740) else plain

    return resolve


def month_day(month: int, of_month: int) -> OfYear:
    """A day of a month, in any year."""
    return lambda _, year: safe_day(year, month, of_month)


def month_days(month: int, first: int, last: int) -> OfYear:
    """Days of a month, in any year: "July 13 to 15"."""

    def of_year(_: Calendar, year: int) -> Span | None:
        starts, ends = safe_day(year, month, first), safe_day(year, month, last)
        return Span(starts.starts, ends.ends, "range") if starts and ends and first <= last else None

    return of_year


def month(number: int) -> OfYear:
    """A month, in any year."""
    return lambda _, year: month_of(year, number)


def fiscal(grain: Grain, index: int) -> OfYear:
    """A quarter or half of the fiscal year that ends in a year."""
    return lambda calendar, year: fiscal_part(calendar, year, grain, index)


def season(starts_in: int) -> OfYear:
    """An astronomical season by its usual days; winter runs into the next year."""

    def of_year(_: Calendar, year: int) -> Span | None:
        first = {3: 20, 6: 21, 9: 23, 12: 21}[starts_in]
        last = {3: (6, 20), 6: (9, 22), 9: (12, 20), 12: (3, 19)}[starts_in]
        return Span(date(year, starts_in, first), date(year + (starts_in == 12), *last), "range", approx=True)

    return of_year


def seasons(offset: int) -> Meaning:
    """ "last season": the one before the one that holds today."""

    def resolve(calendar: Calendar) -> Span | None:
        all_of_them = sorted(
            found
            for month in (3, 6, 9, 12)
            for year in range(-2, 3)
            if (found := season(month)(calendar, calendar.today.year + year))
        )
        now = next(at for at, found in enumerate(all_of_them) if found.starts <= calendar.today <= found.ends)
        return all_of_them[now + offset]

    return resolve


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
        then = start and _moved(start.starts, tuple((sign * count, name) for count, name in length))
        return day(then) if then else None

    return resolve


def _moved(when: date, length: Duration) -> date | None:
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
        return change(calendar, span) if span else None

    return resolve


def mapped_yearly(of_year: OfYear, change: Change) -> OfYear:
    """A yearly date with a change applied to its span."""

    def resolve(calendar: Calendar, year: int) -> Span | None:
        span = of_year(calendar, year)
        return change(calendar, span) if span else None

    return resolve


def until(first: Meaning, last: Meaning) -> Meaning:
    """From one date to another."""

    def resolve(calendar: Calendar) -> Span | None:
        starts, ends = first(calendar), last(calendar)
        return _joined(starts, ends)

    return resolve


def until_next(first: Meaning, last: OfYear) -> Meaning:
    """From a date to the first such day after it: "from November to March"."""

    def resolve(calendar: Calendar) -> Span | None:
        starts = first(calendar)
        ends = starts and nearest(last)(calendar._replace(today=starts.starts, past=False))
        return _joined(starts, ends)

    return resolve


def _joined(starts: Span | None, ends: Span | None) -> Span | None:
    if not starts or not ends or ends.ends < starts.starts:
        return None
    return Span(starts.starts, ends.ends, "range", approx=starts.approx or ends.approx)


def up_to(first: OfYear, last: Meaning) -> Meaning:
    """ "10 August to 12 September 2013": the start is the last one before the end."""

    def resolve(calendar: Calendar) -> Span | None:
        ends = last(calendar)
        starts = ends and nearest(first)(calendar._replace(today=ends.starts, past=True))
        return _joined(starts, ends)

    return resolve
