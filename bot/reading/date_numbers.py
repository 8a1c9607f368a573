"""The first rules of the date grammar: numbers in words, years, and telling the month May from the verb."""

import re
from collections.abc import Sequence

from bot.reading.fold import Build, Node, span

Nodes = Sequence[Node]
_MAY = frozenset({"may", "capitalmay"})
_COUNTS = frozenset({"num", "tens", "ordinal", "dayth", "couple", "year", "a"})


def number(node: Node) -> int:
    """The number of a node, whether it was written in digits or in words."""
    if isinstance(node.value, re.Match):
        return int(node.value["nth"])
    return int(node.value[0] if isinstance(node.value, tuple) else node.value)


def digits(node: Node) -> int:
    """With how many digits a number was written; none for words."""
    return node.value[1] if isinstance(node.value, tuple) else 0


def numbers(nodes: Nodes) -> list[int]:
    """The numbers among the nodes, in order."""
    return [number(node) for node in nodes if node.kind in _COUNTS]


def other(nodes: Nodes) -> Node:
    """Words that mean no date."""
    return span("other", None, nodes)


def _tens(nodes: Nodes) -> Node | None:
    tens, last = number(nodes[0]), nodes[-1]
    return span(last.kind, tens + number(last), nodes) if number(last) <= 9 and not digits(last) else None


def _spoken_year(nodes: Nodes) -> Node | None:
    """ "two thousand and fifteen", "twenty twenty six"."""
    first, *rest = numbers(nodes)
    value = first * (1000 if nodes[1].kind == "thousand" else 100) + sum(rest)
    return span("year", value, nodes) if 1900 <= value <= 2100 and not digits(nodes[0]) else None


def _year(nodes: Nodes) -> Node | None:
    node = nodes[0]
    return span("year", number(node), nodes) if digits(node) == 4 and 1900 <= number(node) <= 2100 else None


def _month(nodes: Nodes) -> list[Node]:
    return [node._replace(kind="month", value=5) if node.kind in _MAY else node for node in nodes]


def _next_or_last(nodes: Nodes) -> list[Node] | None:
    return _month(nodes) if nodes[0].value else None


def _verb(nodes: Nodes) -> list[Node]:
    return [node._replace(kind="other", value=None) if node.kind in _MAY else node for node in nodes]


_NUMBER_END = "(or|num|ordinal|dayth|year|the|finish|stop|comma|dash|to)"
NUMBER_RULES: list[tuple[str, Build]] = [
    ("tens dash? (num|ordinal)", _tens),
    ("tens", lambda nodes: span("num", nodes[0].value, nodes)),
    ("num thousand and? num?", _spoken_year),
    ("num num", _spoken_year),
    ("num", _year),
    # "May" and "may": a month behind a preposition or beside a day, else the verb. "It may close" is never a month.
    ("(of|in|on|or|before|to|from|after|prior|part|between) (may|capitalmay)", _month),
    ("rel (may|capitalmay)", _next_or_last),
    ("month (and|on|or|dash|slash|comma) (may|capitalmay)", _month),
    ("(may|capitalmay) (or|and|slash|to|dash) month", _month),
    (f"(begin|stop) capitalmay {_NUMBER_END}", _month),
    ("(begin|stop) capitalmay", _verb),
    ("capitalmay", _month),
    (f"(begin|stop|comma|weekday|dash) may {_NUMBER_END}", _month),
    ("(num|ordinal|dayth) of? may (year|num|finish|stop|comma|to|dash|on|in)", _month),
    ("may (dayth|num comma? year)", _month),
    ("may", _verb),
]
