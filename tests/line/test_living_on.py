"""A plan lives on: next year's interview begins with what this year's approved plan promised and came to."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.cycle.fiscal_year import FiscalYear
from bot.line.actions import about, review_buttons
from bot.line.buttons import Button
from bot.line.inbound import Click
from bot.line.posts import Post, ReviewCard
from bot.review.model import State
from tests.line.conftest import TEAM, Room

NEXT = TEAM.model_copy(
    update={
        "fiscal_year": FiscalYear(starts=date(2028, 1, 1)),
        "reps": tuple(rep.model_copy(update={"last_year": type(rep.last_year)()}) for rep in TEAM.reps),
    }
)


class Years:
    """Two rooms over one database: this year's team, and the same people a year later."""

    def __init__(self, path: Path) -> None:
        self.now = datetime(2026, 11, 23, 15, tzinfo=UTC)
        self.room = Room(path, clock=lambda: self.now)
        self.path = path

    def approve(self, who: str, *says: str) -> None:
        self.room.says(who, "hi", "done", *says, "send it")
        self.room.says("ruth", f"approve {who}")
        assert self.room.review(who).state is State.APPROVED

    def a_year_later(self) -> Room:
        self.now = datetime(2027, 11, 22, 15, tzinfo=UTC)
        self.later = Room(self.path, session="later", clock=lambda: self.now, team=NEXT)
        return self.later


@pytest.fixture
def years(tmp_path: Path) -> Iterator[Years]:
    both = Years(tmp_path / "years.db")
    yield both
    both.room.store.close()


def test_a_new_year_begins_clean_and_last_years_plan_is_still_to_be_read(years: Years):
    years.approve("dana", "add a commitment: 6 first meetings every week")
    room = years.a_year_later()
    assert room.review("dana").state is State.DRAFTING
    assert "not begun" in room.says("ruth", "status")
    assert "nothing to decide" in room.says("ruth", "approve dana")
    room.says("dana", "last year's plan")
    assert [p.content.document for p in room.posts if p.content.kind == "file"] == ["last-plan.docx"]


def test_promises_are_asked_one_by_one_and_a_reason_is_asked_for(years: Years):
    years.approve("dana", "add a commitment: 6 first meetings every week", "add a commitment: call back within a day")
    room = years.a_year_later()
    first = room.says("dana", "hi")
    assert "what you promised in it" in first
    assert "*6 first meetings every week*" in first
    assert "call back" not in first
    assert "call back within a day" in room.says("dana", "yes")
    assert "What got in its way?" in room.says("dana", "partly")
    assert "2027" in room.says("dana", "I was at installations for weeks")
    room.says("dana", "done", "send it")
    promises = room.review("dana").versions[-1].plan.look_back.promises
    assert [(each.text, each.kept) for each in promises] == [
        ("6 first meetings every week", "kept"),
        ("call back within a day", "partly kept"),
    ]
    assert promises[1].said.text == "partly: I was at installations for weeks"


def test_a_no_with_its_reason_is_not_asked_twice(years: Years):
    years.approve("dana", "add a commitment: 6 first meetings every week")
    room = years.a_year_later()
    room.says("dana", "hi")
    assert "got in its way" not in room.says("dana", "No, I took over two accounts of a colleague in spring")


def test_last_years_goal_is_the_quota_to_confirm(years: Years):
    years.approve("dana", "add a commitment: 6 first meetings every week")
    room = years.a_year_later()
    room.says("dana", "hi", "yes")
    assert room.known("dana", "last_year.quota") == "$1,400,000"
    assert "1,300,000" in room.says("dana", "1.3M")


def test_what_the_team_file_says_goes_before_the_plan(years: Years):
    years.approve("dana")
    years.now = datetime(2027, 11, 22, 15, tzinfo=UTC)
    team = NEXT.model_copy(update={"reps": TEAM.reps})
    room = Room(years.path, session="later", clock=lambda: years.now, team=team)
    room.says("dana", "hi")
    assert room.known("dana", "last_year.quota") == "$1,200,000"


def test_a_farmers_accounts_are_known_and_asked_for_their_revenue(years: Years):
    years.approve("priya", "add account Acme 400k", "add account Globex 100k")
    room = years.a_year_later()
    said = room.says("priya", "hi", "accounts")
    assert set(room.interview("priya").names("accounts").values()) == {"Acme", "Globex"}
    assert room.known("priya", f"accounts.{room.interview('priya').items('accounts')[0]}.last_year") is None, said


def test_a_plan_that_was_never_approved_promises_nothing(years: Years):
    years.room.says("dana", "hi", "done", "add a commitment: 6 first meetings every week", "send it")
    assert "promised" not in years.a_year_later().says("dana", "hi")


def test_a_new_years_card_comes_though_last_years_first_version_had_one_too(years: Years):
    years.approve("dana")
    room = years.a_year_later()
    room.says("dana", "hi", "done", "send it")
    cards = [post for post in room.posts if post.to == "ruth" and isinstance(post.content, ReviewCard)]
    assert [post.content.summary.version for post in cards] == [1]
    assert buttons_of(cards[0])[0].value == about("dana", 1, "2028-01-01")


def test_a_card_of_last_year_decides_nothing_this_year(years: Years):
    years.room.says("dana", "hi", "done", "send it")
    (card,) = (post for post in years.room.posts if isinstance(post.content, ReviewCard) and post.to == "ruth")
    room = years.a_year_later()
    room.says("dana", "hi", "done", "send it")
    for button in buttons_of(card):
        room.posts.clear()
        room.stage.play(room.person("ruth"), Click(action=button.action, value=button.value))
        (said,) = room.posts
        assert "another year, so nothing has changed" in said.content.text
        assert "*card Dana*" in said.content.text
    assert room.review("dana").state is State.SUBMITTED


def buttons_of(card: Post) -> tuple[Button, ...]:
    summary = card.content.summary
    return review_buttons(summary.person, summary.version, summary.name, card.content.season)
