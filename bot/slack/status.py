"""The sign that a message is being worked on, with Slack's own Stop button beside it.

Shown only when the work takes longer than a moment, and ended when it is done. It is a courtesy: where Slack does not
take it, or would be asked too often, there is none.
"""

import http.client
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.line.inbound import Inbound, Message
from bot.slack.address import Address
from bot.slack.pace import Pace

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.8
METHOD = "agents.sessions.setStatus"


@dataclass(frozen=True)
class Status:
    """`clients` gives the client for a workspace, `address` whom a person's id means."""

    clients: Callable[[str | None], WebClient | None]
    address: Callable[[str], Address | None]
    pace: Pace
    now: Callable[[], datetime]
    patience: float = PATIENCE_SECONDS

    @contextmanager
    def working(self, inbound: Inbound) -> Iterator[None]:
        """Show that an event is being worked on, if that takes longer than a moment; messages alone show it."""
        place = place_of(inbound)
        if place is None:
            yield
            return
        shown: list[bool] = []
        timer = threading.Timer(self.patience, lambda: shown.append(self._set("processing", inbound, *place)))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            if any(shown):
                self._set("active", inbound, *place)

    def _set(self, status: str, inbound: Inbound, channel: str, ts: str) -> bool:
        """Whether Slack took the status."""
        address = self.address(inbound.person or inbound.address)
        client = self.clients(address.workspace) if address else None
        if client is None or self.pace.take(METHOD, self.now()) is not None:
            return False
        try:
            client.agents_sessions_setStatus(channel_id=channel, thread_ts=ts, status=status)
        except (SlackClientError, OSError, http.client.HTTPException) as error:
            log.info("No status was shown (%s)", type(error).__name__)
            return False
        return True


def place_of(inbound: Inbound) -> tuple[str, str] | None:
    """The channel and time of a message, which its key is made of."""
    kind, _, rest = inbound.key.partition(":")
    channel, _, ts = rest.partition(":")
    return (channel, ts) if isinstance(inbound.event, Message) and kind == "message" and ts else None
