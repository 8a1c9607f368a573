"""The whole line with the real client against a server that breaks in every way: the interview goes on each time."""

from dataclasses import replace

import pytest
from pydantic import SecretStr

from bot.coach.llm.openai_model import Endpoint, OpenAIModel
from bot.coach.llm.port import Job
from tests.coach.model_stub import assistant
from tests.line.conftest import Room

UNCLEAR = "look, the spreadsheet lives on another machine altogether"
LATE = "Mostly we came in late, when the incumbent had already quoted and nobody on site knew us."
WRITTEN = "Which numbers did you steer by week to week, and did you reach them?"
REWORDED = "Being early works for you: which numbers did you steer by week to week, and did you reach them?"
HEARD = '{"kind": "other", "answers": [], "acknowledgement": "That is a cause you can act on."}'


@pytest.fixture
def online(room: Room, llmock) -> Room:
    """A room whose model is the real client, which does not really wait."""
    endpoint = Endpoint(SecretStr("k"), llmock.base_url(), dict.fromkeys(Job, "gpt-4.1-mini"), retries=1)
    model = OpenAIModel(endpoint, sleep=lambda _: None, clock=lambda: 0.0, chance=lambda: 0.5)
    room.office = replace(room.office, assistant=assistant(model, room.stage.clock))
    room.stage.office = room.office
    return room


def test_it_understands_and_phrases_over_the_wire(online: Room, llmock):
    llmock.reply(HEARD)
    assert online.says("leo", "hi", UNCLEAR).startswith("That is a cause you can act on.")
    online.says("dana", "hi", "yes", "yes", "yes", "We come early")
    llmock.reply(REWORDED)
    assert REWORDED in online.says("dana", LATE)
    assert [use.outcome for use in online.store.uses()] == ["ok", "ok"]
    assert all(use.prompt_tokens for use in online.store.uses())


def hang(mock):
    mock.delay(0.9, times=None)


@pytest.mark.parametrize(
    "breaks",
    [
        lambda mock: mock.fail(500, times=None),
        lambda mock: mock.rate_limit(times=None, retry_after=3),
        lambda mock: mock.fail(401, times=None),
        lambda mock: mock.context_overflow(times=None),
        hang,
        lambda mock: mock.reply("not json at all", times=None),
        lambda mock: mock.reply("", times=None),
        lambda mock: mock.reply("x" * 100_000, times=None),
        lambda mock: mock.truncate(after_chunks=1, times=None).reply(REWORDED, times=None),
        lambda mock: mock.disconnect(after_chunks=1, times=None).reply(REWORDED, times=None),
        lambda mock: mock.corrupt(after_chunks=1, times=None).reply(REWORDED, times=None),
    ],
    ids=["500", "429", "401", "too long", "time-out", "no JSON", "empty", "100 KB", "cut off", "dropped", "corrupted"],
)
def test_a_model_that_breaks_costs_nothing_but_its_help(online: Room, llmock, breaks):
    breaks(llmock)
    if breaks is hang:
        model = online.office.assistant._model
        model.endpoint = replace(model.endpoint, timeout=0.3)
    said = online.says("leo", "hi", UNCLEAR)
    assert "What revenue" in said or "For example" in said
    online.says("leo", "1.05M against a quota of 1.2M")
    assert online.known("leo", "last_year.revenue") == "$1,050,000"
    online.says("dana", "hi", "yes", "yes", "yes", "We come early")
    assert WRITTEN in online.says("dana", LATE)
    assert {use.outcome for use in online.store.uses()} <= {"failed", "rejected", "resting"}
