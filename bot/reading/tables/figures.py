"""Cells into money: the decimal mark found once for a column, then each cell read the same way.

"1.234" alone can be read two ways, and then it is not read at all: the column's other cells decide, or the person does.
"""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from bot.reading.tables.model import Cell, Uncalculated
from bot.reading.tables.words import plain

Mark = Literal[".", ","]

_CODES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "CA$": "CAD", "C$": "CAD", "A$": "AUD", "AU$": "AUD"}
_CODES |= {"NZ$": "NZD", "¥": "JPY", "₹": "INR", "R$": "BRL", "kr": "SEK", "Fr.": "CHF", "zł": "PLN"}
_ISO = "USD|EUR|GBP|CAD|AUD|NZD|CHF|JPY|INR|SEK|NOK|DKK|PLN|CZK|BRL|MXN|ZAR|SGD|HKD"
_MONEY = re.compile(
    rf"^(?P<open>\()?\s*(?P<minus>[-−–])?\s*(?P<before>{_ISO}|(?:US|CA|AU|NZ|[CAR])?\$|[€£¥₹]|kr|Fr\.|zł)?\s*"
    rf"(?P<minus2>[-−])?\s*(?P<digits>[0-9]*(?:[.,'’\s][0-9]+)*)\s*"
    rf"(?P<scale>k|t|m|mm|mn|mio\.?|mln|bn|tsd\.?|thousand|million)?\s*"
    rf"(?P<after>{_ISO}|\$|[€£¥₹]|kr|zł)?\s*(?P<minus3>-)?(?P<close>\))?$",
    re.IGNORECASE,
)
_SCALES = {"k": 3, "t": 3, "tsd": 3, "tsd.": 3, "thousand": 3, "m": 6, "mm": 6, "mn": 6, "mio": 6, "mio.": 6, "mln": 6}
_SCALES |= {"million": 6, "bn": 9}
_LONGEST = 40  # characters of an amount
_LARGEST = Decimal(10) ** 15
_NOTHING = {
    "",
    "-",
    "--",
    "—",
    "–",
    "n/a",
    "na",
    "none",
    "null",
    "tbd",
    "tba",
    "?",
    "??",
    "#n/a",
    "unknown",
    "open",
    "k.a.",
}
_HEAD_SCALES = (
    (r"(?:[$€£]|\b(?:usd|eur|gbp|cad|aud))?\s?(?:'000s?|’000s?|\b000s?\b|\b0{3}'?s\b)", 1000),
    (r"[$€£]\s?000s?\b", 1000),
    (
        r"\b(?:in\s+)?(?:thousands?|tausend|milliers|miles|tsd\.?|teur|tusd|tgbp|tchf|t€|k\s?(?:eur|usd|gbp|chf|cad|aud)|keuro)\b",
        1000,
    ),
    (r"(?:[$€£]|\b(?:usd|eur|gbp|chf|cad|aud))\s?k\b", 1000),
    (r"\bk\s?[$€£]|\bt\s?€|\(\s*k\s*\)|\bin\s+k\b", 1000),
    (
        r"(?:[$€£]|\b(?:usd|eur|gbp|chf|cad|aud))\s?(?:mm|mn|m)\b|\bin\s+(?:millions?|mio)\b|\bmio\.?\b|\bmillions?\b",
        1000000,
    ),
)


class Money(NamedTuple):
    """A figure as its cell says it, before the header's scale; `scaled` where the cell names its own ("5.5k")."""

    value: Decimal
    currency: str | None = None
    scaled: bool = False


class Unread(NamedTuple):
    """Why a cell gives no figure; `empty` where it says as much itself."""

    why: str
    empty: bool = False


def header_scale(header: str) -> Decimal:
    """1000 for a header such as "Amount ($K)", "Wert in T€" or "Revenue (000s)"; otherwise 1."""
    found = (factor for pattern, factor in _HEAD_SCALES if re.search(pattern, header, re.IGNORECASE))
    return Decimal(next(found, 1))


def says_monthly(header: str) -> bool:
    """Whether a header says that its amounts are per month: "MRR", "Monthly Revenue", "Value / mo"."""
    return bool(re.search(r"\bmrr\b|\bmonthly\b|\bper month\b|/\s?mo(?:nth)?\b|\bmonatlich", header, re.IGNORECASE))


def stated_scale(text: str) -> Decimal:
    """The scale that a line above a table states: "All amounts in $K" is 1000, "Target $3M" states none."""
    match = re.search(
        r"\bin\s+(?:[A-Z]{3}\s+)?(?:thousands?|millions?|tausend|mio\b|t€|teur|[$€£]?\s?(?:k|000s?|m)\b)",
        text,
        re.IGNORECASE,
    )
    return Decimal(1) if not match else header_scale(match[0]) if header_scale(match[0]) > 1 else Decimal(1000)


def header_currency(header: str) -> str | None:
    """The currency that a header names by sign or code."""
    code = re.search(rf"\b[TK]?({_ISO})\b", header)
    if code:
        return code[1]
    sign = re.search(r"(?:US|CA|AU|NZ|R)?\$|[€£¥₹]", header)
    return _CODES.get(sign[0]) if sign else None


