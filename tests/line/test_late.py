"""Messages that Slack delivers in another order than they were typed in."""

from datetime import timedelta

import pytest

from bot.facts import Number
from bot.line.inbound import Changes, Inbound, Message
from bot.line.rep.late import is_later
from bot.plan.model import Section
from tests.line.conftest import STARTS, Room


@pytest.fixture
def room(tmp_path):
    opened = Room(tmp_path / "late.db")
    yield opened
    opened.store.close()


def typed(room, minute: int, text: str) -> str:
    """A message as Slack names it, typed in a minute and delivered now; gives what the rep hears."""
    at = STARTS + timedelta(minutes=minute)
    room.posts.clear()
    event = Inbound(key=key(minute), person="leo", address="leo", event=Message(text=text), at=at)
    room.store.receive(event)
    room.stage.run()
    return room.heard("leo")


def key(minute: int) -> str:
    return f"message:D1:{(STARTS + timedelta(minutes=minute)).timestamp():.6f}"


def test_an_answer_that_comes_after_the_next_one_is_no_answer_to_another_question(room):
    typed(room, 0, "hi")
    typed(room, 2, "1.05M against a quota of 1.2M")
    before = room.interview("leo")
    assert before.focus is not None
    told = typed(room, 1, "9 of 24")
    assert '"9 of 24"' in told
    assert "send it once more" in told
    after = room.interview("leo")
    assert (after.facts, after.focus) == (before.facts, before.focus)
    assert "37.5%" in typed(room, 3, "9 of 24")


def test_what_still_answers_its_question_is_counted_however_late(room):
    typed(room, 0, "hi")
    typed(room, 2, "what do you mean?")
    typed(room, 1, "1.05M against a quota of 1.2M")
    fact = room.interview("leo").facts["last_year.revenue"]
    assert isinstance(fact.value, Number)
    assert fact.value.value == 1_050_000


def test_what_was_sent_again_and_comes_a_second_time_is_not_taken_for_the_next_answer(room):
    typed(room, 0, "hi")
    typed(room, 5, "1.05M against a quota of 1.2M")
    before = room.interview("leo").facts
    assert "not counted" in typed(room, 1, "1.05M against a quota of 1.2M")
    assert room.interview("leo").facts == before


def test_an_order_stands_on_its_own_however_late(room):
    typed(room, 0, "hi")
    typed(room, 2, "1.05M against a quota of 1.2M")
    assert "not counted" not in typed(room, 1, "help")


def test_an_answer_to_a_comment_that_comes_again_is_no_answer_to_the_next_comment(room):
    room.says("leo", "hi", "done", "send it")
    form = Changes(person="leo", version=1, comments={Section.GOAL: "Why not more?", Section.TARGETS: "Name them"})
    room.stage.play(room.person("ruth"), form)
    typed(room, 60, "Two of my clients were sold")
    assert "not counted" in typed(room, 55, "Two of my clients were sold")
    assert [comment.answer for comment in room.review("leo").comments] == ["Two of my clients were sold", None]
    typed(room, 61, "Vandelay and Hooli")
    assert room.review("leo").comments[1].answer == "Vandelay and Hooli"


@pytest.mark.parametrize(
    ("one", "other", "later"),
    [
        ("message:D1:1793631840.000200", "message:D1:1793631840.000100", True),
        ("message:D1:1793631840.000100", "message:D1:1793631840.000200", False),
        ("message:D1:1793631840.000100", "message:D1:1793631840.000100", False),
        ("message:D1:10000000000.000100", "message:D1:9999999999.000100", True),
        ("message:D2:1793631840.000200", "message:D1:1793631840.000100", False),
        ("session:9", "session:10", False),
        ("view:V1:9", "message:D1:1", False),
        ("message:D1:later", "message:D1:sooner", False),
    ],
)
def test_only_slacks_own_times_in_one_conversation_say_what_is_late(one, other, later):
    assert is_later(one, other) is later
