"""What a person is told when what they wrote cannot be stored: by Slack directly, from memory alone.

An event that is not stored is not acknowledged, and Slack delivers it again: almost at once, after a minute and after
five more (https://docs.slack.dev/apis/events-api#retries).
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from slack_bolt import BoltContext, BoltRequest, BoltResponse, Respond
from slack_sdk import WebClient

from bot.line.keeping import DATABASE_TROUBLE
from bot.slack.trouble import Body, not_taken_in, say_aside

# True whichever way it ends: by then Slack's last delivery is stored and answered, or lost for good.
NOT_STORED = (
    "I cannot store anything at the moment, so what you just sent does not count yet. What you told me before is safe. "
    "If you have no answer from me in ten minutes, please send it once more; if that fails too, tell whoever runs "
    "planning."
)
TOLD_EVERY = timedelta(minutes=10)
LOOKED = "app_home_opened"
"""The event of somebody who only looks, and is owed no word."""


class NotStored:
    """Told of everything that was not taken in; tells the person, of their messages at most once in ten minutes."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now, self._lock = now, threading.Lock()
        self._told: dict[tuple[str | None, str], datetime] = {}

    def handle(
        self,
        error: Exception,
        body: Body,
        request: BoltRequest,
        context: BoltContext,
        client: WebClient,
        respond: Respond,
    ) -> BoltResponse | None:
        """Take an error of a listener; what is given back is Slack's receipt."""
        user = context.user_id
        failed = isinstance(error, DATABASE_TROUBLE) and _is_owed_a_word(body, request)
        if failed and user is not None and self._is_due(context.team_id, user):
            say_aside(client, {"user": {"id": user}}, NOT_STORED, respond)
        return not_taken_in(error, body, client, respond)

    def _is_due(self, workspace: str | None, user: str) -> bool:
        now = self._now()
        with self._lock:
            before = self._told.get((workspace, user))
            if before is not None and now - before < TOLD_EVERY:
                return False
            self._told[workspace, user] = now
            return True


def _is_owed_a_word(body: Body, request: BoltRequest) -> bool:
    """Whether it is an event that Slack has delivered again; before that, its second delivery at once may do."""
    again = (request.headers.get("x-slack-retry-num") or ["0"])[0] != "0"
    return again and body.get("type") == "event_callback" and body["event"].get("type") != LOOKED
