"""Holidays people name instead of a date, as rules of the year."""

from datetime import date, timedelta

from bot.reading.spans import Calendar, OfYear, Span, month_of, nth_weekday, safe_day


def _fixed(month: int, of_month: int) -> OfYear:
    return lambda _, year: safe_day(year, month, of_month)


def _weekday(month: int, weekday: int, nth: int, days_on: int = 0) -> OfYear:
    def of_year(_: Calendar, year: int) -> Span | None:
        span = month_of(year, month)
        found = span and nth_weekday(span, weekday, nth)
        on = found and found.starts + timedelta(days=days_on)
        return Span(on, on) if on else None

    return of_year


def _easter(_: Calendar, year: int) -> Span | None:
    """Easter Sunday, by the anonymous Gregorian computus (https://en.wikipedia.org/wiki/Date_of_Easter)."""
    century, golden = year // 100, year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - epact - year % 100 % 4) % 7
    drift = (golden + 11 * epact + 22 * weekday) // 451
    month, before = divmod(epact + weekday - 7 * drift + 114, 31)
    on = date(year, month, before + 1)
    return Span(on, on)


def _from_easter(days_on: int) -> OfYear:
    def of_year(calendar: Calendar, year: int) -> Span | None:
        sunday = _easter(calendar, year)
        on = sunday and sunday.starts + timedelta(days=days_on)
        return Span(on, on) if on else None

    return of_year


HOLIDAYS: dict[OfYear, str] = {
    _fixed(1, 1): "first of the year/new year/new years/new year's/new years day/new year's day/new year day",
    _fixed(12, 31): "new years eve/new year's eve",
    _weekday(1, 0, 3): "mlk day/martin luther king day",
    _fixed(2, 14): "valentine's day/valentines day/valentine's/valentines",
    _weekday(2, 0, 3): "presidents day/presidents' day/president's day",
    _fixed(3, 17): "st patrick's day/saint patrick's day/st patricks day/saint patrick",
    _easter: "easter/easter sunday",
    _from_easter(-2): "good friday",
    _from_easter(1): "easter monday",
    _fixed(6, 19): "juneteenth",
    _weekday(5, 6, 2): "mother's day/mothers day",
    _weekday(5, 0, -1): "memorial day",
    _weekday(6, 6, 3): "father's day/fathers day",
    _fixed(7, 4): "independence day",
    _weekday(9, 0, 1): "labor day/labour day",
    _weekday(10, 0, 2): "columbus day",
    _fixed(10, 31): "halloween",
    _fixed(11, 11): "veterans day",
    _weekday(11, 3, 4): "thanksgiving/thanksgiving day",
    _weekday(11, 3, 4, days_on=1): "black friday",
    _weekday(11, 3, 4, days_on=4): "cyber monday",
    _fixed(12, 24): "christmas eve/xmas eve",
    _fixed(12, 25): "christmas/christmas day/xmas/xmas day",
    _fixed(12, 26): "boxing day",
}
