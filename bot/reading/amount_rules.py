"""The rules that give numbers their unit and join them: money, percent, ranges, bounds, ratios, per month."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from bot.reading.amount_tokens import Num
from bot.reading.amount_words import DOLLARS
from bot.reading.fold import Grammar, Node, span, touching
from bot.reading.number_rules import NUMBER_RULES, other

Nodes = Sequence[Node]
_HUNDRED = Decimal(100)
# Where these are paid a dot parts thousands: "40.000 €" is forty thousand, though not for everyone who writes it.
_DOTTED = frozenset({"EUR", "BRL", "DKK", "NOK", "SEK", "PLN", "CZK", "IDR"})
_STATING = frozenset({"is", "was", "are", "were", "at", "of", None})


class Reading(NamedTuple):
    """An amount while it is being read; the fields are those of Amount. `bare`: no unit and no scale was said."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    low_included: bool = True
    high_included: bool = True
    kind: str = "unknown"
    currency: str | None = None
    per: str | None = None
    unit: str | None = None
    part: int | None = None
    whole: int | None = None
    approx: bool = False
    uncertain: bool = False
    bare: bool = False
    step: Decimal = Decimal(1)
    spoken: bool = False
    denied: bool = False
    others: tuple["Reading", ...] = ()

    @property
    def plain(self) -> bool:
        return self.step == 1


def _read(nodes: Nodes, reading: Reading, **changes: Any) -> Node:  # noqa: ANN401 - the fields of Reading
    return span("amt", reading._replace(**changes), nodes)


def _first(nodes: Nodes, *kinds: str) -> Any:  # noqa: ANN401 - a node carries whatever its kind means
    return next((node.value for node in nodes if node.kind in kinds), None)


def _from(number: Num) -> Reading:
    return Reading(number.value, step=number.step, spoken=number.spoken, uncertain=number.unsure)


def _sign(nodes: Nodes) -> int:
    return -1 if any(node.kind in {"minus", "neg"} for node in nodes) else 1


def _money(nodes: Nodes) -> Node:
    """A figure with its currency before or behind it, and a scale behind the currency: "75 USD million"."""
    reading = _from(_first(nodes, "n"))
    assert reading.value is not None
    scale = _first(nodes, "scale") or Decimal(1)
    currency = _first(nodes, "code", "cur", "curword")
    if currency in _DOTTED and reading.plain and reading.value.as_tuple().exponent == -3:
        scale, reading = Decimal(1000), reading._replace(uncertain=True)
    return _read(nodes, reading, value=reading.value * _sign(nodes) * scale, kind="money", currency=currency)


def _between_figures(nodes: Nodes) -> list[Node]:
    """A sign between two figures belongs to the one it touches: "40 $20 setup"."""
    left, sign, right = nodes
    if touching(sign, right) and not touching(left, sign):
        return [left, _money([sign, right])]
    return [_money([left, sign]), right]


def _accounting(nodes: Nodes) -> list[Node] | None:
    """ "revenue is ($99.99)": a loss in the manner of accountants, or just an aside; both readings are kept."""
    before, opening, amount, closing = nodes
    reading: Reading = amount.value
    glued = touching(opening, amount) and touching(amount, closing)
    if not glued or reading.kind != "money" or reading.value is None or before.value not in _STATING:
        return None
    loss = reading._replace(value=-reading.value, uncertain=True)
    return [before, span("amt", loss._replace(others=(loss, reading._replace(uncertain=True))), nodes[1:])]


def _repeated(nodes: Nodes) -> Node | None:
    """ "45 (forty five)" says one figure twice."""
    first, again = (node for node in nodes if node.kind == "amt")
    same = first.value.value is not None and first.value.value == again.value.value
    return span("amt", first.value, nodes) if same else None


def _scaled_money(nodes: Nodes) -> Node:
    """ "30 MUSD" and "MAUD 60"."""
    (scale, currency), reading = _first(nodes, "mcode"), _from(_first(nodes, "n"))
    assert reading.value is not None
    return _read(nodes, reading, value=reading.value * scale, kind="money", currency=currency)


