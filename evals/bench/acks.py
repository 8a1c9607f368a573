"""How fast an event is acknowledged while many conversations wait for a slow model."""

import hashlib
import hmac
import itertools
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote

from evals.bench.figures import Measured, share
from evals.bench.footprint import resident
from evals.bench.sample import THUMB
from evals.bench.servers import SECRET
from evals.faults.model import RAMBLING
from evals.faults.moody import Moody, moody_server
from evals.faults.slack import Slack

BUSY = {1: None, 50: 50.0, 500: 100.0}
"""Busy conversations, and how many milliseconds the slowest hundredth of acknowledgments may take."""
SECONDS = 12.0
EVERY = 6.0
"""Seconds from one message of a conversation to the next: it waits for the model half of the time, at least."""
CLICKS = 0.2
SLACK_WAITS = 3.0
"""Seconds after which Slack counts an event as not taken in, and sends it again."""
SENDERS = 24


@dataclass
class Acks:
    """Milliseconds to the acknowledgment, and events that had none within Slack's three seconds."""

    events: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)
    late: int = 0
    replies: int = 0
    memory: float = 0.0


def acknowledgments(rounds: int) -> Iterator[Measured]:
    """Both apps under the same events; of several rounds the one with the quickest slow end."""
    for busy, aim in BUSY.items():
        mine, peers = (min((_round(app, busy) for _ in range(rounds)), key=_slow) for app in ("ours", "sample"))
        of = f"{busy} busy conversation{'s' if busy > 1 else ''}"
        yield Measured(f"acknowledged, p50, {of}", share(_all(mine), 0.5), "ms", None, share(_all(peers), 0.5))
        yield Measured(f"acknowledged, p99, {of}", _slow(mine), "ms", aim, _slow(peers))
        if mine.clicks and peers.clicks:
            yield Measured(
                f"button acknowledged, p99, {of}", share(mine.clicks, 0.99), "ms", aim, share(peers.clicks, 0.99)
            )
        yield Measured(f"not acknowledged within 3 s, {of}", mine.late, "events", None, peers.late)
        yield Measured(f"resident memory, {of}", mine.memory, "MB", None, peers.memory)
        yield Measured(
            f"replies out within {SECONDS:g} s, {of}", mine.replies, "replies", None, peers.replies, more=True
        )


def throughput(rounds: int) -> Iterator[Measured]:
    """As many events as it takes, as fast as they are acknowledged."""
    mine, peers = (max(_flood(app) for _ in range(rounds)) for app in ("ours", "sample"))
    yield Measured("events acknowledged a second (ours are on disk by then)", mine, "", None, peers, more=True)


def _round(app: str, busy: int) -> Acks:
    acks = Acks()
    with _served(app, busy, acks) as port:
        chance, began = random.Random(8), time.monotonic()  # noqa: S311 - not for secrets
        count = max(20, round(busy * SECONDS / EVERY))
        plan = sorted((chance.uniform(0, SECONDS), n % busy, chance.random() < CLICKS) for n in range(count))
        with ThreadPoolExecutor(SENDERS) as pool:
            for at, who, is_click in plan:
                time.sleep(max(0.0, began + at - time.monotonic()))
                pool.submit(
                    _send,
                    port,
                    _click(who) if is_click else _message(who),
                    acks.clicks if is_click else acks.events,
                    acks,
                )
    return acks


def _flood(app: str, lasts: float = 3.0) -> float:
    acks = Acks()
    with _served(app, 50, acks) as port:
        ends = time.monotonic() + lasts

        def send(who: int) -> None:
            while time.monotonic() < ends:
                _send(port, _message(who), acks.events, acks)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(send, range(8)))
    return len(acks.events) / lasts


@contextmanager
def _served(app: str, reps: int, acks: Acks) -> Iterator[int]:
    """The app in a process of its own, with a Slack that answers at once and counts replies."""
    moody, counting = Moody(share=0, most=0, hangs=0), threading.Lock()
    slack = Slack(moody)

    def answer(path: str, body: bytes) -> bytes:
        if path.endswith(("chat.postMessage", "chat.stopStream")):
            with counting:
                acks.replies += 1
        return slack(path, body)

    with moody_server(moody, answer):
        words = [sys.executable, "-m", "evals.bench.servers", app, str(reps), f"{moody.url}api/"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
            assert process.stdout is not None
            port = int(process.stdout.readline())
            try:
                yield port
                acks.memory = resident(process.pid)
            finally:
                process.kill()


def _send(port: int, body: tuple[str, str], into: list[float], acks: Acks) -> None:
    text, kind = body
    stamp = str(int(time.time()))
    signed = hmac.new(SECRET.encode(), f"v0:{stamp}:{text}".encode(), hashlib.sha256).hexdigest()
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed}", "Content-Type": kind}
    began = time.perf_counter()
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=SLACK_WAITS)
        connection.request("POST", "/slack/events", text.encode(), headers)
        taken = connection.getresponse().status == 200
        connection.close()
    except (OSError, HTTPException):
        taken = False
    if taken:
        into.append((time.perf_counter() - began) * 1000)
    else:
        into.append(SLACK_WAITS * 1000)
        acks.late += 1


_numbers = itertools.count(1)


def _message(who: int) -> tuple[str, str]:
    number = next(_numbers)
    event = {"type": "message", "channel_type": "im", "user": f"UREP{who}", "text": RAMBLING, "channel": f"D{who}"}
    event["ts"] = f"{1793631840 + number}.000100"
    about = {"type": "event_callback", "team_id": "T1", "api_app_id": "A1", "event_id": f"Ev{number}"}
    return json.dumps(about | {"event": event}), "application/json"


def _click(who: int) -> tuple[str, str]:
    number = next(_numbers)
    action = {"type": "button", "action_id": f"{THUMB}", "block_id": "b", "value": "good", "action_ts": f"{number}.1"}
    about = {
        "type": "block_actions",
        "user": {"id": f"UREP{who}"},
        "team": {"id": "T1"},
        "channel": {"id": f"D{who}"},
        "container": {"type": "message", "message_ts": "1.1"},
        "message": {"ts": "1.1"},
        "actions": [action],
    }
    return f"payload={quote(json.dumps(about))}", "application/x-www-form-urlencoded"


def _all(acks: Acks) -> list[float]:
    return acks.events + acks.clicks


def _slow(acks: Acks) -> float:
    return share(_all(acks), 0.99)
