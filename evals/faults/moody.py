"""A server on this machine that is in a mood at each request: it answers, or it fails in one of many ways."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal, get_args

Mood = Literal[
    "well",
    "too many",
    "broken",
    "nonsense",
    "garbled",
    "slow",
    "cut short",
    "hangs",
    "hangs up",
    "hangs up after",
    "hangs after",
]
MOODS: tuple[Mood, ...] = tuple(mood for mood in get_args(Mood) if mood not in ("well", "garbled"))
"""How it fails; "after" is after it has done what it was asked, so that its caller is in doubt.

"garbled", a whole answer that makes no sense, is for servers that know how theirs would look.
"""

DONE: tuple[Mood, ...] = ("well", "slow", "cut short", "hangs up after", "hangs after")
"""Where it does what it is asked, whatever its caller hears of it."""
SLOW = 4
"""What is slow takes this part of the time for which it hangs otherwise."""


TOLD: dict[Mood, tuple[int, bytes]] = {
    "too many": (429, b'{"ok": false, "error": "ratelimited"}'),
    "broken": (503, b"<html>Service Unavailable</html>"),
    "nonsense": (200, b"<html>Be right back</html>"),
}


@dataclass
class Moody:
    """`share` of all requests fail, until so many have; `hangs` is for how many seconds it says nothing.

    `garbled` is an answer that makes no sense, where it gives such.
    """

    share: float
    most: int
    hangs: float
    garbled: bytes = b""
    failed: Counter[Mood] = field(default_factory=Counter)
    url: str = ""
    _chance: random.Random = field(default_factory=lambda: random.Random(8))  # noqa: S311 - not for secrets
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def mood(self) -> Mood:
        with self._lock:
            if self.failed.total() >= self.most or self._chance.random() > self.share:
                return "well"
            mood = self._chance.choice((*MOODS, "garbled") if self.garbled else MOODS)
            self.failed[mood] += 1
            return mood


@contextmanager
def moody_server(moody: Moody, answer: Callable[[str, bytes], bytes]) -> Iterator[None]:
    """Serve while the block runs; `answer` gives the JSON for a path and body."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            mood = moody.mood()
            told = answer(self.path, body) if mood in DONE else moody.garbled
            if mood in ("hangs", "hangs after", "slow"):
                time.sleep(moody.hangs / SLOW if mood == "slow" else moody.hangs)
            if mood.startswith("hangs"):
                self.close_connection = True
                return
            self._send(*TOLD.get(mood, (200, told)), is_whole=mood != "cut short")

        do_GET = do_POST  # noqa: N815 - the name the server looks for

        def _send(self, status: int, body: bytes, *, is_whole: bool) -> None:
            self.send_response(status)
            about = {"Content-Type": "application/json", "Content-Length": str(len(body)), "Retry-After": "1"}
            for name, value in about.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body if is_whole else body[: len(body) // 2])
            self.close_connection = self.close_connection or not is_whole

        def log_message(self, *_: object) -> None:
            """Nothing: what is said here is counted."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    # A caller that gave up waiting is what was wanted.
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    moody.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
