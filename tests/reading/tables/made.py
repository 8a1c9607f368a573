"""Workbooks made by hand for the tests, down to the bytes that no office program would write."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from bot.reading.tables.jsonl import report

TODAY = date(2026, 11, 23)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = '<xf numFmtId="0"/><xf numFmtId="14"/>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def told(text, name="deals.csv", **options):
    """The report on a file given as text or bytes."""
    return report(name, text.encode() if isinstance(text, str) else text, TODAY, **options)


def csv_of(rows, delimiter=","):
    quoted = ('"' + str(cell).replace('"', '""') + '"' if cell != "" else "" for row in rows for cell in row)
    return "".join(delimiter.join(next(quoted) for _ in row) + "\r\n" for row in rows)


def column_name(at: int) -> str:
    name = ""
    while at >= 0:
        name, at = chr(65 + at % 26) + name, at // 26 - 1
    return name


def sheet_xml(rows: Sequence[Sequence[object]]) -> str:
    """A sheet's XML; texts inline, dates as Excel counts them, None left out, a ("=", formula) without its result."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(_cell(f"{column_name(at)}{number}", value) for at, value in enumerate(row) if value is not None)
        lines.append(f'<row r="{number}">{cells}</row>')
    head = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}">'
    return f"{head}<sheetData>{''.join(lines)}</sheetData></worksheet>"


def _cell(place, value):
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, tuple):
        return f'<c r="{place}"><f>{escape(value[1])}</f><v/></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def xlsx(sheets: dict[str, object], hidden: Sequence[str] = (), extra: dict[str, bytes] | None = None) -> bytes:
    """A workbook; a sheet is rows, or its XML as text."""
    names = list(sheets)
    parts = {
        "[Content_Types].xml": _types(len(names)),
        "_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(names, hidden),
        "xl/_rels/workbook.xml.rels": _relations(
            [(f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(names) + 1)]
            + [("rId90", "styles", "styles.xml"), ("rId91", "sharedStrings", "sharedStrings.xml")]
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs>{_STYLES}</cellXfs></styleSheet>',
    }
    for at, content in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{at}.xml"] = content if isinstance(content, str) else sheet_xml(content)
    return packed(parts | (extra or {}))


def packed(parts, pack=ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", pack) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _types(count):
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{kind}.worksheet+xml"/>'
        for at in range(1, count + 1)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{sheets}</Types>'
    )


def _relations(relations):
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_DOC}/{kind}" Target="{target}"/>' for key, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _workbook(names, hidden):
    states = {True: 'state="hidden"', False: ""}
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}" {states[name in hidden]}/>'
        for at, name in enumerate(names, start=1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>{sheets}</sheets></workbook>'


def ods(body: str) -> bytes:
    """An OpenDocument spreadsheet with one sheet of the given rows in XML."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Deals">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<m:manifest xmlns:m="{space}:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>'
    )
    return packed({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def ods_rows(rows) -> str:
    return "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)


def ods_cell(value, more="") -> str:
    if value is None:
        return f"<table:table-cell {more}/>"
    if isinstance(value, str):
        kind = 'office:value-type="string"'
    elif isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value}"'
    else:
        kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {kind} {more}><text:p>{escape(str(value))}</text:p></table:table-cell>"
