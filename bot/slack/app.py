"""The Slack app: Bolt set up the way the line needs it, and the connection over Socket Mode."""

import logging
import socket
import time
from contextlib import suppress

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.socket_mode.interval_runner import IntervalRunner
from websocket import WebSocketApp

from bot.slack.counting import Counted
from bot.slack.listeners import Reception, register
from bot.slack.not_stored import NotStored
from bot.watching.watch import Tell

SLACK_API = "https://slack.com/api/"
AT_ONCE = 32
PING_SECONDS = 10.0
MOST_PINGS = 2.5
"""After so many pings without an answer a connection counts as dead."""
GOODBYE_SECONDS = 1.0

log = logging.getLogger(__name__)


def web_client(token: str | None, base_url: str = SLACK_API, tell: Tell | None = None) -> WebClient:
    """A client for Slack's Web API, or for a stand-in at another address. Its own log never holds contents.

    `tell` is told of each call, by its method and outcome.
    """
    client = WebClient(token=token, base_url=base_url, logger=_quiet("slack_sdk.web"))
    if tell is not None:
        client.retry_handlers.insert(0, Counted(tell))
    return client


def build_app(
    client: WebClient, reception: Reception, signing_secret: str | None = None, oauth: OAuthSettings | None = None
) -> App:
    """The Bolt app with its listeners, for the workspace of the client's token or for all that install it (`oauth`).

    Requests over HTTP are checked against the signing secret; without one, all of them are refused.
    Asks Slack once whether a single token is good, and raises slack_bolt.error.BoltError when it is not, OSError when
    Slack is not reached.
    """
    _quiet("slack_sdk")
    app = App(
        client=client,
        oauth_settings=oauth,
        # Never None, for then Bolt would take whatever the environment holds.
        signing_secret=signing_secret or "",
        logger=_quiet("slack_bolt"),
        # Bolt would acknowledge an event before its listener has run. An event is stored first here: the listeners
        # take milliseconds, and one that fails leaves the event unacknowledged, so that Slack sends it again.
        process_before_response=True,
    )
    app.error(NotStored(reception.now).handle)
    if oauth is not None:
        app.enable_token_revocation_listeners()
    register(app, reception)
    return app


class Connection(SocketModeHandler):
    """The Socket Mode connection: `connect()` opens it, `close()` ends it.

    The `websocket_client` adapter is back in about a second after a lost connection; the built-in one took close to a
    minute. Events are taken in by 32 threads, so that a slow answer from Slack to one does not hold up the others.
    A connection that has gone silent, with pings unanswered, is ended, and so made anew.
    """

    def __init__(self, app: App, app_token: str, ping_seconds: float = PING_SECONDS) -> None:
        log = _quiet("slack_sdk.socket_mode")
        super().__init__(app, app_token, logger=log, concurrency=AT_ONCE, ping_interval=ping_seconds)
        self._patience = MOST_PINGS * ping_seconds
        self._heard_from = 0.0
        self.client.on_open_listeners.append(lambda _: self._opened())
        self._watch = IntervalRunner(self._end_if_silent, ping_seconds).start()

    def _opened(self) -> None:
        self._heard_from = time.time()

    def _end_if_silent(self) -> None:
        """End a session whose pings have no answer. Slack's client would wait for one for ever."""
        session = self.client.current_session
        if session is None or session.sock is None:
            return
        if time.time() - max(self._heard_from, session.last_pong_tm) > self._patience:
            log.warning("Slack has gone silent; the connection is made anew.")
            self._opened()
            _hang_up(session)

    def close(self) -> None:
        # The client would close the socket under its own reading thread, which now and then sleeps on for ten
        # seconds. Saying goodbye first lets that thread end by itself.
        self._watch.shutdown()  # type: ignore[no-untyped-call]
        self.client.auto_reconnect_enabled = False
        session = self.client.current_session
        if session is not None and session.sock is not None:
            session.on_error = session.on_close = None
            session.sock.send_close()
            patience = time.monotonic() + GOODBYE_SECONDS
            while session.sock is not None and time.monotonic() < patience:
                time.sleep(0.01)
            # Who is silent says no goodbye either.
            _hang_up(session)
        # The client's reader of messages looks up once a second, or when there is one: nothing is one it passes over.
        self.client.closed = True
        self.client.message_queue.put(None)
        super().close()  # type: ignore[no-untyped-call]


def _hang_up(session: WebSocketApp) -> None:
    """End a session's socket, if it still has one; the thread that reads from it notices at once."""
    if session.sock is not None and session.sock.sock is not None:
        with suppress(OSError):
            session.sock.sock.shutdown(socket.SHUT_RDWR)


def connection(app: App, app_token: str) -> Connection:
    """A Socket Mode connection for an app, not yet open."""
    return Connection(app, app_token)


def _quiet(name: str) -> logging.Logger:
    """A logger that leaves out the debug lines, which hold whole messages."""
    logger = logging.getLogger(name)
    logger.setLevel(logging.INFO)
    return logger
