"""Bytes of a text file into text: byte order marks, UTF-8, UTF-16, and the Windows code page as the last resort."""

import codecs
from typing import NamedTuple

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Decoded(NamedTuple):
    """The text, the encoding it was in, and what to tell the person about it."""

    text: str
    encoding: str
    notes: tuple[str, ...]


def decode(content: bytes) -> Decoded:
    """Decode a text file; whatever it holds, some text comes of it, and anything doubtful is noted."""
    encoding, start = _encoding(content)
    text = content[start:].decode(encoding, errors="replace")
    notes = [note for note in (_code_page_note(encoding), _lost_note(text)) if note]
    if "\0" in text:
        lines = sorted({text.count("\n", 0, at) + 1 for at in _places(text, "\0", 5)})
        notes.append(f"Zero bytes were taken out (line {', '.join(map(str, lines))}); please check the text there.")
        text = text.replace("\0", "")
    return Decoded(text, encoding, tuple(notes))


def _encoding(content: bytes) -> tuple[str, int]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, len(mark)
    wide = _wide(content[:4000])
    if wide:
        return wide, 0
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252", 0
    return "utf-8", 0


def _wide(head: bytes) -> str | None:
    """UTF-16 without its mark: in Western text every second byte is zero."""
    if len(head) < 8 or head.count(0) * 3 < len(head):
        return None
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _code_page_note(encoding: str) -> str | None:
    if encoding != "cp1252":
        return None
    return "The file is not in UTF-8; it was read as Western European (Windows-1252). Please check names with accents."


def _lost_note(text: str) -> str | None:
    lost = text.count("�")
    return f"{lost} characters could not be read and show as �." if lost else None


def _places(text: str, mark: str, most: int) -> list[int]:
    places: list[int] = []
    at = text.find(mark)
    while at >= 0 and len(places) < most:
        places.append(at)
        at = text.find(mark, at + 1)
    return places
