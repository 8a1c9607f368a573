"""The same 400 deals as other systems would export them, made from the HubSpot file and held to the same totals."""

import csv
import json
import re
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.reading.tables.made import TODAY, csv_of, told, xlsx

CRM = Path(__file__).parents[4] / "shared" / "data" / "crm"
FILE = CRM / "derived" / "hubspot-crm-exports-all-deals-2026-11-23.csv"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the deals of ../shared/data/crm are not here")

HELD_TO = (
    "rows open_count open_amount open_amount_missing won_count won_amount won_amount_by_owner avg_won_deal "
    "median_won_deal "
    "close_rate close_rate_by_owner"
).split()


class One(NamedTuple):
    id: str
    name: str
    stage: str
    closes: date
    owner: str
    amount: Decimal
    account: str


def deals():
    rows = csv.DictReader(StringIO(FILE.read_text(encoding="utf-8-sig")))
    return [
        One(
            row["Record ID"],
            row["Deal Name"],
            row["Deal Stage"].removesuffix(" (Sales Pipeline)"),
            date.fromisoformat(row["Close Date"][:10]),
            row["Deal owner"].partition(" (")[0],
            Decimal(row["Amount"]),
            row["Associated Company"],
        )
        for row in rows
    ]


def status(deal):
    return {"Closed Won": "Won", "Closed Lost": "Lost"}.get(deal.stage, "Open")


def holds(found, besides=()):
    """The totals are those of the ground truth, and the amounts by stage whatever the stages are called."""
    expected = json.loads((CRM / "ground_truth.json").read_text())["derived"]
    keys = [key for key in HELD_TO if key not in besides]
    assert {key: found[key] for key in keys} == {key: expected[key] for key in keys}
    assert sorted(found["open_amount_by_stage"].values()) == sorted(expected["open_amount_by_stage"].values())
    assert found["questions"] == []


@pytest.mark.parametrize("written", [str, "{:.2f}".format, "{:,.2f}".format])
def test_pipedrive_says_won_and_lost_in_status_and_not_in_stage(written):
    header = "ID;Title;Organization;Value;Currency;Stage;Status;Owner;Expected close date;Won time;Lost time".split(";")
    rows = [header]
    for at, deal in enumerate(deals()):
        stage = deal.stage if status(deal) == "Open" else ("Qualified", "Negotiations Started")[at % 2]
        won, lost = (f"{deal.closes} 10:30:00" if status(deal) == each else "" for each in ("Won", "Lost"))
        ends = [deal.owner, deal.closes, won, lost]
        rows.append([deal.id, deal.name, deal.account, written(deal.amount), "USD", stage, status(deal), *ends])
    found = told(csv_of(rows, ";"), "pipedrive_deals.csv")
    holds(found)
    assert found["rows_by_stage"]["Won"] == 180


def test_pipedrive_with_its_own_prefixes():
    header = [
        "Deal - ID",
        "Deal - Title",
        "Deal - Value",
        "Deal - Stage",
        "Deal - Status",
        "Deal - Owner",
        "Deal - Organization",
    ]
    rows = [
        [
            d.id,
            d.name,
            d.amount,
            "Contact Made" if status(d) != "Open" else d.stage,
            status(d).lower(),
            d.owner,
            d.account,
        ]
        for d in deals()
    ]
    holds(told(csv_of([header, *rows], ";"), "pipedrive_deals.csv"))


def test_zoho_writes_the_day_first_and_whole_dollars_with_commas():
    header = ["Record Id", "Deal Name", "Account Name", "Amount", "Stage", "Closing Date", "Deal Owner", "Probability"]
    rows = [
        [
            d.id,
            d.name,
            d.account,
            f"{d.amount:,.0f}",
            d.stage,
            f"{d.closes:%d/%m/%Y}",
            d.owner,
            {"Won": 100, "Lost": 0}.get(status(d), 40),
        ]
        for d in deals()
    ]
    found = told(csv_of([header, *rows]), "zoho_Deals_001.csv")
    holds(found)
    assert found["stale_count"] == 100


@pytest.mark.parametrize("header", ["Amount ($K)", "Amount (USD thousands)", "Value, $000", "Amount (k$)"])
def test_excel_unicode_text_in_thousands_with_months_for_dates(header):
    head = ["Owner", "Account", "Stage", header, "Close Date"]
    rows = [[d.owner, d.account, d.stage, f"{d.amount / 1000:.3f}", f"{d.closes:%b-%y}"] for d in deals()]
    text = "".join("\t".join(map(_excel_quoted, row)) + "\r\n" for row in [head, *rows])
    found = told(b"\xff\xfe" + text.encode("utf-16-le"), "excel_unicode_text.txt")
    holds(found)
    assert [entry["scale"] for entry in found["mapping"] if entry["meaning"] == "amount"] == [1000]
    assert not [problem for problem in found["problems"] if problem["column"]]


