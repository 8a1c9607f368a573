"""Helpers of the date rules: nodes that carry meanings."""

from collections.abc import Sequence
from typing import Any

from bot.reading import date_meanings as means
from bot.reading import date_yearly as recurring
from bot.reading.fold import Build, Node, span
from bot.reading.spans import Meaning, OfYear

Nodes = Sequence[Node]
DATED = frozenset({"date", "weekdate", "yeardate", "yearly"})


def pick(nodes: Nodes, *kinds: str) -> Any:  # noqa: ANN401 - a node carries whatever its kind means
    """The value of the first node of these kinds."""
    return next((node.value for node in nodes if node.kind in kinds), None)


def dated(nodes: Nodes, meaning: Meaning | None, kind: str = "date") -> Node | None:
    """A node for a date that stands by itself, or None without a meaning."""
    return span(kind, meaning, nodes) if meaning else None


def yearly(nodes: Nodes, of_year: OfYear) -> Node:
    """A node for a date that comes back every year."""
    return span("yearly", of_year, nodes)


def meaning_of(node: Node) -> Meaning:
    """What a dated node means by itself: something yearly is the nearest."""
    meaning: Meaning = recurring.nearest(node.value) if node.kind == "yearly" else node.value
    return meaning


def mapped(nodes: Nodes, change: means.Change) -> Node:
    """The dated node among the nodes with a change applied; yearly stays yearly."""
    inner = next(node for node in nodes if node.kind in DATED)
    if inner.kind == "yearly":
        return yearly(nodes, recurring.mapped_yearly(inner.value, change))
    return span("date", means.mapped(inner.value, change), nodes)


def inner(build: Build, before: int = 0, behind: int = 0) -> Build:
    """Apply a builder to the middle of a match and leave the words around it standing."""

    def built(nodes: Nodes) -> list[Node] | None:
        end = len(nodes) - behind
        node = build(nodes[before:end])
        return [*nodes[:before], node, *nodes[end:]] if isinstance(node, Node) else None

    return built
