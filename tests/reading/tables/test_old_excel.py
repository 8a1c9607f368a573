"""Old Excel workbooks, written by another library, read record by record."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.tables.made import told

xlwt = pytest.importorskip("xlwt", reason="xlwt, which writes old workbooks, is not installed")
DATED = xlwt.easyxf(num_format_str="YYYY-MM-DD")


def xls(sheets, hidden=()):
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        sheet.visibility = int(name in hidden)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(at, column, value, DATED if isinstance(value, date) else xlwt.Style.default_style)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


ROWS = [
    ["Account", "Amount", "Close Date", "Stage"],
    ["Müller & Söhne", 1234.56, date(2027, 3, 31), "Proposal"],
    ["Łódź Sp. z o.o.", 20, date(2026, 5, 1), "Closed Won"],
]


def test_texts_amounts_and_dates():
    found = told(xls({"Deals": ROWS}), "deals.xls")
    assert (found["open_amount"], found["won_amount"], found["stale_count"]) == (1234.56, 20, 0)
    assert found["problems"] == []


def test_a_hidden_sheet_waits_behind_one_that_shows():
    found = told(xls({"Old": [*ROWS, *ROWS[1:]], "Now": ROWS}, hidden=["Old"]), "deals.xls")
    assert (found["sheet"], found["rows"]) == ("Now", 2)


def test_many_texts_run_on_from_record_to_record():
    names = [f"Name {at} äö{'€' if at % 3 else ''} " * (at % 40 + 1) for at in range(1_500)]
    found = told(xls({"Deals": [["Account", "Amount"], *[[name, at] for at, name in enumerate(names)]]}), "deals.xls")
    assert (found["rows"], found["total_amount"]) == (1_500, sum(range(1_500)))
    assert found["incomplete_count"] == 0


def test_a_far_cell_and_a_long_text_in_every_cell_are_refused():
    book = xlwt.Workbook()
    book.add_sheet("Far").write(65_535, 255, 1)
    target = BytesIO()
    book.save(target)
    assert told(target.getvalue(), "deals.xls")["code"] == "too big"
    assert told(xls({"Long": [["A" * 30_000]] * 2_000}), "deals.xls")["code"] == "too big"


def test_a_password_is_said_to_be_one():
    content = xls({"Deals": ROWS})
    # Any record before the sheets may be made into the one that says the rest is encrypted.
    locked = content.replace(b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00", 1)
    assert told(locked, "deals.xls")["code"] == "encrypted"


SMALL = xls({"Deals": ROWS})


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_bytes_gone_wrong_never_end_in_more_than_a_refusal(changes):
    broken = bytearray(SMALL)
    for at, value in changes:
        broken[at] = value
    assert told(bytes(broken), "deals.xls")["ok"] in {True, False}


@settings(max_examples=40)
@given(st.integers(0, len(SMALL)))
def test_a_file_cut_short_is_refused_or_read(length):
    assert told(SMALL[:length], "deals.xls")["ok"] in {True, False}
