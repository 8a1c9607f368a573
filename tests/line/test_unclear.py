"""A figure that can be meant two ways is asked about with both readings, and a word settles it."""

from decimal import Decimal

import pytest

from bot.facts import Number
from tests.line.conftest import Room


def to_question(room: Room, who: str, topic: str) -> None:
    """Skip until a question of this topic is open."""
    room.says(who, "hi")
    for _ in range(40):
        if (room.interview(who).focus or "").startswith(topic):
            return
        room.says(who, "skip")
    pytest.fail(f"{topic} was never asked")


def figure(room: Room, slot: str) -> Decimal | None:
    fact = room.interview("dana").facts.get(slot)
    return fact.value.value if fact and isinstance(fact.value, Number) else None


@pytest.mark.parametrize("settles", ["million", "yes", "the first", "1.2M", "1,200,000"])
def test_1_2_is_a_million_or_a_percentage(room: Room, settles):
    to_question(room, "dana", "goal")
    room.says("dana", "no")
    assert "1.2: is that $1,200,000 or 1.2%?" in room.says("dana", "1.2")
    assert figure(room, "goal.revenue") is None
    room.says("dana", settles)
    assert figure(room, "goal.revenue") == 1_200_000


@pytest.mark.parametrize(
    ("settles", "meant"), [("yes", 40_000), ("thousand", 40_000), ("40k", 40_000), ("45k", 45_000)]
)
def test_a_bare_40_beside_120k_is_asked_as_40k(room: Room, settles, meant):
    to_question(room, "dana", "deals")
    said = room.says("dana", "Acme 120k, Globex 40")
    assert "Globex 40: is that $40,000 or $40?" in said
    assert (figure(room, "deals.acme.amount"), figure(room, "deals.globex.amount")) == (120_000, None)
    room.says("dana", settles)
    assert figure(room, "deals.globex.amount") == meant


def test_one_figure_is_asked_about_at_a_time(room: Room):
    to_question(room, "dana", "deals")
    assert room.says("dana", "Acme 120k, Globex 40, Initech 60").count("is that") == 1
    said = room.says("dana", "yes")
    assert "Initech" in said
    assert figure(room, "deals.initech.amount") is None


def test_the_question_is_over_with_the_next_message(room: Room):
    to_question(room, "dana", "goal")
    room.says("dana", "no", "1.2", "why?", "yes")
    assert figure(room, "goal.revenue") is None


def test_asking_ends_and_the_point_stays_open(room: Room):
    to_question(room, "dana", "goal")
    room.says("dana", "no", "1.2", "1.2", "1.2")
    assert room.interview("dana").focus != "goal"
    assert figure(room, "goal.revenue") is None


@pytest.mark.parametrize(
    ("answer", "slot"),
    [
        ("the first one", "last_year.revenue"),
        ("quota", "last_year.quota"),
        ("that's the quota", "last_year.quota"),
        ("I booked that", "last_year.revenue"),
    ],
)
def test_a_figure_that_may_be_one_of_two_is_asked_about_and_a_word_settles_it(room: Room, answer, slot):
    room.says("dana", "hi")
    asked = room.says("dana", "no, 1.1M")
    assert "$1,100,000: is that 2026 revenue or 2026 quota?" in asked
    said = room.says("dana", answer)
    assert room.known("dana", slot) == "$1,100,000"
    assert "deals won out of deals decided" in said


def test_a_button_says_which_of_two_a_figure_is(room: Room):
    room.says("dana", "hi", "no, 1.1M")
    room.clicks("dana", "2026 quota")
    assert room.known("dana", "last_year.quota") == "$1,100,000"


def test_everything_at_once_still_tells_what_a_point_is_worth(room: Room):
    said = room.says("leo", "hi", "840k against 900k, won 14 of 38, average deal 60k")
    assert "93.3% of quota" in said
    assert "every point of close rate is worth $22,800" in said


def test_asking_again_is_worded_anew_and_ends_with_the_options(room: Room):
    room.says("leo", "hi", "900k of 1M")
    first, second, third = (room.says("leo", text) for text in ("well", "hard times", "you know"))
    assert "For example" in first
    assert "two numbers, the part and the whole, *no idea*, or *skip*" in second
    assert "Let us leave it at that" in third
