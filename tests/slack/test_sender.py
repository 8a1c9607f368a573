"""Sending a post: where it goes, what Slack is asked, and what becomes of it when Slack does not take it."""

import json
import logging
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.line.pages import Home, Prompt, Prompts
from bot.line.posts import Failed, PlanFile, Post, Reply, Retry, Sent, Whisper
from bot.review.model import State
from bot.slack.address import address_in
from bot.slack.app import web_client
from bot.slack.sender import Sender
from bot.team.model import Team
from tests.slack.conftest import NOW
from tests.slack.samples import review_card
from tests.slack.stub import Answer, StubSlack

DOCUMENT = "Ünïcode plan".encode()
SECRET = "base salary 90000"
REPLY = Post(key="k1", to="sam", content=Reply(text=SECRET))


@pytest.fixture
def sender(slack: StubSlack, team: Team) -> Sender:
    return new_sender(slack, team)


def new_sender(slack: StubSlack, team: Team, document: Callable[..., bytes | None] = lambda *_: DOCUMENT) -> Sender:
    return Sender(lambda _: web_client("xoxb-test", slack.url), address_in(team), document, lambda: NOW)


def test_a_reply_goes_to_the_persons_own_conversation(sender: Sender, slack: StubSlack) -> None:
    sent = sender.send(REPLY)
    assert sent == Sent(channel="D-U0SAM", ts="2.000100", at=NOW)
    (posted,) = slack.asked("chat.postMessage")
    assert posted["text"] == SECRET
    assert (posted["parse"], posted["link_names"]) == ("none", False)
    assert (posted["unfurl_links"], posted["unfurl_media"]) == (False, False)


def test_slack_is_asked_for_a_conversation_once(sender: Sender, slack: StubSlack) -> None:
    for _ in range(3):
        sender.send(REPLY)
    assert len(slack.asked("conversations.open")) == 1


def test_someone_outside_the_team_is_answered_at_their_address(sender: Sender, slack: StubSlack) -> None:
    assert isinstance(sender.send(REPLY.model_copy(update={"to": "U0ELSE"})), Sent)
    assert slack.asked("conversations.open") == [{"users": "U0ELSE"}]


def test_a_person_without_a_slack_id_cannot_be_reached(sender: Sender, slack: StubSlack) -> None:
    outcome = sender.send(REPLY.model_copy(update={"to": "lena"}))
    assert outcome == Failed(reason="lena has no Slack id in the team file")
    assert slack.calls == []


def test_a_decided_card_takes_the_place_of_the_undecided_one(sender: Sender, slack: StubSlack) -> None:
    first = sender.send(Post(key="card", to="dana", content=review_card()))
    assert isinstance(first, Sent)
    decided = review_card().model_copy(update={"state": State.APPROVED, "decided": "Dana Ortiz approved version 2"})
    again = sender.send(Post(key="decided", to="dana", content=decided, replaces="card"), first)
    assert again == first
    (update,) = slack.asked("chat.update")
    assert (update["channel"], update["ts"], update["parse"]) == (first.channel, first.ts, "none")
    assert len(slack.asked("chat.postMessage")) == 1


@pytest.mark.parametrize("code", ["message_not_found", "cant_update_message", "edit_window_closed"])
def test_a_message_that_cannot_be_changed_any_more_is_posted_anew(sender: Sender, slack: StubSlack, code: str) -> None:
    slack.answers["chat.update"] = [Answer(error=code)]
    sent = sender.send(REPLY, Sent(channel="D-U0SAM", ts="1.0", at=NOW))
    assert isinstance(sent, Sent)
    assert sent.ts != "1.0"


def test_a_long_reply_is_several_messages_and_the_last_is_the_one_to_update(sender: Sender, slack: StubSlack) -> None:
    sent = sender.send(Post(key="k", to="sam", content=Reply(text="A line of the plan.\n" * 2000)))
    posted = slack.asked("chat.postMessage")
    assert len(posted) > 1
    assert isinstance(sent, Sent)
    assert sent.ts == f"{len(slack.calls)}.000100"


def test_the_home_page_is_published_for_its_person(sender: Sender, slack: StubSlack) -> None:
    assert isinstance(sender.send(Post(key="h", to="sam", content=Home(title="Plan", next_step="Next"))), Sent)
    (published,) = slack.asked("views.publish")
    assert published["user_id"] == "U0SAM"


def test_a_file_is_made_when_it_is_sent(slack: StubSlack, team: Team) -> None:
    wanted: list[tuple[object, ...]] = []

    def document(*which: object) -> bytes:
        wanted.append(which)
        return DOCUMENT

    file = PlanFile(person="sam", version=2, document="plan.docx", text="Your plan <2>")
    sent = new_sender(slack, team, document).send(Post(key="f", to="dana", content=file))
    assert sent == Sent(channel="D-U0DANA", ts="F1", at=NOW)
    assert wanted == [("sam", 2, "plan.docx")]
    assert slack.uploads == [DOCUMENT]
    (completed,) = slack.asked("files.completeUploadExternal")
    assert completed["initial_comment"] == "Your plan &lt;2&gt;"
    assert json.loads(completed["files"])[0]["title"] == "sam-v2-plan.docx"


