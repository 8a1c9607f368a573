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
    part = next(node for node in reversed(nodes) if node.kind in {"half", "part", "period"})
    if part.kind == "period":
        return times[0] / 4 if part.value == "quarter" else None
    return times[0] * _value(part)


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
    return _spoken("scaled", times * scale, nodes, step, unsure=number.kind == "couple")


def _sequence(nodes: Nodes) -> list[Node]:
    """Add up scaled numbers as long as each is smaller than the step of the one before; start anew where it is not."""
    numbers = [node for node in nodes if node.kind != "and"]
    runs = [numbers[:1]]
    for before, node in pairwise(numbers):
        if _value(node) < before.value.step:
            runs[-1].append(node)
        else:
            runs.append([node])
    return [_spoken("n", sum(map(_value, run), Decimal(0)), run, run[0].value.step) for run in runs]


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
    """ "phase 2", "#3", "top 10": a number that names and does not count."""
    return other(nodes) if nodes[-1].value.plain and nodes[-1].value.value < 1000 else None


def _glued_behind(nodes: Nodes) -> list[Node] | None:
    """ "3CX", "5G", "1e6"."""
    if not touching(nodes[0], nodes[1]):
        return None
    end = 3 if len(nodes) > 2 and touching(nodes[1], nodes[2]) else 2
    return [other(nodes[:end]), *nodes[end:]]


def _month_day(nodes: Nodes) -> Node | None:
    """ "March 3" and "March 2027" hold no amount."""
    number = next(node.value for node in nodes if node.kind == "num")
    return other(nodes) if number.plain and (number.value <= 31 or 1900 <= number.value <= 2100) else None


NUMBER_RULES = [
    ("idiom", other),
    ("(word|label|freq|month|ordinal|times|a|the|in|noun|period) dash? num", _glued),
    ("(label|hash) hash? num", _labelled),
    ("num word num?", _glued_behind),
    ("(small|num) dash? figures", other),
    ("num num slash num", _mixed),
    ("num ampm", other),
    ("month stop? num|num month", _month_day),
    ("(few|ordinal|part) (hundred|scale|half)", other),
    ("tens dash? small", _tens),
    ("tens", lambda nodes: span("small", nodes[0].value, nodes)),
    ("(small|num|a)? hundred", _hundreds),
    ("hundreds and? small", _hundreds_and),
    ("small small", _pair),
    ("(small|hundreds|num) point (small|num)+", _decimals),
    ("point small", _only_decimal),
    ("half (dash|a)? period", other),
    ("(small|hundreds|num) and (a|small)? (half|part|period)", _and_part),
    ("(a|small)? dash? (half|part|period) of? a? scale", _part_of_scale),
    ("(small|hundreds|num|a) scale|(small|hundreds) dash? kay", _scaled),
    ("a? couple of? scale", lambda nodes: _scaled([node for node in nodes if node.kind in {"couple", "scale"}])),
    ("scaled and (a|small)? (half|part|period)", _and_part),
    ("scaled (and? scaled)* (and? (small|hundreds))?", _sequence),
    ("a? couple of?", lambda nodes: _spoken("n", Decimal(2), nodes, unsure=True)),
    ("(a|small)? (half|part) of|(a|small) period of", _fraction_of),
    ("half", lambda nodes: _spoken("fraction", nodes[0].value, nodes)),
    ("hundreds|small|num", _number),
]
