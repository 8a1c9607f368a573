"""The status while a message is worked on: shown when it takes a moment, ended with it, and never in the way."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest
from slack_bolt import BoltRequest

from bot.coach.llm.port import Answered, Request
from bot.line.inbound import Click, Inbound, Message
from bot.line.loop import Loop
from bot.line.worker import Worker
from bot.slack.address import address_in
from bot.slack.app import build_app, web_client
from bot.slack.pace import Pace
from bot.slack.status import Status
from bot.store.store import Store
from bot.team.model import Rep, Role, Team
from tests.coach.model_stub import Stub, assistant, heard
from tests.line.conftest import office
from tests.slack.conftest import NOW, reception
from tests.slack.stub import Answer, StubSlack
from tests.slack.test_listeners import dm, pressed

PATIENCE = 20.0
BUSY = 50
SAID = Inbound(key="message:D1:1.2", person="sam", address="U0SAM", event=Message(text="hello"), at=NOW)
UNCLEAR = "look, the spreadsheet lives on another machine altogether"
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


class Slow(Stub):
    """A model that answers when it is let go."""

    def __init__(self) -> None:
        super().__init__(lambda _: heard(kind="other"))
        self.let_go, self.in_hand = threading.Event(), threading.Semaphore(0)

    def structured(self, request: Request, schema: type) -> Answered:
        self.in_hand.release()
        self.let_go.wait(PATIENCE)
        return super().structured(request, schema)


def test_a_click_is_acknowledged_while_fifty_conversations_wait_for_a_slow_model(
    slack: StubSlack, tmp_path: Path
) -> None:
    model, everyone = Slow(), big_team()
    desk = replace(office(everyone), assistant=assistant(model))
    store = Store.open(f"sqlite:///{tmp_path}/busy.db")
    loop = Loop([Worker(store, desk, lambda: datetime.now(UTC), f"w{n}").work for n in range(4)])

    def receive(inbound: Inbound) -> None:
        store.receive(inbound)
        loop.ring()

    app = build_app(web_client("xoxb-test", slack.url), reception(everyone, receive))
    for n in range(BUSY):
        store.receive(SAID.model_copy(update={"key": f"hi{n}", "person": f"rep{n}"}))
    loop.start()
    try:
        until(lambda: all(store.load(f"rep{n}", everyone.season.key).value for n in range(BUSY)))
        for n in range(BUSY):
            app.dispatch(BoltRequest(mode="socket_mode", body=dm(UNCLEAR, user=f"U{n}", ts=f"1793631845.{n:06}")))
        assert all(model.in_hand.acquire(timeout=PATIENCE) for _ in range(4))
        # Every worker is in a call now; nothing else can move before the model is let go.
        click = pressed("interview.answer#0", "yes@numbers", user="U0")
        assert app.dispatch(BoltRequest(mode="socket_mode", body=click)).status == 200
        assert not model.let_go.is_set()
        assert len(model.requests) == 0
    finally:
        model.let_go.set()
        loop.stop()
        store.close()


def big_team() -> Team:
    reps = tuple(
        Rep(id=f"rep{n}", name=f"Rep {n}", role=Role.HUNTER, slack_id=f"U{n}", manager="ruth", goal=1_000_000)
        for n in range(BUSY)
    )
    return office().team.model_copy(update={"reps": reps})
