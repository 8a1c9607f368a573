"""Sends what came back on the line: finds the person's conversation, builds the message, posts or updates it."""

import http.client
import logging
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.line.model import Delivery, Failed, Home, PlanFile, Post, Reply, Retry, ReviewCard, Sent
from bot.slack.blocks import SlackMessage
from bot.slack.card import card
from bot.slack.escape import mrkdwn
from bot.slack.home import home
from bot.slack.outcome import error_code, later, refused
from bot.slack.pace import Pace
from bot.slack.reply import reply
from bot.team.model import Team

log = logging.getLogger(__name__)

# An earlier message that can no longer be changed; what should have replaced it is posted anew.
GONE = {"cant_update_message", "channel_not_found", "edit_window_closed", "message_not_found"}


def address_in(team: Team) -> Callable[[str], str | None]:
    """How a post's `to` becomes a Slack user id: a person's own, or the address of someone outside the team."""

    def slack_id(to: str) -> str | None:
        person = team.person(to)
        return person.slack_id if person else to

    return slack_id


class Sender:
    """Sends posts, one at a time, and says what became of each; it never raises for what Slack or the network did.

    `slack_id` gives the Slack user id of a post's `to`; `document` a file's bytes by person, version and name.
    """

    def __init__(
        self,
        client: WebClient,
        slack_id: Callable[[str], str | None],
        document: Callable[[str, int, str], bytes | None],
        now: Callable[[], datetime],
        pace: Pace | None = None,
    ) -> None:
        self._client = client
        self._pace = pace or Pace()
        self._slack_id = slack_id
        self._document = document
        self._now = now
        self._channels: dict[str, str] = {}

    def send(self, post: Post, replaced: Sent | None = None, attempt: int = 1) -> Delivery:
        """Send a post; `replaced` is where the earlier post named by `post.replaces` went, when it is known.

        `attempt` is 1 the first time; it sets how long to wait before the next one.
        """
        try:
            outcome = self._outcome(post, replaced, attempt)
        except _TooFast as wait:
            return Retry(at=wait.until, reason="Slack is asked no faster than it allows")
        if not isinstance(outcome, Sent):
            log.warning("Post %s was not sent: %s", post.key, outcome.reason)
        return outcome

    def _outcome(self, post: Post, replaced: Sent | None, attempt: int) -> Delivery:
        user = self._slack_id(post.to)
        if user is None:
            return Failed(reason=f"{post.to} has no Slack id in the team file")
        try:
            return self._send(user, post, replaced)
        except SlackApiError as error:
            outcome = refused(error, self._now(), attempt)
            if isinstance(outcome, Retry) and error.response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                self._pace.pause(_method(error), outcome.at)
            return outcome
        except (SlackClientError, OSError, http.client.HTTPException) as error:
            # The error's own words may quote what was being sent.
            return later(self._now(), attempt, f"Slack was not reached ({type(error).__name__})")

    def _send(self, user: str, post: Post, replaced: Sent | None) -> Sent | Failed:
        content = post.content
        match content:
            case Reply():
                return self._write(user, reply(content), replaced)
            case ReviewCard():
                return self._write(user, card(content), replaced)
            case PlanFile():
                return self._upload(user, content)
            case Home():
                self._take("views.publish")
                published = self._client.views_publish(user_id=user, view=home(content))
                return Sent(channel=user, ts=published["view"]["id"], at=self._now())

    def _write(self, user: str, messages: tuple[SlackMessage, ...], replaced: Sent | None) -> Sent:
        """Post the messages; the last one takes the earlier post's place, and is the one to update later."""
        channel = self._channel(user)
        posted = messages if replaced is None else messages[:-1]
        if posted:
            self._take("chat.postMessage", len(posted), channel)
        for message in messages[:-1]:
            self._post(channel, message)
        if replaced is None:
            return self._post(channel, messages[-1])
        return self._update(replaced, messages[-1]) or self._post(channel, messages[-1])

    def _post(self, channel: str, message: SlackMessage) -> Sent:
        posted = self._client.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=message.blocks,
            parse="none",
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        return Sent(channel=posted["channel"], ts=posted["ts"], at=self._now())

    def _update(self, replaced: Sent, message: SlackMessage) -> Sent | None:
        """Put a message in an earlier one's place; None when that one can no longer be changed."""
        self._take("chat.update")
        try:
            self._client.chat_update(
                channel=replaced.channel,
                ts=replaced.ts,
                text=message.text,
                blocks=message.blocks,
                parse="none",
                link_names=False,
            )
        except SlackApiError as error:
            if error_code(error) in GONE:
                return None
            raise
        return Sent(channel=replaced.channel, ts=replaced.ts, at=self._now())

    def _upload(self, user: str, file: PlanFile) -> Sent | Failed:
        contents = self._document(file.person, file.version, file.document)
        if contents is None:
            return Failed(reason=f"version {file.version} has no {file.document}")
        channel = self._channel(user)
        self._take("files.completeUploadExternal")
        which = f"v{file.version}" if file.version else "draft"
        name = f"{file.person}-{which}-{file.document}"
        uploaded = self._client.files_upload_v2(
            channel=channel, content=contents, filename=name, title=name, initial_comment=mrkdwn(file.text)
        )
        return Sent(channel=channel, ts=uploaded["files"][0]["id"], at=self._now())

    def _channel(self, user: str) -> str:
        """The bot's conversation with a user; asked of Slack once."""
        if user not in self._channels:
            self._take("conversations.open")
            self._channels[user] = self._client.conversations_open(users=user)["channel"]["id"]
        return self._channels[user]

    def _take(self, method: str, count: int = 1, to: str = "") -> None:
        """Take leave for calls before any of them is made, so that a message of several parts is not sent by halves."""
        until = self._pace.take(method, self._now(), count, to)
        if until is not None:
            raise _TooFast(until)


class _TooFast(Exception):  # noqa: N818 - no error: the post waits
    """Slack would be asked faster than it allows; `until` is when to go on."""

    def __init__(self, until: datetime) -> None:
        self.until = until


def _method(error: SlackApiError) -> str:
    """The Web API method that an error answers."""
    return str(getattr(error.response, "api_url", "")).rpartition("/")[2]
