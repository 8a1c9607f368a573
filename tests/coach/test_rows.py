"""Rows pasted out of a spreadsheet or a CRM, and numbers inside names."""

import pytest

from bot.team.model import Role
from tests.coach.conftest import Hear, stored
from tests.coach.test_answers import FARM


@pytest.mark.parametrize(
    "text",
    [
        "D-1177 | Pine Dental | Negotiation | $31,000 | 40%\nD-1180 | Voss Law | Verbal | $12,500 | 80%",
        "#881\tPine Dental\tDiscovery\t31000\t40%\n#902\tVoss Law\tProposal sent\t12500\t80%",
        "Account\tStage\tAmount\tProbability\nPine Dental\tDemo\t31,000\t40%\nVoss Law\tQuote\t12,500\t80%",
        "Pine Dental | 31k | 40%\nVoss Law | 12.5k | 80%",
        "Deal | Amount | Odds\n--- | --- | ---\nPine Dental | 31k | 40%\nVoss Law | 12.5k | 80%\nTotal | 43.5k |",
    ],
)
def test_pasted_rows_are_deals_by_their_names(hear: Hear, text):
    slots = stored(hear(text, "deals"))
    assert {slots["deals.pine-dental"], slots["deals.voss-law"]} == {"Pine Dental", "Voss Law"}
    assert (slots["deals.pine-dental.amount"], slots["deals.pine-dental.odds"]) == ("31000", "0.4")
    assert (slots["deals.voss-law.amount"], slots["deals.voss-law.odds"]) == ("12500", "0.8")
    assert {slot.split(".")[1] for slot in slots} == {"pine-dental", "voss-law"}


def test_what_is_won_already_is_no_open_deal(hear: Hear):
    slots = stored(hear("Pine Dental | Proposal | 31k\nVoss Law | Closed Won | 12k", "deals"))
    assert {slot.split(".")[1] for slot in slots} == {"pine-dental"}


@pytest.mark.parametrize("heading", ["Client\tRevenue 2026", "Account\tFY26 billed", "Customer\tLast year"])
def test_a_row_of_headings_is_no_account(hear: Hear, heading):
    slots = stored(hear(f"{heading}\nAbel & Sons\t31,000\nBora Trust\t275,500", "accounts", role=Role.FARMER))
    assert slots == {
        "accounts.abel-sons": "Abel & Sons",
        "accounts.abel-sons.last_year": "31000",
        "accounts.bora-trust": "Bora Trust",
        "accounts.bora-trust.last_year": "275500",
    }


def test_headings_stand_above_words_too(hear: Hear):
    slots = stored(hear("Account\tGrowth\tService\nAcme\t9,000\tbackup", "growth", role=Role.FARMER, **FARM))
    assert slots == {"accounts.acme.growth": "9000", "accounts.acme.sell": "backup"}


def test_rows_with_bare_figures_are_asked_about_rather_than_taken(hear: Hear):
    assert "prospects.acme.amount" not in stored(hear("Acme | 120\nGlobex | 80", "prospects"))


@pytest.mark.parametrize(
    ("text", "name", "amount", "odds"),
    [
        ("Harbor pier 7 90k 40%", "Harbor pier 7", "90000", "0.4"),
        ("Orchard stage three 125k 35%", "Orchard stage three", "125000", "0.35"),
        ("Beacon branch 4, 75k, 60%", "Beacon branch 4", "75000", "0.6"),
        ("Studio 54 - 30k - 20%", "Studio 54", "30000", "0.2"),
        ("3M 120k 50%", "3M", "120000", "0.5"),
    ],
)
def test_a_number_inside_a_name_is_no_amount(hear: Hear, text, name, amount, odds):
    slots = stored(hear(text, "deals"))
    (key,) = {slot.split(".")[1] for slot in slots}
    assert (slots[f"deals.{key}"], slots[f"deals.{key}.amount"], slots[f"deals.{key}.odds"]) == (name, amount, odds)


def test_a_count_beside_an_amount_is_no_part_of_a_name(hear: Hear):
    assert stored(hear("Acme 3 sites 40k", "deals"))["deals.acme"] == "Acme"
