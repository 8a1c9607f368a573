"""A small grammar engine: text becomes a row of nodes, and rules fold neighbouring nodes into bigger ones.

A rule is a pattern over node kinds, such as "ordinal weekday of? month", and a function that builds the new node.
Rules run in the order of their table, each over the whole row, so a table reads from the small to the large.
Work grows in step with the length of the text: no pattern nests one repetition inside another.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple


class Node(NamedTuple):
    """A stretch of text that means something: its kind, its value, and where it stands."""

    kind: str
    value: Any
    start: int
    end: int


Build = Callable[[Sequence[Node]], Node | Sequence[Node] | None]
Table = Iterable[tuple[str, Build]]

_KIND = re.compile(r"[a-z_]+")
_OTHER = "\u4dff"


class Grammar:
    """An ordered table of rules. A builder answers the new node or nodes, or None to decline a match."""

    def __init__(self, table: Table) -> None:
        rules = list(table)
        kinds = sorted({kind for pattern, _ in rules for kind in _KIND.findall(pattern)})
        self._codes = {kind: chr(0x4E00 + at) for at, kind in enumerate(kinds)}
        self._rules = [(re.compile(self._encode(pattern)), build) for pattern, build in rules]

    def _encode(self, pattern: str) -> str:
        """One character per kind, so that a row of nodes is a string a regular expression can search."""
        return _KIND.sub(lambda kind: self._codes[kind.group()], pattern).replace(" ", "")

    def _row(self, nodes: Iterable[Node]) -> str:
        return "".join([self._codes.get(node.kind, _OTHER) for node in nodes])

    def fold(self, nodes: Sequence[Node]) -> list[Node]:
        """Apply each rule in turn, leftmost match first."""
        row = list(nodes)
        codes = self._row(row)
        for pattern, build in self._rules:
            if pattern.search(codes):
                row = _apply(pattern, build, row, codes)
                codes = self._row(row)
        return row


def _apply(pattern: re.Pattern[str], build: Build, row: Sequence[Node], codes: str) -> list[Node]:
    folded: list[Node] = []
    done = at = 0
    while match := pattern.search(codes, at):
        built = build(row[match.start() : match.end()])
        at = match.end() if built is not None else match.start() + 1
        if built is not None:
            folded += row[done : match.start()]
            folded += [built] if isinstance(built, Node) else built
            done = match.end()
    folded += row[done:]
    return folded


def touching(left: Node, right: Node) -> bool:
    """Whether nothing, not even a space, stands between two nodes."""
    return left.end == right.start


def span(kind: str, value: object, nodes: Sequence[Node]) -> Node:
    """A node over all of `nodes`."""
    return Node(kind, value, nodes[0].start, nodes[-1].end)


class Phrases:
    """A lexicon whose entries may be several words: "more than" -> (kind, value). The longest entry that fits wins."""

    def __init__(self, lexicon: Mapping[str, tuple[str, object]]) -> None:
        self._entries = dict(lexicon)
        self._longest: dict[str, int] = {}
        for entry in lexicon:
            words = entry.split(" ")
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def fold(self, nodes: Sequence[Node]) -> list[Node]:
        """Replace words found in the lexicon by nodes of their kind. Words are matched by value, in lower case."""
        folded: list[Node] = []
        at = 0
        while at < len(nodes):
            count = self._longest.get(nodes[at].value, 0) if isinstance(nodes[at].value, str) else 0
            taken = next(filter(None, (self._entry(nodes[at : at + size]) for size in range(count, 0, -1))), None)
            folded.append(taken[0] if taken else nodes[at])
            at += taken[1] if taken else 1
        return folded

    def _entry(self, window: Sequence[Node]) -> tuple[Node, int] | None:
        entry = self._entries.get(" ".join([str(node.value) for node in window]))
        return (span(*entry, window), len(window)) if entry else None
