"""The rules that fold number words and figures into one number: "two hundred and fifty thousand", "one and a half million"."""

from collections.abc import Sequence
from decimal import Decimal

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


def _part_of_scale(nodes: Nodes) -> Node:
    """ "half a million", "a quarter million", "three quarters billion"."""
    times = _values(nodes, "small") or [_ONE]
    (part,), (scale,) = _values(nodes, "part", "half"), _values(nodes, "scale")
    return _spoken("scaled", times[0] * part * scale, nodes, scale)


def _and_part(nodes: Nodes) -> Node | None:
    """ "five and a half", "three and one fourth": the number and the part; a scale behind multiplies both."""
    first, times = nodes[0], _values(nodes[1:], "small") or [_ONE]
    part = times[0] * _values(nodes, "part", "half")[0]
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
    scale = _values(nodes, "scale")[0]
    return _spoken("scaled", times * scale, nodes, scale, unsure=number.kind == "couple")


def _sequence(nodes: Nodes) -> list[Node]:
    """Add up scaled numbers as long as each is smaller than the step of the one before; start anew where it is not."""
    built: list[Node] = []
    run: list[Node] = []
    for node in nodes:
        if node.kind != "and" and run and _value(node) >= run[-1].value.step:
            built, run = [*built, _added(run)], []
        if run or node.kind != "and":
            run.append(node)
    return [*built, _added(run)]


def _added(run: Nodes) -> Node:
    numbers = [node for node in run if node.kind != "and"]
    step = numbers[0].value.step
    return _spoken("n", sum(map(_value, numbers), Decimal(0)), run[: run.index(numbers[-1]) + 1], step)


def _number(nodes: Nodes) -> Node:
    node = nodes[-1]
    value = node.value if isinstance(node.value, Num) else Num(_value(node), spoken=True)
    return span("n", value, nodes)


def _fraction_of(nodes: Nodes) -> list[Node]:
    """ "two thirds of", "a quarter of": the part as a number, the "of" left standing."""
    times = _values(nodes, "small") or [_ONE]
    part = times[0] * _values(nodes, "part", "half")[0]
    return [_spoken("fraction", part, nodes[:-1]), nodes[-1]]


def other(nodes: Nodes) -> Node:
    return span("other", None, nodes)


def _glued(nodes: Nodes) -> Node | None:
    """A number that belongs to a name: Q1, M365, COVID-19."""
    joined = all(touching(left, right) for left, right in zip(nodes, nodes[1:], strict=False))
    number = nodes[-1].value
    separate = len(nodes) > 2 and (not number.plain or number.value >= 1000)  # noqa: PLR2004 - "Acme-40k" is a name and its figure
    return other(nodes) if joined and not separate else None


NUMBER_RULES = [
    ("idiom", other),
    ("(word|label|freq|month|ordinal|times|a|the|in|noun|period) dash? num", _glued),
    ("(label|hash) hash? num", other),
    ("num ampm", other),
    ("(few|ordinal|part) (hundred|scale|half)", other),
    ("tens dash? small", _tens),
    ("tens", lambda nodes: span("small", nodes[0].value, nodes)),
    ("(small|num|a)? hundred", _hundreds),
    ("hundreds and? small", _hundreds_and),
    ("small small", _pair),
    ("(small|hundreds|num) point (small|num)+", _decimals),
    ("half (dash|a)? period", other),
    ("(small|hundreds|num) and (a|small)? (half|part)", _and_part),
    ("(a|small)? (half|part) a? scale", _part_of_scale),
    ("(small|hundreds|num|a) scale", _scaled),
    ("a? couple of? scale", lambda nodes: _scaled([node for node in nodes if node.kind in {"couple", "scale"}])),
    ("scaled and (a|small)? (half|part)", _and_part),
    ("scaled (and? scaled)* (and? (small|hundreds))?", _sequence),
    ("a? couple of?", lambda nodes: _spoken("n", Decimal(2), nodes, unsure=True)),
    ("(a|small)? (half|part) of", _fraction_of),
    ("half", lambda nodes: _spoken("fraction", nodes[0].value, nodes)),
    ("hundreds|small|num", _number),
]
