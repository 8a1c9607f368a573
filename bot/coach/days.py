"""A date in an answer, in the planned year: when a contract renews, by when something is to be done."""

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


_PART_OF_YEAR = re.compile(
    r"\b(?:q[ -]?[1-4]|[1-4]q|h[12]|[12]h|quarter (?:one|two|three|four|[1-4])"
    r"|(?:first|second|third|fourth|1st|2nd|3rd|4th|front|back) (?:fiscal )?(?:quarter|qtr|q|half))$",
    re.IGNORECASE,
)
_OF_A_YEAR = re.compile(r"\d\d|\b(?:this|last|next|current|previous|coming)\b", re.IGNORECASE)


def deadline_in(text: str, today: date, year: FiscalYear) -> Day | None:
    """The last date by which something is to be done; one gone by is part of the story.

    A quarter or half without a year of its own is the planned year's while that is ahead, for that is what is planned.
    """
    start = (year.starts.month, year.starts.day)
    read = [day for day in read_dates(text, today, start) if not _is_habit(text, day)]
    meant = (_planned(text, day, today, year) if _names_a_part(day) else day for day in read)
    ahead = [day for day in meant if day.ends >= today]
    return Day(starts=ahead[-1].starts, ends=ahead[-1].ends) if ahead else None


def _names_a_part(day: When) -> bool:
    """Whether it is a quarter or a half by its number, of no year in particular."""
    return bool(_PART_OF_YEAR.search(day.quote)) and not _OF_A_YEAR.search(day.quote)


def _planned(text: str, day: When, today: date, year: FiscalYear) -> When:
    """A quarter or half in the planned year; one gone by stays where its clause tells of it: "lost two in Q1"."""
    alone = len(_other_words(text, day)) <= _LEAST_WORDS
    if day.ends < today and not alone:
        return day
    said, at = (day.quote, 0) if alone else (text, day.start)
    again = read_dates(said, max(today, year.starts), (year.starts.month, year.starts.day))
    return next((when for when in again if when.start == at), day)


def _is_habit(text: str, day: When) -> bool:
    """Whether a date tells how something is done rather than when: "the same day", "within a day", "every Friday"."""
    return bool(
        re.match(r"(?:the )?same\b|within\b", day.quote, re.IGNORECASE)
        or re.search(r"\b(?:every|each|the same)\s+$", text[: day.start], re.IGNORECASE)
    )


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
    return bool(_RENEWING.search(_around(text, day))) or len(_other_words(text, day)) <= _LEAST_WORDS


def _other_words(text: str, day: When) -> list[str]:
    return re.findall(r"[A-Za-z]{3,}", _around(text, day))


def _around(text: str, day: When) -> str:
    """The rest of a date's clause."""
    before, after = re.split(r"[.;,\n]", text[: day.start])[-1], re.split(r"[.;,\n]", text[day.end :])[0]
    return before + " " + after
