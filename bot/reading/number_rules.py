"""The rules that fold number words and figures into one number: "two hundred thousand", "one and a half million"."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from bot.reading.amount_tokens import Num
from bot.reading.fold import Node, span, touching

Nodes = Sequence[Node]
_ONE = Decimal(1)


def _values(nodes: Nodes, *kinds: str) -> list[Decimal]:
    return [_value(node) for node in nodes if node.kind in kinds]


def _value(node: Node) -> Decimal:
    return node.value.value if isinstance(node.value, Num) else Decimal(node.value)


def _spoken(kind: str, value: Decimal, nodes: Nodes, step: Decimal = _ONE, *, unsure: bool = False) -> Node:
    return span(kind, Num(value, step, spoken=True, unsure=unsure), nodes)


def _tens(nodes: Nodes) -> Node | None:
    tens, unit = _values(nodes, "tens", "small")
    return span("small", tens + unit, nodes) if 1 <= unit <= 9 else None


def _hundreds(nodes: Nodes) -> Node | None:
    times = _values(nodes, "small", "num")
    if times and not (1 <= times[0] < 100 and times[0] == int(times[0])):
        return None
    return span("hundreds", (times or [_ONE])[0] * 100, nodes)


def _hundreds_and(nodes: Nodes) -> Node:
    return span("hundreds", sum(_values(nodes, "hundreds", "small"), Decimal(0)), nodes)


def _pair(nodes: Nodes) -> Node | None:
    """Two numbers run together: "one fifty" is 150, "twenty twenty six" a year."""
    first, second = _values(nodes, "small")
    if not 10 <= second <= 99 or not 1 <= first <= 99:
        return None
    return span("hundreds" if first < 10 else "year", first * 100 + second, nodes)


def _decimals(nodes: Nodes) -> Node | None:
    whole, *digits = _values(nodes, "small", "hundreds", "num")
    if any(digit != int(digit) or not 0 <= digit <= 9 for digit in digits[:-1]) or digits[-1] != int(digits[-1]):
        return None
    return _spoken("num", Decimal(f"{whole}.{''.join(str(int(digit)) for digit in digits)}"), nodes)


def _only_decimal(nodes: Nodes) -> Node:
    """ "point five" is a half, or a point and five of something."""
    return _spoken("num", Decimal(f"0.{_value(nodes[-1])}"), nodes, unsure=True)


def _mixed(nodes: Nodes) -> Node | None:
    """ "3 1/4"."""
    whole, part, parts = (node.value for node in nodes if node.kind == "num")
    fits = touching(nodes[1], nodes[2]) and touching(nodes[2], nodes[3]) and whole.plain and part.plain
    return (
        span("num", parts._replace(value=whole.value + part.value / parts.value), nodes)
        if fits and 0 < part.value < parts.value
        else None
    )


def _fraction(nodes: Nodes) -> Decimal | None:
    """The half, third or quarter among the nodes, times the number before it; other periods are no fraction."""
    times = _values(nodes, "small") or [_ONE]
    part = next(node for node in reversed(nodes) if node.kind in {"half", "part", "period", "ordinal"})
    if part.kind == "period":
        return times[0] / 4 if part.value == "quarter" else None
    return times[0] * _value(part) if part.value else None


def _part_of_scale(nodes: Nodes) -> Node | None:
    """ "half a million", "a quarter million", "three quarters billion"."""
    fraction, (scale,) = _fraction(nodes), _values(nodes, "scale")
    return _spoken("scaled", fraction * scale, nodes, scale) if fraction else None


def _and_part(nodes: Nodes) -> Node | None:
    """ "five and a half", "three and one fourth": the number and the part; a scale behind multiplies both."""
    first, part = nodes[0], _fraction(nodes[1:])
    if part is None:
        return None
    if first.kind == "scaled":
        return _spoken("scaled", _value(first) + part * first.value.step, nodes, first.value.step)
    if isinstance(first.value, Num) and not first.value.plain:
        return None
    return _spoken("num", _value(first) + part, nodes)


def _scaled(nodes: Nodes) -> Node | None:
    number = nodes[0]
    if isinstance(number.value, Num) and not number.value.plain:
        return None
    times = _ONE if number.kind == "a" else Decimal(2) if number.kind == "couple" else _value(number)
    scale = Decimal(1000) if nodes[-1].kind == "kay" else _value(nodes[-1])
    step = scale if scale >= 1000 else _ONE  # a dozen is a plain number
    unsure = number.kind == "couple" or (isinstance(number.value, Num) and number.value.unsure)
    return _spoken("scaled", times * scale, nodes, step, unsure=unsure)


def _hedged_scale(nodes: Nodes) -> list[Node] | None:
    """ "120-ish k": the hedge stands behind the whole figure."""
    read = _scaled(nodes)
    return [read, nodes[-2]] if read else None


def _sequence(nodes: Nodes) -> list[Node]:
    """Add up scaled numbers as long as each is smaller than the step of the one before; start anew where it is not."""
    numbers = [_number([node]) for node in nodes if node.kind != "and"]
    runs = [numbers[:1]]
    for before, node in pairwise(numbers):
        if _value(node) < before.value.step:
            runs[-1].append(node)
        else:
            runs.append([node])
    return [
        _spoken("n", sum(map(_value, run), Decimal(0)), run, run[0].value.step, unsure=run[0].value.unsure)
        for run in runs
    ]


def _number(nodes: Nodes) -> Node:
    node = nodes[-1]
    value = node.value if isinstance(node.value, Num) else Num(_value(node), spoken=True)
    return span("n", value, nodes)


def _fraction_of(nodes: Nodes) -> list[Node] | None:
    """ "two thirds of", "a quarter of": the part as a number, the "of" left standing."""
    fraction = _fraction(nodes)
    return [_spoken("fraction", fraction, nodes[:-1]), nodes[-1]] if fraction else None


def other(nodes: Nodes) -> Node:
    """Words and figures that count nothing."""
    return span("other", None, nodes)


def _glued(nodes: Nodes) -> Node | None:
    """A number that belongs to a name: Q1, M365, COVID-19."""
    joined = all(touching(left, right) for left, right in pairwise(nodes))
    number = nodes[-1].value
    separate = len(nodes) > 2 and (not number.plain or number.value >= 1000)
    return other(nodes) if joined and not separate else None


def _labelled(nodes: Nodes) -> Node | None:
    """ "phase 2", "top 10", "week 12": a number that names and does not count."""
    number, period = nodes[-1].value, nodes[-2].kind == "period"
    names = number.plain and number.value < (54 if period else 1000)
    return other(nodes) if names and (not period or nodes[-2].value == "week") else None


def _identified(nodes: Nodes) -> Node | None:
    """ "invoice 10442", "PO #778": a name of any length."""
    return other(nodes) if nodes[-1].value.plain else None


def _chained(nodes: Nodes) -> Node | None:
    """ "1e6", "3x4", "#A-4471"."""
    return other(nodes) if all(touching(left, right) for left, right in pairwise(nodes)) else None


def _hour(nodes: Nodes) -> list[Node] | Node:
    """ "3 pm" is an hour, "20k pm" so much per month."""
    number, named = nodes
    if (number.value.plain and number.value.value <= 12) or not named.value:
        return other(nodes)
    return [number, named._replace(kind="freq")]


def _part_of_percent(nodes: Nodes) -> list[Node] | None:
    """ "half a percent"."""
    fraction = _fraction(nodes[:-1])
    return [_spoken("n", fraction, nodes[:-1]), nodes[-1]] if fraction else None


def _written_part(nodes: Nodes) -> Node | None:
    """ "1/2 million"."""
    part, parts, scale = (_value(node) for node in nodes if node.kind != "slash")
    return _spoken("scaled", part / parts * scale, nodes, scale) if 0 < part < parts <= 10 else None


def _glued_behind(nodes: Nodes) -> Node | None:
    """ "3CX", "5G"."""
    return other(nodes) if touching(*nodes) else None


def _month_day(nodes: Nodes) -> Node | None:
    """ "March 3" and "March 2027" hold no amount."""
    number = next(node.value for node in nodes if node.kind == "num")
    return other(nodes) if number.plain and (number.value <= 31 or 1900 <= number.value <= 2100) else None


def _enumerated(nodes: Nodes) -> list[Node] | None:
    """ "1. Acme 120k 2. Globex 80k": a place in a list."""
    at = next(at for at in (1, 0) if nodes[at].kind == "num" and nodes[at + 1].kind in {"stop", "rpar"})
    number, stop, word = nodes[at : at + 3]
    places = number.value.plain and number.value.value <= 30 and touching(number, stop) and not touching(stop, word)
    return [*nodes[:at], other([number, stop]), word] if places else None


NUMBER_RULES = [
    ("idiom", other),
    ("(start|brk|num) num (stop|rpar) word", _enumerated),
    ("hash (word|a) dash? num", _chained),
    ("num word num", _chained),
    ("(word|label|freq|month|ordinal|times|a|the|in|noun|period) dash? num", _glued),
    ("(idlabel|hash) (stop|colon)? hash? num", _identified),
    ("label hash? num|(start|in|from|to|the) period num", _labelled),
    ("num word", _glued_behind),
    ("(small|num) dash? figures", other),
    ("num num slash num", _mixed),
    ("num ampm", _hour),
    ("month stop? num|num month", _month_day),
    ("(few|ordinal|part) (hundred|scale|half)", other),
    ("tens dash? small", _tens),
    ("tens", lambda nodes: span("small", nodes[0].value, nodes)),
    ("a? couple of? hundred", lambda nodes: _spoken("num", Decimal(200), nodes, unsure=True)),
    ("(small|num|a)? hundred", _hundreds),
    ("hundreds and? small", _hundreds_and),
    ("small small", _pair),
    ("(small|hundreds|num) point (small|num)+", _decimals),
    ("point small", _only_decimal),
    ("half (dash|a)? period", other),
    ("(small|hundreds|num) and (a|small)? (half|part|period)", _and_part),
    ("(a|small)? (half|part|period) (of? a)? pct", _part_of_percent),
    ("(a|small)? dash? (half|part|period) of? a? scale", _part_of_scale),
    ("num slash num scale", _written_part),
    ("(small|hundreds|num|a) scale|(small|hundreds|num) dash? kay", _scaled),
    ("(small|hundreds|num) dash? orso (scale|kay)", _hedged_scale),
    ("a? couple of? scale", lambda nodes: _scaled([node for node in nodes if node.kind in {"couple", "scale"}])),
    ("scaled and (a|small)? (half|part|period)", _and_part),
    ("scaled (and? scaled)* (and? (small|hundreds))?", _sequence),
    ("a? couple of?", lambda nodes: _spoken("n", Decimal(2), nodes, unsure=True)),
    ("(a|small)? (half|part) of|(a|small) (period|ordinal) of", _fraction_of),
    ("half", lambda nodes: _spoken("fraction", nodes[0].value, nodes)),
    ("hundreds|small|num", _number),
]
