"""Exports of sample companies and of CRM systems: every figure their ground truth states is what is read."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.reading.tables.jsonl import report

CRM = Path(__file__).parents[4] / "shared" / "data" / "crm"
TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.skipif(not CRM.exists(), reason="the exports of ../shared/data/crm are not here")

# What the ground truth calls by the words of one file; another names its stages its own way.
OWN_WORDS = {"rows_by_stage", "open_amount_by_stage"}
NO_FIGURE = {"note", "traps", "files", "handmade_open_total_rounded_k"}


def truth(name):
    return json.loads((CRM / "ground_truth.json").read_text())[name]


def read(path):
    return report(path, (CRM / path).read_bytes(), TODAY)


def stated(name):
    return {key: value for key, value in truth(name).items() if key not in NO_FIGURE}


@pytest.mark.parametrize(
    ("name", "path"), [("duckflow", "duckflow/deals.csv"), ("derived", "derived/salesforce_report.csv")]
)
def test_every_stated_figure(name, path):
    found = read(path)
    assert {key: found[key] for key in stated(name)} == stated(name)


@pytest.mark.parametrize(
    "path", ["derived/europe_semicolon_cp1252.csv", "derived/hubspot-crm-exports-all-deals-2026-11-23.csv"]
)
def test_the_same_deals_in_another_dress(path):
    found, expected = read(path), stated("derived")
    assert {key: found[key] for key in expected.keys() - OWN_WORDS} == {
        key: expected[key] for key in expected.keys() - OWN_WORDS
    }
    for key in OWN_WORDS:
        assert sorted(found[key].values()) == sorted(expected[key].values())


def test_a_reps_own_list_is_read_and_its_wrong_total_named():
    found = read("derived/rep_handmade_list.csv")
    assert found["rows"] == 25
    assert found["open_amount"] == truth("derived")["handmade_open_total_rounded_k"]
    assert any("69,400" in problem["text"] and "69,700" in problem["text"] for problem in found["problems"])
    # "maybe" is no figure, and "tbd" names nobody.
    assert {"odds"} == {problem["column"] for problem in found["problems"] if "maybe" in problem["text"]}
    assert found["open_amount_counted"] < found["open_amount"]


def test_a_pivot_on_a_hidden_sheet_without_its_grand_total():
    found, expected = read("pivot_xlsx/opportunity_pivot.xlsx"), stated("pivot_xlsx")
    assert {key: found[key] for key in expected} == expected
    assert any("hidden" in note for note in found["notes"])


def test_people_without_a_header():
    expected = stated("adventureworks")
    found = read("adventureworks/SalesPerson.csv") | read("adventureworks/SalesPersonQuotaHistory.csv")
    assert {key: found[key] for key in expected} == expected


def test_what_is_stale_is_listed_and_both_totals_shown():
    found = read("duckflow/deals.csv")
    assert (found["stale_count"], found["open_count_counted"]) == (94, 0)
    assert found["open_amount"] == truth("duckflow")["open_amount"]
    assert sum("has passed" in problem["text"] for problem in found["problems"]) == 94


def test_the_day_of_an_export_is_read_from_its_name_or_its_footer():
    assert read("derived/hubspot-crm-exports-all-deals-2026-11-23.csv")["as_of_why"] == "the date in the file's name"
    assert read("derived/salesforce_report.csv")["as_of_why"] == "the date in a line outside the table"


def test_a_list_of_contacts_is_no_list_of_deals():
    found = read("duckflow/contacts.csv")
    assert found["kind"] == "unknown"
    assert [question["about"] for question in found["questions"]] == ["columns"]
