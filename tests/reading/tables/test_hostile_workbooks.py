"""Workbooks that no office program writes: each is refused with a sentence or read as far as it is sound, quickly."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from tests.reading.tables.made import ods, ods_cell, ods_rows, packed, sheet_xml, told, xlsx

ROWS = [["Account", "Amount"], ["Acme", 5]]
FAR_ROW = '<row r="1048576">{}</row></sheetData>'
SHARED = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"{}>{}</sst>'


def with_sheet(old, new, **more):
    return xlsx({"Deals": sheet_xml(ROWS).replace(old, new)}, **more)


def shared(content, more=""):
    return {"xl/sharedStrings.xml": SHARED.format(more, content)}


def row(inner, more=""):
    return f"<table:table-row {more}>{inner}</table:table-row>"


MANY = 'table:number-columns-repeated="16384"'
MANY_ROWS = 'table:number-rows-repeated="1048576"'

REFUSED = {
    "an entity": (with_sheet("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'), "unsafe"),
    "an empty document type": (with_sheet("<worksheet", "<!DOCTYPE worksheet><worksheet"), "unsafe"),
    "an entity among the shared texts": (
        xlsx({"S": ROWS}, extra={"xl/sharedStrings.xml": "<!DOCTYPE x []>" + SHARED.format("", "")}),
        "unsafe",
    ),
    "a far cell": (with_sheet("</sheetData>", FAR_ROW.format('<c r="XFD1048576"><v>1</v></c>')), "too big"),
    "a far row": (with_sheet("</sheetData>", FAR_ROW.format('<c r="A1048576"><v>1</v></c>')), "too big"),
    "a far formula": (with_sheet("</sheetData>", FAR_ROW.format('<c r="A1048576"><f>A1</f></c>')), "too big"),
    "one long text in every cell": (
        with_sheet(
            "</sheetData>",
            ("<row>" + '<c t="s"><v>0</v></c>' * 290 + "</row>") * 3 + "</sheetData>",
            extra=shared(f"<si><t>{'A' * 30_000}</t></si>"),
        ),
        "too big",
    ),
    "no XML": (with_sheet("</sheetData>", "<"), "broken"),
    "a cell nowhere": (with_sheet('r="B2"', 'r="B0"'), "broken"),
    "an encoding nobody knows": (with_sheet("UTF-8", "UTF-99"), "broken"),
    "a zip of something else": (packed({"notes.txt": "hello"}), "not a workbook"),
    "a path that climbs": (packed({"../evil.xml": "<a/>", "[Content_Types].xml": "<a/>"}), "not a workbook"),
    "two parts of one name": (None, "not a workbook"),
    "the binary format": (packed({"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"}), "unsupported"),
    "repeated cells": (ods(row(ods_cell(1, MANY), MANY_ROWS)), "too big"),
    "repeated texts": (
        ods(row(ods_cell("x" * 30_000, 'table:number-columns-repeated="300"'), 'table:number-rows-repeated="40000"')),
        "too big",
    ),
    "a negative repeat": (ods(row(ods_cell(1, 'table:number-columns-repeated="-5"'))), "broken"),
    "a repeat beyond counting": (ods(row(ods_cell(None), 'table:number-rows-repeated="99999999999"')), "broken"),
    "a table within a cell": (ods(row("<table:table-cell><table:table/></table:table-cell>")), "broken"),
}


def twice():
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for _ in range(2):
            archive.writestr("[Content_Types].xml", "<a/>")
    return target.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_with_a_sentence(what):
    content, code = REFUSED[what]
    found = told(content or twice(), "deals.xlsx")
    assert (found["ok"], found["code"]) == (False, code)
    assert found["message"].endswith(".")


@pytest.mark.parametrize(
    "content",
    [
        # A compiled parser lost the whole process over each of these.
        xlsx({"Deals": ROWS}, extra=shared("<si><t>x</t></si>", ' count="9999999999" uniqueCount="9999999999"')),
        with_sheet("</sheetData>", FAR_ROW.format('<c r="XFD1048576" t="str"><v> </v></c>')),
        with_sheet("</sheetData>", FAR_ROW.format('<c r="XFD1048576" t="inlineStr"><is><t></t></is></c>')),
        with_sheet("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'),
        with_sheet("</worksheet>", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'),
        ods(ods_rows(ROWS) + row(ods_cell(None, MANY), 'table:number-rows-repeated="1048574"')),
        ods(ods_rows([["Account", "Amount"]]) + row(ods_cell("Acme") + ods_cell(5) + ods_cell(None, MANY))),
    ],
)
def test_claims_about_size_are_not_believed(content):
    found = told(content, "deals.xlsx")
    assert (found["rows"], found["total_amount"]) == (1, 5)


def lying(declared):
    """A workbook whose sheet unpacks to more than its directory says."""
    content = bytearray(packed({"[Content_Types].xml": "<a/>", "xl/workbook.xml": " " * 500_000}, ZIP_DEFLATED))
    true = (500_000).to_bytes(4, "little")
    return bytes(content).replace(true, declared.to_bytes(4, "little"))


def test_a_part_that_unpacks_to_more_than_it_says_is_refused():
    assert told(lying(1_000), "deals.xlsx")["code"] == "too big"


def test_a_bomb_is_refused_by_what_it_declares():
    bomb = packed({"[Content_Types].xml": "<a/>", "xl/media/pad.bin": bytes(2_000_000)}, ZIP_DEFLATED)
    assert told(bomb, "deals.xlsx")["code"] == "too big"


def test_an_encrypted_zip_is_said_to_be_one():
    plain = packed({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}, ZIP_STORED)
    flagged = plain.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
    assert told(flagged, "deals.xlsx")["code"] == "encrypted"


def test_formulas_without_a_result_are_inert_text_or_no_figure():
    rows = [["Account", "Amount"], [("=", 'HYPERLINK("http://x","Acme")'), 120], ["Globex", ("=", "SUM(B2:B9)")]]
    found = told(xlsx({"Deals": rows}), "deals.xlsx")
    assert found["total_amount"] == 120
    assert found["open_amount_missing"] == 1
    assert [(each["row"], each["column"]) for each in found["problems"] if each["column"]] == [(3, "Amount")]


def test_the_saved_result_of_a_formula_counts():
    found = told(with_sheet('<c r="B2"><v>5</v></c>', '<c r="B2"><f>2+2</f><v>4</v></c>'), "deals.xlsx")
    assert found["total_amount"] == 4
