"""Tables handed to people: a template to fill in, and a list as it was read; what people typed stays inert text."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from bot.reading.tables.model import Deal, Outcome
from bot.reading.tables.words import outcome_of
from bot.reading.tables.workbook import Value, workbook

# The header of each column of the template, and what belongs there.
TEMPLATE = {
    "Account": "the customer or prospect",
    "Deal": "what it is about",
    "Owner": "the salesperson",
    "Stage": "any stage of yours, with Won or Lost for what is decided",
    "Amount": "the value of the deal in full, 12500 rather than 12.5k",
    "Currency": "its code, USD or EUR, where more than one is in use",
    "Close Date": "year-month-day: the day it is expected to close, or closed",
    "Probability": "the odds that it closes, 60%",
    "Lost Reason": "why it was lost, in a few words",
}
_EXAMPLES = (
    ("Northwind Clinic", "Managed backup", "Ann Lee", "Proposal", "12500", "USD", "2027-03-31", "60%", ""),
    ("Blue Harbor Law", "Firewall refresh", "Ann Lee", "Won", "8400", "USD", "2026-10-12", "", ""),
    (
        "Oak Street Dental",
        "Help desk",
        "Ann Lee",
        "Lost",
        "6000",
        "USD",
        "2026-09-03",
        "",
        "stayed with their provider",
    ),
)
# The wide forms are what spreadsheets of East Asian languages take for the same signs.
_STARTS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_FIGURE = re.compile(r"[+\-]?[\d.,]+%?")


def template() -> bytes:
    """A CSV file with the columns that are read and three examples, marked as UTF-8 so that Excel shows accents."""
    return csv_bytes([tuple(TEMPLATE), *_EXAMPLES])


def template_workbook() -> bytes:
    """The same as an XLSX file, with a second sheet that says what belongs in each column."""
    examples = [[_value(header, cell) for header, cell in zip(TEMPLATE, row, strict=True)] for row in _EXAMPLES]
    explained = [("Column", "What belongs there"), *TEMPLATE.items()]
    return workbook({"Deals": [tuple(TEMPLATE), *examples], "How to fill it in": explained})


def _value(header: str, cell: str) -> Value:
    if not cell:
        return None
    if header == "Close Date":
        return date.fromisoformat(cell)
    if header == "Probability":
        return Decimal(cell.rstrip("%")) / 100
    return Decimal(cell) if header == "Amount" else cell


def deals_csv(deals: Iterable[Deal]) -> bytes:
    """Deals in the columns of the template, as they were read; reading them again gives the same deals."""
    return csv_bytes([tuple(TEMPLATE), *(_row(deal) for deal in deals)])


def inert(text: str) -> str:
    """A text as a cell that no spreadsheet works out: an apostrophe before what would start a formula.

    A telephone number such as "+1-800-555-0100" would be worked out too; a figure alone stays one.
    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{text}" if _STARTS_FORMULA.match(text) and not _FIGURE.fullmatch(text) else text


def _row(deal: Deal) -> Sequence[str]:
    told = deal.stage if deal.stage and (outcome_of(deal.stage) or Outcome.OPEN) is deal.outcome else deal.outcome.value
    words = (deal.account, deal.name, deal.owner, told)
    amount = "" if deal.amount is None else f"{deal.amount:f}"
    closes = deal.closes.ends.isoformat() if deal.closes else ""
    odds = "" if deal.odds is None else f"{deal.odds * 100:f}%"
    texts = (*words, amount, deal.currency, closes, odds, deal.lost_reason)
    return [inert(text or "") for text in texts]


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as a CSV file, marked as UTF-8 so that Excel shows accents; the texts in them are `inert` already."""
    target = StringIO(newline="")
    csv.writer(target, lineterminator="\r\n").writerows(rows)
    return target.getvalue().encode("utf-8-sig")
