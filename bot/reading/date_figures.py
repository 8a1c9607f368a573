"""Date rules for what is written in figures: 2027-03-14, 3/14, Q2, FY27."""

import re
from collections.abc import Sequence

from bot.reading import date_meanings as means
from bot.reading import date_yearly as recurring
from bot.reading.date_nodes import dated, yearly
from bot.reading.date_numbers import number, numbers
from bot.reading.fold import Node
from bot.reading.spans import OfYear, Span, month_of, safe_day

Nodes = Sequence[Node]


def iso(nodes: Nodes) -> Node | None:
    """2027-03-14; where that is no day, 2027-14-03."""
    year, middle, last = map(int, re.split("[-/.]", nodes[0].value.group()))
    return dated(nodes, means.exactly(safe_day(year, middle, last) or safe_day(year, last, middle)))


def numeric(nodes: Nodes) -> Node | None:
    """3/4/2027 is March 4 and may be 3 April; with dots it is 3 April."""
    found = nodes[0].value
    first, second, year = map(int, re.split("[-/.]", found.group()))
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    american, other_order = safe_day(year, first, second), safe_day(year, second, first)
    if found["mark"] == ".":
        return dated(nodes, means.exactly(other_order or american))
    return dated(nodes, means.exactly(_either(american, other_order)))


def _either(likely: Span | None, second: Span | None) -> Span | None:
    return likely._replace(other=second) if likely and second and likely != second else likely or second


def slashed(nodes: Nodes) -> Node | None:
    """3/14 is March 14; 3/4 is March 4 and may be 3 April."""
    first, second = map(int, nodes[0].value.group().split("/"))
    return yearly(nodes, _month_and_day(first, second)) if first <= 12 or second <= 12 else None


def _month_and_day(first: int, second: int) -> OfYear:
    return lambda _, year: _either(safe_day(year, first, second), safe_day(year, second, first))


def dashed(nodes: Nodes) -> Node | None:
    """ "2-15" is a date only when it is the whole reply."""
    first, second = numbers(nodes)
    if not 1 <= first <= 12 or not 12 < second <= 31:
        return None
    return yearly(nodes[1:-1], _month_and_day(first, second))


def spaced(nodes: Nodes) -> Node | None:
    """ "2027 03 14"."""
    year, month, of_month = numbers(nodes)
    return dated(nodes, means.exactly(safe_day(year, month, of_month)))


def year_month(nodes: Nodes) -> Node | None:
    """2027-03 or 03/2027."""
    first, second = map(int, re.split("[-/]", nodes[0].value.group()))
    return dated(nodes, means.exactly(month_of(max(first, second), min(first, second))))


def quarter(nodes: Nodes) -> Node | None:
    """Q2, 2027Q2, 27q2: a quarter of the fiscal year."""
    found = nodes[0].value
    of_year = recurring.fiscal("quarter", int(found["q"]))
    if not found["qyear"]:
        return yearly(nodes, of_year)
    return dated(nodes, recurring.in_year(of_year, int(found["qyear"][-2:]) + 2000))


def quarter_first(nodes: Nodes) -> Node | None:
    """1Q27, 3Q: the quarter before its letter."""
    found = nodes[0].value
    of_year = recurring.fiscal("quarter", int(found["fq"]))
    if not found["fqyear"]:
        return yearly(nodes, of_year)
    return dated(nodes, recurring.in_year(of_year, int(found["fqyear"][-2:]) + 2000))


def quarter_named(nodes: Nodes) -> Node | None:
    """ "quarter 2", "quarter two"."""
    name, nth = nodes[0].value, number(nodes[1])
    return yearly(nodes, recurring.fiscal("quarter", nth)) if name == "quarter" and 1 <= nth <= 4 else None


def half(nodes: Nodes) -> Node:
    """H1, 2H: a half of the fiscal year."""
    found = nodes[0].value
    return yearly(nodes, recurring.fiscal("half", int(found["h"] or found["hh"])))


def fiscal_year(nodes: Nodes) -> Node | None:
    """FY27, "fiscal year 2027", "year 2027"."""
    if nodes[0].kind == "fy":
        return dated(nodes, means.fiscal_year(int(nodes[0].value["fyear"][-2:]) + 2000), "yeardate")
    name, year = nodes[0].value, nodes[-1].value
    if name not in {"fiscal", "year"}:
        return None
    return dated(nodes, means.fiscal_year(year) if name == "fiscal" else means.calendar_year(year), "yeardate")


def decade(nodes: Nodes) -> Node | None:
    """ "1990s"."""
    first = int(nodes[0].value.group()[:4])
    starts, ends = safe_day(first, 1, 1), safe_day(first + 9, 12, 31)
    return dated(nodes, means.exactly(Span(starts.starts, ends.ends, "range"))) if starts and ends else None