class Votes(NamedTuple):
    """How many cells can only be read with a decimal point, only with a decimal comma, and either way."""

    point: int
    comma: int
    either_point: int
    either_comma: int


def votes(cells: Iterable[Cell]) -> Votes:
    """What the cells of a column say about their decimal mark."""
    counts = {"point": 0, "comma": 0, ".": 0, ",": 0}
    for cell in cells:
        match = _money_match(cell) if isinstance(cell, str) else None
        verdict = _verdict(match["digits"].strip()) if match else None
        if verdict:
            counts[verdict] += 1
    return Votes(counts["point"], counts["comma"], counts["."], counts[","])


def _money_match(cell: str) -> re.Match[str] | None:
    # Of many blanks in a row one counts: every part of a figure may stand apart, and they would be dealt out for hours.
    return _MONEY.match(" ".join(cell.split())) if len(cell) <= _LONGEST else None


def _verdict(digits: str) -> str | None:
    """ "point" or "comma" where only that decimal mark fits, the mark itself where either does, None without one."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return None
    mark, other = digits[last], "," if digits[last] == "." else "."
    named, against = ("point", "comma") if mark == "." else ("comma", "point")
    if other in digits:
        return named
    if digits.count(mark) > 1:
        return against
    before, after = digits[:last], digits[last + 1 :]
    if len(after) != 3 or len(before) > 3 or before in {"", "0"} or re.search(r"[\s'’]", before):
        return named
    return mark


def decimal_mark(found: Votes, *, comma_groups: bool) -> Mark | None:
    """The decimal mark of a column, or None where a person must say.

    "1,234" without a better sign is taken as the American thousand only where `comma_groups` allows; "1.234" never is.
    """
    if found.point and not found.comma:
        return "."
    if found.comma and not found.point:
        return ","
    if found.point or found.comma:
        return None
    if found.either_point:
        return None
    return "." if comma_groups or not found.either_comma else None


def read_money(cell: Cell, mark: Mark | None) -> Money | Unread:
    """Read one cell. Without a decimal mark only figures that can be read one way are."""
    if cell is None:
        return Unread("no amount", empty=True)
    if isinstance(cell, Uncalculated):
        return Unread("a formula whose result was never saved in the file, so it cannot be read")
    if isinstance(cell, Decimal):
        return Money(cell) if abs(cell) < _LARGEST else Unread("it is larger than any amount")
    if not isinstance(cell, str):
        return Unread(f'"{cell}" is no amount')
    if cell.strip().casefold() in _NOTHING:
        return Unread("no amount", empty=True)
    match = _money_match(cell)
    if not match or not match["digits"].strip():
        return Unread(f'"{cell[:60]}" is no amount')
    return _money(match, mark, cell)


def _money(match: re.Match[str], mark: Mark | None, cell: str) -> Money | Unread:
    digits = match["digits"].strip()
    verdict = _verdict(digits)
    # "1.2k" has no thousands to group, whatever the column does.
    if verdict in {".", ","} and match["scale"] is None and mark is None:
        return Unread(f'"{cell}" can be read two ways')
    chosen: Mark = "." if verdict == "point" else "," if verdict == "comma" else mark or ("." if "." in digits else ",")
    grouped = "," if chosen == "." else "."
    try:
        value = Decimal(re.sub(r"[\s'’]", "", digits).replace(grouped, "").replace(chosen, "."))
    except InvalidOperation:
        return Unread(f'"{cell[:60]}" is no amount')
    scale = (match["scale"] or "").casefold()
    value = value.scaleb(_SCALES.get(scale, 0)) if scale else value
    if value >= _LARGEST:
        return Unread(f'"{cell}" is larger than any amount')
    negative = any((match["minus"], match["minus2"], match["minus3"], match["open"] and match["close"]))
    sign = match["before"] or match["after"]
    code = None if sign is None else _CODES.get(sign, _CODES.get(sign.upper(), sign.upper()))
    return Money(-value if negative else value, code, scaled=bool(scale))


def read_share(cell: Cell, *, of_one: bool) -> Decimal | None:
    """A probability or rate as a fraction: "60%" is 0.6, and so is 0.6 where the column counts in parts `of_one`."""
    if isinstance(cell, str):
        match = re.match(r"^\s*([0-9]*(?:[.,][0-9]+)?)\s*(%)?\s*$", cell)
        if not match or not match[1]:
            return None
        number = Decimal(match[1].replace(",", "."))
        return number / 100 if match[2] or not of_one else number
    if isinstance(cell, Decimal):
        return cell if of_one else cell / 100
    return None


def counts_in_ones(cells: Iterable[Cell]) -> bool:
    """Whether a column of bare figures holds fractions (0.6) and not percentages (60)."""
    bare = [cell for cell in cells if isinstance(cell, Decimal) or (isinstance(cell, str) and "%" not in cell)]
    figures = [share for share in (read_share(cell, of_one=True) for cell in bare) if share is not None]
    return bool(figures) and all(share <= 1 for share in figures) and any(0 < share < 1 for share in figures)


def is_nothing(text: str) -> bool:
    """Whether a cell says in words that it has nothing to say: "n/a", "tbd", "?"."""
    return text.strip().casefold() in _NOTHING or plain(text) in _NOTHING
