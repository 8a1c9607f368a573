"""Sending a list of deals or accounts: shown first, taken over on a yes, and never over what the person said."""

import csv
import io

import pytest

from bot.facts import Computed, Read
from bot.line.inbound import LARGEST_FILE, Upload
from bot.line.posts import PlanFile
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
    assert "Account Name (account)" in said
    assert "2 open deals, $200,000 in all" in said
    assert "2 of 3 (66.7%)" in said
    assert "Left out: Stale Inc (row 4, past its date)." in said
    assert "That counts 2 open deals, $200,000; with them it would be $270,000." in said
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
        ("empty.csv", "", "took nothing from empty.csv"),
        ("notes.csv", "a,b\n1,2\n", "Name them in the first row"),
        ("deals.exe", "MZ\x00\x01", "I took nothing from"),
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
    assert "Amount ($K) (amount, in thousands)" in said


SIDES = (
    "Account,ACV,TCV,Stage,Close Date\nVandelay,40000,120000,Proposal,2027-03-15\nHooli,20000,60000,Won,2026-05-01\n"
)
CLOSED = (
    "Account,Amount,Stage,Close Date\n"
    "Vandelay,40000,Proposal,2027-03-15\nHooli,20000,Closed,2026-05-01\nOscorp,30000,Closed,2026-06-01\n"
)
MONTHLY = "Account,MRR,Stage,Close Date\nVandelay,1000,Proposal,2027-03-15\n"
NO_STAGE = "Account,Amount,Close Date\nVandelay,40000,2027-03-15\n"
DAYS = "Account,Amount,Stage,Close Date\nVandelay,40000,Proposal,03/04/2027\n"


@pytest.mark.parametrize(
    ("rows", "asked", "answer", "brings"),
    [
        (SIDES, "Which amount should the plan count", "acv", "Vandelay $40,000"),
        (SIDES, "Which amount should the plan count", "the TCV please", "Vandelay $120,000"),
        (SIDES, "Which amount should the plan count", "the second one", "Vandelay $120,000"),
        (CLOSED, "whether its deals were won or lost", "those were won", "2 of 2"),
        (CLOSED, "whether its deals were won or lost", "lost", "0 of 2"),
        (MONTHLY, "counted for twelve months. Is that right?", "yes", "Vandelay $12,000"),
        (MONTHLY, "counted for twelve months. Is that right?", "no", "Vandelay $1,000"),
        (NO_STAGE, "every row was taken as open. Is that right?", "yes", "Vandelay $40,000"),
        (
            NO_STAGE,
            "every row was taken as open. Is that right?",
            "they are all won",
            "did not close in 2026 are not counted: 1",
        ),
        (DAYS, "day first or month first", "month first", "Vandelay $40,000"),
    ],
)
def test_what_only_the_rep_can_say_of_a_file_is_asked_first(room: Room, send, rows, asked, answer, brings):
    room.says("leo", "hi")
    question = send("leo", "list.csv", rows)
    assert asked in question
    assert "take that over" not in question
    said = room.says("leo", answer)
    assert brings in said
    assert asked not in said


def test_one_question_at_a_time_by_buttons_and_back_again(room: Room, send):
    room.says("leo", "hi")
    both = SIDES.replace(",Won,", ",Closed,")
    assert "whether its deals" not in send("leo", "list.csv", both)
    assert "whether its deals" in room.clicks("leo", "ACV")
    shown = room.clicks("leo", "won")
    assert "1 of 1" in shown
    assert "Vandelay $40,000" in shown
    assert "whether its deals" in room.says("leo", "undo")
    assert "0 of 1" in room.says("leo", "lost")


def test_not_sure_leaves_it_as_it_was_assumed(room: Room, send):
    room.says("leo", "hi")
    send("leo", "list.csv", MONTHLY)
    assert "Vandelay $12,000" in room.clicks("leo", "Not sure")


def test_a_button_of_an_earlier_question_about_the_file_changes_nothing(room: Room, send):
    room.says("leo", "hi")
    send("leo", "list.csv", SIDES)
    posts = list(room.posts)
    room.clicks("leo", "ACV")
    room.posts[:] = posts
    assert "earlier question" in room.clicks("leo", "TCV")


