"""The rules that join amounts: ranges, bounds, ratios, per month; and the whole grammar of amounts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.reading.amount_units import UNIT_RULES, Reading, first_of, node_of
from bot.reading.fold import Build, Grammar, Node, span, touching
from bot.reading.number_rules import NUMBER_RULES, other

Nodes = Sequence[Node]
_HUNDRED = Decimal(100)


def _repeated(nodes: Nodes) -> Node | None:
    """ "45 (forty five)" says one figure twice."""
    first, again = (node for node in nodes if node.kind == "amt")
    same = first.value.value is not None and first.value.value == again.value.value
    return span("amt", first.value, nodes) if same else None


def _per(nodes: Nodes) -> Node | None:
    amount: Reading = nodes[0].value
    period = first_of(nodes[1:], "period", "freq")
    if amount.kind == "percent" or (amount.unit and nodes[1].kind != "per"):
        return None
    return node_of(nodes, amount, per=period)


def _freq_before(nodes: Nodes) -> Node | None:
    return _per([nodes[-1], nodes[0]]) and node_of(nodes, nodes[-1].value, per=nodes[0].value)


def ratio(nodes: Nodes) -> Node | None:
    """ "9 of 24", "9 out of our 24 deals", "one in four": a whole count out of a whole count."""
    part, whole = (node.value for node in nodes if node.kind == "amt")
    if not all(countable(side) for side in (part, whole)) or not 0 <= part.value <= whole.value or whole.value == 0:
        return None
    if whole.unit or part.unit or (first_of(nodes, "in") and whole.kind != "unknown"):
        return None
    reading = Reading(part.value / whole.value, kind="ratio", part=int(part.value), whole=int(whole.value))
    return node_of(nodes, reading, approx=part.approx or whole.approx)


def countable(side: Reading) -> bool:
    """Whether a reading is a whole number that may count something."""
    whole = side.value is not None and side.value == side.value.to_integral_value()
    return whole and side.plain and side.kind in {"unknown", "count"}


def _slashed(nodes: Nodes) -> Node | None:
    """ "9/24" is nine of twenty-four or a date: the count is read and marked uncertain; "50/50" is even odds."""
    part, whole = nodes[0].value, nodes[2].value
    if not touching(nodes[0], nodes[1]) or not touching(nodes[1], nodes[2]):
        return None
    if part.value == whole.value == 50:
        return node_of(nodes, Reading(Decimal("0.5"), kind="percent"))
    read = ratio(nodes)
    return read and read._replace(value=read.value._replace(uncertain=True))


def joined_range(nodes: Nodes) -> Node | None:
    """ "120-150k", "between 10 and 20 dollars": the left end borrows scale, unit and currency from the right."""
    left, right = (node.value for node in nodes if node.kind == "amt")
    low = _borrowed(left, right)
    if low is None or left.kind not in {"unknown", right.kind}:
        return None
    guessed = low not in {left.value, left.value * right.step, left.value / _HUNDRED}
    ends = right._replace(value=None, low=low, high=right.value, uncertain=left.uncertain or right.uncertain or guessed)
    return node_of(nodes, ends, approx=left.approx or right.approx, currency=right.currency or left.currency)


def _borrowed(left: Reading, right: Reading) -> Decimal | None:
    """The low end in the high end's terms, or None where that is no range: "$1.2-1.5M", "500 to 1.2M", "10-20%"."""
    if left.value is None or right.value is None:
        return None
    steps = [right.step, right.step / 1000, Decimal(1)] if left.plain and left.value < 1000 else [Decimal(1)]
    if right.kind == "percent" and left.kind == "unknown":
        steps = [1 / _HUNDRED]
    lows = [left.value * step for step in steps if step >= 1 or right.kind == "percent"]
    low = next((low for low in lows if low < right.value), None)
    return None if low and low * MOST_APART < right.value else low


MOST_APART = 100
"""How many times the low end the high end can be: "Studio 54 - 30k" is no range."""


def _shared_unit(nodes: Nodes) -> Node | None:
    """ "$5.95 - 10.95": the right end borrows the currency of the left."""
    left, right = nodes[0].value, nodes[-1].value
    if left.kind != "money" or right.kind != "unknown" or right.uncertain:
        return None
    changed = nodes[-1]._replace(value=right._replace(kind="money", currency=left.currency, bare=False))
    return joined_range([*nodes[:-1], changed])


def _change(nodes: Nodes) -> list[Node]:
    """ "grew from 1.2M to 1.4M" names two figures, not a range."""
    return [other([node]) if node.kind == "to" else node for node in nodes]


def _portions(nodes: Nodes) -> list[Node]:
    """ "25/25/20/30" is a row of figures."""
    return [other([node]) if node.kind == "slash" else node for node in nodes]


