"""A rep who sends a trap gets an answer in words, and neither their plan nor the worker is the worse for it."""

from pathlib import Path

import pytest

from bot.line.inbound import LARGEST_FILE, Upload
from tests.line.conftest import Room

ATTACKS = Path(__file__).parents[3] / "shared" / "data" / "attack_files"
FILES = sorted(file for file in ATTACKS.glob("*.*") if file.suffix != ".json" and file.stat().st_size < 500_000)

pytestmark = pytest.mark.skipif(not FILES, reason="the files of ../shared/data/attack_files are not here")


@pytest.fixture
def asked(room: Room) -> Room:
    room.says("dana", "hi")
    room.posts.clear()
    return room


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_hostile_file_is_answered_and_nothing_is_taken_over_unasked(asked: Room, file: Path):
    before = asked.interview("dana").facts
    sent = Upload(name=f"<!channel> {file.name}", ref=str(file), size=file.stat().st_size)
    asked.stage.play(asked.person("dana"), sent)
    assert asked.heard("dana").strip()
    assert "Something went wrong" not in asked.heard("dana")
    assert asked.interview("dana").facts == before


def test_a_file_that_says_it_is_too_large_is_not_even_fetched(asked: Room):
    asked.stage.play(asked.person("dana"), Upload(name="deals.csv", ref="/nowhere", size=LARGEST_FILE + 1))
    assert "deals.csv" in asked.heard("dana")
    assert asked.interview("dana").facts


def test_a_manager_and_a_stranger_have_no_file_read(asked: Room):
    asked.stage.play(asked.person("tomas"), Upload(name="deals.csv", ref=str(FILES[0]), size=10))
    assert "left this file alone" in asked.heard("tomas")
