"""What dates mean that come back every year until a year is named: March, Q2, Thanksgiving."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.reading.date_meanings import Change, Duration, joined, moved_day
from bot.reading.spans import Calendar, Grain, Meaning, OfYear, Span, fiscal_part, month_of, safe_day

_RECENT = timedelta(days=335)  # what comes round later than this was over less than a month ago


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
        then = moved_day(calendar.today, length)
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


def iso_week(number: int) -> OfYear:
    """A week of a year by its ISO number; not every year has a week 53."""

    def of_year(_: Calendar, year: int) -> Span | None:
        monday = date(year, 1, 4) - timedelta(days=date(year, 1, 4).weekday()) + timedelta(weeks=number - 1)
        return Span(monday, monday + timedelta(days=6), "week") if monday.isocalendar().year == year else None

    return of_year


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


def mapped_yearly(of_year: OfYear, change: Change) -> OfYear:
    """A yearly date with a change applied to its span."""

    def resolve(calendar: Calendar, year: int) -> Span | None:
        span = of_year(calendar, year)
        return change(calendar, span) if span else None

    return resolve


def until_next(first: Meaning, last: OfYear) -> Meaning:
    """From a date to the first such day after it: "from November to March"."""

    def resolve(calendar: Calendar) -> Span | None:
        starts = first(calendar)
        ends = starts and nearest(last)(calendar._replace(today=starts.starts, past=False))
        return joined(starts, ends)

    return resolve


def up_to(first: OfYear, last: Meaning) -> Meaning:
    """ "10 August to 12 September 2013": the start is the last one before the end."""

    def resolve(calendar: Calendar) -> Span | None:
        ends = last(calendar)
        starts = ends and nearest(first)(calendar._replace(today=ends.starts, past=True))
        return joined(starts, ends)

    return resolve
