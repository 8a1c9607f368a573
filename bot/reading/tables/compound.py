"""The file system inside an old Office file: its streams by name, read from memory and never past its end.

The format is [MS-CFB], https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb.
"""

from collections.abc import Iterator
from struct import Struct, error, iter_unpack, unpack_from
from typing import NamedTuple

_HEADER = Struct("<30xHH10xI I 4x I I I I I")
_END = 0xFFFFFFF0  # from here on, a sector number is a mark: end of chain, free, table


class BrokenFile(Exception):  # noqa: N818 -- what it is, in the words of the refusal
    """The file contradicts itself."""


class _Entry(NamedTuple):
    name: str
    start: int
    size: int


class Compound:
    """An opened file; raises BrokenFile where it makes no sense."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        try:
            shift, mini_shift, tables, first, self.cutoff, mini, _, more, _ = _HEADER.unpack_from(content)
        except error as broken:
            raise BrokenFile from broken
        if shift not in {9, 12} or mini_shift != 6:
            raise BrokenFile
        self.size = 1 << shift
        self.table = self._table(tables, more)
        self.mini_table = _numbers(b"".join(self._chain(mini)))
        self.entries = {entry.name: entry for entry in self._entries(first)}

    def stream(self, name: str) -> bytes | None:
        """A stream's bytes, None where the file has none of that name."""
        entry = self.entries.get(name)
        if entry is None:
            return None
        if entry.size >= self.cutoff:
            return b"".join(self._chain(entry.start))[: entry.size]
        root = self.entries.get("Root Entry")
        inside = b"".join(self._chain(root.start)) if root else b""
        places = _follow(self.mini_table, entry.start)
        return b"".join(inside[at * 64 : at * 64 + 64] for at in places)[: entry.size]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self.size
        return self.content[at : at + self.size]

    def _chain(self, start: int) -> Iterator[bytes]:
        return (self._sector(number) for number in _follow(self.table, start))

    def _table(self, tables: int, more: int) -> list[int]:
        """The table of sectors: where it stands is listed in the header, and in further sectors where that is full."""
        places = list(unpack_from("<109I", self.content.ljust(512, b"\0"), 76))
        while more < _END and len(places) < tables + 256 and self._sector(more):
            listed = _numbers(self._sector(more))
            places += listed[:-1]
            more = listed[-1] if listed else _END
        return _numbers(b"".join(self._sector(place) for place in places[:tables] if place < _END))

    def _entries(self, first: int) -> Iterator[_Entry]:
        listing = b"".join(self._chain(first))
        for at in range(0, len(listing) - 127, 128):
            length = int.from_bytes(listing[at + 64 : at + 66], "little")
            name = listing[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
            start, size = unpack_from("<II", listing, at + 116)
            if name:
                yield _Entry(name, start, size)


def _numbers(content: bytes) -> list[int]:
    return [number for (number,) in iter_unpack("<I", content[: len(content) // 4 * 4])]


def _follow(table: list[int], start: int) -> Iterator[int]:
    """The sectors of a chain; one longer than the table goes in a circle."""
    steps = 0
    while start < _END:
        steps += 1
        if start >= len(table) or steps > len(table):
            raise BrokenFile
        yield start
        start = table[start]
