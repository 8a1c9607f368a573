"""How accurately phrases of our own are read: what reps write, beside the figures and the days they mean.

Whoever wrote a line wrote what it means before asking the reader; a line is changed only where it was wrong.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bot.reading.amounts import Amount, read_amounts
from bot.reading.dates import When, read_dates

PHRASES = Path(__file__).parent / "data"
_NUMBER = r"-?\d+(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?P<loose>~)?(?:(?P<currency>[A-Z]{{3}}|money)\s)?(?P<low>{_NUMBER})?(?P<join>\.\.|\ of\ )?(?P<high>{_NUMBER})?"
    r"(?P<percent>%)?(?:/(?P<per>[a-z]+))?(?P<asked>\s\?)?"
)


class Figure(NamedTuple):
    """A figure as a line of `amount_phrases.txt` writes it: one number, or two for a range or a ratio."""

    numbers: tuple[float | None, ...]
    joined: str = ""
    kind: str = "number"
    currency: str | None = None
    per: str | None = None
    loose: bool = False
    asked: bool = False

    def same_numbers(self, other: "Figure") -> bool:
        """Whether both are the same figure, whatever it counts."""
        pairs = zip(self.numbers, other.numbers, strict=False)
        return self.joined == other.joined and all(_close(*pair) for pair in pairs)

    def same_kind(self, other: "Figure") -> bool:
        """Whether both count the same thing in the same currency and period too."""
        return self.same_numbers(other) and self[2:5] == other[2:5]

    def same(self, other: "Figure") -> bool:
        """Whether both are as loose and as much in doubt too."""
        return self.same_kind(other) and self[5:] == other[5:]


def amount_cases() -> Iterator[tuple[str, str | None, list[Figure]]]:
    """Each phrase with what was asked and the figures meant."""
    for line in _lines("amount_phrases.txt"):
        said, meant = line.split(" => ")
        slot = re.match(r"\[(\w+)\] ", said)
        figures = [] if meant == "-" else [_written(each) for each in meant.split("; ")]
        yield said[slot.end() :] if slot else said, slot[1] if slot else None, figures


def figures_read(text: str, slot: str | None) -> list[Figure]:
    """The figures the reader finds in a phrase."""
    return [_heard(amount) for amount in read_amounts(text, slot) if not amount.denied]


Days = tuple[date, date]


def date_cases() -> Iterator[tuple[str, date, str, list[list[Days]]]]:
    """Each phrase with the day it is said on, the fiscal year's start, and for each date its readings."""
    said_on, opens = date.min, "01-01"
    for line in _lines("date_phrases.txt"):
        if line.startswith("@"):
            said_on, opens = date.fromisoformat(line.split()[1]), line.split()[2]
            continue
        said, meant = line.split(" => ")
        dates = [] if meant == "-" else [[_days(one) for one in each.split(" | ")] for each in meant.split("; ")]
        yield said, said_on, opens, dates


def dates_read(text: str, said_on: date, opens: str) -> list[list[Days]]:
    """The dates the reader finds in a phrase, each with its readings."""
    return [_readings(when) for when in read_dates(text, said_on, opens)]


def _readings(when: When) -> list[Days]:
    return [(each.starts, each.ends) for each in when.ambiguous or (when,)]


def score_amounts() -> tuple[dict[str, float], list[str]]:
    """The share of phrases with the right figures, kinds, hedges, and silently wrong; and every miss, for reading."""
    rows: list[tuple[bool, ...]] = []
    misses: list[str] = []
    for text, slot, meant in amount_cases():
        read = figures_read(text, slot)
        right = [_all(meant, read, how) for how in (Figure.same_numbers, Figure.same_kind, Figure.same)]
        wrong = any(not each.asked and not any(each.same_numbers(one) for one in meant) for each in read)
        rows.append((*right, wrong))
        if not right[-1]:
            misses.append(f"{'WRONG ' if wrong else ''}{text!r} ({slot}): meant {meant}, read {read}")
    return _shares(("figures", "kinds", "hedges", "silently wrong"), rows), misses


def score_dates() -> tuple[dict[str, float], list[str]]:
    """The share of phrases with every date starting on the right day, and with the right days and readings."""
    rows: list[tuple[bool, ...]] = []
    misses: list[str] = []
    for text, said_on, opens, meant in date_cases():
        read = dates_read(text, said_on, opens)
        starts = [each[0][0] for each in read] == [each[0][0] for each in meant]
        whole = [each[0] for each in read] == [each[0] for each in meant]
        offered = whole and all(len(one) == 1 or one == each for one, each in zip(meant, read, strict=True))
        rows.append((starts, offered))
        if not offered:
            misses.append(f"{said_on} {text!r}: meant {meant}, read {read}")
    return _shares(("starts", "intervals"), rows), misses


def _shares(names: Sequence[str], rows: Sequence[tuple[bool, ...]]) -> dict[str, float]:
    return {name: sum(column) / len(rows) for name, column in zip(names, zip(*rows, strict=True), strict=True)}


def _all(meant: Sequence[Figure], read: Sequence[Figure], same: Callable[[Figure, Figure], bool]) -> bool:
    return len(meant) == len(read) and all(same(*pair) for pair in zip(meant, read, strict=True))


def _lines(name: str) -> Iterator[str]:
    for line in (PHRASES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _written(line: str) -> Figure:
    found = _FIGURE.fullmatch(line)
    if not found:
        raise ValueError(f"not a figure: {line}")
    low, high = (float(end) if end else None for end in (found["low"], found["high"]))
    money = "money" if found["currency"] else "number"
    return Figure(
        numbers=(low, high) if found["join"] else (low,),
        joined=(found["join"] or "").strip(),
        kind="percent" if found["percent"] else money,
        currency=None if found["currency"] == "money" else found["currency"],
        per=found["per"],
        loose=bool(found["loose"]),
        asked=bool(found["asked"]),
    )


def _heard(amount: Amount) -> Figure:
    times = 100 if amount.kind == "percent" else 1
    numbers = [None if end is None else float(end * times) for end in (amount.value, amount.low, amount.high)]
    ratio = amount.part is not None and amount.whole is not None
    joined = "of" if ratio else "" if amount.value is not None else ".."
    kept = (amount.part, amount.whole) if ratio else numbers[:1] if amount.value is not None else numbers[1:]
    return Figure(
        numbers=tuple(kept),
        joined=joined,
        kind=amount.kind if amount.kind in {"money", "percent"} else "number",
        currency=amount.currency,
        per=amount.per,
        loose=amount.approx,
        asked=amount.uncertain,
    )


def _close(left: float | None, right: float | None) -> bool:
    return left is right if left is None or right is None else math.isclose(left, right, rel_tol=1e-6, abs_tol=1e-9)


def _days(written: str) -> Days:
    first, _, last = written.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last or first)
