"""What kind of file it is, by its first bytes and never by its name, and the way to its rows."""

from bot.reading.tables.decoding import decode
from bot.reading.tables.delimited import split
from bot.reading.tables.excel import read_excel
from bot.reading.tables.limits import MOST_BYTES
from bot.reading.tables.model import Grid, Refusal
from bot.reading.tables.old_excel import read_old_excel
from bot.reading.tables.open_document import read_open_document
from bot.reading.tables.parts import open_parts
from bot.reading.tables.xml_parts import Stop

_ASK = "Please export the list as CSV or XLSX and send that."
_KINDS = {
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"\x1f\x8b": "an archive",
    b"{\\rtf": "a text document",
    b"SQLite format 3": "a database",
    b"PAR1": "a data file",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_grids(content: bytes) -> list[Grid] | Refusal:
    """Every sheet of a workbook, or the one grid of a text file; a refusal says what the file is instead."""
    if not content.strip():
        return Refusal(code="empty", message="The file is empty. Please export it again and send that.")
    if len(content) > MOST_BYTES:
        most = f"{MOST_BYTES // 1_000_000} MB"
        return Refusal(
            code="too big", message=f"The file is larger than {most}. Please export only the rows and columns you need."
        )
    kind = next((name for magic, name in _KINDS.items() if content.startswith(magic)), None)
    if kind:
        return Refusal(code="wrong type", message=f"The file is {kind}, not a table. {_ASK}")
    if content.startswith((b"PK", _OLE)):
        return _open_workbook(content)
    return _open_text(content)


def _open_workbook(content: bytes) -> list[Grid] | Refusal:
    try:
        if content.startswith(_OLE):
            return read_old_excel(content)
        parts = open_parts(content)
        if isinstance(parts, Refusal):
            return parts
        return read_open_document(parts["content.xml"]) if "content.xml" in parts else read_excel(parts)
    except Stop as stop:
        return stop.refusal


def _open_text(content: bytes) -> list[Grid] | Refusal:
    text = decode(content)
    refusal = _not_a_table(text.text[:2000])
    if refusal:
        return refusal
    grid = split(text.text)
    if isinstance(grid, Refusal):
        return grid
    return [grid._replace(notes=(*text.notes, *grid.notes))]


def _not_a_table(head: str) -> Refusal | None:
    start = head.lstrip().casefold()
    if start.startswith(("<!doctype html", "<html", "<head", "<body", "<table")) or "<html" in start[:500]:
        return Refusal(
            code="web page",
            message="The file is a web page, not a table: a download link that has expired or asks to sign in gives "
            f"that, and so do some .xls exports. {_ASK}",
        )
    if start.startswith("<"):
        return Refusal(code="wrong type", message=f"The file is data for programs, not a table. {_ASK}")
    if start.startswith(("{", "[{", "[\n")):
        return Refusal(code="wrong type", message=f"The file is data for programs, not a table. {_ASK}")
    unreadable = sum(not sign.isprintable() and sign not in "\r\n\t" for sign in head)
    if unreadable * 10 > len(head):
        return Refusal(code="wrong type", message=f"The file is neither a text nor a workbook. {_ASK}")
    return None