@pytest.mark.parametrize("text", ["not this file", "wrong file", "never mind the file", "forget it"])
@pytest.mark.parametrize("rows", [SIDES, DEALS.replace("Dana Reyes", "Leo Brandt")])
def test_a_file_can_be_put_away_at_any_point(room: Room, send, rows, text):
    room.says("leo", "hi")
    send("leo", "list.csv", rows)
    assert "Left as it was." in room.says("leo", text)
    assert room.interview("leo").pending is None


def test_an_answer_to_the_interview_is_no_answer_about_the_file(room: Room, send):
    room.says("leo", "hi")
    send("leo", "list.csv", CLOSED)
    room.says("leo", "I won 1.05M against a quota of 1.2M")
    assert room.known("leo", "last_year.quota") == "$1,200,000"
    assert "2 of 2" in room.says("leo", "won")


def test_taking_a_file_over_can_be_undone_as_a_whole(room: Room, send):
    room.says("leo", "hi")
    before = room.interview("leo").facts
    send("leo", "deals.csv", DEALS.replace("Dana Reyes", "Leo Brandt"))
    room.says("leo", "yes")
    assert "Taken back" in room.says("leo", "undo")
    assert room.interview("leo").facts == before


def test_rows_that_cannot_be_read_are_named_and_the_rest_is_used(room: Room, send):
    room.says("dana", "hi")
    said = send("dana", "deals.csv", DEALS.replace("Wayne,Closed Won,40000", "Wayne,Closed Won,a lot"))
    assert "Row 5: The amount cannot be taken" in said
    assert "2 open deals, $200,000 in all" in said


def test_a_file_after_the_draft_brings_a_new_draft(room: Room, send):
    room.says("leo", "hi", "done")
    send("leo", "deals.csv", DEALS.replace("Dana Reyes", "Leo Brandt"))
    said = room.says("leo", "yes")
    assert said.startswith("Taken over.")
    assert room.known("leo", "deals.hooli.amount") == "$80,000"


def test_the_reasons_for_lost_deals_are_not_asked_again(room: Room, send):
    room.says("leo", "hi", "900k against 1M")
    rows = "Account,Amount,Stage,Close Date,Lost Reason\n"
    rows += (
        "Wayne,5000,Won,2026-02-01,\nOscorp,5000,Lost,2026-03-01,Price too high\nTyrell,5000,Lost,2026-04-01,Timing\n"
    )
    send("leo", "deals.csv", rows)
    said = room.says("leo", "yes")
    assert room.known("leo", "last_year.lost_on_price") == "1"
    assert "Why did you win them" in said
    assert "the ones you lost" not in room.says("leo", "We knew the owner from the start and were there first")


def test_a_farmer_is_brought_no_deal_size(room: Room, send):
    room.says("priya", "hi")
    said = send("priya", "deals.csv", DEALS.replace("Dana Reyes", "Priya Natarajan"))
    assert "average" not in said
    assert "revenue" not in said
    assert "2 of 3" in said


def test_deals_of_other_years_are_not_taken_for_last_year(room: Room, send):
    room.says("leo", "hi")
    rows = "Account,Amount,Stage,Close Date\nWayne,5000,Won,2024-02-01\nHooli,7000,Lost,2024-03-01\n"
    said = send("leo", "deals.csv", rows + "Oscorp,6000,Won,2026-05-01\n")
    assert "deals won 1 of 1" in said
    assert "did not close in 2026 are not counted: 2" in said


def test_rows_with_the_same_trouble_are_named_together(room: Room, send):
    room.says("leo", "hi")
    rows = "".join(f"Client {n},5000,Proposal,2027-03-01,maybe\n" for n in range(5))
    said = send("leo", "deals.csv", "Account,Amount,Stage,Close Date,Odds\n" + rows)
    assert 'Rows 2, 3, 4 and 2 more: "maybe" is no percentage.' in said
