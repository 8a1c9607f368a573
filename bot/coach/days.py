"""A date in an answer, in the planned year: when a contract renews."""

import re
from datetime import date

from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Day
from bot.reading.dates import When, read_dates

_RENEWING = re.compile(r"renew|expir|\bends?\b|\bruns?\b|until|through|\bterm\b|contract|\bup\b|\bdue\b", re.IGNORECASE)
_ROLLING = re.compile(r"\bmonth[- ]to[- ]month\b|\bmonthly\b|\brolling\b|\bevergreen\b|\bany ?time\b", re.IGNORECASE)
_LEAST_WORDS = 1


def date_in(text: str, year: FiscalYear, *, loosely: bool = False) -> Day | None:
    """The first date that is the point of its clause, in the planned year; a contract that rolls ends any day of it.

    `loosely` takes any date, also one that tells of something else.
    """
    start = year.starts
    for day in read_dates(text, start, (start.month, start.day)):
        if loosely or _says_when(text, day):
            return _in_year(day, start)
    return Day(starts=year.starts, ends=year.ends) if _ROLLING.search(text) else None


def _in_year(day: When, start: date) -> Day:
    """A date without a year of its own, brought into the planned year."""
    late = day.ends >= start or re.search(r"\d{4}", day.quote)
    years = 0 if late else 1
    return Day(starts=_later(day.starts, years), ends=_later(day.ends, years))


def _later(day: date, years: int) -> date:
    leaps = (day.month, day.day) == (2, 29) and years
    return day.replace(year=day.year + years, day=28 if leaps else day.day)


def _says_when(text: str, day: When) -> bool:
    """Whether a date's clause is about the date, not about what else happened then: "in May" but not "left in May"."""
    before, after = re.split(r"[.;,\n]", text[: day.start])[-1], re.split(r"[.;,\n]", text[day.end :])[0]
    around = before + " " + after
    return bool(_RENEWING.search(around)) or len(re.findall(r"[A-Za-z]{3,}", around)) <= _LEAST_WORDS
