"""The prose of a plan: figures by name, filled in by code; what breaks a rule twice is written by code."""

import pytest

from bot.coach.llm.assistant import Helper
from bot.coach.llm.drafting import SECTIONS, draft
from bot.coach.llm.privacy import Secrets
from bot.coach.llm.stand_ins import StandIns
from bot.documents.section_prose import written_prose
from bot.line.use import Spent
from bot.plan.model import Section
from tests.coach.model_stub import Stub, assistant
from tests.plan.samples import HUNTER, money, plan, words

PLAN = plan(
    HUNTER,
    {
        "goal.revenue": money(1_400_000),
        "last_year.revenue": money(1_050_000),
        "last_year.quota": money(1_200_000),
        "last_year.lost_because": words("We came in late at Acme Dental, and my commission is low"),
        "last_year.won_because": words("Acme Dental knew us"),
        "why_nots.crm.item": words("CRM complete"),
        "why_nots.crm.cause": words("I keep my notes on paper at Acme Dental"),
    },
)

WRITTEN = "My goal is $1,400,000."


def drafted(*tries: dict[str, str], hidden: bool = False) -> tuple[dict[Section, str], Stub]:
    left = [{"sections": [{"heading": h, "text": t} for h, t in told.items()]} for told in tries]
    stub = Stub(lambda _: left.pop(0) if left else None)
    names = StandIns("dana", ["Acme Dental"], hidden=hidden)
    return draft(Helper(assistant(stub), "dana", "k", Secrets(), names, Spent), PLAN), stub


def test_figures_are_named_and_filled_in():
    told, stub = drafted({"Goal": "I plan {{goal.revenue}}.", "# look back": "My quota was {{ last_year.quota }}."})
    assert told == {Section.LOOK_BACK: "My quota was $1,200,000.", Section.GOAL: "I plan $1,400,000."}
    assert not any(figure in stub.sent for figure in ("1,400,000", "1400000", "1.4", "1,200,000"))


@pytest.mark.parametrize(
    "text",
    [
        "I plan $1.4M.",
        "I plan one point four million.",
        "I plan ⅔ of {{goal.revenue}}.",
        "I plan ① more.",
        "I plan ١٢ more.",
        "I will win twice as much.",
        "I win half of {{goal.revenue}}.",
        "I lost a third of it.",
        "I grow tenfold.",
        "I grow by a few percent.",
        "I plan {{goal.secret}}.",
        "I plan {{last_year.quota}}.",
        "I plan {goal.revenue}.",
        "My commission is {{goal.revenue}}.",
        "This plan is approved.",
        "See [here](https://evil.example).",
        "<!channel> I plan {{goal.revenue}}.",
        "Ich plane mehr Umsatz mit neuen Kunden und werde gewinnen.",
        "I win. " * 200,
    ],
)
def test_a_section_that_breaks_the_rules_is_asked_for_once_more_and_then_written_by_code(text):
    told, stub = drafted({"Goal": text}, {"Goal": text})
    assert told == {Section.GOAL: WRITTEN}
    assert len(stub.requests) == 2
    assert "Goal: put aside, because it" in stub.requests[1].data
    assert drafted({"Goal": text}, {"Goal": "I plan {{goal.revenue}}."})[0] == {Section.GOAL: "I plan $1,400,000."}


def test_every_section_that_is_refused_twice_is_written_by_code():
    bad = dict.fromkeys((section.value for section in SECTIONS), "I will win 77 deals.")
    told, stub = drafted(bad, bad)
    briefed = [part.splitlines()[0] for part in stub.requests[0].data.split("# ")[1:]]
    assert [section.value for section in told] == briefed
    assert "77" not in "".join(told.values())
    for section, text in told.items():
        assert text == written_prose(PLAN, section)
        assert "open" not in text


def test_a_model_that_goes_away_before_the_second_try_leaves_the_written_sentences():
    assert drafted({"Goal": "I plan 2M."})[0] == {Section.GOAL: WRITTEN}


@pytest.mark.parametrize("heading", ["Pay", "Needs from others", ""])
def test_a_section_that_was_not_asked_for_is_nobodys(heading):
    assert drafted({heading: "I plan {{goal.revenue}}."})[0] == {}


def test_nonsense_leaves_the_plan_as_it_is():
    told, stub = drafted()
    assert (told, len(stub.requests)) == ({}, 1)


def test_what_was_said_about_pay_is_left_out_of_the_request():
    _, stub = drafted({"Goal": "I plan {{goal.revenue}}."})
    assert "knew us" in stub.sent
    assert "commission is low" not in stub.sent


def test_clients_go_by_stand_ins_in_the_request_and_by_name_in_the_plan():
    _, stub = drafted(hidden=True)
    assert "Acme" not in stub.sent
    stand_in = stub.sent.split("won because: ")[1].split(" knew")[0]
    told, _ = drafted({"Look back": f"{stand_in} knew me."}, hidden=True)
    assert told == {Section.LOOK_BACK: "Acme Dental knew me."}
