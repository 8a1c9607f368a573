"""What a pay plan leaves open: asked of the executive one by one, settled for good, told to the rep in a line."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from bot.line.inbound import Click, HomeOpened
from bot.line.posts import PlanFile
from bot.pay.file import load_comp_plan
from bot.pay.model import CompPlan
from tests.line.conftest import HUNTER_PAY, STARTS, TEAM, Room

FARMER_PAY = load_comp_plan(
    (Path(__file__).parents[2] / "knowledge" / "sample-team" / "comp" / "farmer.yaml").read_text("utf-8"), "farmer.yaml"
)
assert isinstance(FARMER_PAY, CompPlan)


def explained(room: Room) -> str:
    rep = TEAM.rep("dana")
    assert rep is not None
    office = room.office.settled_by(room.store.pay_answers())
    return office.explain_pay(rep, office.draw_up(rep, room.interview("dana"), STARTS)) or ""


@pytest.fixture
def asked(room: Room) -> Room:
    room.says("dana", "hi", "explain my comp plan")
    return room


def test_a_point_is_settled_by_a_number_and_the_rep_hears_it_in_a_line(asked: Room):
    assert "I have asked Ruth" in explained(asked)
    assert "Noted for Whole plan: whole months." in asked.says("ruth", "2")
    assert len(asked.heard("dana").splitlines()) == 1
    assert "*whole months*" in asked.heard("dana")
    assert "I have asked Ruth" not in explained(asked)
    assert "quota and target are cut by whole months" in explained(asked)
    (answer,) = asked.store.pay_answers()
    assert (answer.by, answer.answer, answer.question) == ("ruth", "whole months", "day count")


@pytest.mark.parametrize(
    "words", ["calendar days", "by calendar days", "Calender days.", "point 1: calendar days", "1"]
)
def test_a_point_is_settled_in_words(asked: Room, words: str):
    assert "calendar days" in asked.says("ruth", words)
    assert asked.store.pay_answers()[0].answer == "calendar days"


def test_a_button_settles_and_settles_anew(asked: Room):
    buttons = {b.label: b for post in asked.posts if post.to == "ruth" for b in post.content.buttons}
    for label in ("calendar days", "whole months"):
        asked.stage.play(asked.person("ruth"), Click(action=buttons[label].action, value=buttons[label].value))
    assert [answer.answer for answer in asked.store.pay_answers()] == ["calendar days", "whole months"]
    assert "cut by whole months" in explained(asked)


def test_what_is_put_off_stays_open_and_is_listed(asked: Room):
    assert "Left open" in asked.says("ruth", "later")
    assert "_open_" in asked.says("ruth", "points")
    assert "I have asked Ruth" in explained(asked)
    assert "1. calendar days" in asked.says("ruth", "point 1")


def test_only_the_executive_settles(asked: Room):
    button = next(b for post in asked.posts if post.to == "ruth" for b in post.content.buttons)
    asked.posts.clear()
    asked.stage.play(asked.person("tomas"), Click(action=button.action, value=button.value))
    assert "only for the rep" in asked.heard("tomas")
    asked.says("tomas", "1")
    asked.says("dana", "point 1: calendar days")
    assert asked.store.pay_answers() == ()


def test_several_points_come_one_by_one_over_all_plans(room: Room):
    room.stage.office = replace(room.office, comp_plans={"dana": HUNTER_PAY, "leo": FARMER_PAY})
    room.says("leo", "hi", "my pay")
    first = room.heard("ruth")
    assert first.count("*Point ") == 1
    second = room.says("ruth", "whole months")
    assert second.count("*Point ") == 1
    assert second.index("Noted") < second.index("The next one:")
    # Nothing is asked twice: the second question stands, so asking again brings no other.
    room.says("leo", "my pay")
    assert room.heard("ruth") == ""
    assert "Left open" in room.says("ruth", "later")
    assert len(room.store.pay_answers()) == 2


def test_what_was_settled_cannot_be_changed_in_the_database(asked: Room):
    asked.says("ruth", "1")
    with pytest.raises((sqlite3.Error, DBAPIError)), asked.store._writes.begin() as connection:
        connection.exec_driver_sql("UPDATE pay_answers SET answer = 'x'")


def test_the_executives_home_counts_what_is_open(asked: Room):
    asked.posts.clear()
    asked.stage.play(asked.person("ruth"), HomeOpened())
    assert "The pay plans of your team leave open points: 1. Say *points*." in asked.posts[0].content.notes
    asked.says("ruth", "1")
    asked.posts.clear()
    asked.stage.play(asked.person("ruth"), HomeOpened())
    assert asked.posts[0].content.notes == ()


def test_a_draft_with_its_pay_pages_asks_as_well(room: Room):
    room.says("dana", "hi", "show me my draft")
    assert any(isinstance(post.content, PlanFile) for post in room.posts)
    assert "Point 1" in room.heard("ruth")