def _cents(nodes: Nodes) -> Node:
    """ "20 dollars 43 cents", "a dollar and 42 cents", "10 cents"."""
    numbers = [node.value.value for node in nodes if node.kind == "n"]
    whole = numbers[0] if len(numbers) > 1 else Decimal("a" in [node.kind for node in nodes])
    currency = _first(nodes, "cur", "curword") or _first(nodes, "minor") or "USD"
    return _read(nodes, Reading(kind="money", currency=currency), value=whole + numbers[-1] / _HUNDRED)


def _grand(nodes: Nodes) -> Node:
    reading = _from(_first(nodes, "n"))
    assert reading.value is not None
    return _read(nodes, reading, value=reading.value * 1000, kind="money", step=Decimal(1000))


def _percent(nodes: Nodes, of: Decimal = _HUNDRED) -> Node:
    reading = _from(_first(nodes, "n"))
    assert reading.value is not None
    return _read(nodes, reading, value=reading.value * _sign(nodes) / of, kind="percent")


def _dollar_name(nodes: Nodes) -> Node | None:
    """ "US$", "cad$", "Canadian dollars": one currency."""
    country, sign = nodes
    if country.kind in {"word", "a"} and not touching(country, sign):
        return None
    iso = country.value if country.kind in {"country", "code"} else DOLLARS.get(str(country.value))
    return span(sign.kind, iso, nodes) if iso and sign.value == "USD" else None


def _negative(nodes: Nodes) -> list[Node] | None:
    """A dash is a minus where nothing is named before it: "-5%", "was -5%"; in "Acme -40k" it may be either."""
    before, dash, *after = nodes
    opens = before.kind in {"start", "lpar", "colon", "cur"}
    if not opens and (before.end == dash.start or not touching(dash, after[0])):
        return None
    if opens or before.kind not in {"word", "noun"} or before.value in _STATING:
        return [before, dash._replace(kind="neg"), *after]
    return [before, dash, *(node._replace(value=node.value._replace(unsure=True)) if node.kind == "n" else node for node in after)]


def _bare(nodes: Nodes) -> Node:
    number: Num = nodes[-1].value
    kind = "ratio" if nodes[-1].kind == "fraction" else "unknown"
    return _read(nodes, _from(number), value=number.value * _sign(nodes), kind=kind, bare=number.plain)


def _counted(nodes: Nodes) -> Node | None:
    """A number of something: "12 deals", "six weeks". A period becomes the unit; "120k renewal" is no count."""
    number, noun = _first(nodes, "n"), nodes[-1]
    if noun.kind == "noun" and not (number.plain and (number.value == 1 or noun.value)):
        return None
    return _read(nodes, _from(number), kind="count", unit=noun.value if noun.kind == "period" else None)


def _multiple(nodes: Nodes) -> Node:
    return _read(nodes, _from(nodes[0].value), kind="multiple")


def _per(nodes: Nodes) -> Node | None:
    amount: Reading = nodes[0].value
    period = _first(nodes[1:], "period", "freq")
    if amount.kind == "percent" or (amount.unit and nodes[1].kind != "per"):
        return None
    return _read(nodes, amount, per=period)


def _freq_before(nodes: Nodes) -> Node | None:
    return _per([nodes[-1], nodes[0]]) and _read(nodes, nodes[-1].value, per=nodes[0].value)


def _ratio(nodes: Nodes) -> Node | None:
    """ "9 of 24", "9 out of our 24 deals", "one in four": a whole count out of a whole count."""
    part, whole = (node.value for node in nodes if node.kind == "amt")
    if not all(_countable(side) for side in (part, whole)) or not 0 <= part.value <= whole.value or whole.value == 0:
        return None
    if whole.unit or part.unit or (_first(nodes, "in") and whole.kind != "unknown"):
        return None
    reading = Reading(part.value / whole.value, kind="ratio", part=int(part.value), whole=int(whole.value))
    return _read(nodes, reading, approx=part.approx or whole.approx)


def _countable(side: Reading) -> bool:
    whole = side.value is not None and side.value == side.value.to_integral_value()
    return whole and side.plain and side.kind in {"unknown", "count"}


def _record(nodes: Nodes) -> Node | None:
    """ "won 9 and lost 15" is 9 of 24, when a ratio was asked for."""
    first, second = (node.value for node in nodes if node.kind == "amt")
    if not _countable(first) or not _countable(second):
        return None
    won, lost = (second, first) if _order(nodes) else (first, second)
    whole = won.value + lost.value
    if min(won.value, lost.value) < 0 or not whole:
        return None
    return span("record", Reading(won.value / whole, kind="ratio", part=int(won.value), whole=int(whole)), nodes)


