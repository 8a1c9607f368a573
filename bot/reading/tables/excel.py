"""Excel workbooks (XLSX, XLSM) into grids: saved values only, no formula is ever worked out.

The format is ECMA-376 part 1, chapter 18: https://ecma-international.org/publications-and-standards/standards/ecma-376/.
"""

import re

from bot.reading.tables.formats import is_date
from bot.reading.tables.limits import MOST_TEXT
from bot.reading.tables.model import Cell, Grid, Uncalculated
from bot.reading.tables.sheet import Room, Sheet, day, number, tidy
from bot.reading.tables.xml_parts import BROKEN, Element, Reader, Stop, too_big, walk

_PLACE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FLAG = {"1", "true"}


def read_excel(parts: dict[str, bytes]) -> list[Grid]:
    """Every sheet of a workbook, hidden ones too, from the XML parts inside it. Raises Stop with the refusal."""
    book = _Book()
    main = next((name for name in parts if re.search(r"(^|/)workbook[^/]*\.xml$", name)), None)
    if main is None:
        raise Stop(BROKEN)
    folder, _, file = main.rpartition("/")
    walk(parts[main], book)
    links = _Links(folder)
    walk(parts.get(f"{folder}/_rels/{file}.rels".lstrip("/"), b"<none/>"), links)
    texts, styles = _SharedTexts(), _Styles()
    walk(parts.get(links.by_kind.get("sharedStrings", ""), b"<none/>"), texts)
    walk(parts.get(links.by_kind.get("styles", ""), b"<none/>"), styles)
    room = Room()
    grids = []
    for name, link, hidden in book.sheets:
        part = parts.get(links.by_id.get(link, ""))
        if part is not None:
            sheet = Sheet(name, room, hidden=hidden)
            walk(part, _Worksheet(sheet, texts.texts, styles.dates, from_1904=book.from_1904))
            grids.append(sheet.grid())
    return grids


class _Book(Reader):
    """The sheets in their order, with the link to the part that holds each, and which calendar its days count by."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def opens(self, element: Element) -> None:
        if element.name == "workbookPr":
            self.from_1904 = element.said("date1904") in _FLAG
        elif element.name == "sheet":
            hidden = (element.said("state") or "visible") != "visible"
            self.sheets.append((element.said("name") or "", element.said("id") or "", hidden))


class _Links(Reader):
    """Where each link of the workbook points, by its id and by its kind."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self.by_id: dict[str, str] = {}
        self.by_kind: dict[str, str] = {}

    def opens(self, element: Element) -> None:
        if element.name == "Relationship":
            target = element.said("Target") or ""
            part = target.lstrip("/") if target.startswith("/") else f"{self.folder}/{target}".lstrip("/")
            self.by_id[element.said("Id") or ""] = part
            self.by_kind[(element.said("Type") or "").rpartition("/")[2]] = part


class _SharedTexts(Reader):
    """The texts that cells share; how they are to be pronounced, and their fonts, are passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._runs: list[str] = []
        self._aside = False
        self._kept = 0

    def opens(self, element: Element) -> None:
        if element.name == "si":
            self._runs = []
        elif element.name == "rPh":
            self._aside = True
        elif element.name == "t" and not self._aside:
            self.begin()

    def closes(self, name: str) -> None:
        if name == "rPh":
            self._aside = False
        elif name == "t" and not self._aside:
            self._runs.append(self.gathered())
        elif name == "si":
            self.texts.append(_plain("".join(self._runs)))
            self._kept += len(self.texts[-1])
            if self._kept > MOST_TEXT:
                raise too_big(f"The workbook has more than {MOST_TEXT:,} characters.")


class _Styles(Reader):
    """Which cell styles show a number as a date."""

    def __init__(self) -> None:
        super().__init__()
        self.dates: list[bool] = []
        self._codes: dict[int, str] = {}
        self._of_cells = False

    def opens(self, element: Element) -> None:
        if element.name == "numFmt":
            self._codes[element.number("numFmtId", 0)] = element.said("formatCode") or ""
        elif element.name == "cellXfs":
            self._of_cells = True
        elif element.name == "xf" and self._of_cells:
            key = element.number("numFmtId", 0)
            self.dates.append(is_date(key, self._codes.get(key)))

    def closes(self, name: str) -> None:
        if name == "cellXfs":
            self._of_cells = False


class _Worksheet(Reader):
    """The cells of one sheet."""

    def __init__(self, sheet: Sheet, texts: list[str], dates: list[bool], *, from_1904: bool) -> None:
        super().__init__()
        self.sheet, self.texts, self.dates, self.from_1904 = sheet, texts, dates, from_1904
        self.row, self.column = -1, -1
        self.cell: Element | None = None
        self.value: str | None = None
        self.formula: str | None = None

    def opens(self, element: Element) -> None:
        if element.name == "row":
            self.row = element.number("r", self.row + 2) - 1
            self.column = -1
        elif element.name == "c":
            self.cell, self.value, self.formula = element, None, None
            self._place(element.said("r"))
        elif self.cell and element.name in {"v", "t", "f"}:
            self.begin()

    def closes(self, name: str) -> None:
        if name == "c" and self.cell:
            self.sheet.put(self.row, self.column, self._read(self.cell))
            self.cell = None
        elif self.cell and name == "f":
            self.formula = self.gathered()
        elif self.cell and name in {"v", "t"}:
            self.value = (self.value or "") + self.gathered()

    def _place(self, said: str | None) -> None:
        if said is None:
            self.column += 1
            return
        match = _PLACE.match(said)
        if not match:
            raise Stop(BROKEN)
        column = 0
        for letter in match[1].upper():
            column = column * 26 + ord(letter) - 64
        self.row, self.column = int(match[2]) - 1, column - 1

    def _read(self, cell: Element) -> Cell:
        value, kind = self.value, cell.said("t") or "n"
        if not value:
            return Uncalculated(self.formula or "") if self.formula is not None and kind != "str" else None
        if kind == "s":
            at = int(value) if value.isascii() and value.isdigit() else -1
            return tidy(self.texts[at]) if 0 <= at < len(self.texts) else None
        if kind == "b":
            return value.strip() in _FLAG
        if kind == "n":
            style = cell.number("s", 0)
            found = number(value)
            dated = style < len(self.dates) and self.dates[style]
            return day(found, from_1904=self.from_1904) if dated else found
        return tidy(_plain(value))


def _plain(text: str) -> str:
    """Excel writes control characters as _x000D_; they are spaces to us, and every other such letter is itself."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: " " if int(match[1], 16) < 32 else chr(int(match[1], 16)), text)
