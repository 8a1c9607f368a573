"""The quarterly review of an approved plan: the last quarter that is over, five questions, a new version."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.interview.state import Status
from bot.line.asks import Ask, read_ask
from bot.line.model import ReviewCard
from bot.review.model import State
from tests.line.conftest import Room

ANSWERS = (
    "280k",
    "Two clinics put their projects off",
    "Meetings yes, calls not in March",
    "Open a second segment",
    "nothing",
)


class Year:
    """A room whose clock can be set; Dana's plan is approved, with one commitment."""

    def __init__(self, path: Path) -> None:
        self.now = datetime(2026, 11, 23, 15, tzinfo=UTC)
        self.room = Room(path, clock=lambda: self.now)
        self.room.says("dana", "hi", "done", "add a commitment: 6 first meetings every week", "send it")
        self.room.says("ruth", "approve dana")

    def on(self, month: int, day: int) -> "Year":
        self.now = datetime(2027, month, day, 15, tzinfo=UTC)
        return self


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Year]:
    begun = Year(tmp_path / "year.db")
    yield begun
    begun.room.store.close()


def test_before_a_plan_is_approved_there_is_nothing_to_review(room: Room):
    assert "no approved plan" in room.says("dana", "quarterly review")
    assert "no approved plan" in room.says("dana", "hi", "done", "send it", "quarterly review")


def test_a_quarter_is_reviewed_once_it_is_over(year: Year):
    assert "until Mar 31, 2027" in year.on(3, 31).room.says("dana", "quarterly review")
    assert "Q1 2027" in year.on(4, 1).room.says("dana", "quarterly review")


def test_the_answers_make_a_new_version_whose_difference_is_shown(year: Year):
    room = year.on(4, 6).room
    room.says("dana", "refresh")
    said = [room.says("dana", answer) for answer in ANSWERS]
    assert not any("could not read" in text for text in said)
    assert "Version 2 is ready" in said[-1]
    assert room.interview("dana").status is Status.FINISHED
    assert "version 2 is with Ruth" in room.says("dana", "send it")
    (card,) = [post.content for post in room.posts if isinstance(post.content, ReviewCard)]
    texts = [change.text for change in card.summary.changes]
    assert "Q1, actual revenue: now $280,000" in texts
    assert "Q1, what went differently: now “Two clinics put their projects off”" in texts
    (actual,) = room.review("dana").versions[-1].plan.actuals
    assert actual.label == "Q1"
    assert actual.ahead is not None


def test_open_questions_of_the_plan_are_not_asked_again_by_it(year: Year):
    room = year.on(4, 6).room
    for text in ("refresh", *ANSWERS[:-1]):
        assert "2026" not in room.says("dana", text)


def test_a_plan_can_be_sent_in_the_middle_of_it(year: Year):
    room = year.on(4, 6).room
    room.says("dana", "refresh", "280k")
    assert "version 2 is with Ruth" in room.says("dana", "send it")
    assert room.review("dana").state is State.SUBMITTED


def test_the_next_quarter_is_another_and_the_first_one_stays(year: Year):
    year.on(4, 6).room.says("dana", "refresh", *ANSWERS, "send it")
    year.room.says("ruth", "approve dana")
    assert "Q2 2027" in year.on(7, 2).room.says("dana", "quarterly review")
    assert year.room.known("dana", "actuals.q1.revenue") == "$280,000"


@pytest.mark.parametrize("text", ["quarterly review", "refresh", "refresh my plan", "let's do the quarterly review"])
def test_the_words_that_begin_it(text):
    assert read_ask(text) is Ask.QUARTER


@pytest.mark.parametrize("text", ["refresh at Globex in March", "quarterly business reviews with all accounts"])
def test_words_of_an_answer_do_not(text):
    assert read_ask(text) is None
