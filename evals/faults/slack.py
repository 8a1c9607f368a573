"""Slack in trouble: it refuses, breaks, falls silent after a post, and delivers events twice and late."""

import itertools
import json
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from slack_sdk import WebClient

from bot.line.inbound import Inbound, Message
from bot.line.posts import Delivery, Post, Sent
from bot.slack.address import address_in
from bot.slack.app import web_client
from bot.slack.sender import Sender
from bot.store.store import Store
from evals.faults.arena import Arena
from evals.faults.moody import Moody, moody_server
from evals.faults.truth import Found
from evals.faults.world import World, at_work, fill, posting_to, until_done

FASTER = 60
"""How much faster the clock runs here, so that Slack's minutes are seconds."""
TIMEOUT = 0.3
LATE = 20
"""By how many events a repeated delivery may come late."""


def slack_trouble(arena: Arena, times: int) -> Found:
    """Let so many calls to Slack go wrong, and deliver every event up to three times."""
    began, store, again = arena.world.clock(), Store.open(arena.url), list(_repeated(arena.world.messages))

    def clock() -> datetime:
        return began + FASTER * (arena.world.clock() - began)

    moody = Moody(share=0.5, most=times, hangs=2 * TIMEOUT)
    shown: list[str] = []
    with moody_server(moody, Slack(moody, posted=lambda post: shown.append(post["channel"]))):
        client = web_client("xoxb-faults", f"{moody.url}api/")
        client.timeout = TIMEOUT  # seconds; the client takes any number
        sends = _noted(arena, client, clock, shown)
        fill(store, again)
        with at_work(store, arena.world, sends, clock):
            ended = until_done(store, len(arena.world.messages))
    store.close()
    figures = {mood: float(count) for mood, count in sorted(moody.failed.items())}
    figures["events delivered again"] = len(again) - len(arena.world.messages)
    return arena.judge("Slack in trouble", moody.failed.total(), ended=ended, figures=figures)


def _noted(arena: Arena, client: WebClient, clock: Any, shown: list[str]):  # noqa: ANN202, ANN401 - the sender
    """The sender, with a note of what its people saw: also what Slack did and never said so."""
    slack = Sender(lambda _: client, address_in(arena.world.office.team), lambda *_: b"a document", clock)
    note = posting_to(arena.seen)

    def deliver(post: Post, replaced: Sent | None, attempt: int) -> Delivery:
        before, outcome = len(shown), slack.send(post, replaced, attempt)
        if isinstance(outcome, Sent) or len(shown) > before:
            note(post, None, attempt)
        return outcome

    return deliver


def _repeated(messages: Sequence[Inbound]) -> Iterator[Inbound]:
    """Every message in its order, and among later ones up to two more deliveries of it."""
    chance = random.Random(8)  # noqa: S311 - not for secrets
    late = [(n + chance.randint(1, LATE), m) for n, m in enumerate(messages) for _ in range(chance.randint(0, 2))]
    places = [(float(n), m) for n, m in enumerate(messages)] + [(n - 0.5, m) for n, m in late]
    yield from (message for _, message in sorted(places, key=lambda place: place[0]))


class Slack:
    """The Web API's answers, as far as a post needs them, and where to connect over Socket Mode.

    `posted` is told of every message.
    """

    def __init__(
        self, server: Moody, socket_url: str = "", posted: Callable[[dict[str, str]], None] = lambda _: None
    ) -> None:
        self._server, self._socket_url, self._posted = server, socket_url, posted
        self._numbers = itertools.count(1)

    def __call__(self, path: str, body: bytes) -> bytes:
        method = path.partition("?")[0].rpartition("/")[2]
        asked = json.loads(body) if body.startswith(b"{") else dict(parse_qsl(body.decode(errors="replace")))
        if method == "chat.postMessage":
            self._posted(asked)
        ts = f"{next(self._numbers)}.0001"
        answers: dict[str, dict[str, Any]] = {
            "apps.connections.open": {"url": self._socket_url},
            "auth.test": {"team_id": "T1", "user_id": "U0BOT", "bot_id": "B0BOT"},
            "chat.startStream": {"channel": asked.get("channel"), "ts": ts},
            "chat.stopStream": {"channel": asked.get("channel"), "ts": ts},
            "conversations.open": {"channel": {"id": f"D{asked.get('users')}"}},
            "chat.postMessage": {"channel": asked.get("channel"), "ts": ts},
            "chat.update": {"channel": asked.get("channel"), "ts": asked.get("ts")},
            "views.publish": {"view": {"id": ts}},
            "files.getUploadURLExternal": {"file_id": ts, "upload_url": f"{self._server.url}upload"},
            "files.completeUploadExternal": {"files": [{"id": ts}]},
        }
        return json.dumps({"ok": True, **answers.get(method, {})}).encode()


def payload(world: World, message: Inbound) -> dict[str, Any]:
    """What Slack would say of a message (https://docs.slack.dev/reference/events/message.im)."""
    _, channel, ts = message.key.split(":")
    person = world.office.team.person(message.conversation)
    assert isinstance(message.event, Message)
    assert person is not None
    said = {"type": "message", "channel_type": "im", "channel": channel, "ts": ts, "event_ts": ts}
    said |= {"user": person.slack_id, "text": message.event.text}
    about = {"type": "event_callback", "team_id": "T1", "api_app_id": "A1", "event_id": f"Ev{message.key}"}
    return about | {"event": said}
