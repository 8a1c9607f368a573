"""The quarterly review of an approved plan: the last quarter that is over, six questions, a new version."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.interview.state import Status
from bot.line.asks import Ask, read_ask
from bot.line.inbound import Upload
from bot.line.posts import ReviewCard
from bot.review.model import State
from tests.line.conftest import Room

ANSWERS = (
    "280k",
    "3 of 7",
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


DEALS = """Account,Owner,Stage,Amount,Close Date
Vandelay,Dana Reyes,Won,120000,2027-02-10
Hooli,Dana Reyes,Won,80000,2027-03-31
Stark,Dana Reyes,Lost,45000,2027-03-02
Oscorp,Dana Reyes,Won,90000,2027-04-02
Wayne,Leo Brandt,Won,70000,2027-02-02
Soylent,Dana Reyes,Proposal,60000,2027-06-30
"""


def test_a_file_of_deals_tells_what_the_quarter_brought(year: Year, tmp_path: Path):
    room, file = year.on(4, 6).room, tmp_path / "deals.csv"
    file.write_text(DEALS)
    room.says("dana", "refresh")
    room.stage.play(room.person("dana"), Upload(name=file.name, ref=str(file), size=len(DEALS)))
    offered = room.heard("dana")
    assert "actual revenue $200,000" in offered
    assert "2 of 3" in offered
    assert "2026" not in offered
    assert "What went differently" in room.says("dana", "yes")
    for answer in ANSWERS[2:]:
        said = room.says("dana", answer)
    assert "Version 2 is ready" in said
    room.says("dana", "send it")
    plan = room.review("dana").versions[-1].plan
    (actual,) = plan.actuals
    assert (actual.won, actual.decided, actual.revenue.value) == (2, 3, 200_000)
    assert "deals.csv" in actual.revenue.source.formula
    assert plan.look_back.revenue.value == 1_050_000


@pytest.mark.parametrize("text", ["quarterly review", "refresh", "refresh my plan", "let's do the quarterly review"])
def test_the_words_that_begin_it(text):
    assert read_ask(text) is Ask.QUARTER


@pytest.mark.parametrize("text", ["refresh at Globex in March", "quarterly business reviews with all accounts"])
def test_words_of_an_answer_do_not(text):
    assert read_ask(text) is None
