"""What a reply tells of each account, in words."""

import pytest

from bot.facts import Words
from bot.team.model import Role
from tests.coach.conftest import Hear, stored

NAMES = {"acme": "Acme", "globex": "Globex", "initech": "Initech", "wayne": "Wayne Clinics"}


def heard(hear: Hear, text: str, focus: str) -> dict[str, str]:
    known = {f"accounts__{key}__name": Words(text=name) for key, name in NAMES.items()}
    return {
        slot.removeprefix("accounts."): v for slot, v in stored(hear(text, focus, role=Role.FARMER, **known)).items()
    }


SENTENCE = """Acme end of June, the CFO, their merger; Globex October, nobody since May, sponsor left; \
the rest monthly, the owner, no risk"""
TABLE = """Acme\tend of June\tthe CFO\ttheir merger
Globex\tOctober\tnobody since May\tsponsor left
Initech\tmonthly\tthe owner\tno risk
Wayne Clinics\tmonthly\tthe owner\tno risk"""
BULLETS = """- Acme: renews end of June, the CFO, their merger
- Globex: October, nobody since May, sponsor left
- all others monthly, the owner, no risk"""


@pytest.mark.parametrize("text", [SENTENCE, TABLE, BULLETS], ids=["a sentence", "a pasted table", "bullets"])
def test_renewal_sponsor_and_risk_of_every_account_come_in_one_message(hear: Hear, text):
    told = heard(hear, text, "renewals")
    assert told["acme.renewal"] == "2027-06-21"
    assert (told["acme.relationship"], told["acme.risk"]) == ("the CFO", "their merger")
    assert (told["globex.relationship"], told["globex.risk"]) == ("nobody since May", "sponsor left")
    for rest in ("initech", "wayne"):
        assert (told[f"{rest}.relationship"], told[f"{rest}.risk"]) == ("the owner", "no risk")
        assert told[f"{rest}.renewal"] == "2027-01-01"


def test_an_account_that_is_not_named_gets_nothing(hear: Hear):
    assert {slot.split(".")[0] for slot in heard(hear, "Acme June, the COO, price; Wayne March", "renewals")} == {
        "acme",
        "wayne",
    }


@pytest.mark.parametrize(
    ("text", "bought"),
    [
        (
            "Acme support and backup, Globex everything but cloud, Initech only phones, Wayne nothing",
            {
                "acme": "Managed support, Backup",
                "globex": "Managed support, Security, Backup, Phones, Projects",
                "initech": "Phones",
                "wayne": "none",
            },
        ),
        (
            "Support everywhere; security: Acme and Globex; backup: all but Wayne",
            {
                "acme": "Managed support, Security, Backup",
                "globex": "Managed support, Security, Backup",
                "initech": "Managed support, Backup",
                "wayne": "Managed support",
            },
        ),
        (
            "all of them buy support, Globex also security",
            {"acme": "Managed support", "globex": "Managed support, Security"},
        ),
        ("Acme M365, Globex firewalls", {}),
    ],
)
def test_services_are_told_by_account_or_by_service(hear: Hear, text, bought):
    told = heard(hear, text, "services")
    assert {key: told.get(f"{key}.buys") for key in bought} == bought
    assert bought or not told


@pytest.mark.parametrize(
    ("text", "acme", "globex"),
    [
        ("All buy support. Acme also security", "Managed support, Security", "Managed support"),
        ("Everyone has backup; Globex phones too", "Backup", "Backup, Phones"),
        ("All support, Acme cloud on top", "Managed support, Cloud", "Managed support"),
        ("All buy support. Acme security", "Security", "Managed support"),
    ],
)
def test_what_one_buys_besides_what_all_buy(hear: Hear, text, acme, globex):
    told = heard(hear, text, "services")
    assert (told["acme.buys"], told["globex.buys"]) == (acme, globex)
