"""Slack's payloads through the real Bolt app: what arrives on the line, and what is acknowledged when."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_bolt import App, BoltRequest, BoltResponse

from bot.line.forms import Change, Field, Form
from bot.line.inbound import (
    Changes,
    Click,
    Command,
    Deleted,
    Edited,
    FormSent,
    HomeOpened,
    Inbound,
    Mention,
    Message,
    Notes,
    Question,
    Rated,
    Stopped,
    TalkOpened,
    Upload,
)
from bot.plan.model import Section
from bot.review.model import Refusal
from bot.slack.app import build_app, web_client
from bot.slack.ask_modal import ask_modal
from bot.slack.edit_modal import edit_modal, notice
from bot.slack.feedback import what_was_missing
from bot.slack.modal import ChangesForm, modal
from bot.team.model import Team
from tests.slack.conftest import NOW, reception
from tests.slack.stub import Answer, StubSlack

JSON = dict[str, Any]
FORM = ChangesForm(person="sam", name="Sam Hale", version=2, sections=(Section.GOAL, Section.RISKS))
PARTS = Form(chapter=3, title="Run-rate", fields=(Field(key="goal.revenue", label="goal", text="$1,200,000"),))
TS = "1793631845.000200"
AT = datetime.fromtimestamp(1793631845.0002, UTC)


class Desk:
    """A Bolt app with an in-memory line behind it."""

    def __init__(self, slack: StubSlack, team: Team) -> None:
        self.inbox: list[Inbound] = []
        self.asked: list[tuple[str | None, str, int]] = []
        self.answer: ChangesForm | Refusal = FORM
        self.parts: Form | Refusal = PARTS
        self.broken: Exception | None = None
        self.app: App = build_app(
            web_client("xoxb-test", slack.url),
            reception(team, self.receive, form=self.form, edit=self.edit, check=self.check),
        )

    def receive(self, inbound: Inbound) -> None:
        if self.broken:
            raise self.broken
        self.inbox.append(inbound)

    def edit(self, who: str | None, chapter: int) -> Form | Refusal:
        self.asked.append((who, "edit", chapter))
        return self.parts

    def check(self, who: str | None, changes: Sequence[Change]) -> Mapping[str, str]:
        return {change.key: "Not a figure." for change in changes if change.after == "?"}

    def form(self, who: str | None, person: str, version: int) -> ChangesForm | Refusal:
        self.asked.append((who, person, version))
        return self.answer

    def takes(self, body: JSON) -> BoltResponse:
        return self.app.dispatch(BoltRequest(mode="socket_mode", body=body))


@pytest.fixture
def desk(slack: StubSlack, team: Team) -> Desk:
    return Desk(slack, team)


def event(**fields: Any) -> JSON:
    return {"type": "event_callback", "event_id": "Ev1", "team_id": "T1", "api_app_id": "A1", "event": fields}


def dm(text: str, **changed: Any) -> JSON:
    said = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U0SAM", "text": text, "ts": TS}
    return event(**{**said, **changed})


def pressed(action_id: str, value: str = "", user: str = "U0DANA", **changed: Any) -> JSON:
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": value, "action_ts": TS}
    body = {
        "type": "block_actions",
        "user": {"id": user, "team_id": "T1"},
        "team": {"id": "T1"},
        "api_app_id": "A1",
        "container": {"type": "message", "message_ts": "9.1", "channel_id": "D1"},
        "channel": {"id": "D1"},
        "trigger_id": "1.2.abc",
        "actions": [action],
    }
    return {**body, **changed}


def submitted(comments: dict[Section, str | None]) -> JSON:
    state = {s.name: {"comment": {"type": "plain_text_input", "value": comments.get(s)}} for s in FORM.sections}
    view = {**modal(FORM), "id": "V1", "hash": "5.x", "state": {"values": state}}
    return {"type": "view_submission", "user": {"id": "U0DANA"}, "team": {"id": "T1"}, "api_app_id": "A1", "view": view}


def test_a_message_is_who_what_and_slacks_own_id(desk: Desk) -> None:
    assert desk.takes(dm("R&amp;D, see <http://acme.com|acme.com>")).status == 200
    said = Message(text="R&D, see acme.com")
    assert desk.inbox == [Inbound(key=f"message:D1:{TS}", person="sam", address="T1/U0SAM", event=said, at=AT)]


def test_a_repeated_delivery_has_the_same_key(desk: Desk) -> None:
    for _ in range(2):
        desk.takes(dm("hello"))
    assert [inbound.key for inbound in desk.inbox] == [f"message:D1:{TS}"] * 2


def test_someone_outside_the_team_is_known_by_address_only(desk: Desk) -> None:
    desk.takes(dm("I am Sam, show me the plan of U0SAM", user="U0ELSE"))
    assert (desk.inbox[0].person, desk.inbox[0].address) == (None, "T1/U0ELSE")
    assert desk.inbox[0].conversation == "outside:T1/U0ELSE"


@pytest.mark.parametrize(
    "changed",
    [
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
        {"bot_id": "B1"},
        {"user": "U0BOT"},
        {"subtype": "channel_topic"},
        {"subtype": "bot_message"},
        {"text": "  "},
    ],
)
def test_what_is_not_a_persons_own_message_is_left_alone(desk: Desk, changed: JSON) -> None:
    assert desk.takes(dm(**{"text": "hello", **changed})).status == 200
    assert desk.inbox == []


def changed(before: JSON, now: JSON | None, **fields: Any) -> JSON:
    """An edit as Slack sends it; without what it says now, a deletion."""
    said = {"type": "message", "user": "U0SAM", "ts": TS}
    kind: JSON = {"subtype": "message_changed", "message": {**said, **now}} if now else {"subtype": "message_deleted"}
    gone: JSON = {} if now else {"deleted_ts": TS}
    about = {"channel": "D1", "channel_type": "im", "ts": "1793631999.000300", "event_ts": "1793631999.000300"}
    was = {"type": "message", "hidden": True, "previous_message": {**said, **before}}
    return event(**{**was, **about, **kind, **gone, **fields})


def test_an_edit_names_the_message_it_changes(desk: Desk) -> None:
    desk.takes(dm("1.2M"))
    desk.takes(changed({"text": "1.2M"}, {"text": "1.3M &amp; more"}))
    said, edit = desk.inbox
    assert edit.event == Edited(of=said.key, text="1.3M & more")
    assert (edit.key, edit.person, edit.at) == ("event:Ev1", "sam", datetime.fromtimestamp(1793631999.0003, UTC))


@pytest.mark.parametrize(
    "now", [None, {"subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted."}]
)
def test_a_deletion_names_the_message_it_takes_away(desk: Desk, now: JSON | None) -> None:
    desk.takes(dm("1.2M"))
    desk.takes(changed({"text": "1.2M"}, now))
    said, gone = desk.inbox
    assert (gone.event, gone.person) == (Deleted(of=said.key), "sam")


@pytest.mark.parametrize(
    "body",
    [
        changed({"text": "see acme.com"}, {"text": "see acme.com", "attachments": [{"title": "Acme"}]}),
        changed({"text": "card", "bot_id": "B1"}, {"text": "card, decided", "bot_id": "B1"}),
        changed({"text": "1.2M"}, {"text": "1.3M"}, channel_type="channel"),
        changed({"text": "card", "bot_id": "B1", "user": "U0BOT"}, None),
    ],
)
def test_a_link_that_unfolds_and_the_bots_own_changes_are_no_edits(desk: Desk, body: JSON) -> None:
    assert desk.takes(body).status == 200
    assert desk.inbox == []


def test_a_file_is_handed_in_beside_its_words(desk: Desk) -> None:
    sent = {"id": "F1", "name": "deals.csv", "url_private": "https://files.slack.com/F1/deals.csv", "size": 12}
    desk.takes(dm("my deals", subtype="file_share", files=[sent]))
    upload = Upload(name="deals.csv", ref="https://files.slack.com/F1/deals.csv", size=12)
    assert [inbound.event for inbound in desk.inbox] == [Message(text="my deals"), upload]
    assert desk.inbox[0].key != desk.inbox[1].key


def test_a_file_alone_is_handed_in_alone(desk: Desk) -> None:
    desk.takes(dm("", subtype="file_share", files=[{"id": "F1"}]))
    assert [inbound.event for inbound in desk.inbox] == [Upload(name="file", ref="", size=0)]


def test_a_mention_in_a_channel_is_what_was_said_without_the_name(desk: Desk) -> None:
    desk.takes(event(type="app_mention", user="U0SAM", channel="C7", ts=TS, text="<@U0BOT> explain my comp plan"))
    (inbound,) = desk.inbox
    assert (inbound.person, inbound.key) == ("sam", f"message:C7:{TS}")
    assert inbound.event == Mention(channel="C7", text="explain my comp plan")


def test_both_tabs_are_noticed_when_they_are_opened(desk: Desk) -> None:
    for tab in ("home", "messages", "about"):
        desk.takes(event(type="app_home_opened", user="U0SAM", channel="D1", tab=tab))
    assert [inbound.event for inbound in desk.inbox] == [HomeOpened(), TalkOpened()]
    assert desk.inbox[0].at == NOW


def test_the_slash_command(desk: Desk) -> None:
    body = {
        "command": "/plan",
        "text": "status",
        "user_id": "U0SAM",
        "trigger_id": "3.4.d",
        "channel_id": "D1",
        "team_id": "T1",
        "api_app_id": "A1",
        "response_url": "",
    }
    assert desk.takes(body).status == 200
    command = Command(text="status")
    assert desk.inbox == [Inbound(key="command:3.4.d", person="sam", address="T1/U0SAM", event=command, at=NOW)]


def test_a_button_is_its_action_and_value(desk: Desk) -> None:
    assert desk.takes(pressed("review.approve#0", "sam:2")).status == 200
    click = Click(action="review.approve", value="sam:2")
    key = f"click:9.1:{TS}:review.approve#0"
    assert desk.inbox == [Inbound(key=key, person="dana", address="T1/U0DANA", event=click, at=AT)]


def test_a_button_on_the_home_page_needs_no_value(desk: Desk) -> None:
    desk.takes(pressed("continue#0", container={"type": "view", "view_id": "V7"}))
    assert desk.inbox[0].event == Click(action="continue", value="")
    assert desk.inbox[0].key == f"click:V7:{TS}:continue#0"


def test_request_changes_opens_the_form_at_once(desk: Desk, slack: StubSlack) -> None:
    assert desk.takes(pressed("review.request_changes#1", "sam:2")).status == 200
    assert desk.asked == [("dana", "sam", 2)]
    (opened,) = slack.asked("views.open")
    assert opened == {"trigger_id": "1.2.abc", "view": modal(FORM)}
    assert desk.inbox == []


def test_a_button_that_is_about_nothing_opens_nothing_and_says_so(desk: Desk, slack: StubSlack) -> None:
    assert desk.takes(pressed("review.request_changes#1", "sam")).status == 200
    assert (desk.asked, slack.asked("views.open")) == ([], [])
    assert "nothing has changed" in slack.asked("chat.postMessage")[0]["text"]


def test_who_may_not_ask_for_changes_is_told_why_and_gets_no_form(desk: Desk, slack: StubSlack) -> None:
    desk.answer = Refusal(text="Deciding on this plan is with <Dana>.")
    url = f"{slack.url}response_url"
    assert desk.takes(pressed("review.request_changes#1", "sam:2", user="U0SAM", response_url=url)).status == 200
    assert desk.asked == [("sam", "sam", 2)]
    assert slack.asked("views.open") == []
    (told,) = slack.asked("response_url")
    assert told["text"] == "Deciding on this plan is with &lt;Dana&gt;."
    assert (told["response_type"], told["replace_original"]) == ("ephemeral", False)


def test_a_form_that_came_too_late_is_explained(desk: Desk, slack: StubSlack) -> None:
    slack.answers["views.open"] = [Answer(error="expired_trigger_id")]
    desk.takes(pressed("review.request_changes#1", "sam:2", response_url=f"{slack.url}response_url"))
    assert "press the button again" in slack.asked("response_url")[0]["text"]


def test_a_sent_form_is_the_comments_for_that_version(desk: Desk) -> None:
    assert desk.takes(submitted({Section.GOAL: " Higher. ", Section.RISKS: None})).status == 200
    asked = Changes(person="sam", version=2, comments={"Goal": "Higher."})
    assert desk.inbox == [Inbound(key="view:V1:5.x", person="dana", address="T1/U0DANA", event=asked, at=NOW)]


def test_ask_opens_a_form_whose_words_are_the_question(desk: Desk, slack: StubSlack) -> None:
    assert desk.takes(pressed("review.ask#2", "sam:2")).status == 200
    (opened,) = slack.asked("views.open")
    assert opened["view"] == ask_modal("sam", "Sam")
    for written in (None, "  ", " Why so much in Q4? "):
        state = {"values": {"question": {"question": {"value": written}}}}
        view = {**ask_modal("sam", "Sam"), "id": "V1", "hash": "5.x", "state": state}
        sent = {"type": "view_submission", "user": {"id": "U0DANA"}, "team": {"id": "T1"}, "api_app_id": "A1"}
        answer = desk.takes(sent | {"view": view})
        assert ("errors" in answer.body) is not bool((written or "").strip())
    assert [inbound.event for inbound in desk.inbox] == [Question(person="sam", text="Why so much in Q4?")]


def test_the_slash_command_in_a_channel_says_where_the_answer_is(desk: Desk) -> None:
    body = {"command": "/plan", "text": "", "user_id": "U0SAM", "trigger_id": "3", "channel_name": "sales"}
    answer = desk.takes(body | {"team_id": "T1", "api_app_id": "A1", "channel_id": "C1", "response_url": ""})
    assert "our own conversation" in answer.body


def test_a_message_is_added_by_whoever_pressed_the_shortcut(desk: Desk, slack: StubSlack) -> None:
    message = {"type": "message", "user": "U0ELSE", "ts": TS, "text": "Acme &amp; Co 120k"}
    about = {"user": {"id": "U0SAM"}, "team": {"id": "T1"}, "api_app_id": "A1", "channel": {"id": "C1"}}
    body = {"type": "message_action", "callback_id": "add_to_plan", "trigger_id": "7.8", "message": message, **about}
    assert desk.takes(body).status == 200
    (inbound,) = desk.inbox
    assert (inbound.key, inbound.person, inbound.event) == ("shortcut:7.8", "sam", Notes(text="Acme & Co 120k"))
    assert "our conversation" in json.dumps(slack.asked("views.open"))


def test_a_thumb_is_handed_in_and_a_thumb_down_asks_for_a_line(desk: Desk, slack: StubSlack) -> None:
    up, down = (Rated(of="message:D1:1.2", helped=helped) for helped in (True, False))
    desk.takes(pressed("answer.rated#0", "up@message:D1:1.2", user="U0SAM"))
    assert slack.asked("views.open") == []
    desk.takes(pressed("answer.rated#0", "down@message:D1:1.2", user="U0SAM"))
    assert [inbound.event for inbound in desk.inbox] == [up, down]
    assert slack.asked("views.open")[0]["view"] == what_was_missing(down)
    for line in ("", "An example"):
        state = {"values": {"why": {"missing": {"value": line}}}}
        view = {**what_was_missing(down), "id": "V1", "hash": "5.x", "state": state}
        sent = {"type": "view_submission", "user": {"id": "U0SAM"}, "team": {"id": "T1"}, "api_app_id": "A1"}
        assert desk.takes(sent | {"view": view}).status == 200
    assert desk.inbox[-1].event == Rated(of="message:D1:1.2", helped=False, missing="An example")
    assert len(desk.inbox) == 3


def test_the_stop_button_is_handed_in_and_ends_the_status_at_once(desk: Desk, slack: StubSlack) -> None:
    stop = {"type": "agent_session_stopped", "channel": "D1", "user": "U0SAM", "thread_ts": "1.2", "event_ts": TS}
    for _ in range(2):
        assert desk.takes(event(**stop, streaming_message_ts=[])).status == 200
    assert {inbound.key for inbound in desk.inbox} == {"stop:message:D1:1.2"}
    assert desk.inbox[0].event == Stopped(of="message:D1:1.2")
    assert slack.asked("agents.sessions.setStatus")[0]["status"] == "active"


def picked(action_id: str, *values: str, several: bool = False) -> JSON:
    body = pressed(action_id, user="U0SAM")
    options = [{"text": {"type": "plain_text", "text": value}, "value": value} for value in values]
    body["actions"][0] |= {"selected_options": options} if several else {"selected_option": options[0]}
    return body


def edited(text: str | None) -> JSON:
    state = {"goal.revenue": {"text": {"type": "plain_text_input", "value": text}}}
    view = {**edit_modal(PARTS), "id": "V1", "hash": "5.x", "state": {"values": state}}
    return {"type": "view_submission", "user": {"id": "U0SAM"}, "team": {"id": "T1"}, "api_app_id": "A1", "view": view}


def test_what_is_picked_from_a_menu_is_the_clicks_value(desk: Desk) -> None:
    desk.takes(picked("interview.pick#0", "a@own", "b@own", several=True))
    assert desk.inbox[0].event == Click(action="interview.pick", value="a@own,b@own")


def test_a_part_is_opened_to_edit_for_the_person_who_asked(desk: Desk, slack: StubSlack) -> None:
    assert desk.takes(picked("interview.edit#3", "3")).status == 200
    assert desk.asked == [("sam", "edit", 3)]
    assert slack.asked("views.open") == [{"trigger_id": "1.2.abc", "view": edit_modal(PARTS)}]
    desk.parts = Refusal(text="Only reps have a plan to change here.")
    desk.takes(pressed("interview.edit#0", "3"))
    assert slack.asked("views.open")[1]["view"] == notice("Only reps have a plan to change here.")
    slack.answers["views.open"] = [Answer(error="expired_trigger_id")]
    assert desk.takes(pressed("interview.edit#0", "3")).status == 200
    assert desk.inbox == []


def test_an_edited_part_is_handed_in_and_one_with_a_mistake_stays_open(desk: Desk) -> None:
    body = json.loads(desk.takes(edited("?")).body)
    assert (body["response_action"], body["errors"]) == ("errors", {"goal.revenue": "Not a figure."})
    assert desk.takes(edited("$1,200,000")).status == 200
    assert desk.inbox == []
    desk.takes(edited("1.3M"))
    change = Change(key="goal.revenue", before="$1,200,000", after="1.3M")
    assert desk.inbox[0].event == FormSent(changes=(change,))


def test_an_empty_form_stays_open_and_says_what_is_missing(desk: Desk) -> None:
    answer = desk.takes(submitted({Section.GOAL: "  "}))
    body = json.loads(answer.body)
    assert body["response_action"] == "errors"
    assert list(body["errors"]) == ["GOAL"]
    assert desk.inbox == []


@pytest.mark.parametrize(
    "body",
    [
        lambda: dm("hello"),
        lambda: pressed("review.approve#0", "sam:2"),
    ],
)
def test_what_could_not_be_stored_is_not_acknowledged_nor_logged(
    desk: Desk, body: Callable[[], JSON], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk.broken = RuntimeError("disk full while storing hello, sam:2, Higher.")
    assert desk.takes(body()).status == 500
    assert "not taken in (RuntimeError)" in caplog.text
    assert not any(word in caplog.text for word in ("hello", "sam:2", "Higher"))


@pytest.mark.parametrize("broken", [RuntimeError("Higher. is in the way"), OSError(28, "Higher."), KeyError("Higher.")])
def test_whoever_pressed_or_sent_what_was_not_taken_in_is_told_so_and_loses_no_word(
    desk: Desk, slack: StubSlack, caplog: pytest.LogCaptureFixture, broken: Exception
) -> None:
    desk.broken = broken
    desk.takes(pressed("review.approve#0", "sam:2", response_url=f"{slack.url}response_url"))
    desk.takes(pressed("continue#0", container={"type": "view", "view_id": "V7"}))
    command = {"command": "/plan", "text": "Higher.", "user_id": "U0SAM", "team_id": "T1", "trigger_id": "1.2.abc"}
    typed = desk.takes(command | {"channel_id": "D1"}).body
    form = json.loads(desk.takes(submitted({Section.GOAL: "Higher."})).body)
    assert form["response_action"] == "errors"
    assert list(form["errors"]) == ["GOAL"]
    aside = [told["text"] for path in ("response_url", "chat.postMessage") for told in slack.asked(path)]
    assert len(aside) == 2
    for words in (*aside, typed, *form["errors"].values()):
        assert "Something went wrong on my side, so " in words
        assert "again in a minute" in words
        assert type(broken).__name__ not in words
    assert "Higher" not in "".join((*aside, typed, str(form), caplog.text))
