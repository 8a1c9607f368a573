"""What kind of file it is, by its first bytes and never by its name, and the way to its rows."""

from bot.reading.tables.decoding import decode
from bot.reading.tables.delimited import split
from bot.reading.tables.limits import MOST_BYTES
from bot.reading.tables.model import Grid, Refusal

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
    if content.startswith(b"PK"):
        from bot.reading.tables.workbooks import open_zipped

        return open_zipped(content)
    if content.startswith(_OLE):
        from bot.reading.tables.old_excel import open_old

        return open_old(content)
    return _open_text(content)


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
            message="The file is a web page, not a table: a download link that has expired or asks to sign in gives that, "
            f"and so do some .xls exports. {_ASK}",
        )
    if start.startswith("<"):
        return Refusal(code="wrong type", message=f"The file is XML, not a table. {_ASK}")
    if start.startswith(("{", "[{", "[\n")):
        return Refusal(code="wrong type", message=f"The file is JSON, not a table. {_ASK}")
    unreadable = sum(not sign.isprintable() and sign not in "\r\n\t" for sign in head)
    if unreadable * 10 > len(head):
        return Refusal(code="wrong type", message=f"The file is not text and no workbook. {_ASK}")
    return None
