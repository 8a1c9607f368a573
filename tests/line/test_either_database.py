"""A whole story, from the first question to an approved second version, on SQLite and on PostgreSQL."""

import pytest

from bot.data import knowledge_folder
from bot.review.model import Action, State
from bot.store.store import Store
from bot.terminal.stage import Stage, ticking
from bot.terminal.story import read_story
from bot.wiring import build_office
from tests.line.conftest import Room

SAMPLE = knowledge_folder() / "sample-team"
STORY = read_story((SAMPLE / "story.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def room_on(url):
    room = Room(url)
    yield room
    room.store.close()


def test_the_story_of_the_sample_team_ends_the_same_on_both(url):
    office, store = build_office(SAMPLE / "team.yaml"), Store.open(url)
    stage = Stage(office, store, ticking(STORY.starts), lambda _: None, "story")
    for scene in STORY.scenes:
        for text in scene.says:
            stage.say(next(p for p in office.team.people if p.id == scene.speaker), text)
    review = store.review("dana-reyes", office.team.season.key).value
    assert review is not None
    assert review.state is State.APPROVED
    assert [entry.action for entry in review.history if isinstance(entry.action, Action)][-1] is Action.APPROVE
    said = [line.text for line in store.transcript("dana-reyes") if line.direction == "in"]
    assert said == [text for scene in STORY.scenes if scene.speaker == "dana-reyes" for text in scene.says]
    store.close()


def test_pay_reminders_and_a_decision_are_kept_on_both(room_on: Room):
    room_on.says("dana", "hi", "done", "send it", "explain my comp plan", "remind me tomorrow")
    room_on.says("ruth", "points", "point 1: no cap", "approve Dana")
    assert room_on.review("dana").state is State.APPROVED
    assert room_on.store.pay_answers()
    assert room_on.store.wishes("dana").value is not None


def test_odd_characters_are_kept_on_both(room_on: Room):
    said = "Zürich — 日本 🙂 'quoted' \\ back"
    room_on.says("dana", "hi", said)
    assert said in [line.text for line in room_on.store.transcript("dana")]
