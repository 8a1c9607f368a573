"""Buttons under a question answer it; once the question is past, they say so politely and change nothing."""

import pytest

from bot.line.buttons import Button
from bot.line.inbound import Click, Message
from bot.line.posts import Reply
from tests.line.conftest import Room

PAST = "nothing was changed"
TO_THE_WHY_NOTS = (
    "hi",
    *("yes",) * 3,
    "We were in early.",
    "Price, mostly.",
    "Five first meetings a week, I averaged four.",
    "Keep that one.",
    "2",
    "none",
    "I filled my mornings with delivery calls.",
    "23 weeks of 46 had fewer than five.",
    "Mornings from 8 to 10 kept free for prospecting",
)


def shown(room: Room) -> dict[str, Button]:
    buttons = [b for post in room.posts if isinstance(post.content, Reply) for b in post.content.buttons]
    return {button.label: button for button in buttons}


def press(room: Room, who: str, button: Button) -> str:
    room.posts.clear()
    room.stage.play(room.person(who), Click(action=button.action, value=button.value))
    return room.heard(who)


def test_whom_and_by_when_are_buttons(room: Room) -> None:
    room.says("dana", *TO_THE_WHY_NOTS)
    owners = shown(room)
    assert {"I own it", "Leave it open"} <= set(owners)
    press(room, "dana", owners["I own it"])
    assert "End of Q2" in shown(room)
    told = press(room, "dana", shown(room)["End of Q2"])
    assert "Jun 30, 2027" in told


@pytest.mark.parametrize("label", ["I own it", "Marketing", "Leave it open"])
def test_a_button_of_a_question_that_is_past_changes_nothing(room: Room, label: str) -> None:
    room.says("dana", *TO_THE_WHY_NOTS)
    old = shown(room)[label]
    room.says("dana", "me")
    before = room.interview("dana")
    assert PAST in press(room, "dana", old)
    assert room.interview("dana") == before


def test_what_may_stay_open_is_left_open_by_a_button(room: Room) -> None:
    room.says("dana", *TO_THE_WHY_NOTS)
    assert "stays open" in press(room, "dana", shown(room)["Leave it open"])


def test_none_is_a_button_where_there_may_be_none(room: Room) -> None:
    room.says("dana", *TO_THE_WHY_NOTS[:8], "none", "none", "yes")
    none = shown(room)["None"]
    assert "signed but not yet delivered" in press(room, "dana", none)
    assert "None, then" in room.heard("dana")
    assert PAST in press(room, "dana", none)


def test_an_old_send_button_sends_nothing_twice(room: Room) -> None:
    room.says("dana", "hi", "finish")
    send = shown(room)["Send to Ruth"]
    press(room, "dana", send)
    before = room.review("dana")
    told = press(room, "dana", send)
    assert "Nothing has changed since version 1" in told
    assert room.review("dana") == before


@pytest.mark.parametrize("label", ["Approve", "Request changes"])
def test_the_buttons_of_a_decided_card_decide_nothing(room: Room, label: str) -> None:
    room.says("dana", "hi", "finish", "send it")
    version = f"dana:{len(room.review('dana').versions)}"
    room.says("ruth", "approve dana")
    before = room.review("dana")
    action = {"Approve": "review.approve", "Request changes": "review.request_changes"}[label]
    told = press(room, "ruth", Button(label=label, action=action, value=version))
    assert told
    assert room.review("dana") == before


def test_a_typed_answer_beside_a_button_counts_once(room: Room) -> None:
    room.says("dana", *TO_THE_WHY_NOTS)
    room.posts.clear()
    room.stage.play(room.person("dana"), Message(text="me"))
    assert "End of Q1" in shown(room)
