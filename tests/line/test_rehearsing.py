"""The rehearsal after the draft: five questions, one at a time, the answers kept with the plan."""

import pytest

from tests.line.conftest import Room

DRAFTED = (
    "hi",
    "840k against a quota of 1M",
    "3 of 8",
    "40k",
    "trust",
    "late, 2 on price",
    "calls, reached",
    "meetings",
)


@pytest.fixture
def drafted(room: Room) -> Room:
    room.says("leo", *DRAFTED, "done")
    return room


def test_it_is_offered_once_with_the_draft(room: Room):
    assert "rehearse" in room.says("leo", *DRAFTED, "done")
    assert "ehearse" not in room.says("leo", "actually my goal is 950k")


def test_before_the_draft_the_interview_goes_on(room: Room):
    said = room.says("leo", "hi", "rehearse")
    assert said.startswith("Your draft first")
    assert "what was your quota?" in said


def test_five_questions_come_one_at_a_time_and_the_answers_stand_in_the_plan(drafted: Room):
    said = drafted.says("leo", "let's rehearse")
    assert said.startswith("5 questions")
    assert said.endswith("What is missing, and when will you know?")
    for number in range(4):
        said = drafted.says("leo", f"My answer number {number} is that we open a second segment")
        assert "rehearsal" not in said
    assert "That was the rehearsal" in drafted.says("leo", "I would call our three best customers")
    answers = [slot for slot in drafted.interview("leo").facts if slot.startswith("rehearsal.") and "answer" in slot]
    assert len(answers) == 5
    assert "answer to everything" in drafted.says("leo", "rehearse")


def test_it_stops_at_done_and_does_not_go_on_by_itself(drafted: Room):
    drafted.says("leo", "rehearse", "We phone ten companies a day")
    assert "That was the rehearsal" in drafted.says("leo", "done")
    assert "segment" not in drafted.says("leo", "actually my goal is 950k")
    assert drafted.says("leo", "rehearse").startswith("4 questions")


def test_a_plan_can_be_sent_in_the_middle_of_it(drafted: Room):
    drafted.says("leo", "rehearse")
    assert "version 1 is with Ruth" in drafted.says("leo", "send it")


def test_an_answer_can_be_changed(drafted: Room):
    drafted.says("leo", "rehearse", "We phone ten companies a day", "back")
    drafted.says("leo", "Marketing gives us a second list")
    slot = next(slot for slot in drafted.interview("leo").facts if slot.endswith(".answer"))
    assert drafted.known("leo", slot) == "Marketing gives us a second list"


def test_progress_counts_no_rehearsal_before_there_is_one(room: Room):
    assert "of 5)" in room.says("leo", *DRAFTED, "progress")
