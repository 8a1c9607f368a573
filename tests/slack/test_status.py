"""The status while a message is worked on: shown when it takes a moment, ended with it, and never in the way."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NoReturn

import pytest

from bot.line.inbound import Click, Inbound, Message
from bot.slack.address import address_in
from bot.slack.app import web_client
from bot.slack.pace import Pace
from bot.slack.status import Status
from bot.team.model import Team
from tests.slack.conftest import NOW
from tests.slack.stub import Answer, StubSlack

PATIENCE = 20.0
SAID = Inbound(key="message:D1:1.2", person="sam", address="U0SAM", event=Message(text="hello"), at=NOW)
SHOWN = "agents.sessions.setStatus"


def status(slack: StubSlack, team: Team, patience: float) -> Callable[[Inbound], AbstractContextManager[None]]:
    client = web_client("xoxb-test", slack.url)
    return Status(lambda _: client, address_in(team), Pace(), lambda: NOW, patience).working


def until(ready: Callable[[], bool]) -> None:
    moment = threading.Event()
    for _ in range(int(PATIENCE / 0.02)):
        if ready():
            return
        moment.wait(0.02)
    pytest.fail("it never came to that")


def test_what_takes_long_shows_and_ends_a_status(slack: StubSlack, team: Team) -> None:
    with status(slack, team, 0)(SAID):
        until(lambda: bool(slack.asked(SHOWN)))
    asked = [(call["channel_id"], call["thread_ts"], call["status"]) for call in slack.asked(SHOWN)]
    assert asked == [("D1", "1.2", "processing"), ("D1", "1.2", "active")]


def test_what_is_quick_or_no_message_shows_none(slack: StubSlack, team: Team) -> None:
    click = SAID.model_copy(update={"event": Click(action="say", value="x")})
    for inbound, patience in ((SAID, 60.0), (click, 0.0)):
        with status(slack, team, patience)(inbound):
            pass
    assert slack.asked(SHOWN) == []


def test_a_status_that_slack_refuses_is_not_ended_and_breaks_nothing(slack: StubSlack, team: Team) -> None:
    slack.answers[SHOWN] = [Answer(error="unknown_method")]
    with status(slack, team, 0)(SAID):
        until(lambda: bool(slack.asked(SHOWN)))
    assert len(slack.asked(SHOWN)) == 1


def test_work_that_fails_ends_its_status_too(slack: StubSlack, team: Team) -> None:
    def fails() -> NoReturn:
        with status(slack, team, 0)(SAID):
            until(lambda: bool(slack.asked(SHOWN)))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert slack.asked(SHOWN)[-1]["status"] == "active"