def _alternatives(nodes: Nodes) -> list[Node]:
    """ "5 or 6": neither figure is certain."""
    left, between, right = nodes
    low = _borrowed(left.value, right.value) if left.value.kind == "unknown" else None
    said = right.value._replace(value=low) if low is not None else left.value
    return [node_of([left], said, uncertain=True), between, node_of([right], right.value, uncertain=True)]


def _level(nodes: Nodes) -> list[Node] | None:
    """ "8% up to 100%": a rate up to a level; the level is a figure, not an open range."""
    return [nodes[0], other(nodes[1:2]), nodes[2]] if nodes[1].value == (False, True) else None


def open_range(nodes: Nodes) -> Node | None:
    """ "at least 40k", "under 170", "200 or greater": a range with one end."""
    amount: Reading = first_of(nodes, "amt")
    bound = next(node for node in nodes if node.kind != "amt")
    if amount.value is None or (bound.kind == "plus" and not touching(*nodes)):
        return None
    included = bound.value[1] if isinstance(bound.value, tuple) else True
    ends: dict[str, Any] = {"low": amount.value, "low_included": included, "high_included": False}
    if bound.kind in {"under", "orless"}:
        ends = {"high": amount.value, "high_included": included, "low_included": False}
    return node_of(nodes, amount, value=None, **ends)


def _open_behind(nodes: Nodes) -> Node | None:
    """ "40k at most", "5 at least"; other bounds stand before their figure."""
    return open_range(nodes) if nodes[1].value[1] else None


def _open_end(nodes: Nodes) -> list[Node] | None:
    """ "40k plus", and nothing more."""
    read = open_range(nodes[:2])
    return [read, nodes[2]] if read else None


def _worded(nodes: Nodes) -> Node | None:
    """ "10 dials per day"."""
    return _per([nodes[0], *nodes[2:]]) and node_of(nodes, nodes[0].value, per=nodes[-1].value)


def _in_currency(nodes: Nodes) -> Node | None:
    """ "40 grand in pounds"."""
    amount: Reading = nodes[0].value
    if amount.currency or amount.kind not in {"money", "unknown"}:
        return None
    return node_of(nodes, amount, kind="money", currency=nodes[-1].value, bare=False)


def _repaired(nodes: Nodes) -> list[Node]:
    """ "120k, no wait, 140k": the first is taken back."""
    return [node_of(nodes[:1], nodes[0].value, denied=True), *nodes[1:]]


def _both_bounds(nodes: Nodes) -> Node | None:
    """ "above 1000 and below 1500": two open ranges that meet are one."""
    first, second = nodes[0].value, nodes[-1].value
    if first.low is None or first.high is not None or second.high is None or second.low is not None:
        return None
    if first.low > second.high:
        return None
    return node_of(nodes, second, low=first.low, low_included=first.low_included)


def _with(**changes: Any) -> Any:  # noqa: ANN401 - a builder for the table below
    return lambda nodes: node_of(nodes, first_of(nodes, "amt"), **changes)


_PAUSE = "comma|stop|brk|dash|ask"
JOIN_RULES: list[tuple[str, Build]] = [
    ("(a|per) period ago", other),
    ("amt in (curword|code)", _in_currency),
    ("amt (slash|per|a) period", _per),
    ("amt freq", _per),
    ("amt word per period", _worded),
    ("freq amt", _freq_before),
    ("amt lpar amt rpar", _repeated),
    ("amt tilde amt", joined_range),
    ("tilde amt", _with(approx=True)),
    ("amt outof the? amt", ratio),
    ("amt noun? of the? amt", ratio),
    ("amt in amt", ratio),
    ("change (word|the|noun|period|in|freq|and)* from amt to amt|edit (word|the|noun)* from? amt to amt", _change),
    ("amt slash amt (slash amt)+", _portions),
    ("amt slash amt", _slashed),
    ("amt or amt", _alternatives),
    ("between amt (and|to|dash) amt", joined_range),
    ("from amt (to|dash) amt", joined_range),
    ("amt (dash|to) amt", joined_range),
    ("amt (dash|to) amt", _shared_unit),
    ("amt under amt", _level),
    ("(over|under) amt", open_range),
    ("amt (ormore|orless|plus)", open_range),
    ("amt plusword (finish|stop|brk)", _open_end),
    ("amt (over|under)", _open_behind),
    ("amt (and|comma)* amt", _both_bounds),
    ("amt (slash|per|a) period", _per),
    ("amt freq", _per),
    (f"amt ({_PAUSE})* repair (repair|colon|about|doubt|to|{_PAUSE})* amt", _repaired),
]
GRAMMAR = Grammar([*NUMBER_RULES, *UNIT_RULES, *JOIN_RULES])
