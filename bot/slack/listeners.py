"""What Slack sends, turned into what travels on the line: who it is from, what it says, and Slack's own id for it.

Nothing is thought about here. An event is handed to `receive`, which stores it, and only then acknowledged; when that
fails Slack is not answered and sends it again. `bot.slack.app` makes sure of that order.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.line.actions import ASK, EDIT, RATED, REQUEST_CHANGES, TEAM, counted
from bot.line.administering.counter import Counter
from bot.line.administering.forms import TeamForm
from bot.line.forms import Change, Form
from bot.line.inbound import (
    Click,
    Command,
    Deleted,
    Edited,
    Event,
    HomeOpened,
    Inbound,
    Mention,
    Message,
    Notes,
    Stopped,
    TalkOpened,
    Upload,
    stop_key,
)
from bot.line.reviews.cards import on_card
from bot.line.set_up import Picked, TeamSent
from bot.review.model import Refusal
from bot.slack.ask_modal import CALLBACK as ASKED
from bot.slack.ask_modal import FIELD, NOTHING_WRITTEN, ask_modal, question_in
from bot.slack.blocks import action_of
from bot.slack.edit_modal import edit_modal, form_sent, notice, shown_in
from bot.slack.escape import typed
from bot.slack.feedback import missing_in, read_thumb, what_was_missing
from bot.slack.manifest import ADD_TO_PLAN
from bot.slack.modal import CALLBACK, ChangesForm, changes, modal, nothing_written
from bot.slack.team_modal import submitted, team_modal
from bot.slack.trouble import open_form, say_aside
from bot.team.model import Team

Body = Mapping[str, Any]

# Everything else with a subtype is Slack's own bookkeeping: topics, the bot's own posts.
HEARD = (None, "file_share", "thread_broadcast")
DIRECT = "D"
"""What the id of a conversation between two begins with."""
EDITED, DELETED, EMPTIED = "message_changed", "message_deleted", "tombstone"


@dataclass(frozen=True, slots=True)
class Reception:
    """Where Slack's events come in.

    `team` gives the team of the moment. `receive` stores an event, whose key tells a repeated delivery. `form` is asked
    with who pressed the button (a team id, None for someone outside the team), whose plan and which version; it gives
    the form, or why there is none. `edit` gives a person's own chapter (its number) as a form, and `check` what is
    wrong with its changed texts. `counter` hands out and takes back the forms of the team's set-up.
    """

    team: Callable[[], Team]
    receive: Callable[[Inbound], None]
    form: Callable[[str | None, str, int], ChangesForm | Refusal]
    edit: Callable[[str | None, int], Form | Refusal]
    check: Callable[[str | None, Sequence[Change]], Mapping[str, str]]
    now: Callable[[], datetime]
    counter: Counter | None = None

    def message(self, event: Body, body: Body) -> None:
        """A message in the bot's own conversation with a person, or a change to one; everything else is left alone."""
        if event.get("channel_type") != "im":
            return
        if event.get("subtype") in (EDITED, DELETED):
            self._changed(event, body)
        elif not event.get("bot_id") and event.get("subtype") in HEARD:
            self._said(event, body)

    def _said(self, event: Body, body: Body) -> None:
        # Slack's id of a message is its channel and its time; an edit or deletion names no other.
        key, text = _message_key(event["channel"], event["ts"]), typed(event.get("text") or "")
        if text.strip():
            self._hand_in(body, key, event["user"], Message(text=text), event["ts"])
        for number, file in enumerate(event.get("files") or ()):
            name, ref, size = (file.get(part) for part in ("name", "url_private", "size"))
            sent = Upload(name=name or "file", ref=ref or "", size=size or 0)
            self._hand_in(body, f"{key}/file/{number}", event["user"], sent, event["ts"])

    def _changed(self, event: Body, body: Body) -> None:
        """A person's edit or deletion. A link that unfolds, or the bot's own card brought up to date, is neither."""
        before, now = event.get("previous_message") or {}, event.get("message") or {}
        author = before.get("user") or now.get("user")
        if author is None or before.get("bot_id") or now.get("bot_id"):
            return
        if event["subtype"] == DELETED or now.get("subtype") == EMPTIED:
            of = _message_key(event["channel"], event.get("deleted_ts") or now.get("ts") or before["ts"])
            self._hand_in(body, f"event:{body['event_id']}", author, Deleted(of=of), event.get("event_ts"))
        elif now.get("text") != before.get("text"):
            change = Edited(of=_message_key(event["channel"], now["ts"]), text=typed(now.get("text") or ""))
            self._hand_in(body, f"event:{body['event_id']}", author, change, event.get("event_ts"))

    def mentioned(self, event: Body, body: Body) -> None:
        """The bot was called in a channel; what its name stands before or after is what was said.

        A member of another company in a channel that both share is nobody here, whatever their id.
        """
        if not event.get("bot_id") and event.get("user") and not _is_of_another_company(event, body):
            said = Mention(channel=event["channel"], text=typed(_without_mentions(event.get("text") or "")))
            self._hand_in(body, _message_key(event["channel"], event["ts"]), event["user"], said, event["ts"])

    def stopped(self, event: Body, body: Body, client: WebClient) -> None:
        """The Stop button beside the status: what is being worked on is not to count, and the status ends at once."""
        of, thread = _message_key(event["channel"], event["thread_ts"]), event["thread_ts"]
        self._hand_in(body, stop_key(of), event["user"], Stopped(of=of), event.get("event_ts"))
        with suppress(SlackApiError):
            client.agents_sessions_setStatus(channel_id=event["channel"], thread_ts=thread, status="active")

    def home_opened(self, event: Body, body: Body) -> None:
        """The person looks at the Home tab, or at the conversation in the Messages tab."""
        if event.get("tab") in ("home", "messages"):
            opened = HomeOpened() if event["tab"] == "home" else TalkOpened()
            self._hand_in(body, f"event:{body['event_id']}", event["user"], opened)

    def command(self, ack: Ack, command: Body) -> None:
        """The slash command."""
        self._hand_in(
            command, f"command:{command['trigger_id']}", command["user_id"], Command(text=typed(command["text"]))
        )
        ack("" if command["channel_id"].startswith(DIRECT) else IN_PRIVATE)

    def added(self, ack: Ack, body: Body, client: WebClient) -> None:
        """The message shortcut: what a message says, for the plan of whoever pressed it."""
        text = typed(body["message"].get("text") or "")
        key = f"shortcut:{body['trigger_id']}"
        self._hand_in(body, key, body["user"]["id"], Notes(text=text))
        ack()
        # Only a nod: what was found is told in their own conversation.
        with suppress(SlackApiError):
            client.views_open(trigger_id=body["trigger_id"], view=notice(ADDED))

    def rated(self, ack: Ack, body: Body, client: WebClient) -> None:
        """A thumb under an answer; a thumb down asks in one line what was missing."""
        pressed = body["actions"][0]
        vote = read_thumb(pressed.get("value") or "")
        if vote is not None:
            key = f"click:{body['container'].get('message_ts')}:{pressed['action_ts']}:{pressed['action_id']}"
            self._hand_in(body, key, body["user"]["id"], vote, pressed["action_ts"])
        ack()
        if vote is not None and not vote.helped:
            with suppress(SlackApiError):
                client.views_open(trigger_id=body["trigger_id"], view=what_was_missing(vote))

    def rated_why(self, ack: Ack, body: Body, view: Body) -> None:
        """What was missing in an answer; an empty line is no reason."""
        vote = missing_in(view)
        if vote.missing:
            self._hand_in(body, f"view:{view['id']}:{view['hash']}", body["user"]["id"], vote)
        ack()

    def click(self, ack: Ack, body: Body) -> None:
        """A button under a message or on the Home tab."""
        pressed = body["actions"][0]
        place = body["container"].get("message_ts") or body["container"].get("view_id") or "home"
        key = f"click:{place}:{pressed['action_ts']}:{pressed['action_id']}"
        event = Click(action=action_of(pressed["action_id"]), value=_value(pressed))
        self._hand_in(body, key, body["user"]["id"], event, pressed["action_ts"])
        ack()

    def edit_asked(self, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        """A part of what is known, to be changed: its form opens here, or a word why there is none."""
        ack()
        chapter = counted(_value(body["actions"][0]))
        form = None if chapter is None else self.edit(self._person(body, body["user"]["id"]), chapter)
        if form is not None:
            open_form(client, body, notice(form.text) if isinstance(form, Refusal) else edit_modal(form), respond)

    def edit_sent(self, ack: Ack, body: Body, view: Body) -> None:
        """The form with changed texts; while something in it cannot be read it stays open and says what."""
        sent = form_sent(view)
        problems = self.check(self._person(body, body["user"]["id"]), sent.changes)
        if problems:
            ack(response_action="errors", errors=shown_in(view, problems))
            return
        if sent.changes:
            self._hand_in(body, f"view:{view['id']}:{view['hash']}", body["user"]["id"], sent)
        ack()

    def team_asked(self, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        """A form of the team's set-up opens, or a word why there is none."""
        ack()
        form = self._counter.open(_address(body, body["user"]["id"]), _value(body["actions"][0]))
        open_form(client, body, notice(form.text) if isinstance(form, Refusal) else team_modal(form), respond)

    def team_sent(self, ack: Ack, body: Body, view: Body) -> None:
        """A form of the set-up, sent in: what is wrong stays under its place, a plan is shown before it is taken in."""
        sent, user = submitted(view), body["user"]["id"]
        taken = self._counter.take(_address(body, user), sent.about, sent.before, sent.after)
        match taken:
            case Refusal(text=text):
                ack(response_action="update", view=notice(text))
            case TeamForm():
                ack(response_action="update", view=team_modal(taken))
            case TeamSent() | Picked():
                self._hand_in(body, f"view:{view['id']}:{view['hash']}", user, taken)
                ack()
            case _ if any(block["type"] == "input" for block in view["blocks"]):
                ack(response_action="errors", errors=shown_in(view, taken))
            case _:
                ack(response_action="update", view=notice(" ".join(taken.values())))

    @property
    def _counter(self) -> Counter:
        if self.counter is None:
            raise LookupError("no counter for the set-up")
        return self.counter

    def changes_asked(self, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        """The request-changes button: the form opens here, as Slack gives three seconds for it."""
        ack()
        form = self._changes_form(body)
        if isinstance(form, Refusal):
            say_aside(client, body, form.text, respond)
            return
        open_form(client, body, modal(form), respond)

    def _changes_form(self, body: Body) -> ChangesForm | Refusal:
        card = on_card(_value(body["actions"][0]), self.team())
        if isinstance(card, Refusal):
            return card
        rep, version = card
        return self.form(self._person(body, body["user"]["id"]), rep.id, version)

    def changes_sent(self, ack: Ack, body: Body, view: Body) -> None:
        """The request-changes form, sent in; with nothing in it, it stays open and says what is missing."""
        asked = changes(view)
        if not asked.comments:
            ack(response_action="errors", errors=nothing_written(view))
            return
        self._hand_in(body, f"view:{view['id']}:{view['hash']}", body["user"]["id"], asked)
        ack()

    def question_asked(self, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        """The ask-the-rep button: its form opens here. Who may ask is decided when it is sent in."""
        ack()
        card = on_card(_value(body["actions"][0]), self.team())
        if isinstance(card, Refusal):
            say_aside(client, body, card.text, respond)
            return
        open_form(client, body, ask_modal(card[0].id, card[0].first_name), respond)

    def question_sent(self, ack: Ack, body: Body, view: Body) -> None:
        """The question, sent in; without words the form stays open."""
        question = question_in(view)
        if not question.text:
            ack(response_action="errors", errors={FIELD: NOTHING_WRITTEN})
            return
        self._hand_in(body, f"view:{view['id']}:{view['hash']}", body["user"]["id"], question)
        ack()

    def _hand_in(self, body: Body, key: str, user: str, event: Event, ts: str | None = None) -> None:
        at = datetime.fromtimestamp(float(ts), UTC) if ts else self.now()
        person = self._person(body, user)
        self.receive(Inbound(key=key, person=person, address=_address(body, user), event=event, at=at))

    def _person(self, body: Body, user: str) -> str | None:
        person = self.team().by_slack_id(user, _workspace(body))
        return person.id if person else None


IN_PRIVATE = "Plans are between you and me, so I answer you in our own conversation."
ADDED = "I read this message for your plan. What I found in it is in our conversation, for your yes."


def register(app: App, reception: Reception) -> None:
    """Connect a reception with Bolt, which calls the first listener that fits: the one special button comes first."""
    app.event("message")(reception.message)
    app.event("app_mention")(reception.mentioned)
    app.event("agent_session_stopped")(reception.stopped)
    app.event("app_home_opened")(reception.home_opened)
    app.command("/plan")(reception.command)
    app.message_shortcut(ADD_TO_PLAN)(reception.added)
    app.action(re.compile(rf"^{re.escape(REQUEST_CHANGES)}#"))(reception.changes_asked)
    app.action(re.compile(rf"^{re.escape(ASK)}#"))(reception.question_asked)
    app.view(ASKED)(reception.question_sent)
    app.action(re.compile(rf"^{re.escape(EDIT)}#"))(reception.edit_asked)
    app.action(re.compile(rf"^{re.escape(TEAM)}#"))(reception.team_asked)
    app.view(TEAM)(reception.team_sent)
    app.view(EDIT)(reception.edit_sent)
    app.action(re.compile(rf"^{re.escape(RATED)}#"))(reception.rated)
    app.view(RATED)(reception.rated_why)
    app.action(re.compile(r"#\d+$"))(reception.click)
    app.view(CALLBACK)(reception.changes_sent)


def _value(pressed: Body) -> str:
    """What a button stands for, or what was picked from a menu."""
    if "selected_options" in pressed:
        return ",".join(option["value"] for option in pressed["selected_options"])
    return str((pressed.get("selected_option") or pressed).get("value") or "")


def _message_key(channel: str, ts: str) -> str:
    return f"message:{channel}:{ts}"


def _without_mentions(text: str) -> str:
    return re.sub(r"\s*<@[A-Z0-9]+(?:\|[^>]*)?>\s*", " ", text).strip()


def _is_of_another_company(event: Body, body: Body) -> bool:
    """Whether an event in a channel shared with another company is by one of theirs.

    https://docs.slack.dev/apis/slack-connect/
    """
    home = event.get("user_team") or event.get("source_team")
    return bool(body.get("is_ext_shared_channel")) and home is not None and home != body.get("team_id")


def _address(body: Body, user: str) -> str:
    """Whom an event is from, with their workspace where it is known: "T1/U1"."""
    workspace = _workspace(body)
    return f"{workspace}/{user}" if workspace else user


def _workspace(body: Body) -> str | None:
    """Slack's id of the workspace that an event, a command or a click is from."""
    team = body.get("team_id") or (body.get("team") or {}).get("id")
    return str(team) if team else None
