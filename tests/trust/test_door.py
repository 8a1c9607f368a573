"""What comes in over HTTP: signed, recent, once; and what of it the log and the errors tell."""

import hashlib
import hmac
import io
import json
import logging
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from bot.line.office import Office
from bot.running import Door as Port
from bot.running import Tokens, connected
from bot.store.store import Store
from bot.store.tables import inbox, metadata
from bot.watching import logs
from tests.line.conftest import office
from tests.slack.door import SECRET, Door, event
from tests.slack.people import wait
from tests.store.migrated import new_file

TOKEN = "xoxb-1111-secret-token"
SAID = ("my quokka numbers were awful", "it was the wombat account", "base is 71234 and I told nobody")


@pytest.fixture
def app(slack, tmp_path) -> Iterator[tuple[Door, Store, Office]]:
    store = Store.open(new_file(tmp_path / "door.db"))
    team = office()
    dana = team.team.reps[0].model_copy(update={"slack_id": "U0SAM"})
    here = team.team.model_copy(update={"reps": (dana, *team.team.reps[1:])})
    ours = Office(team=here, questions=team.questions, wording=team.wording, comp_plans=team.comp_plans)
    with connected(
        ours, store, Tokens(api_url=slack.url, bot=TOKEN, signing_secret=SECRET), Port("127.0.0.1", 0)
    ) as port:
        yield Door(port), store, ours
    store.close()


def received(store: Store) -> int:
    with store._reads.connect() as connection:
        return connection.execute(select(func.count()).select_from(inbox)).scalar_one()


def message(text: str, ts: str) -> str:
    said = {"type": "message", "channel_type": "im", "user": "U0SAM", "text": text, "ts": ts, "channel": "D1"}
    return event(event=said, event_id=f"Ev{ts}")


def signed(body: str, stamp: str) -> dict[str, str]:
    made = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={made}", "Content-Type": "application/json"}


def test_the_same_signed_body_twice_is_one_event(app, slack):
    door, store, _ = app
    for _ in range(3):
        assert door.send(message("hi", "1793631840.000100"))[0] == 200
    assert received(store) == 1
    wait(lambda: slack.asked("chat.postMessage"), "nobody was answered")


def test_a_captured_request_is_worth_nothing_after_five_minutes(app):
    door, store, _ = app
    body, then = message("hi", "1793631840.000200"), str(int(time.time()) - 301)
    assert door.ask("POST", "/slack/events", body, signed(body, then))[0] == 401
    assert received(store) == 0


@pytest.mark.parametrize("missing", ["X-Slack-Request-Timestamp", "X-Slack-Signature"])
def test_a_request_without_one_of_its_headers_is_refused(app, missing):
    door, store, _ = app
    body = message("hi", "1793631840.000300")
    headers = signed(body, str(int(time.time())))
    del headers[missing]
    assert door.ask("POST", "/slack/events", body, headers)[0] == 401
    assert received(store) == 0


def test_a_request_that_is_too_large_is_not_read(app):
    door, store, _ = app
    body = json.dumps({"filler": "x" * 2_200_000})
    try:
        status = door.ask("POST", "/slack/events", body, signed(body, str(int(time.time()))))[0]
    except OSError:
        status = 413
    assert status == 413
    assert received(store) == 0


def test_no_log_holds_what_was_said_a_token_or_a_secret(app, slack, caplog):
    """All loggers at their most talkative, over signed HTTP, with Slack in trouble on the way."""
    door, _, _ = app
    ours = io.StringIO()
    handler = logging.StreamHandler(ours)
    handler.setFormatter(logs.JsonLines())
    caplog.set_level(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    try:
        for number, text in enumerate(SAID):
            door.send(message(text, f"179363185{number}.000100"))
        door.send(message(SAID[0], "1793631860.000100").replace('"type": "message"', '"type": 7'))
        wait(lambda: len(slack.asked("chat.postMessage")) >= len(SAID), "not everything was answered")
    finally:
        logging.getLogger().removeHandler(handler)
    everything = ours.getvalue() + caplog.text + "".join(repr(record.__dict__) for record in caplog.records)
    for secret in ("quokka", "wombat", "71234", TOKEN, SECRET):
        assert secret not in everything, secret
    assert "turn Message" in ours.getvalue()
    assert door.ask("GET", "/metrics")[1].find("quokka") == -1


def test_the_process_says_how_it_is_and_nothing_about_anybody(app):
    door, _, team = app
    for path in ("/health", "/ready", "/metrics"):
        status, page = door.ask("GET", path)
        assert status == 200
        assert not [person.name for person in team.team.people if person.name in page or person.id in page]


def test_every_table_is_handed_out_or_erased_with_the_person_it_is_about():
    """A new table is added here, and to `bot.store.persons`, or this fails."""
    from bot.store.persons import IN_WORDS

    elsewhere = {"pay_answers", "upkeep", "team_versions", "pay_plans"}
    assert set(metadata.tables) == {table.name for table in IN_WORDS} | elsewhere
