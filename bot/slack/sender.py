"""Sends what came back on the line: finds the person's conversation, builds the message, posts or updates it."""

import http.client
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.line.pages import Home, Prompts
from bot.line.posts import Canvas, Delivery, Failed, PlanFile, Post, Reply, Retry, ReviewCard, Sent, Shown, Whisper
from bot.slack.address import Address
from bot.slack.blocks import Block, SlackMessage, linked, messages
from bot.slack.canvas import Canvases
from bot.slack.card import card
from bot.slack.escape import mrkdwn
from bot.slack.home import home
from bot.slack.outcome import error_code, later, refused
from bot.slack.pace import Pace
from bot.slack.reply import reply

log = logging.getLogger(__name__)

# An earlier message that can no longer be changed; what should have replaced it is posted anew.
GONE = {
    "cant_update_message",
    "channel_not_found",
    "edit_window_closed",
    "message_not_found",
    "streaming_state_conflict",
}


class Sender:
    """Sends posts, one at a time, and says what became of each; it never raises for what Slack or the network did.

    `clients` gives the client for a workspace, `address` whom a post's `to` means, `document` a file's bytes by person,
    version and name. With `canvases`, plans are kept as canvases too.
    """

    def __init__(
        self,
        clients: Callable[[str | None], WebClient | None],
        address: Callable[[str], Address | None],
        document: Callable[[str, int, str], bytes | None],
        now: Callable[[], datetime],
        pace: Pace | None = None,
        canvases: Canvases | None = None,
    ) -> None:
        self._clients = clients
        self._pace = pace or Pace()
        self._address = address
        self._document = document
        self._now = now
        self._canvases = canvases
        self._channels: dict[Address, str] = {}

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
        address = self._address(post.to)
        if address is None:
            return Failed(reason=f"{post.to} has no Slack id in the team file")
        try:
            client = self._clients(address.workspace)
            if client is None:
                return later(self._now(), attempt, f"the app is not installed in workspace {address.workspace}")
            return self._send(_Mail(client, address), post, replaced)
        except SlackApiError as error:
            outcome = refused(error, self._now(), attempt)
            if isinstance(outcome, Retry) and error.response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                self._pace.pause(_method(error), outcome.at)
            return outcome
        except (SlackClientError, OSError, http.client.HTTPException) as error:
            # The error's own words may quote what was being sent.
            return later(self._now(), attempt, f"Slack was not reached ({type(error).__name__})")

    def _send(self, mail: "_Mail", post: Post, replaced: Sent | None) -> Sent | Failed:
        content = post.content
        match content:
            case Reply() if post.shown:
                return self._end(mail, content, post.shown)
            case Reply():
                return self._write(mail, reply(content), replaced)
            case ReviewCard():
                canvas = self._canvases.link_for(post.to, content.summary.person) if self._canvases else ""
                return self._write(mail, card(content, canvas), replaced)
            case Canvas():
                return self._keep_canvas(mail, content)
            case PlanFile():
                return self._upload(mail, content)
            case Prompts():
                return self._offer(mail, content)
            case Whisper(channel=channel, text=text):
                return self._whisper(mail, channel, text)
            case Home():
                self._take("views.publish")
                published = mail.client.views_publish(user_id=mail.address.user, view=home(content))
                return Sent(channel=mail.address.user, ts=published["view"]["id"], at=self._now())

    def _end(self, mail: "_Mail", content: Reply, shown: Shown) -> Sent:
        """End a reply that was shown while it was written: its rest goes under it, or the whole takes its place."""
        where = Sent(channel=shown.channel, ts=shown.ts, at=self._now())
        rest = _rest(content, shown)
        closing = reply(rest) if rest else ()
        is_whole = len(closing) == 1
        ended = self._stop(mail.client, shown, closing[0].blocks if is_whole else ())
        return where if ended and is_whole else self._write(mail, reply(content), where)

    def _stop(self, client: WebClient, shown: Shown, blocks: tuple[Block, ...]) -> bool:
        """End a stream with these blocks under it. False where it has ended: Slack closes one after a few minutes."""
        try:
            client.chat_stopStream(channel=shown.channel, ts=shown.ts, blocks=blocks or None)
        except SlackApiError as error:
            if isinstance(refused(error, self._now(), 1), Retry):
                raise
            return False
        return True

    def _offer(self, mail: "_Mail", content: Prompts) -> Sent:
        """Offer something to say. With a thread_ts, the call would do nothing in an app with the agent view."""
        channel = self._channel(mail)
        self._take("assistant.threads.setSuggestedPrompts")
        offered = [prompt.model_dump() for prompt in content.prompts]
        mail.client.assistant_threads_setSuggestedPrompts(channel_id=channel, title=content.title, prompts=offered)
        return Sent(channel=channel, ts="", at=self._now())

    def _whisper(self, mail: "_Mail", channel: str, text: str) -> Sent:
        self._take("chat.postEphemeral")
        told = mail.client.chat_postEphemeral(
            channel=channel, user=mail.address.user, text=mrkdwn(text), parse="none", link_names=False
        )
        return Sent(channel=channel, ts=told["message_ts"], at=self._now())

    def _write(self, mail: "_Mail", messages: tuple[SlackMessage, ...], replaced: Sent | None) -> Sent:
        """Post the messages; the last one takes the earlier post's place, and is the one to update later."""
        channel = self._channel(mail)
        posted = messages if replaced is None else messages[:-1]
        if posted:
            self._take("chat.postMessage", len(posted), channel)
        for message in messages[:-1]:
            self._post(mail.client, channel, message)
        if replaced is None:
            return self._post(mail.client, channel, messages[-1])
        return self._update(mail.client, replaced, messages[-1]) or self._post(mail.client, channel, messages[-1])

    def _post(self, client: WebClient, channel: str, message: SlackMessage) -> Sent:
        posted = client.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=message.blocks,
            parse="none",
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        return Sent(channel=posted["channel"], ts=posted["ts"], at=self._now())

    def _update(self, client: WebClient, replaced: Sent, message: SlackMessage) -> Sent | None:
        """Put a message in an earlier one's place; None when that one can no longer be changed."""
        self._take("chat.update")
        try:
            client.chat_update(
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

    def _upload(self, mail: "_Mail", file: PlanFile) -> Sent | Failed:
        contents = self._document(file.person, file.version, file.document)
        if contents is None:
            return Failed(reason=f"version {file.version} has no {file.document}")
        channel = self._channel(mail)
        self._take("files.completeUploadExternal")
        name = f"{file.person}-{file.state}-{file.document}"
        uploaded = mail.client.files_upload_v2(
            channel=channel, content=contents, filename=name, title=name, initial_comment=mrkdwn(file.text)
        )
        return Sent(channel=channel, ts=uploaded["files"][0]["id"], at=self._now())

    def _keep_canvas(self, mail: "_Mail", content: Canvas) -> Sent:
        """Bring a plan's canvas up to date; where it is new, its person is told. Without one nothing is said."""
        canvases, person = self._canvases, content.person
        kept = canvases.bring(mail.client, person, self._take) if canvases else None
        if canvases and kept and not kept.link:
            link = canvases.address_of(mail.client, kept, self._take)
            channel = self._channel(mail)
            self._take("chat.postMessage", 1, channel)
            for message in messages(linked(content.text, "Open it", link), content.text) if link else ():
                self._post(mail.client, channel, message)
            canvases.told(person, kept, link)
        return Sent(channel=mail.address.user, ts=kept.canvas if kept else "", at=self._now())

    def _channel(self, mail: "_Mail") -> str:
        """The bot's conversation with a user; asked of Slack once."""
        address = mail.address
        if address not in self._channels:
            self._take("conversations.open")
            self._channels[address] = mail.client.conversations_open(users=address.user)["channel"]["id"]
        return self._channels[address]

    def _take(self, method: str, count: int = 1, to: str = "") -> None:
        """Take leave for calls before any of them is made, so that a message of several parts is not sent by halves."""
        until = self._pace.take(method, self._now(), count, to)
        if until is not None:
            raise _TooFast(until)


@dataclass(frozen=True, slots=True)
class _Mail:
    """Whom a post goes to, with the client of their workspace."""

    client: WebClient
    address: Address


class _TooFast(Exception):  # noqa: N818 - no error: the post waits
    """Slack would be asked faster than it allows; `until` is when to go on."""

    def __init__(self, until: datetime) -> None:
        self.until = until


def _rest(content: Reply, shown: Shown) -> Reply | None:
    """What of a reply is not there yet; None where what is there is not its beginning."""
    if shown.text is None or not content.text.startswith(shown.text):
        return None
    return content.model_copy(update={"text": content.text.removeprefix(shown.text).lstrip()})


def _method(error: SlackApiError) -> str:
    """The Web API method that an error answers."""
    return str(getattr(error.response, "api_url", "")).rpartition("/")[2]
