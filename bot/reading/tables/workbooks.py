"""A workbook (XLSX, XLSM, ODS, old XLS) into grids: saved values only, no formula is ever worked out."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from bot.reading.tables.cells_xml import Element, Formulas, Place, Reader, look_through, walk
from bot.reading.tables.model import Cell, Grid, Refusal, Row, Uncalculated
from bot.reading.tables.parts import Parts, open_parts

_BROKEN = Refusal(
    code="broken", message="The workbook cannot be read. Please save it again as XLSX or CSV and send that."
)


def open_zipped(content: bytes) -> list[Grid] | Refusal:
    """Read every sheet of an XLSX, XLSM or ODS workbook, hidden ones too (marked so), or say why not."""
    parts = open_parts(content)
    if isinstance(parts, Refusal):
        return parts
    formulas = look_through(parts)
    if isinstance(formulas, Refusal):
        return formulas
    return read_sheets(parts.packed(), _by_sheet(formulas, parts) if formulas else {})


def read_sheets(workbook: BytesIO, formulas: Formulas) -> list[Grid] | Refusal:
    """Read a workbook that was looked through before; `formulas` are those without a saved result, by sheet name."""
    try:
        with CalamineWorkbook.from_filelike(workbook) as opened:
            sheets = [each for each in opened.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet]
            return [
                Grid(
                    sheet=each.name,
                    rows=list(_rows(opened.get_sheet_by_name(each.name), formulas.get(each.name, {}))),
                    hidden=each.visible is not SheetVisibleEnum.Visible,
                )
                for each in sheets
            ]
    except PasswordError:
        return Refusal(
            code="encrypted", message="The workbook is password-protected. Please save it without a password."
        )
    except (CalamineError, ValueError, OSError):
        return _BROKEN
    except BaseException as panic:
        # The parser is compiled code; where it gives up inside, that arrives as a panic outside Exception.
        if type(panic).__name__ != "PanicException":
            raise
        return _BROKEN


def _rows(sheet: CalamineSheet, formulas: dict[Place, str]) -> Iterator[Row]:
    left, top = (sheet.start[1], sheet.start[0]) if sheet.start else (0, 0)
    lines = sheet.to_python(skip_empty_area=True) if sheet.start else []
    width = max([sheet.total_width, *(column + 1 for _, column in formulas)])
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), formula in formulas.items():
        by_row.setdefault(row, []).append((column, formula))
    for at in range(min([top, *by_row]), max([top + len(lines), *(row + 1 for row in by_row)])):
        values = lines[at - top] if 0 <= at - top < len(lines) else []
        cells: list[Cell] = [None] * left + [_cell(value) for value in values]
        cells += [None] * (width - len(cells))
        for column, formula in by_row.get(at, ()):
            cells[column] = cells[column] or Uncalculated(formula)
        yield Row(at + 1, tuple(cells))


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        # Fifteen digits are what a spreadsheet shows and means; the rest is the noise of binary fractions.
        return Decimal(format(value, ".15g"))
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return str(value).replace("\xa0", " ").strip() or None


class _Sheets(Reader):
    """The sheets a workbook names, with the id of the part that holds each."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}

    def opens(self, element: Element) -> None:
        if element.name == "sheet":
            self.ids[element.said("name") or ""] = element.said("id") or ""


class _Targets(Reader):
    """Where each id points, from the folder of the workbook."""

    def __init__(self) -> None:
        self.parts: dict[str, str] = {}

    def opens(self, element: Element) -> None:
        if element.name == "Relationship":
            target = element.said("Target") or ""
            self.parts[element.said("Id") or ""] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _by_sheet(formulas: Formulas, parts: Parts) -> Formulas:
    """The formulas by the name of their sheet instead of their part."""
    if parts.open_document:
        return formulas
    sheets, targets = _Sheets(), _Targets()
    walk(parts.xml.get("xl/workbook.xml", b"<none/>"), sheets)
    walk(parts.xml.get("xl/_rels/workbook.xml.rels", b"<none/>"), targets)
    places = {name: formulas.get(targets.parts.get(key, "")) for name, key in sheets.ids.items()}
    return {name: found for name, found in places.items() if found}