def _order(nodes: Nodes) -> bool:
    kinds = [node.kind for node in nodes if node.kind in {"won", "lost"}]
    return kinds == ["lost", "won"]


def _won_of(nodes: Nodes) -> Node | None:
    """ "24 opportunities, won 9"."""
    whole, part = (node for node in nodes if node.kind == "amt")
    read = _ratio([part, whole])
    return read and span("record", read.value, nodes)


def _slashed(nodes: Nodes) -> Node | None:
    """ "9/24" is nine of twenty-four or a date: the count is read and marked uncertain; "50/50" is even odds."""
    part, whole = nodes[0].value, nodes[2].value
    if not touching(nodes[0], nodes[1]) or not touching(nodes[1], nodes[2]):
        return None
    if part.value == whole.value == 50:  # noqa: PLR2004 - the idiom is fifty-fifty
        return _read(nodes, Reading(Decimal("0.5"), kind="percent"))
    read = _ratio(nodes)
    return read and read._replace(value=read.value._replace(uncertain=True))


def _range(nodes: Nodes) -> Node | None:
    """ "120-150k", "between 10 and 20 dollars": the left end borrows scale, unit and currency from the right."""
    left, right = (node.value for node in nodes if node.kind == "amt")
    if left.value is None or right.value is None or not {left.kind, right.kind} <= {"unknown", right.kind}:
        return None
    low = _borrowed(left, right)
    if low is None:
        return None
    guessed = low not in {left.value, left.value * right.step, left.value / _HUNDRED}
    ends = right._replace(value=None, low=low, high=right.value, uncertain=left.uncertain or right.uncertain or guessed)
    return _read(nodes, ends, approx=left.approx or right.approx, currency=right.currency or left.currency)


def _borrowed(left: Reading, right: Reading) -> Decimal | None:
    """The low end in the high end's terms, or None where that is no range: "$1.2-1.5M", "500 to 1.2M", "10-20%"."""
    assert left.value is not None
    assert right.value is not None
    steps = [right.step, right.step / 1000, Decimal(1)] if left.plain and left.value < 1000 else [Decimal(1)]  # noqa: PLR2004
    if right.kind == "percent" and left.kind == "unknown":
        steps = [1 / _HUNDRED]
    lows = [left.value * step for step in steps if step >= 1 or right.kind == "percent"]
    return next((low for low in lows if low < right.value), None)


def _shared_unit(nodes: Nodes) -> Node | None:
    """ "$5.95 - 10.95": the right end borrows the currency of the left."""
    left, right = nodes[0].value, nodes[-1].value
    if left.kind != "money" or right.kind != "unknown" or right.uncertain:
        return None
    changed = nodes[-1]._replace(value=right._replace(kind="money", currency=left.currency, bare=False))
    return _range([*nodes[:-1], changed])


def _change(nodes: Nodes) -> list[Node]:
    """ "grew from 1.2M to 1.4M" names two figures, not a range."""
    return [other([node]) if node.kind == "to" else node for node in nodes]


def _portions(nodes: Nodes) -> list[Node]:
    """ "25/25/20/30" is a row of figures."""
    return [other([node]) if node.kind == "slash" else node for node in nodes]


def _alternatives(nodes: Nodes) -> list[Node]:
    """ "5 or 6": neither figure is certain."""
    left, between, right = nodes
    low = _borrowed(left.value, right.value) if left.value.value and right.value.value and left.value.kind == "unknown" else None
    said = right.value._replace(value=low) if low else left.value
    return [_read([left], said, uncertain=True), between, _read([right], right.value, uncertain=True)]


def _level(nodes: Nodes) -> list[Node] | None:
    """ "8% up to 100%": a rate up to a level; the level is a figure, not an open range."""
    return [nodes[0], other(nodes[1:2]), nodes[2]] if nodes[1].value == (False, True) else None


