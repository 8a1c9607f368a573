"""The slash command: each word does what it says, an unknown one is helped, and anything else is typing."""

import pytest

from bot.line.inbound import Command, Notes
from bot.line.subcommands import FOR_LEADS, FOR_REPS


def plan(room, who: str, text: str) -> str:
    room.posts.clear()
    room.stage.play(room.person(who), Command(text=text))
    return room.heard(who)


@pytest.mark.parametrize("word", ["", "help", *FOR_REPS])
def test_every_word_of_a_rep_is_understood(room, word: str) -> None:
    room.says("dana", "hi", "finish")
    told = plan(room, "dana", word)
    assert room.posts
    assert "none I know" not in told
    assert "could not read" not in told


@pytest.mark.parametrize("word", ["", "help", *FOR_LEADS])
def test_every_word_of_a_lead_is_understood(room, word: str) -> None:
    told = plan(room, "ruth", word)
    assert room.posts
    assert "none I know" not in told
    assert "did not take that as an instruction" not in told


def test_an_unknown_word_is_helped_and_changes_nothing(room) -> None:
    room.says("dana", "hi")
    before = room.interview("dana")
    told = plan(room, "dana", "calender")
    assert '"/plan calender" is none I know' in told
    assert "*/plan calendar*" in told
    assert room.interview("dana") == before
    assert "*roll-up*" in plan(room, "ruth", "hlep")


def test_anything_else_is_taken_as_typed(room) -> None:
    room.says("dana", "hi")
    assert "Good" in plan(room, "dana", "yes")
    plan(room, "dana", "actually the quota was 1.3M")
    assert room.known("dana", "last_year.quota") == "$1,300,000"


def test_edit_offers_the_parts_in_a_menu(room) -> None:
    room.says("dana", "hi", "yes")
    room.says("dana", "edit")
    (menu,) = room.posts[0].content.menus
    assert menu.options[0].label == "Last year"


def add(room, who: str, text: str) -> str:
    room.posts.clear()
    room.stage.play(room.person(who), Notes(text=text))
    return room.heard(who)


def test_a_message_is_added_to_the_plan_on_a_yes(room) -> None:
    room.says("leo", "hi")
    told = add(room, "leo", "Call with the team\nOpen deals:\nAcme 120k 60%\nGlobex 80k")
    assert "Acme" in told
    assert room.known("leo", "deals.acme.amount") is None
    room.says("leo", "yes")
    assert room.known("leo", "deals.acme.amount") == "$120,000"


def test_a_message_with_nothing_in_it_is_said_to_have_none(room) -> None:
    room.says("leo", "hi")
    before = room.interview("leo").facts
    assert "found nothing in it" in add(room, "leo", "Lunch at noon?")
    assert room.interview("leo").facts == before
    assert "Only reps" in add(room, "ruth", "Acme 120k")
