"""OpenDocument spreadsheets (ODS) into grids: saved values only; repeated rows and columns count as often as they say.

The format is OASIS OpenDocument 1.3 part 3, chapter 9: https://docs.oasis-open.org/office/OpenDocument/v1.3/.
"""

from datetime import date

from bot.reading.tables.model import Cell, Grid, Uncalculated
from bot.reading.tables.sheet import Room, Sheet, number, tidy
from bot.reading.tables.xml_parts import BROKEN, Element, Reader, Stop, walk

_CELLS = {"table-cell", "covered-table-cell"}
_NUMBERS = {"float", "currency", "percentage"}


def read_open_document(content: bytes) -> list[Grid]:
    """Every sheet of a workbook, hidden ones too, from its content part. Raises Stop with the refusal."""
    reader = _Content()
    walk(content, reader)
    return [sheet.grid() for sheet in reader.sheets]


class _Content(Reader):
    """The sheets, and before them the styles, one of which may hide a sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self._room = Room()
        self._style, self._hiding = "", set[str]()
        self._row, self._rows, self._column, self._columns = 0, 1, 0, 1
        self._cell: Element | None = None
        self._lines: list[str] = []
        self._aside = 0
        self._waiting: list[tuple[int, Cell, int]] = []

    def opens(self, element: Element) -> None:
        if element.name == "style":
            self._style = element.said("name") or ""
        elif element.name == "table-properties" and element.said("display") == "false":
            self._hiding.add(self._style)
        elif element.name == "table":
            self._opens_sheet(element)
        elif element.name == "table-row":
            self._rows, self._column, self._waiting = element.number("number-rows-repeated", 1), 0, []
        elif element.name in _CELLS:
            self._cell, self._lines = element, []
            self._columns = element.number("number-columns-repeated", 1)
        elif element.name == "annotation":
            self._aside += 1
        elif self._cell and element.name == "p" and not self._aside:
            self.begin()
        elif self._cell and element.name in {"s", "tab", "line-break"} and not self._aside:
            self.text(" ")

    def _opens_sheet(self, element: Element) -> None:
        if self._cell:
            raise Stop(BROKEN)  # a table inside a cell is no list
        hidden = (element.said("style-name") or "") in self._hiding
        self.sheets.append(Sheet(element.said("name") or "", self._room, hidden=hidden))
        self._row = 0

    def closes(self, name: str) -> None:
        if name == "annotation":
            self._aside -= 1
        elif name == "p" and self._cell and not self._aside:
            self._lines.append(self.gathered())
        elif name in _CELLS and self._cell:
            self._waiting.append((self._column, _read(self._cell, "\n".join(self._lines)), self._columns))
            self._column += self._columns
            self._cell = None
        elif name == "table-row":
            self._closes_row()

    def _closes_row(self) -> None:
        for column, cell, columns in self._waiting if self.sheets else ():
            self.sheets[-1].put(self._row, column, cell, rows=self._rows, columns=columns)
        self._row += self._rows


def _read(cell: Element, text: str) -> Cell:
    kind = cell.said("value-type")
    if kind in _NUMBERS:
        return number(cell.said("value") or "")
    if kind == "boolean":
        return cell.said("boolean-value") == "true"
    if kind == "date":
        return _day(cell.said("date-value") or "")
    said = tidy(text or cell.said("string-value") or "")
    formula = cell.said("formula")
    return Uncalculated(formula.partition("=")[2]) if said is None and kind is None and formula else said


def _day(text: str) -> Cell:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return tidy(text)