def _open(nodes: Nodes) -> Node | None:
    """ "at least 40k", "under 170", "200 or greater": a range with one end."""
    amount: Reading = _first(nodes, "amt")
    bound = next(node for node in nodes if node.kind != "amt")
    if amount.value is None or (bound.kind == "plus" and not touching(*nodes)):
        return None
    included = bound.value[1] if isinstance(bound.value, tuple) else True
    ends: dict[str, Any] = {"low": amount.value, "low_included": included, "high_included": False}
    if bound.kind in {"under", "orless"}:
        ends = {"high": amount.value, "high_included": included, "low_included": False}
    return _read(nodes, amount, value=None, **ends)


def _open_behind(nodes: Nodes) -> Node | None:
    """ "40k at most", "5 at least"; other bounds stand before their figure."""
    return _open(nodes) if nodes[1].value[1] else None


def _both_bounds(nodes: Nodes) -> Node | None:
    """ "above 1000 and below 1500": two open ranges that meet are one."""
    first, second = nodes[0].value, nodes[-1].value
    if first.low is None or first.high is not None or second.high is None or second.low is not None:
        return None
    if first.low > second.high:
        return None
    return _read(nodes, second, low=first.low, low_included=first.low_included)


def _with(**changes: Any) -> Any:  # noqa: ANN401 - a builder for the table below
    return lambda nodes: _read(nodes, _first(nodes, "amt"), **changes)


_CUR = "(cur|code|curword)"
UNIT_RULES = [
    ("(word|a|country|code) cur", _dollar_name),
    ("country curword", _dollar_name),
    ("code cur", _dollar_name),
    ("(start|lpar|colon|cur|and|comma|brk|to|from|word|tilde|over|under|about|doubt|the|of|noun) dash cur? n", _negative),
    (f"n {_CUR} and? n minor", _cents),
    ("cur n and? n minor", _cents),
    ("a curword and n minor", _cents),
    ("n minor", _cents),
    ("(neg|minus)? n code scale", _money),
    ("cur n cur n", lambda nodes: [_money(nodes[:2]), _money(nodes[2:])]),
    ("n cur n", _between_figures),
    (f"(neg|minus)? (cur|code) colon? (neg|minus)? n (code|curword)?|(neg|minus)? n {_CUR}", _money),
    ("(start|word|of|change|colon) lpar amt rpar", _accounting),
    ("mcode n|n mcode", _scaled_money),
    ("n grand", _grand),
    ("(neg|minus)? n pct", _percent),
    ("n bps", lambda nodes: _percent(nodes, Decimal(10_000))),
    ("multiple|n times", _multiple),
    ("n noun", _counted),
    ("(n dash?) period", _counted),
    ("(neg|minus)? (n|fraction)", _bare),
]
JOIN_RULES = [
    ("(a|per) period ago", other),
    ("amt (slash|per|a) period", _per),
    ("amt freq", _per),
    ("freq amt", _freq_before),
    ("amt lpar amt rpar", _repeated),
    ("amt tilde amt", _range),
    ("tilde amt", _with(approx=True)),
    ("amt outof the? amt", _ratio),
    ("amt noun? of the? amt", _ratio),
    ("amt in amt", _ratio),
    ("amt slash amt", _slashed),
    ("change (word|the|noun|period|in|freq|and)* from amt to amt|edit (word|the|noun)* from? amt to amt", _change),
    ("amt slash amt (slash amt)+", _portions),
    ("amt or amt", _alternatives),
    ("between amt (and|to|dash) amt", _range),
    ("from amt (to|dash) amt", _range),
    ("amt (dash|to) amt", _range),
    ("amt (dash|to) amt", _shared_unit),
    ("amt under amt", _level),
    ("(over|under) amt", _open),
    ("amt (ormore|orless|plus)", _open),
    ("amt (over|under)", _open_behind),
    ("amt (and|comma)* amt", _both_bounds),
    ("amt (slash|per|a) period", _per),
    ("amt freq", _per),
]
RECORD_RULES = [
    ("won amt (and|comma)* lost amt|lost amt (and|comma)* won amt", _record),
    ("amt won (and|comma)* amt lost|amt lost (and|comma)* amt won", _record),
    ("amt (comma|word|and|the|of)* won amt", _won_of),
]
GRAMMAR = Grammar([*NUMBER_RULES, *UNIT_RULES, *JOIN_RULES])
RECORDS = Grammar(RECORD_RULES)
