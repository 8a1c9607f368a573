"""The cells of a sheet as they are met, within the limits of all sheets together, and then as rows."""

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from bot.reading.tables.limits import MOST_AREA, MOST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT
from bot.reading.tables.model import Cell, Grid, Row
from bot.reading.tables.xml_parts import too_big

# Day 0 of Excel's two calendars; the first takes 1900 for a leap year, which shifts all days since by one.
_DAY_ZERO = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


class Room:
    """How much the sheets of one workbook hold so far."""

    def __init__(self) -> None:
        self.cells = 0
        self.text = 0

    def take(self, cells: int, text: int) -> None:
        self.cells += cells
        self.text += cells * text
        if self.cells > MOST_CELLS or self.text > MOST_TEXT:
            raise too_big(f"The workbook has more than {MOST_CELLS:,} cells or {MOST_TEXT:,} characters.")


class Sheet:
    """One sheet; rows and columns count from 0 here, and rows from 1 in its grid."""

    def __init__(self, name: str, room: Room, *, hidden: bool = False) -> None:
        self.name, self.room, self.hidden = name, room, hidden
        self._rows: dict[int, dict[int, Cell]] = {}
        self._width = 0

    def put(self, row: int, column: int, cell: Cell, *, rows: int = 1, columns: int = 1) -> None:
        """Put a cell in its place, and where it is repeated. Raises Stop at a limit, before it is put."""
        if cell is None or rows < 1 or columns < 1:
            return
        length = len(cell) if isinstance(cell, str) else 0
        self._check(row + rows, column + columns, length)
        self.room.take(rows * columns, length)
        for at in range(row, row + rows):
            self._rows.setdefault(at, {}).update(dict.fromkeys(range(column, column + columns), cell))

    def _check(self, bottom: int, right: int, length: int) -> None:
        if right > MOST_COLUMNS:
            raise too_big(f"A cell stands in column {right:,}; at most {MOST_COLUMNS} columns are read.")
        if bottom > MOST_ROWS + 1:
            raise too_big(f"A sheet has more than {MOST_ROWS:,} rows; reading stopped there, and nothing was taken.")
        if length > MOST_CELL:
            raise too_big(f"A cell has more than {MOST_CELL:,} characters.")
        self._width = max(self._width, right)
        if self._width * len(self._rows) > MOST_AREA:
            raise too_big(f"A sheet spreads over more than {MOST_AREA:,} cells, most of them empty.")

    def grid(self) -> Grid:
        """The rows that hold something, each as wide as the widest."""
        columns = range(self._width)
        rows = [Row(at + 1, tuple(map(self._rows[at].get, columns))) for at in sorted(self._rows)]
        return Grid(sheet=self.name, rows=rows, hidden=self.hidden)


def number(text: str | float) -> Decimal | None:
    """A number as a spreadsheet keeps it, to the fifteen digits that it shows; None where it is none."""
    try:
        found = Decimal(format(float(text), ".15g"))
    except (ValueError, InvalidOperation):
        return None
    return found if found.is_finite() else None


def day(number: Decimal | None, *, from_1904: bool) -> Cell:
    """A number as the day it counts; a time of day or a number no calendar reaches stays a number."""
    if number is None or not 1 <= number < 2_900_000:
        return number
    return _DAY_ZERO[from_1904] + timedelta(days=int(number))


def tidy(text: str) -> str | None:
    """A text without the spaces around it; None where nothing is left."""
    return text.replace("\xa0", " ").strip() or None
