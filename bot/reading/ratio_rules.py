"""What a reply means where a ratio or a percentage was asked for: "won 9, lost 15", "13 from 35", "a third"."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.reading.amount_rules import countable, joined_range, open_range, ratio
from bot.reading.amount_units import Reading
from bot.reading.fold import Build, Grammar, Node, span

Nodes = Sequence[Node]


def _record(nodes: Nodes) -> Node | None:
    """ "won 9 and lost 15" is 9 of 24, when a ratio was asked for."""
    first, second = (node.value for node in nodes if node.kind == "amt")
    if not countable(first) or not countable(second):
        return None
    won, lost = (second, first) if _lostfirst_of(nodes) else (first, second)
    whole = won.value + lost.value
    if min(won.value, lost.value) < 0 or not whole:
        return None
    return span("record", Reading(won.value / whole, kind="ratio", part=int(won.value), whole=int(whole)), nodes)


def _lostfirst_of(nodes: Nodes) -> bool:
    kinds = [node.kind for node in nodes if node.kind in {"won", "lost"}]
    return kinds == ["lost", "won"]


def _won_of(nodes: Nodes) -> Node | None:
    """ "24 opportunities, won 9"."""
    whole, part = (node for node in nodes if node.kind == "amt")
    read = ratio([part, whole])
    return read and span("record", read.value, nodes)


def _spaced(nodes: Nodes) -> Node | None:
    """ "12 / 32"."""
    read = ratio(nodes)
    return read and read._replace(value=read.value._replace(uncertain=True))


def _share(nodes: Nodes) -> list[Node] | None:
    """ "a third", "two-thirds", "a quarter" as the answer to a question for a percentage."""
    times = nodes[0].value.value if nodes[0].kind == "amt" else Decimal(1)
    part = nodes[-2].value
    if nodes[-2].kind == "period":
        part = Decimal("0.25") if part == "quarter" else None
    if not part or not times or (nodes[0].kind == "amt" and not nodes[0].value.spoken):
        return None
    return [span("amt", Reading(times * part, kind="ratio"), nodes[:-1]), nodes[-1]]


_TALLY = re.compile(
    r"(?<!\w)(?:w(?:in)?s?[ :=]{0,2}(?P<won>\d{1,4})[ ,/;&-]{1,3}l(?:oss(?:es)?)?[ :=]{0,2}(?P<lost>\d{1,4})"
    r"|(?P<wins>\d{1,4}) ?w(?:ins?)?[ ,/;&-]{1,3}(?P<losses>\d{1,4}) ?l(?:oss(?:es)?)?)(?!\w)",
    re.IGNORECASE,
)


def tally(text: str) -> Node | None:
    """ "W9 L15", "9W-15L": 9 of 24, when a ratio was asked for."""
    found = _TALLY.search(text)
    if found is None:
        return None
    won, lost = int(found["won"] or found["wins"]), int(found["lost"] or found["losses"])
    reading = Reading(Decimal(won) / (won + lost), kind="ratio", part=won, whole=won + lost) if won + lost else None
    return Node("amt", reading, *found.span()) if reading else None


_BESIDE = "and|comma|slash|dash|brk|stop|word|the|ordinal"
RECORD_RULES: list[tuple[str, Build]] = [
    (f"amt won ({_BESIDE})* amt lost|amt lost ({_BESIDE})* amt won", _record),
    (f"won amt ({_BESIDE})* lost amt|lost amt ({_BESIDE})* won amt", _record),
    (f"won amt ({_BESIDE})* amt lost|lost amt ({_BESIDE})* amt won", _record),
    ("amt (comma|word|and|the|of)* won amt", _won_of),
    ("amt (comma|word|and|the|of)* amt won", _won_of),
    ("amt (won|noun)? from the? amt", ratio),
    ("amt slash amt", _spaced),
]
_ENDS = "finish|comma|stop|brk|ask|of|and|or|to|dash|orso"
SHARE_RULES: list[tuple[str, Build]] = [
    (f"(a|amt) dash? (part|period|ordinal) ({_ENDS})", _share),
    ("between amt (and|to|dash) a? amt", joined_range),
    ("amt (dash|to) a? amt", joined_range),
    ("(over|under) amt", open_range),
]
RECORDS = Grammar(RECORD_RULES)
SHARES = Grammar(SHARE_RULES)
