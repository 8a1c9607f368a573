"""Cells into days: the order of day and month found once for a column, months and quarters kept as spans."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from bot.facts import Day
from bot.reading.tables.model import Cell
from bot.reading.tables.words import plain

Order = Literal["day first", "month first"]

_TIME = re.compile(
    r"[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|[+-][0-9:]{2,6})?$",
    re.IGNORECASE,
)
_ISO = re.compile(r"^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$")
_PARTS = re.compile(r"^([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4}|[0-9]{2})$")
_MONTH_YEAR = re.compile(r"^(?:([0-9]{4})[-/.]([0-9]{1,2})|([0-9]{1,2})[/.]([0-9]{4}))$")
_NAMED_MONTH = re.compile(r"^([a-z]+)\.?[\s\-/,']+([0-9]{4})$|^([a-z]+)\.?[-/']([0-9]{2})$")
_NAMED_DAY = re.compile(r"^(?:[a-z]+,\s*)?([0-9]{1,2})\.?[\s\-/]*([a-z]+)\.?[\s\-/,]*([0-9]{4}|[0-9]{2})$")
_MONTH_FIRST = re.compile(r"^(?:[a-z]+,\s*)?([a-z]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})$")
_QUARTER = re.compile(r"^(?:q([1-4])[\s\-/]*([0-9]{4})|([0-9]{4})[\s\-/]*q([1-4]))$")
# The first letters of the months, without accents: English, German, French, Spanish, Italian, Dutch.
_MONTHS = (
    "jan ene gen",
    "feb fev fevr",
    "mar mrz maer maa mars",
    "apr avr abr",
    "may mai mei mag mayo",
    "jun juin giu",
    "jul juil lug",
    "aug aou ago",
    "sep sept set",
    "oct okt ott",
    "nov",
    "dec dez dic",
)
_BY_NAME = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_LONGEST = 60  # characters of a date with its time and zone
_EXCEL_ZERO = date(1899, 12, 30)


class DayVotes(NamedTuple):
    """How many cells can only be read day first, only month first, and either way with a different day."""

    day_first: int
    month_first: int
    either: int


def day_votes(cells: Iterable[Cell]) -> DayVotes:
    """What the cells of a column say about the order of day and month."""
    day = month = either = 0
    for cell in cells:
        match = _PARTS.match(_bare(cell)) if isinstance(cell, str) and len(cell) <= _LONGEST else None
        if not match:
            continue
        first, second = int(match[1]), int(match[2])
        day += first > 12 >= second or "." in match[0]
        month += second > 12 >= first
        either += first <= 12 and second <= 12 and first != second and "." not in match[0]
    return DayVotes(day, month, either)


def day_order(found: DayVotes) -> Order | None:
    """The order of a column, or None where its cells do not tell or contradict each other."""
    if bool(found.day_first) == bool(found.month_first):
        return None
    return "day first" if found.day_first else "month first"


def read_day(cell: Cell, order: Order | None) -> Day | None:
    """Read one cell as a day, a month or a quarter; None where it is none, or could be two."""
    if isinstance(cell, date):
        return Day(starts=cell, ends=cell)
    if isinstance(cell, Decimal):
        return _serial(cell)
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return None
    text = _bare(cell)
    try:
        return _written(text, order) or (_serial(Decimal(text)) if text.isdecimal() and len(text) == 5 else None)
    except ValueError:
        return None


def _bare(cell: str) -> str:
    return _TIME.sub("", cell.strip())


def _written(text: str, order: Order | None) -> Day | None:
    if match := _ISO.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _PARTS.match(text):
        return _by_order(int(match[1]), int(match[2]), _year(match[3]), "day first" if "." in text else order)
    if match := _MONTH_YEAR.match(text):
        return _month(int(match[1] or match[4]), int(match[2] or match[3]))
    return _named(_folded(text))


def _folded(text: str) -> str:
    marks = re.sub(r"[^\s\-/,.']+", lambda word: plain(word[0]), text)
    return marks.casefold()


def _named(text: str) -> Day | None:
    if match := _QUARTER.match(text):
        year, quarter = int(match[2] or match[3]), int(match[1] or match[4])
        return Day(starts=date(year, quarter * 3 - 2, 1), ends=_last(year, quarter * 3))
    if match := _NAMED_MONTH.match(text):
        number = _month_number(match[1] or match[3])
        return _month(_year(match[2] or match[4]), number) if number else None
    if match := _NAMED_DAY.match(text):
        number = _month_number(match[2])
        return _day(_year(match[3]), number, int(match[1])) if number else None
    if match := _MONTH_FIRST.match(text):
        number = _month_number(match[1])
        return _day(_year(match[3]), number, int(match[2])) if number else None
    return None


def _month_number(name: str) -> int | None:
    return _BY_NAME.get(name) or _BY_NAME.get(name[:4]) or _BY_NAME.get(name[:3])


def _by_order(first: int, second: int, year: int, order: Order | None) -> Day | None:
    if order == "day first" or (order is None and (first > 12 or first == second)):
        return _day(year, second, first)
    if order == "month first" or (order is None and second > 12):
        return _day(year, first, second)
    return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _day(year: int, month: int, day: int) -> Day:
    found = date(year, month, day)
    return Day(starts=found, ends=found)


def _month(year: int, month: int) -> Day:
    return Day(starts=date(year, month, 1), ends=_last(year, month))


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _serial(number: Decimal) -> Day | None:
    """A day as Excel counts it, where it falls into the years a plan could speak of (1990 to 2064)."""
    if not 32874 <= number < 60000:
        return None
    found = _EXCEL_ZERO + timedelta(days=int(number))
    return Day(starts=found, ends=found)
