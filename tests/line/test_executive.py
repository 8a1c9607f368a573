"""The executive's own plan: eight questions beside the reviews, a pack at the end, and where the peers stand."""

import pytest

from bot.interview.state import Status
from bot.line.executive.words import asks_for_pack, asks_for_plan, read_buy_in
from bot.line.posts import PlanFile
from tests.line.conftest import Room

ANSWERS = (
    "Security reviews opened most new doors. We answered leads too slowly",
    "The soft plans get a second review in January",
    "Every lead called the same day",
    "Services: two engineers from March. Marketing: 40 leads a month",
    "One client is a fifth of the run-rate: a second sponsor by March; two people ramp slowly: hire in January",
    "Commission follows gross profit, so a discounted deal pays less",
    "nothing yet",
    "Hire two engineers by March; move the campaign budget to the first quarter",
)


def files(room: Room) -> list[str]:
    return [post.content.document for post in room.posts if isinstance(post.content, PlanFile) and post.to == "ruth"]


@pytest.fixture
def asked(room: Room) -> Room:
    assert "eight short questions" in room.says("ruth", "my plan")
    return room


def test_eight_answers_make_the_pack(asked: Room):
    for answer in ANSWERS[:-1]:
        assert "?" in asked.says("ruth", answer), answer
    said = asked.says("ruth", ANSWERS[-1])
    assert files(asked) == ["sales-plan.pptx", "sales-plan.docx"]
    assert "Not heard yet: Services, Finance, Operations, Marketing, CEO." in said
    assert asked.interview("ruth").status is Status.FINISHED


def test_the_roll_up_is_put_before_the_executive(asked: Room):
    assert "against a budget of $3,000,000" in asked.says("ruth", ANSWERS[0])


def test_reviews_go_on_in_the_middle_of_it(asked: Room):
    asked.says("dana", "hi", "done", "send it")
    assert "Dana Reyes" in asked.says("ruth", "status")
    asked.says("ruth", "approve dana")
    assert "Ruth approved version 1" in asked.heard("dana")
    assert "exec.year" not in asked.interview("ruth").facts
    assert "first quarter" in asked.says("ruth", *ANSWERS[:2])


def test_an_answer_that_begins_like_an_order_is_an_answer(asked: Room):
    asked.says("ruth", "Team selling worked well, cold mails did not")
    assert asked.interview("ruth").facts["exec.year"].value.text.startswith("Team selling")


def test_no_figure_of_pay_is_taken(asked: Room):
    asked.says("ruth", *ANSWERS[:5])
    assert "In words only" in asked.says("ruth", "Dana gets 12% of profit")
    assert "exec.pay" not in asked.interview("ruth").facts
    assert "settled with the CEO" in asked.says("ruth", ANSWERS[5])


def test_where_a_peer_stands_is_kept_and_what_they_said_before_stays(room: Room):
    assert "Agreed: Finance." in room.says("ruth", "Finance agrees")
    assert "Open: Services wants two engineers by March." in room.says("ruth", "Services wants two engineers by March")
    assert "Agreed: Services, Finance." in room.says("ruth", "Services agrees: from April")
    interview = room.interview("ruth")
    assert interview.facts["buy_in.services.says"].value.text == "agrees: from April"
    assert [f.value.text for f in interview.past if f.slot == "buy_in.services.says"] == [
        "wants two engineers by March"
    ]


def test_the_pack_comes_as_it_stands_at_any_time(room: Room):
    room.says("ruth", "my pack")
    assert files(room) == ["sales-plan.pptx", "sales-plan.docx"]


def test_it_can_be_paused_and_taken_up(asked: Room):
    asked.says("ruth", "pause")
    assert asked.interview("ruth").status is Status.PAUSED
    assert "What did 2026 teach the team" in asked.says("ruth", "my plan")


def test_nobody_else_has_a_sales_plan(room: Room):
    room.says("tomas", "my plan")
    room.says("tomas", "my pack")
    assert files(room) == []
    assert room.store.load("tomas", room.season).value is None


@pytest.mark.parametrize(
    ("text", "peer", "says"),
    [
        ("Finance agrees", "Finance", "agrees"),
        ("the CEO is on board", "CEO", "agrees"),
        ("Marketing agreed: 40 leads from March", "Marketing", "agrees: 40 leads from March"),
        ("operations needs a week's notice", "Operations", "needs a week's notice"),
    ],
)
def test_buy_in_is_read(text, peer, says):
    found = read_buy_in(text)
    assert found is not None
    assert (found.peer, found.says) == (peer, says)


@pytest.mark.parametrize("text", ["Services: two engineers", "finance", "approve dana", "Our services are wanted"])
def test_other_words_are_no_buy_in(text):
    assert read_buy_in(text) is None


def test_the_words_that_open_it():
    assert asks_for_plan("My plan")
    assert asks_for_pack("show me the pack")
    assert not asks_for_plan("plan of Dana")
