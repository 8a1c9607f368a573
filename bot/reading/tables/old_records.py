"""The records of an old Excel file (.xls) as values: texts, numbers in their short forms, and what a formula came to.

The records are those of [MS-XLS], https://learn.microsoft.com/openspecs/office_file_formats/ms-xls.
"""

from collections.abc import Iterator
from struct import error, unpack_from
from typing import NamedTuple

from bot.reading.tables.limits import MOST_CELL, MOST_TEXT
from bot.reading.tables.xml_parts import BROKEN, Stop, too_big

MORE = 0x003C


class Record(NamedTuple):
    """A record: its kind, its body, and where in the stream it begins."""

    kind: int
    body: bytes
    at: int

    def numbers(self, layout: str, at: int = 0) -> tuple[int, ...]:
        """Whole numbers at a place of the body, little-endian. Raises Stop where the body ends before."""
        try:
            return unpack_from("<" + layout, self.body, at)
        except error as short:
            raise Stop(BROKEN) from short

    def real(self, at: int) -> float:
        """The number in eight bytes at a place of the body."""
        try:
            (found,) = unpack_from("<d", self.body, at)
        except error as short:
            raise Stop(BROKEN) from short
        return float(found)


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """The records from a place on, to the end of the stream."""
    at = start
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        yield Record(kind, stream[at + 4 : at + 4 + length], at)
        at += 4 + length


def short_number(packed: int) -> float:
    """An RK number (2.5.217): thirty bits of a whole number or of a real one, perhaps in hundredths."""
    if packed & 2:
        whole = packed >> 2
        value = float(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        (value,) = unpack_from("<d", b"\0\0\0\0" + (packed & 0xFFFFFFFC).to_bytes(4, "little"))
    return value / 100 if packed & 1 else value


def text_at(record: Record, at: int, *, wide_length: bool = True) -> str:
    """A text that lies within its record: its length in two bytes (or one), how wide its letters are, the letters."""
    (letters,) = record.numbers("H" if wide_length else "B", at)
    at += 2 if wide_length else 1
    (flags,) = record.numbers("B", at)
    return _decoded(record.body[at + 1 : at + 1 + letters * (2 if flags & 1 else 1)], wide=bool(flags & 1))


def _decoded(letters: bytes, *, wide: bool) -> str:
    return letters.decode("utf-16-le" if wide else "latin-1", errors="replace")


class SharedTexts:
    """Reads the texts that cells share; one may run on into the next record, which repeats how wide its letters are."""

    def __init__(self, bodies: list[bytes]) -> None:
        self._bodies, self._body, self._at = bodies, 0, 8

    def read(self) -> Iterator[str]:
        """Each text, in order, as far as the records go."""
        count = int.from_bytes(self._bodies[0][4:8], "little")
        kept = 0
        while count and self._in_reach():
            count -= 1
            text = self._text()
            kept += len(text)
            if len(text) > MOST_CELL or kept > MOST_TEXT:
                raise too_big(f"The workbook has more than {MOST_TEXT:,} characters.")
            yield text

    def _in_reach(self) -> bool:
        while self._body < len(self._bodies) and self._at >= len(self._bodies[self._body]):
            self._at -= len(self._bodies[self._body])
            self._body += 1
        return self._body < len(self._bodies)

    def _number(self, size: int) -> int:
        body = self._bodies[self._body]
        self._at += size
        return int.from_bytes(body[self._at - size : self._at], "little")

    def _text(self) -> str:
        left, flags = self._number(2), self._number(1)
        runs = self._number(2) if flags & 8 else 0
        extra = self._number(4) if flags & 4 else 0
        pieces, wide = [], bool(flags & 1)
        while left:
            body, size = self._bodies[self._body], 2 if wide else 1
            letters = min(left, max(0, len(body) - self._at) // size)
            pieces.append(_decoded(body[self._at : self._at + letters * size], wide=wide))
            self._at += letters * size
            left -= letters
            if left:
                self._body += 1
                if self._body >= len(self._bodies):
                    break
                wide, self._at = self._bodies[self._body][:1] == b"\1", 1
        self._at += runs * 4 + extra
        return "".join(pieces)
