"""Old Excel workbooks (.xls) into grids: saved values only, read record by record and never past what is there."""

from bot.reading.tables.compound import BrokenFile, Compound
from bot.reading.tables.formats import is_date
from bot.reading.tables.model import Cell, Grid, Refusal
from bot.reading.tables.old_records import MORE, Record, SharedTexts, records, short_number, text_at
from bot.reading.tables.sheet import Room, Sheet, day, number, tidy
from bot.reading.tables.xml_parts import BROKEN, Stop

_ASK = "Please save it without a password as CSV or XLSX and send that."
_ENCRYPTED = Refusal(code="encrypted", message=f"The workbook is password-protected. {_ASK}")
_UNSURE = Refusal(
    code="encrypted or broken",
    message=f"The file is either password-protected or a damaged workbook of the old Excel format (.xls). {_ASK}",
)
_TOO_OLD = Refusal(
    code="unsupported", message="The workbook is from Excel 95 or before. Please save it as XLSX or CSV and send that."
)

_BEGINS, _ENDS, _PASSWORD, _CALENDAR, _SHEET, _FORMAT, _STYLE = 0x0809, 0x000A, 0x002F, 0x0022, 0x0085, 0x041E, 0x00E0
_TEXTS, _SHARED, _LABEL, _RICH = 0x00FC, 0x00FD, 0x0204, 0x00D6
_REAL, _SHORT, _SHORTS, _FORMULA, _TEXT_OF_FORMULA, _YES_OR_ERROR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0207, 0x0205
_SINGLE = {_SHARED, _LABEL, _RICH, _REAL, _SHORT, _YES_OR_ERROR}


def read_old_excel(content: bytes) -> list[Grid]:
    """Every sheet of an old workbook, hidden ones too. Raises Stop with the refusal."""
    try:
        file = Compound(content)
        stream = file.stream("Workbook")
        if "EncryptedPackage" in file.entries:
            raise Stop(_ENCRYPTED)
        if stream is None:
            raise Stop(_TOO_OLD if "Book" in file.entries else _UNSURE)
    except BrokenFile as broken:
        raise Stop(_UNSURE) from broken
    book = _Book(stream)
    return [book.grid(*sheet) for sheet in book.sheets]


class _Book:
    """What all sheets share: their list, the texts, which styles are dates, and the calendar."""

    def __init__(self, stream: bytes) -> None:
        self.stream, self.room = stream, Room()
        self.sheets: list[tuple[str, int, bool]] = []
        self.texts: list[str] = []
        self.dates: list[bool] = []
        self.from_1904 = False
        self._codes: dict[int, str] = {}
        self._shared: list[bytes] = []
        for record in records(stream):
            if record.kind == _ENDS:
                break
            self._take(record)
        self.texts = list(SharedTexts(self._shared).read()) if self._shared else []

    def _take(self, record: Record) -> None:
        if record.kind == _PASSWORD:
            raise Stop(_ENCRYPTED)
        if record.kind == _CALENDAR:
            self.from_1904 = record.numbers("H") == (1,)
        elif record.kind == _FORMAT:
            self._codes[record.numbers("H")[0]] = text_at(record, 2)
        elif record.kind == _STYLE:
            (key,) = record.numbers("H", 2)
            self.dates.append(is_date(key, self._codes.get(key)))
        elif record.kind == _SHEET:
            start, hidden, kind = record.numbers("IBB")
            if kind == 0:
                self.sheets.append((text_at(record, 6, wide_length=False), start, bool(hidden & 3)))
        elif record.kind == _TEXTS or (record.kind == MORE and self._shared):
            self._shared.append(record.body)

    def grid(self, name: str, start: int, hidden: bool) -> Grid:  # noqa: FBT001 -- as they stand in the list of sheets
        sheet = Sheet(name, self.room, hidden=hidden)
        depth, waits = 0, (0, 0)
        for record in records(self.stream, start):
            depth += (record.kind == _BEGINS) - (record.kind == _ENDS)
            if depth <= 0:
                break
            # A chart within a sheet begins and ends like a sheet of its own.
            if depth > 1:
                continue
            if record.kind == _TEXT_OF_FORMULA:
                sheet.put(*waits, tidy(text_at(record, 0)))
            elif record.kind == _SHORTS:
                self._shorts(sheet, record)
            elif record.kind == _FORMULA:
                row, column = record.numbers("HH")
                waits = (row, column)
                sheet.put(row, column, self._result(record))
            elif record.kind in _SINGLE:
                row, column = record.numbers("HH")
                sheet.put(row, column, self._single(record))
        return sheet.grid()

    def _shorts(self, sheet: Sheet, record: Record) -> None:
        row, first = record.numbers("HH")
        for at in range((len(record.body) - 6) // 6):
            style, packed = record.numbers("HI", 4 + at * 6)
            sheet.put(row, first + at, self._styled(short_number(packed), style))

    def _single(self, record: Record) -> Cell:
        (style,) = record.numbers("H", 4)
        if record.kind == _REAL:
            return self._styled(record.real(6), style)
        if record.kind == _SHORT:
            return self._styled(short_number(record.numbers("I", 6)[0]), style)
        if record.kind == _YES_OR_ERROR:
            value, is_error = record.numbers("BB", 6)
            return "#ERROR" if is_error else bool(value)
        if record.kind == _SHARED:
            (at,) = record.numbers("I", 6)
            if at >= len(self.texts):
                raise Stop(BROKEN)
            return tidy(self.texts[at])
        return tidy(text_at(record, 6))

    def _result(self, record: Record) -> Cell:
        """What a formula came to when the file was saved; a text follows in a record of its own."""
        (style,) = record.numbers("H", 4)
        kind, _, value, *_, mark = record.numbers("BBBBBBH", 6)
        if mark != 0xFFFF:
            return self._styled(record.real(6), style)
        return bool(value) if kind == 1 else "#ERROR" if kind == 2 else None

    def _styled(self, value: float, style: int) -> Cell:
        found = number(value)
        return day(found, from_1904=self.from_1904) if style < len(self.dates) and self.dates[style] else found
