"""A reply shown in Slack while it is written, as a stream in the thread of the message it answers.

Slack streams into threads only, and closes a stream after some five minutes
(https://docs.slack.dev/reference/methods/chat.startStream). The sender ends it when the reply is posted.
Where a stream is refused, or Slack would be asked too often, the reply is posted like any other.
"""

import http.client
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.line.inbound import Inbound, Message
from bot.line.posts import Retry, Shown
from bot.slack.address import Address
from bot.slack.escape import markdown
from bot.slack.outcome import refused
from bot.slack.pace import Pace
from bot.slack.status import place_of

log = logging.getLogger(__name__)

START, APPEND, STOP = "chat.startStream", "chat.appendStream", "chat.stopStream"


@dataclass(frozen=True)
class Streams:
    """`clients` gives the client for a workspace, `address` whom a person's id means."""

    clients: Callable[[str | None], WebClient | None]
    address: Callable[[str], Address | None]
    pace: Pace
    now: Callable[[], datetime]

    def begin(self, inbound: Inbound, text: str) -> Shown | None:
        """Begin a stream under a message in the person's own conversation. It needs leave for its end, too."""
        place, client = place_of(inbound), self._client(inbound)
        if place is None or client is None or not isinstance(inbound.event, Message):
            return None
        if self.pace.take(STOP, self.now()) is not None or self.pace.take(START, self.now()) is not None:
            return None
        channel, ts = place
        try:
            begun = client.chat_startStream(channel=channel, thread_ts=ts, markdown_text=markdown(text))
        except (SlackClientError, OSError, http.client.HTTPException) as problem:
            self._put_off(START, problem)
            return None
        return Shown(channel=channel, ts=begun["ts"], text=text)

    def add(self, inbound: Inbound, shown: Shown, more: str) -> Shown:
        """Add to the stream; what there is no leave for now comes with its end."""
        client = self._client(inbound)
        if client is None or not more or self.pace.take(APPEND, self.now()) is not None:
            return shown
        try:
            client.chat_appendStream(channel=shown.channel, ts=shown.ts, markdown_text=markdown(more))
        except (SlackClientError, OSError, http.client.HTTPException) as problem:
            self._put_off(APPEND, problem)
            return shown.model_copy(update={"text": None})
        return shown.model_copy(update={"text": f"{shown.text}{more}"})

    def _client(self, inbound: Inbound) -> WebClient | None:
        address = self.address(inbound.person or inbound.address)
        return self.clients(address.workspace) if address else None

    def _put_off(self, method: str, problem: Exception) -> None:
        log.info("A reply is not shown while it is written (%s)", type(problem).__name__)
        if isinstance(problem, SlackApiError) and problem.response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            outcome = refused(problem, self.now(), 1)
            if isinstance(outcome, Retry):
                self.pace.pause(method, outcome.at)
