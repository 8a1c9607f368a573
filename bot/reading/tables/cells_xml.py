"""A look through a workbook's XML before it is parsed: no entities, and how far and how full its sheets are.

The parser lays a sheet out as a full rectangle and copies a shared text into every cell that names it, so one cell far
out or one long text named often would take all memory. This streams the XML, keeps no text, and stops at a limit.
"""

import re
from typing import NamedTuple
from xml.parsers import expat

from bot.reading.tables.limits import MOST_AREA, MOST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TAGS, MOST_TEXT
from bot.reading.tables.model import Refusal
from bot.reading.tables.parts import Parts

_MOST_FORMULAS = 5_000
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})$")
_ENTITY = Refusal(
    code="unsafe",
    message="The workbook declares its own text entities, which no office program does, so it was not opened. "
    "Please save it again as XLSX or CSV and send that.",
)
_NO_XML = Refusal(
    code="broken", message="The workbook is damaged and cannot be opened. Please save it again and send that."
)

Place = tuple[int, int]
Formulas = dict[str, dict[Place, str]]


class Stop(Exception):  # noqa: N818 -- no error of the program: the file is over a limit
    """Carries a refusal out of the middle of a look."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def too_big(what: str) -> Stop:
    """The stop for a limit that was passed; `what` is a sentence."""
    return Stop(Refusal(code="too big", message=f"{what} Please copy only the list you need into a new file."))


class Element(NamedTuple):
    """An element as it opens: its name without a prefix, and its attributes."""

    name: str
    attributes: dict[str, str]

    def said(self, name: str) -> str | None:
        """An attribute by its name, with or without a prefix."""
        found = (value for key, value in self.attributes.items() if key.rpartition(":")[2] == name)
        return next(found, None)


class Look:
    """What is counted across all parts of one workbook; `uncalculated` is by part (or sheet), row and column from 0."""

    def __init__(self) -> None:
        self.cells = 0
        self.text = 0
        self.far = (0, 0)
        self.shared: list[int] = []
        self.uncalculated: Formulas = {}

    def begin_sheet(self) -> None:
        self.far = (0, 0)

    def fill(self, place: Place, *, rows: int = 1, columns: int = 1, text: int = 0) -> None:
        """Count a cell with something in it, repeated as often as it says; stops the look at a limit."""
        if place[1] + columns > MOST_COLUMNS:
            raise too_big(f"A cell stands in column {place[1] + columns:,}; at most {MOST_COLUMNS} columns are read.")
        if place[0] + rows > MOST_ROWS + 1:
            raise too_big(f"A sheet has more than {MOST_ROWS:,} rows; reading stopped there, and nothing was taken.")
        if text > MOST_CELL:
            raise too_big(f"A cell has more than {MOST_CELL:,} characters.")
        self.cells += rows * columns
        self.text += rows * columns * text
        self.far = (max(self.far[0], place[0] + rows), max(self.far[1], place[1] + columns))
        if self.far[0] * self.far[1] > MOST_AREA:
            raise too_big(f"A sheet spreads over more than {MOST_AREA:,} cells, most of them empty.")
        if self.cells > MOST_CELLS or self.text > MOST_TEXT:
            raise too_big(f"The workbook has more than {MOST_CELLS:,} cells or {MOST_TEXT:,} characters.")

    def leave(self, part: str, place: Place, formula: str) -> None:
        """Keep the text of a formula that has no saved result."""
        kept = self.uncalculated.setdefault(part, {})
        if len(kept) < _MOST_FORMULAS:
            kept[place] = formula


class Reader:
    """The base of the readers of one kind of part: gets elements and text as they pass by."""

    def opens(self, element: Element) -> None: ...

    def closes(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class SharedTexts(Reader):
    """The lengths of a workbook's shared texts."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.length = 0

    def opens(self, element: Element) -> None:
        if element.name == "si":
            self.length = 0

    def text(self, text: str) -> None:
        self.length += len(text)

    def closes(self, name: str) -> None:
        if name == "si":
            self.look.shared.append(self.length)


