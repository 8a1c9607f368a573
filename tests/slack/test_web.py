"""Slack over HTTP: what is signed comes in, everything else stays out, and the process says how it is."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from bot.line.inbound import Inbound, Message
from bot.slack.app import build_app, web_client
from bot.slack.web import served, web_app
from tests.slack.conftest import reception
from tests.slack.door import SECRET, Door, event


@pytest.fixture
def door(team, slack) -> Iterator[Door]:
    received: list[Inbound] = []
    app = build_app(web_client("xoxb-test", slack.url), reception(team, received.append), SECRET)
    found = Door(0)
    with served(web_app(app, lambda: found.trouble, lambda: b"planwright_turns 1\n"), "127.0.0.1", 0) as found.port:
        found.received = received
        yield found


def test_a_signed_event_is_taken_in(door) -> None:
    assert door.send(event())[0] == 200
    (inbound,) = door.received
    assert (inbound.person, inbound.event) == ("sam", Message(text="hello"))


def test_slacks_first_question_is_answered(door) -> None:
    assert door.send(json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"})) == (
        200,
        '{"challenge": "abc"}',
    )


@pytest.mark.parametrize("stamp", ["", "yesterday", "1e9", "-5", "٣٣٣", "9" * 40, "12.5"])
def test_a_garbage_timestamp_is_refused(door, stamp) -> None:
    headers = {"X-Slack-Signature": "v0=" + "0" * 64, "Content-Type": "application/json"}
    headers |= {"X-Slack-Request-Timestamp": stamp.encode().decode("latin-1")} if stamp else {}
    assert door.ask("POST", "/slack/events", event(), headers)[0] == 401
    assert door.received == []


def test_a_wrong_secret_an_old_request_and_a_changed_body_are_refused(door) -> None:
    assert door.send(event(), secret="another")[0] == 401
    assert door.send(event(), stamp=str(int(time.time()) - 3600))[0] == 401
    stamp = str(int(time.time()))
    signed = hmac.new(SECRET.encode(), f"v0:{stamp}:{event()}".encode(), hashlib.sha256).hexdigest()
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed}"}
    assert door.ask("POST", "/slack/events", event(event_id="Ev2"), headers)[0] == 401
    assert door.received == []


def test_bytes_that_are_no_text_do_not_come_in(door) -> None:
    stamp = str(int(time.time()))
    connection = HTTPConnection("127.0.0.1", door.port, timeout=10)
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": "v0=" + "0" * 64}
    connection.request("POST", "/slack/events", b"\xff\xfe\x00", headers)
    assert connection.getresponse().status in (400, 401)
    assert door.received == []


def test_it_says_whether_it_lives_and_whether_it_can_work(door) -> None:
    assert door.ask("GET", "/health") == (200, "alive")
    assert door.ask("GET", "/ready") == (200, "ready")
    door.trouble = "the database does not answer"
    assert door.ask("GET", "/ready") == (503, "not ready: the database does not answer")
    assert door.ask("GET", "/health")[0] == 200


def test_it_says_what_it_did(door) -> None:
    assert door.ask("GET", "/metrics") == (200, "planwright_turns 1\n")


def test_nothing_else_is_there(door) -> None:
    assert door.ask("GET", "/")[0] == 404
    assert door.ask("GET", "/slack/events")[0] == 404
    assert door.ask("POST", "/admin", "{}")[0] in (401, 404)
