"""Questions in the middle of the interview: answered with their source, or not at all, and the interview goes on."""

import pytest

from tests.line.conftest import Room


@pytest.fixture
def room(tmp_path, library) -> Room:
    return Room(tmp_path / "line.db", ask=library.ask)


def test_a_question_is_answered_with_its_source_and_the_open_question_comes_again(room: Room):
    asked = room.says("dana", "hi", "yes", "yes", "yes").splitlines()[-1]
    said = room.says("dana", "What if my run-rate already covers most of the goal?")
    assert "Run-rate" in said
    assert "(M09)" in said
    assert said.splitlines()[-1] == asked
    assert "won_because" not in room.interview("dana").facts


def test_what_the_library_does_not_know_is_not_guessed(room: Room):
    said = room.says("dana", "hi", "What is the capital of Australia?")
    assert "I will not guess" in said
    assert "Is that right?" in said


def test_asking_why_is_still_about_the_question(room: Room):
    assert "the first thing Ruth will compare" in room.says("dana", "hi", "why do you ask?")


def test_a_question_for_a_greeting_is_answered_and_the_interview_begins(room: Room):
    said = room.says("dana", "what is a run-rate?")
    assert "Hi Dana" in said
    assert "Is that right?" in said
