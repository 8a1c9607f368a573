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
