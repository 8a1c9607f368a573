"""A changed team file reaches a running interview; a sent version is never changed behind its reviewer's back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.line.inbound import HomeOpened
from bot.line.pages import Home
from bot.line.posts import ReviewCard
from tests.line.conftest import TEAM, Room


@pytest.fixture
def raised(room: Room):
    """Sets Dana's goal in the team file to 1.6M, as a restart with a changed file would."""

    def raising() -> None:
        dana = TEAM.reps[0].model_copy(update={"goal": Decimal(1_600_000)})
        reps = (dana, *TEAM.reps[1:])
        room.office = replace(room.office, team=TEAM.model_copy(update={"reps": reps}))
        room.stage.office = room.office

    return raising


def test_a_changed_goal_is_told_once_and_the_old_one_is_in_the_past(room: Room, raised):
    room.says("dana", "hi", "yes")
    raised()
    said = room.says("dana", "yes")
    assert "your goal for 2027 is now $1,600,000; it was $1,400,000." in said
    assert room.known("dana", "goal.revenue") == "$1,600,000"
    assert "goal.revenue" in [fact.slot for fact in room.interview("dana").past]
    assert "team file" not in room.says("dana", "yes")


def test_a_goal_the_rep_gave_stands_beside_a_changed_one(room: Room, raised):
    room.says("dana", "hi", "yes", "my goal is 1.5M")
    raised()
    assert "You told me $1,500,000, so I keep that" in room.says("dana", "yes")
    assert room.known("dana", "goal.revenue") == "$1,500,000"


def test_a_change_after_sending_leaves_the_reviewers_card_and_says_so(room: Room):
    room.says("dana", "hi", "done", "send it")
    sent = room.review("dana")
    said = room.says("dana", "actually the goal is 1.5M")
    assert "Ruth still has version 1 as you sent it" in said
    assert room.review("dana") == sent
    assert not [post for post in room.posts if isinstance(post.content, ReviewCard)]
    room.posts.clear()
    room.stage.play(room.person("dana"), HomeOpened())
    (home,) = [post.content for post in room.posts if isinstance(post.content, Home)]
    assert "Your draft has changed since you sent version 1." in home.notes[0]
    room.says("dana", "actually the goal is 1.4M")
    room.posts.clear()
    room.stage.play(room.person("dana"), HomeOpened())
    (home,) = [post.content for post in room.posts if isinstance(post.content, Home)]
    assert not any("changed since" in note for note in home.notes)
