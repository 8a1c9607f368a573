"""Slack over HTTP: its signed requests come in here, beside what a load balancer asks.

`/slack/events` takes what Slack sends; a request without a good signature gets a 401 and goes no further. `/health`
says that the process lives, `/ready` whether it can work and if not why, `/metrics` what it did. None of the three
holds anything about a person; only `/slack/` is to be passed on to the outside.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, cast

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot.watching.metrics import CONTENT_TYPE

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

EVENTS = "/slack/events"
LARGEST_REQUEST = 2 * 1024 * 1024
"""Bytes of one request; Slack's own are far smaller."""
GOODBYE_SECONDS = 5
THREADS = 32
"""Requests answered at the same time. Each only stores an event, so more would wait on the database."""
WAITING = 128
"""Connections that may wait for one of them. Where the system turns one away, it comes again only a second later."""


def web_app(app: App | None, trouble: Callable[[], str | None], metrics: Callable[[], bytes]) -> "WSGIApplication":
    """The WSGI application; without a Bolt app (Socket Mode) it only says how the process is.

    `trouble` says why the process cannot work now, or None; `metrics` gives a page for Prometheus.
    """
    slack = cast("WSGIApplication", SlackRequestHandler(app, path=EVENTS)) if app else None

    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/health":
            return _plain(start, "200 OK", "alive")
        if path == "/ready":
            why = trouble()
            return (
                _plain(start, "503 Service Unavailable", f"not ready: {why}")
                if why
                else _plain(start, "200 OK", "ready")
            )
        if path == "/metrics":
            start("200 OK", [("Content-Type", CONTENT_TYPE)])
            return [metrics()]
        if slack is None:
            return _plain(start, "404 Not Found", "Slack is connected over Socket Mode here.")
        if environ["REQUEST_METHOD"] == "POST" and not (_is_dated(environ) and _is_text(environ)):
            return _plain(start, "401 Unauthorized", "The request is not signed.")
        return slack(environ, start)

    return answer


@contextmanager
def served(application: "WSGIApplication", host: str, port: int) -> Iterator[int]:
    """Serve it while the block runs, with the port it has (0 takes a free one). Raises OSError where that is taken."""
    from cheroot.wsgi import Server

    server = Server((host, port), application, numthreads=THREADS, server_name="planwright", request_queue_size=WAITING)
    server.max_request_body_size = LARGEST_REQUEST
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield int(server.bind_addr[1])
    finally:
        server.stop()
        thread.join(GOODBYE_SECONDS)


def _is_dated(environ: "WSGIEnvironment") -> bool:
    # Slack's verifier takes any text for a number and stumbles over one that is none.
    stamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
    return stamp.isascii() and stamp.isdigit() and len(stamp) <= 12


def _is_text(environ: "WSGIEnvironment") -> bool:
    """Whether the body is UTF-8, as all of Slack's are; it is put back to be read once more."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = BytesIO(body)
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _plain(start: "StartResponse", status: str, text: str) -> list[bytes]:
    start(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [text.encode()]
