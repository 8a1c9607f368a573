"""The old Excel format (.xls), looked through before it is parsed: how far and how full its sheets are, and no password.

The records are those of [MS-XLS], https://learn.microsoft.com/openspecs/office_file_formats/ms-xls.
"""

from collections.abc import Iterator
from io import BytesIO
from struct import unpack_from
from typing import NamedTuple

from bot.reading.tables.cells_xml import Look, Stop, too_big
from bot.reading.tables.compound import BrokenFile, Compound
from bot.reading.tables.limits import MOST_AREA
from bot.reading.tables.model import Grid, Refusal

_ASK = "Please save it without a password as CSV or XLSX and send that."
_ENCRYPTED = Refusal(code="encrypted", message=f"The workbook is password-protected. {_ASK}")
_UNSURE = Refusal(
    code="encrypted or broken",
    message=f"The file is either password-protected or a damaged workbook of the old Excel format (.xls). {_ASK}",
)
_BEGINS, _PASSWORD, _DIMENSIONS, _TEXTS, _MORE = 0x0809, 0x002F, 0x0200, 0x00FC, 0x003C
_SHARED_TEXT, _MANY_NUMBERS = 0x00FD, 0x00BD
_CELLS = {0x0203, 0x0204, 0x027E, 0x0006, 0x0205, 0x00D6, _SHARED_TEXT, _MANY_NUMBERS}


def open_old(content: bytes) -> list[Grid] | Refusal:
    """Read an old workbook, or say that it is password-protected, damaged or too big."""
    try:
        file = Compound(content)
        if "EncryptedPackage" in file.entries:
            return _ENCRYPTED
        stream = file.stream("Workbook") or file.stream("Book")
        refusal = _look_through(stream) if stream else _UNSURE
    except (BrokenFile, IndexError, ValueError):
        return _UNSURE
    if refusal:
        return refusal
    from bot.reading.tables.workbooks import read_sheets

    return read_sheets(BytesIO(content), {})


class _Record(NamedTuple):
    kind: int
    body: bytes


def _records(stream: bytes) -> Iterator[_Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        yield _Record(kind, stream[at + 4 : at + 4 + length])
        at += 4 + length


def _look_through(stream: bytes) -> Refusal | None:
    look, texts = Look(), list[bytes]()
    try:
        for record in _records(stream):
            if record.kind == _PASSWORD:
                return _ENCRYPTED
            if record.kind == _BEGINS:
                look.begin_sheet()
            elif record.kind == _TEXTS or (record.kind == _MORE and texts and not look.shared):
                texts.append(record.body)
                continue
            elif texts and not look.shared:
                look.shared = list(_lengths(texts))
            _count(record, look)
    except Stop as stop:
        return stop.refusal
    return None


def _count(record: _Record, look: Look) -> None:
    body = record.body
    if record.kind == _DIMENSIONS and len(body) >= 12:
        top, bottom, left, right = unpack_from("<IIHH", body)
        if max(0, bottom - top) * max(0, right - left) > MOST_AREA:
            raise too_big(f"A sheet spreads over more than {MOST_AREA:,} cells.")
    elif record.kind in _CELLS and len(body) >= 4:
        row, column = unpack_from("<HH", body)
        columns = (len(body) - 6) // 6 if record.kind == _MANY_NUMBERS else 1
        look.fill((row, column), columns=max(1, columns), text=_text(record, look))


def _text(record: _Record, look: Look) -> int:
    if record.kind != _SHARED_TEXT or len(record.body) < 10:
        return len(record.body)
    (at,) = unpack_from("<I", record.body, 6)
    return look.shared[at] if at < len(look.shared) else 0


def _lengths(parts: list[bytes]) -> Iterator[int]:
    """The length of each shared text. A text may run on into the next part, which then repeats how wide its letters are."""
    (count,) = unpack_from("<I", parts[0], 4)
    part, at = 0, 8
    for _ in range(count):
        while at >= len(parts[part]):
            part, at = part + 1, at - len(parts[part])
            if part >= len(parts):
                return
        letters, flags = unpack_from("<HB", parts[part].ljust(at + 3, b"\0"), at)
        at += 3
        runs = int.from_bytes(parts[part][at : at + 2], "little") if flags & 8 else 0
        at += 2 if flags & 8 else 0
        extra = int.from_bytes(parts[part][at : at + 4], "little") if flags & 4 else 0
        at += 4 if flags & 4 else 0
        yield letters
        left, wide = letters, 2 if flags & 1 else 1
        while left > (room := max(0, len(parts[part]) - at) // wide):
            left -= room
            part += 1
            if part >= len(parts):
                return
            wide, at = 2 if parts[part][:1] == b"\1" else 1, 1
        at += left * wide + runs * 4 + extra
