"""What a person hears when what they sent cannot be stored; Slack's own retries are given their chance first."""

import json

import pytest
from sqlalchemy import event as happening
from sqlalchemy.exc import OperationalError

from bot.slack.app import build_app, web_client
from bot.slack.not_stored import NOT_STORED, TOLD_EVERY
from bot.slack.web import served, web_app
from bot.store.store import Store
from tests.slack.conftest import NOW, reception
from tests.slack.door import SECRET, Door, event, signed
from tests.slack.stub import Answer


class Keeping:
    """A store that is away, or not, and a clock."""

    def __init__(self) -> None:
        self.problem: Exception | None = OperationalError("INSERT", {}, Exception("disk full"))
        self.received, self.now = [], NOW

    def receive(self, inbound) -> None:
        if self.problem:
            raise self.problem
        self.received.append(inbound)


@pytest.fixture
def keeping() -> Keeping:
    return Keeping()


@pytest.fixture
def door(team, slack, keeping):
    events = reception(team, keeping.receive, now=lambda: keeping.now)
    app = build_app(web_client("xoxb-test", slack.url), events, SECRET)
    with served(web_app(app, lambda: None, lambda: b""), "127.0.0.1", 0) as port:
        yield Door(port)


def deliver(door: Door, attempt: int = 0, body: str | None = None) -> int:
    body = body or event()
    again = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_error"} if attempt else {}
    headers = signed(body) | {"Content-Type": "application/json"} | again
    return door.ask("POST", "/slack/events", body, headers)[0]


def told(slack) -> list[str]:
    return [call["channel"] for call in slack.asked("chat.postMessage") if call["text"] == NOT_STORED]


def test_nobody_is_told_before_slacks_second_delivery_has_failed_too(door, slack):
    assert deliver(door) == 500
    assert told(slack) == []
    assert deliver(door, attempt=1) == 500
    assert told(slack) == ["U0SAM"]


def test_what_the_second_delivery_brings_is_taken_in_without_a_word(door, slack, keeping):
    deliver(door)
    keeping.problem = None
    assert deliver(door, attempt=1) == 200
    assert len(keeping.received) == 1
    assert told(slack) == []


def test_a_person_is_told_once_however_much_fails_and_again_after_a_while(door, slack, keeping):
    for attempt in (1, 2, 3):
        deliver(door, attempt)
        deliver(door, attempt, event(event_id=f"Ev{attempt + 1}"))
    assert len(told(slack)) == 1
    keeping.now += TOLD_EVERY
    deliver(door, attempt=1)
    assert len(told(slack)) == 2


def test_a_look_at_the_home_tab_is_owed_no_word(door, slack):
    looked = {"type": "app_home_opened", "tab": "home", "user": "U0SAM", "channel": "D1"}
    deliver(door, attempt=1, body=event(event=looked))
    assert told(slack) == []


def test_a_fault_that_is_not_the_stores_is_not_blamed_on_it(door, slack, keeping):
    keeping.problem = LookupError("a mistake of ours")
    assert deliver(door, attempt=1) == 500
    assert told(slack) == []


def test_slack_being_away_as_well_changes_nothing(door, slack):
    slack.answers["chat.postMessage"] = [Answer(error="fatal_error", status=503)]
    assert deliver(door, attempt=1) == 500


def test_on_a_full_disk_the_person_is_told_and_once_there_is_room_the_message_is_taken_in(team, slack, tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'full.db'}")
    pages = {"most": 1}
    happening.listen(store._writes, "begin", lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages['most']}"))
    app = build_app(web_client("xoxb-test", slack.url), reception(team, store.receive), SECRET)
    with served(web_app(app, lambda: None, lambda: b""), "127.0.0.1", 0) as port:
        door = Door(port)
        long = {**json.loads(event())["event"], "text": "x" * 20_000}
        assert deliver(door, 1, event(event=long)) == 500
        assert told(slack) == ["U0SAM"]
        pages["most"] = 1_000_000
        assert deliver(door, 2, event(event=long)) == 200
    store.close()