def _excel_quoted(cell):
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\t') else cell


def review(*, label, owner_once, extra=()):
    """A pipeline review as someone lays it out: lines above, a subtotal for each rep, a grand total, real dates."""
    rows = [["Pipeline Review"], ["Prepared for the quarterly meeting"], ["As of", date(2026, 11, 20)]]
    rows.append(["Rep", "Account", "Opportunity", "Stage", "Amount", "Close"])
    everything = deals()
    for owner in sorted({deal.owner for deal in everything}):
        own = [deal for deal in everything if deal.owner == owner]
        for at, d in enumerate(own):
            who = None if owner_once and at else owner
            rows.append([who, d.account or None, d.name, d.stage, float(d.amount), d.closes])
        rows.append(label(owner, float(sum(d.amount for d in own))))
    rows.append(["Grand Total", None, None, None, float(sum(d.amount for d in everything)), None])
    return [*rows, *extra]


LABELS = {
    "name and total": lambda owner, total: [f"{owner} Total", None, None, None, total, None],
    "subtotal and name": lambda owner, total: ["Subtotal", owner, None, None, total, None],
    "subtotal for": lambda owner, total: [None, f"Subtotal {owner}:", None, None, total, None],
    "no label": lambda _, total: [None, None, None, None, total, None],
    "owner only": lambda owner, total: [owner, None, None, None, total, None],
}


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("owner_once", [False, True])
def test_a_review_with_subtotals_and_a_hidden_sheet(label, owner_once):
    hidden = [["Owner", "Account", "Stage", "Amount"], ["Old Rep", "Old Account", "Closed Won", 999999]]
    rows = review(label=LABELS[label], owner_once=owner_once, extra=[[None], ["Numbers are unaudited"]])
    found = told(xlsx({"Review": rows, "Old": hidden}, hidden=["Old"]), "pipeline_review_with_subtotals.xlsx")
    holds(found)
    assert found["sheet"] == "Review"
    assert len(found["total_rows"]) == 4
    assert found["as_of"] == "2026-11-20"


def test_a_review_with_the_rep_as_a_heading_above_each_group():
    rows = [["Pipeline"], ["Account", "Stage", "Amount", "Close"]]
    everything = deals()
    for owner in sorted({deal.owner for deal in everything}):
        own = [deal for deal in everything if deal.owner == owner]
        rows += [[owner], *[[d.account or None, d.stage, float(d.amount), d.closes] for d in own]]
        rows.append([f"Total {owner}", None, float(sum(d.amount for d in own))])
    holds(told(xlsx({"Review": rows}), "review.xlsx"))


def test_dynamics_has_two_amounts_and_columns_not_to_touch():
    header = ["(Do Not Modify) Opportunity", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "Topic"]
    header += ["Potential Customer", "Est. Close Date", "Est. Revenue", "Actual Revenue", "Actual Close Date"]
    header += ["Probability", "Status", "Owner", "Pipeline Phase"]
    rows = []
    for at, d in enumerate(deals()):
        won, lost = status(d) == "Won", status(d) == "Lost"
        guess = float(d.amount) + (at % 7 if won else 0)
        amounts = [d.closes, guess, float(d.amount) if won else 0 if lost else None, d.closes if won or lost else None]
        where = "4-Close" if won or lost else d.stage
        rows.append([d.id, "c+" + d.id, TODAY, d.name, d.account or None, *amounts, 60, status(d), d.owner, where])
    found = told(xlsx({"All Opportunities": [header, *rows]}), "dynamics_all_opportunities.xlsx")
    holds(found)
    assert re.search(r"Actual Revenue.*actual_amount", str(found["mapping"]))


def test_connectwise_numbers_its_stages_and_statuses():
    header = [
        "Opp #",
        "Summary",
        "Company",
        "Sales Rep",
        "Stage",
        "Status",
        "Total Revenue",
        "Expected Close",
        "Probability",
    ]
    numbered = {"Won": "2. Won", "Lost": "3. Lost", "Open": "1. Open"}
    rows = [
        [
            d.id,
            d.name,
            d.account,
            d.owner,
            f"4. {d.stage}" if status(d) == "Open" else "5. Decision",
            numbered[status(d)],
            f"${d.amount:,.2f}",
            f"{d.closes:%m/%d/%Y}",
            "50%",
        ]
        for d in deals()
    ]
    holds(told(csv_of([header, *rows]), "connectwise.csv"))


def test_an_old_workbook_and_an_open_document_hold_the_same():
    from tests.reading.tables.made import ods, ods_rows

    rows = [["Owner", "Account", "Stage", "Amount", "Close Date"]]
    rows += [[d.owner, d.account or None, d.stage, float(d.amount), d.closes] for d in deals()]
    holds(told(ods(ods_rows(rows)), "deals.ods"))