def test_a_file_that_is_not_there_is_not_tried_again(slack: StubSlack, team: Team) -> None:
    file = PlanFile(person="sam", version=9, document="pay.md", text="Pay")
    outcome = new_sender(slack, team, lambda *_: None).send(Post(key="f", to="sam", content=file))
    assert outcome == Failed(reason="version 9 has no pay.md")


def test_slack_says_when_to_come_back(sender: Sender, slack: StubSlack) -> None:
    slack.answers["chat.postMessage"] = [Answer(error="ratelimited", status=429, headers={"Retry-After": "37"})]
    outcome = sender.send(REPLY)
    assert outcome == Retry(at=NOW + timedelta(seconds=37), reason="Slack asked to slow down")


def test_while_slack_wants_rest_it_is_not_asked_for_anyone(slack: StubSlack, team: Team) -> None:
    clock = [NOW]
    sender = Sender(lambda _: web_client("xoxb-test", slack.url), address_in(team), lambda *_: None, lambda: clock[0])
    slack.answers["chat.postMessage"] = [Answer(error="ratelimited", status=429, headers={"Retry-After": "37"})]
    sender.send(REPLY)
    outcome = sender.send(REPLY.model_copy(update={"to": "dana"}))
    assert isinstance(outcome, Retry)
    assert outcome.at == NOW + timedelta(seconds=37)
    assert len(slack.asked("chat.postMessage")) == 1
    clock[0] = outcome.at
    assert isinstance(sender.send(REPLY), Sent)


@pytest.mark.parametrize(
    ("answer", "attempt", "seconds"),
    [
        (Answer(status=500, body="<html>busy</html>"), 1, 2),
        (Answer(status=503), 3, 8),
        (Answer(error="fatal_error"), 2, 4),
        (Answer(error="internal_error"), 100, 300),
        (Answer(body="<html>This network wants you to sign in</html>"), 1, 2),
        (Answer(error="invalid_auth"), 1, 60),
        (Answer(error="missing_scope"), 1, 60),
    ],
)
def test_what_passes_is_tried_again_later(
    sender: Sender, slack: StubSlack, answer: Answer, attempt: int, seconds: int
) -> None:
    slack.answers["chat.postMessage"] = [answer]
    outcome = sender.send(REPLY, attempt=attempt)
    assert isinstance(outcome, Retry)
    assert outcome.at == NOW + timedelta(seconds=seconds)


def test_a_broken_connection_is_tried_again_later(sender: Sender, slack: StubSlack) -> None:
    slack.answers["conversations.open"] = [Answer(hang_up=True)] * 5
    assert isinstance(sender.send(REPLY), Retry)


def test_no_slack_at_all_is_tried_again_later(team: Team) -> None:
    nowhere = Sender(
        lambda _: web_client("xoxb-test", "http://127.0.0.1:9/api/"), address_in(team), lambda *_: None, lambda: NOW
    )
    assert isinstance(nowhere.send(REPLY), Retry)


@pytest.mark.parametrize("code", ["user_not_found", "invalid_blocks", "cannot_dm_bot"])
def test_what_slack_never_takes_fails_with_its_reason(sender: Sender, slack: StubSlack, code: str) -> None:
    slack.answers["chat.postMessage"] = [Answer(error=code)]
    outcome = sender.send(REPLY)
    assert isinstance(outcome, Failed)
    assert outcome.reason == f"Slack refused it ({code})"


def test_words_that_are_no_code_of_slacks_do_not_get_into_a_reason(sender: Sender, slack: StubSlack) -> None:
    slack.answers["chat.postMessage"] = [Answer(error="Something with 90000 in it")]
    outcome = sender.send(REPLY)
    assert isinstance(outcome, Retry)
    assert outcome.reason == "the answer was not one of Slack's"


def test_nothing_that_was_sent_is_in_the_log(
    sender: Sender, slack: StubSlack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    slack.answers["chat.postMessage"] = [Answer(status=500), Answer(error="invalid_blocks"), Answer(hang_up=True)]
    for _ in range(4):
        sender.send(REPLY)
    assert "k1 was not sent" in caplog.text
    assert "90000" not in caplog.text


def test_what_is_offered_goes_to_the_conversation_without_a_thread(sender: Sender, slack: StubSlack) -> None:
    offer = Prompts(title="Your plan for 2027", prompts=(Prompt(title="Start my plan", message="Let's start."),))
    assert isinstance(sender.send(Post(key="p1", to="sam", content=offer)), Sent)
    (asked,) = slack.asked("assistant.threads.setSuggestedPrompts")
    assert asked == {
        "channel_id": "D-U0SAM",
        "title": "Your plan for 2027",
        "prompts": [{"title": "Start my plan", "message": "Let's start."}],
    }


def test_a_whisper_is_seen_in_the_channel_by_its_person_alone(sender: Sender, slack: StubSlack) -> None:
    sent = sender.send(Post(key="w1", to="sam", content=Whisper(channel="C7", text="In private, <!here>")))
    assert isinstance(sent, Sent)
    (told,) = slack.asked("chat.postEphemeral")
    assert (told["channel"], told["user"]) == ("C7", "U0SAM")
    assert "<!here>" not in told["text"]
    assert slack.asked("chat.postMessage") == []
