"""Sending a list of deals or accounts: shown first, taken over on a yes, and never over what the person said."""

import csv
import io

import pytest

from bot.facts import Computed, Read
from bot.line.model import LARGEST_FILE, PlanFile, Upload
from tests.line.conftest import Room

DEALS = (
    "Opportunity Owner,Account Name,Stage,Amount,Close Date\n"
    "Dana Reyes,Vandelay,Proposal,120000,03/15/2027\n"
    "Dana Reyes,Hooli,Proposal,80000,04/20/2027\n"
    "Dana Reyes,Stale Inc,Proposal,70000,01/10/2026\n"
    "Dana Reyes,Wayne,Closed Won,40000,05/02/2026\n"
    "Dana Reyes,Oscorp,Closed Won,50000,06/11/2026\n"
    "Dana Reyes,Tyrell,Closed Lost,60000,07/09/2026\n"
    "Leo Brandt,Soylent,Proposal,999000,03/15/2027\n"
)
ACCOUNTS = "Account,Revenue last year\nAcme,120000\nGlobex,80000\n"


@pytest.fixture
def send(room: Room, tmp_path):
    def sending(who: str, name: str, content: str, size: int | None = None) -> str:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        room.posts.clear()
        room.stage.play(room.person(who), Upload(name=name, ref=str(path), size=size or path.stat().st_size))
        return room.heard(who)

    return sending


def test_a_file_is_shown_before_anything_is_taken_over(room: Room, send):
    room.says("dana", "hi")
    said = send("dana", "deals.csv", DEALS)
    assert "Account Name: account" in said
    assert "2 open deals, $200,000 in all" in said
    assert "2 of 3 (66.7%)" in said
    assert "Left out: 1 open deals" in said
    assert "999" not in said
    assert room.interview("dana").items("deals") == ()


def test_a_yes_takes_it_over_with_file_and_row_and_asks_only_the_rest(room: Room, send):
    room.says("dana", "hi", "yes")
    send("dana", "deals.csv", DEALS)
    said = room.says("dana", "yes")
    assert "Taken over." in said
    facts = room.interview("dana").facts
    assert facts["deals.vandelay.amount"].source == Read(file="deals.csv", row=2)
    assert isinstance(facts["last_year.average_deal"].source, Computed)
    assert "Why did you win" in said
    assert set(room.interview("dana").items("deals")) == {"vandelay", "hooli"}


def test_the_button_does_the_same(room: Room, send):
    room.says("dana", "hi")
    send("dana", "deals.csv", DEALS)
    assert "Taken over." in room.clicks("dana", "Yes, take it over")


def test_a_no_leaves_everything_as_it_was(room: Room, send):
    room.says("dana", "hi")
    before = room.interview("dana").facts
    send("dana", "deals.csv", DEALS)
    assert "Left as it was" in room.says("dana", "no")
    assert room.interview("dana").facts == before


@pytest.fixture
def differing(room: Room, send) -> str:
    """What is asked after a file says otherwise than Leo did."""
    room.says("leo", "hi", "900k against 1M", "9 of 24")
    send("leo", "deals.csv", DEALS.replace("Dana Reyes", '"Brandt, Leo"').replace("Leo Brandt,S", "Ann Other,S"))
    return room.says("leo", "yes")


def test_what_was_said_and_what_a_file_says_are_both_named_and_it_is_asked_which_holds(room: Room, differing):
    assert "Earlier you said deals won 9 of 24 (37.5%); deals.csv says 2 of 3 (66.7%). Which one holds?" in differing
    assert room.known("leo", "last_year.won") == "9 of 24 (37.5%)"


@pytest.mark.parametrize(
    ("answer", "holds"),
    [
        ("the file", "2 of 3 (66.7%)"),
        ("2 of 3", "2 of 3 (66.7%)"),
        ("mine", "9 of 24 (37.5%)"),
        ("keep it", "9 of 24 (37.5%)"),
        ("8 of 20", "8 of 20 (40%)"),
    ],
)
def test_the_answer_decides_which_holds(room: Room, differing, answer, holds):
    said = room.says("leo", answer)
    assert room.known("leo", "last_year.won") == holds
    assert "Think of your wins" in said


def test_a_button_decides_which_holds(room: Room, differing):
    room.clicks("leo", "2 of 3 (66.7%)")
    assert room.known("leo", "last_year.won") == "2 of 3 (66.7%)"


def test_a_farmers_accounts_come_from_a_file(room: Room, send):
    room.says("priya", "hi")
    send("priya", "accounts.csv", ACCOUNTS)
    room.says("priya", "yes")
    assert room.known("priya", "accounts.globex.last_year") == "$80,000"


def test_another_answer_leaves_the_file_waiting(room: Room, send):
    room.says("leo", "hi")
    send("leo", "deals.csv", DEALS)
    room.says("leo", "1.05M against a quota of 1.2M")
    assert room.known("leo", "last_year.quota") == "$1,200,000"
    assert "Taken over." in room.says("leo", "yes")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.csv", "", "could not read empty.csv"),
        ("notes.csv", "a,b\n1,2\n", "nothing in it that is yours"),
        ("deals.exe", "MZ\x00\x01", "Nothing was taken"),
    ],
)
def test_a_file_of_no_use_is_answered_politely_and_changes_nothing(room: Room, send, name, content, told):
    room.says("dana", "hi")
    before = room.interview("dana").facts
    assert told in send("dana", name, content)
    assert room.interview("dana").facts == before


def test_too_large_a_file_is_not_opened(room: Room, send):
    room.says("dana", "hi")
    assert "larger than 10 MB" in send("dana", "big.csv", DEALS, size=LARGEST_FILE + 1)


def test_a_formula_is_a_name_and_nothing_else(room: Room, send):
    room.says("dana", "hi")
    out = io.StringIO()
    csv.writer(out).writerows([["Account", "Amount", "Stage"], ["=cmd|'/c calc'!A1", "5000", "Proposal"]])
    send("dana", "deals.csv", out.getvalue())
    room.says("dana", "yes")
    assert list(room.interview("dana").names("deals").values()) == ["=cmd|'/c calc'!A1"]


def test_a_reviewer_is_told_that_lists_come_from_reps(room: Room, send):
    assert "from reps only" in send("ruth", "deals.csv", DEALS)


def test_a_file_that_answers_the_last_question_brings_the_draft(room: Room, send):
    room.says("leo", "hi")
    while not (state := room.interview("leo")).second_round:
        room.says("leo", "skip" if state.focus == "deals" else "no idea")
    assert room.interview("leo").focus == "deals"
    send("leo", "deals.csv", DEALS.replace("Dana Reyes", "Leo Brandt"))
    said = room.says("leo", "yes")
    assert said.startswith("Taken over.")
    assert "Your draft is ready" in said


@pytest.mark.parametrize(
    "text",
    ["send me the template", "template", "do you have a spreadsheet I can fill in?", "can I get the Excel template"],
)
def test_the_list_to_fill_in_comes_on_asking(room: Room, text):
    room.says("dana", "hi")
    said = room.says("dana", text)
    assert "send it back here" in said
    files = [post.content for post in room.posts if isinstance(post.content, PlanFile)]
    assert [file.document for file in files] == ["deals.xlsx", "deals.csv"]


def test_what_a_question_or_a_note_says_is_in_the_preview(room: Room, send):
    room.says("dana", "hi")
    said = send("dana", "deals.csv", DEALS.replace("Amount", "Amount ($K)"))
    assert "Amount ($K): amount, in thousands" in said