class Worksheet(Reader):
    """The cells of one sheet of an Excel workbook."""

    def __init__(self, look: Look, part: str) -> None:
        self.look, self.part = look, part
        self.look.begin_sheet()
        self.row, self.column = -1, -1
        self.in_cell = False
        self.kind, self.value, self.formula = "", "", ""
        self.inside = ""
        self.has_formula = False

    def opens(self, element: Element) -> None:
        if element.name == "sst":
            raise Stop(_NO_XML)  # shared texts under a name where their lengths would go uncounted
        if element.name == "row":
            number = element.said("r")
            self.row = int(number) - 1 if number and number.isdigit() else self.row + 1
            self.column = -1
        elif element.name == "c":
            self._place(element.said("r"))
            self.in_cell = True
            self.kind = element.said("t") or "n"
            self.value = self.formula = ""
            self.has_formula = False
        elif self.in_cell and element.name in {"v", "t", "f"}:
            self.inside = element.name
            self.has_formula = self.has_formula or element.name == "f"

    def _place(self, said: str | None) -> None:
        match = _PLACE.match(said) if said else None
        if not match:
            self.column += 1
            return
        self.row, self.column = int(match[2]) - 1, 0
        for letter in match[1].upper():
            self.column = self.column * 26 + ord(letter) - 64
        self.column -= 1

    def text(self, text: str) -> None:
        if self.inside == "f":
            self.formula = (self.formula + text)[:MOST_CELL]
        elif self.inside:
            self.value += text
            if len(self.value) > MOST_CELL:
                raise too_big(f"A cell has more than {MOST_CELL:,} characters.")

    def closes(self, name: str) -> None:
        if name == self.inside:
            self.inside = ""
        if name != "c":
            return
        self.in_cell = False
        if self.value.strip():
            self.look.fill((self.row, self.column), text=self._length())
        elif self.has_formula:
            self.look.fill((self.row, self.column), text=len(self.formula))
            self.look.leave(self.part, (self.row, self.column), self.formula)

    def _length(self) -> int:
        if self.kind != "s":
            return len(self.value)
        at = int(self.value) if self.value.strip().isdigit() else -1
        return self.look.shared[at] if 0 <= at < len(self.look.shared) else 0


class OpenDocument(Reader):
    """The cells of all sheets of an OpenDocument spreadsheet, repeated ones counted as often as they say."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.sheet = ""
        self.row, self.rows, self.column, self.columns = 0, 1, 0, 1
        self.cell: Element | None = None
        self.length = 0

    def opens(self, element: Element) -> None:
        if element.name == "table":
            self.sheet, self.row = element.said("name") or "", 0
            self.look.begin_sheet()
        elif element.name == "table-row":
            self.rows, self.column = _times(element.said("number-rows-repeated")), 0
        elif element.name in {"table-cell", "covered-table-cell"}:
            self.cell, self.length = element, 0
            self.columns = _times(element.said("number-columns-repeated"))

    def text(self, text: str) -> None:
        if self.cell:
            self.length += len(text)

    def closes(self, name: str) -> None:
        if name == "table-row":
            self.row += self.rows
        elif self.cell and name == self.cell.name:
            self._count(self.cell)
            self.column += self.columns
            self.cell = None

    def _count(self, cell: Element) -> None:
        formula = cell.said("formula")
        length = self.length or len(cell.said("string-value") or "")
        place = (self.row, self.column)
        if length or cell.said("value-type"):
            self.look.fill(place, rows=self.rows, columns=self.columns, text=length)
        elif formula:
            self.look.fill(place, rows=self.rows, columns=self.columns, text=len(formula))
            self.look.leave(self.sheet, place, formula.partition("=")[2])


def _times(said: str | None) -> int:
    return int(said) if said and said.isdigit() else 1


def look_through(parts: Parts) -> Formulas | Refusal:
    """Look through every part. Answers the formulas without a saved result, by part name (OpenDocument: by sheet)."""
    look = Look()
    try:
        for name in sorted(parts.xml, key=lambda name: "sharedstrings" not in name.casefold()):
            if name != "mimetype":
                walk(parts.xml[name], _reader(name, look))
    except Stop as stop:
        return stop.refusal
    except (expat.ExpatError, ValueError):
        return _NO_XML
    return look.uncalculated


def _reader(name: str, look: Look) -> Reader:
    if name == "content.xml":
        return OpenDocument(look)
    if "sharedstrings" in name.casefold():
        return SharedTexts(look)
    return Worksheet(look, name) if name.startswith("xl/") and not name.endswith(".rels") else Reader()


def walk(part: bytes, reader: Reader) -> None:
    """Stream a part through a reader; a document type or an entity of its own stops it before anything is expanded."""
    parser = expat.ParserCreate()
    tags = 0

    def opens(name: str, attributes: dict[str, str]) -> None:
        nonlocal tags
        tags += 1
        if tags > MOST_TAGS:
            raise too_big("A sheet has far more cells than a list of deals needs.")
        reader.opens(Element(name.rpartition(":")[2], attributes))

    def declared(*_: object) -> None:
        raise Stop(_ENTITY)

    parser.StartElementHandler = opens
    parser.EndElementHandler = lambda name: reader.closes(name.rpartition(":")[2])
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    parser.buffer_text = True
    parser.Parse(part, True)  # noqa: FBT003 -- the parser takes it by position only
