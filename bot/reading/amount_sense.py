"""What the words around an amount say about it: hedges, denials, years and idioms, and which readings are possible."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.reading.amount_units import Reading
from bot.reading.fold import Node

AMOUNTS = frozenset({"amt", "record"})
_CLAUSE_ENDS = frozenset({"brk", "stop"})
_SOFT_ENDS = frozenset({"comma", "and", *_CLAUSE_ENDS})
_LIST_NEIGHBOURS = frozenset(
    {"start", "finish", "comma", "brk", "stop", "and", "of", "from", "to", "dash", "colon", "doubt", "about", "ask"}
)
_YEARS = re.compile(r"(?:19|20)\d\d(?:\D{1,9}(?:19|20)\d\d)?")
_IN_YEAR = re.compile(r"\b(?:in|since|during|until)\s{1,3}$", re.IGNORECASE)
_SURE = re.compile(r"\s+(?:sure|certain|convinced|agree)", re.IGNORECASE)
_THOUSAND, _MILLION, _HUNDRED = Decimal(1000), Decimal(10) ** 6, Decimal(100)
_SLOT_KINDS = {"money": "money", "percent": "percent", "count": "count", "weeks": "count", "ratio": "count"}


class Reply(NamedTuple):
    """What a whole reply is made of: `lone`, a single amount and no words; `single`, a single amount among words."""

    lone: bool
    single: bool


def look_over(row: Sequence[Node]) -> Reply:
    """Count what a reply holds, once."""
    amounts = sum(node.kind in AMOUNTS for node in row)
    words = any(node.kind in {"word", "noun", "other", "junk"} for node in row)
    return Reply(lone=amounts == 1 and not words, single=amounts == 1)


def idle(node: Node, text: str, slot: str | None, reply: Reply) -> bool:
    """Whether a figure counts nothing: a year, "one" as a pronoun, "100% sure"."""
    reading: Reading = node.value
    if reading.kind == "percent" and _SURE.match(text, node.end):
        return True
    if reading.kind != "unknown" or reading.per:
        return False
    asked_for = slot in {"money", "count"} and reply.single
    if _YEARS.fullmatch(text, node.start, node.end):
        in_year = bool(_IN_YEAR.search(text[max(0, node.start - 10) : node.start]))
        return in_year or not (asked_for or reply.lone)
    one = reading.spoken and reading.value == 1 and reading.plain
    return one and not reply.lone and not (asked_for and slot == "count")


def hedged(row: Sequence[Node], at: int) -> Reading:
    """The reading with what its clause says: about, maybe, not."""
    reading: Reading = row[at].value
    before = _reach(row, range(at - 1, -1, -1), _SOFT_ENDS)
    after = _reach(row, range(at + 1, len(row)), _CLAUSE_ENDS)
    return reading._replace(
        approx=reading.approx or _loose(before, after),
        uncertain=reading.uncertain or "doubt" in before or _doubted_ahead(row, at) or _doubted_after(after),
        denied=reading.denied or "deny" in before[:2],
    )


def _loose(before: Sequence[str], after: Sequence[str]) -> bool:
    """ "about 40k", "40k or so", and "40k ballpark" with nothing more behind it."""
    behind = "orso" in after[:2] or after[:2] in (["about"], ["about", "finish"])
    return behind or not {"about", "orso"}.isdisjoint(before[:2])


def _reach(row: Sequence[Node], steps: range, ends: frozenset[str]) -> list[str]:
    """The kinds met from an amount outward until its clause ends or another amount begins; looks twelve nodes far."""
    kinds: list[str] = []
    for step in steps[:12]:
        kind = row[step].kind
        if kind in ends:
            return kinds
        kinds.append(kind)
        if kind in AMOUNTS:
            return kinds
    return kinds


def _doubted_ahead(row: Sequence[Node], at: int) -> bool:
    """ "not sure, 60k": a doubt that opens the reply is about what follows."""
    opening = ["start", "doubt", "comma"]
    return at == len(opening) and [node.kind for node in row[:at]] == opening


def _doubted_after(after: Sequence[str]) -> bool:
    """A doubt behind an amount is about it, unless the next amount follows in the same breath: "120k, maybe 40"."""
    if after and after[-1] in AMOUNTS:
        cut = after.index("comma") if "comma" in after else after.index("and") if "and" in after else len(after)
        return "doubt" in after[:cut]
    return "doubt" in after or "ask" in after


def asked(reading: Reading, slot: str | None, *, near_thousands: bool) -> Reading:
    """The reading in the terms of what was asked, with the other possible readings where there are any."""
    if slot == "percent" and reading.kind == "ratio":
        return reading._replace(kind="percent", part=None, whole=None)
    if slot == "percent" and reading.unit == "quarter" and reading.value is not None:
        return reading._replace(kind="percent", value=reading.value / 4, unit=None)
    if slot == "ratio" and reading.kind == "unknown" and _score(reading):
        return _as_record(reading)
    if reading.kind not in {"unknown", "count"} or (reading.kind == "count" and slot == "money"):
        return reading
    kind = _SLOT_KINDS.get(slot or "", reading.kind)
    plain = reading._replace(kind=kind, unit="week" if slot == "weeks" and not reading.unit else reading.unit)
    if not reading.plain or not reading.bare:
        return plain if kind != "percent" else reading
    if kind == "percent":
        return _as_percent(plain)
    return _as_money(plain) if kind == "money" or (near_thousands and slot is None) else plain


def _score(reading: Reading) -> bool:
    ends = (reading.low, reading.high)
    return all(end is not None and end >= 0 and end == end.to_integral_value() for end in ends)


def _as_record(reading: Reading) -> Reading:
    """ "9-15" may be 9 won and 15 lost, or 9 to 15."""
    won, lost = (int(end) for end in (reading.low, reading.high) if end is not None)
    record = Reading(Decimal(won) / (won + lost), kind="ratio", part=won, whole=won + lost, approx=reading.approx)
    return _choice(record, reading)


def _as_percent(reading: Reading) -> Reading:
    """60 is 60%; 0.6 may be 60% or 0.6%."""
    small = _times(reading, 1 / _HUNDRED)
    return _choice(reading, small) if 0 < _largest(reading) < 1 else small


def _as_money(reading: Reading) -> Reading:
    """A bare 1.2 may be millions or a percentage; a bare 40 may be thousands; a bare 1,200 is what it says."""
    largest = abs(_largest(reading))
    if not 0 < largest < _THOUSAND:
        return reading
    if largest != largest.to_integral_value():
        return _choice(_times(reading, _MILLION), _times(reading, 1 / _HUNDRED)._replace(kind="percent", currency=None))
    return _choice(_times(reading, _THOUSAND), reading)


def _largest(reading: Reading) -> Decimal:
    ends = (end for end in (reading.value, reading.high, reading.low) if end is not None)
    return next(ends)


def _times(reading: Reading, factor: Decimal) -> Reading:
    ends = {name: end * factor for name in ("value", "low", "high") if (end := getattr(reading, name)) is not None}
    return reading._replace(**ends)


def _choice(likely: Reading, other: Reading) -> Reading:
    return likely._replace(uncertain=True, others=(likely, other))


def stands_alone(row: Sequence[Node], at: int) -> bool:
    """Whether nothing after the figure says what it counts: the end, a comma, or "for Initech"."""
    after = row[at + 1] if at + 1 < len(row) else None
    return after is None or after.kind in _LIST_NEIGHBOURS or after.value in {"for", "with", "at"}
