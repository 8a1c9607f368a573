"""Amounts in a reply: money, percentages, counts, ratios and ranges, with how sure the reading is.

Where two readings are possible the likelier one is offered and both are listed in `ambiguous`, so that the caller asks.
"""

from decimal import Decimal
from typing import Literal

from bot.facts import Frozen
from bot.reading.amount_rules import GRAMMAR
from bot.reading.amount_sense import AMOUNTS, asked, hedged, idle, look_over, stands_alone
from bot.reading.amount_tokens import tokens
from bot.reading.amount_units import Reading
from bot.reading.fold import Node
from bot.reading.ratio_rules import RECORDS, SHARES, tally

Kind = Literal["money", "percent", "count", "ratio", "multiple", "unknown"]
Per = Literal["hour", "day", "week", "month", "quarter", "year"]


class Amount(Frozen):
    """One amount as it was said; `text[start:end] == quote`.

    A single figure sits in `value`; a range in `low` and `high`, an open one with only one of them. Percent is a
    fraction (0.6 for 60%). A ratio has `part`, `whole` and their quotient as `value`. `currency` is an ISO code or None
    where none was said; `unit` is a period for "six weeks". `approx`: "about 40k"; `uncertain`: "maybe 40k", or more
    than one reading is possible, and then `ambiguous` lists the readings, the one taken first. `denied`: "not 40k".
    """

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    low_included: bool = True
    high_included: bool = True
    kind: Kind = "unknown"
    currency: str | None = None
    per: Per | None = None
    unit: Per | None = None
    part: int | None = None
    whole: int | None = None
    approx: bool = False
    uncertain: bool = False
    denied: bool = False
    ambiguous: tuple["Amount", ...] = ()
    start: int
    end: int
    quote: str


_SHARED = [name for name in Reading._fields if name in Amount.model_fields]


def read_amounts(text: str, slot: str | None = None) -> tuple[Amount, ...]:
    """Every amount in `text`, in order. `slot` says what was asked: money, percent, count, ratio or weeks."""
    row = GRAMMAR.fold([Node("start", None, 0, 0), *tokens(text), Node("finish", None, len(text), len(text))])
    if slot == "ratio":
        if counted := tally(text):
            return (_amount(counted.value, counted, text),)
        row = RECORDS.fold(row)
    if slot == "percent":
        row = SHARES.fold(row)
    reply = look_over(row)
    found = [at for at, node in enumerate(row) if node.kind in AMOUNTS and not idle(node, text, slot, reply)]
    readings = {at: hedged(row, at) for at in found}
    thousands = any(each.step >= 1000 and each.kind in {"unknown", "money"} for each in readings.values())
    return tuple(
        _amount(asked(readings[at], slot, near_thousands=thousands and stands_alone(row, at)), row[at], text)
        for at in found
    )


def _amount(reading: Reading, node: Node, text: str) -> Amount:
    fields = {name: getattr(reading, name) for name in _SHARED}
    ambiguous = tuple(_amount(other._replace(others=()), node, text) for other in reading.others)
    return Amount(**fields, ambiguous=ambiguous, start=node.start, end=node.end, quote=text[node.start : node.end])
