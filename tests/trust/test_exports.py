"""What leaves the house as a file works nothing out and calls nothing up, whatever people put into it."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.documents.markdown import to_markdown
from bot.documents.plan import plan_pages
from bot.documents.powerpoint import to_pptx
from bot.documents.slides import plan_deck
from bot.documents.word import to_docx
from bot.facts import Day, Read
from bot.reading.tables.model import Deal, Outcome
from bot.reading.tables.workbook import workbook
from bot.reading.tables.writing import deals_csv, inert
from bot.review.model import Action, Entry, Review
from bot.reviews_command import history_csv
from bot.team.audit import TeamVersion, log_csv
from bot.team.sheet import Sheet
from tests.line.conftest import TEAM, Room

HOSTILE = (
    '=HYPERLINK("http://evil.example","click")',
    "=cmd|'/C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "＝1+1",
    "+A1",
)
AT = datetime(2026, 11, 23, 15, tzinfo=UTC)
STARTS = tuple("=+-@\t\r\n＝＋－＠")
BOT = Path(__file__).parents[2] / "bot"
DOORS = {"reading/tables/writing.py", "reviews_command.py", "team/audit.py"}


def cells(content: bytes) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]


def works_out(cell: str) -> bool:
    """Whether a spreadsheet could take a cell for a formula; a figure alone is none."""
    return cell.lstrip(" ").startswith(STARTS) and not re.fullmatch(r"[+-]?[\d.,]+%?", cell)


def test_every_place_that_writes_a_csv_is_one_of_these():
    writers = {
        str(file.relative_to(BOT))
        for file in BOT.rglob("*.py")
        if re.search(r"csv_bytes\(|csv\.writer\(", file.read_text())
    }
    assert writers == DOORS


@pytest.mark.parametrize("text", HOSTILE)
def test_no_csv_holds_a_cell_that_a_spreadsheet_works_out(text: str):
    deal = Deal(
        source=Read(file="d.csv", row=2),
        account=text,
        name=text,
        owner=text,
        stage=text,
        outcome=Outcome.LOST,
        amount=Decimal(100),
        currency="USD",
        closes=Day(starts=date(2026, 1, 1), ends=date(2026, 1, 1)),
        lost_reason=text,
    )
    entry = Entry(at=AT, by=text, action=Action.SUBMIT, version=1, note=text)
    review = Review(person="dana", history=(entry,))
    people = {"dana": {"name": text, "slack_id": "U1"}}
    version = TeamVersion(number=1, at=AT, by=text, sheet=Sheet(organization={"company": text}, people=people))
    for written in (deals_csv([deal]), history_csv({"2027-01-01": {"dana": review}}, TEAM), log_csv([version])):
        found = cells(written)
        assert any(text.strip() in cell for cell in found)
        assert not [cell for cell in found if works_out(cell)]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_workbook_holds_texts_and_no_formula(text: str):
    with zipfile.ZipFile(io.BytesIO(workbook({"S": [("A",), (text,)]}))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 't="inlineStr"' in sheet
    assert "<f>" not in sheet


def test_a_cell_that_is_inert_is_so_once_and_for_all():
    assert all(not works_out(inert(text)) for text in HOSTILE)


def test_documents_hold_no_field_no_link_and_nothing_from_outside(tmp_path):
    room = Room(tmp_path / "line.db")
    said = 'INCLUDEPICTURE "http://evil.example/x" { DDEAUTO c:\\\\windows calc } <script>alert(1)</script>'
    room.says("dana", "hi", f"my accounts are {said[:60]} at 200k and Globex at 90k", "done", "send it")
    plan = room.review("dana").versions[0].plan
    pages = plan_pages(plan, 1, ())
    for content in (to_docx(pages), to_pptx(plan_deck(plan, 1))):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in parts.namelist():
                text = parts.read(name).decode("utf-8", "ignore")
                assert "evil.example/x" not in text or name.endswith((".xml",))
                if name.endswith(".rels"):
                    assert 'TargetMode="External"' not in text, name
                    assert "evil.example" not in text, name
                if "document.xml" in name or "/slide" in name:
                    fields = set(re.findall(r"<w:instrText[^>]*>([^<]*)<", text))
                    assert all("PAGE" in field and "INCLUDE" not in field for field in fields), fields
    assert "<script>" not in to_markdown(pages)
