"""Our proxy: what it adds to the server behaves as Slack tells, and nothing that Slack refuses goes past it unseen."""

from collections.abc import Iterator

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack.app import web_client
from bot.slack.sandbox import BOT_TOKEN, direct_message
from tests.slack.people import SlackUser
from tests.slack.recording_proxy import RecordingProxy, recording
from tests.slack.web_api import call_problems

TEXT = {"type": "mrkdwn", "text": "Your plan is in."}
SECTION = {"type": "section", "text": TEXT}
MESSAGE = {"channel": "D0SAM", "text": "Your plan is in."}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Plan"}}


@pytest.fixture
def proxy(local_slack) -> Iterator[RecordingProxy]:
    with recording(local_slack) as found:
        yield found


@pytest.mark.parametrize(
    ("method", "arguments", "place"),
    [
        ("chat.postMessage", MESSAGE | {"blocks": [SECTION] * 51}, "blocks: 51"),
        ("chat.postMessage", MESSAGE | {"blocks": [SECTION, {"type": "section", "text": "bare"}]}, "blocks[1].text"),
        ("chat.postMessage", {"channel": "D0SAM", "blocks": [SECTION]}, "text: missing"),
        ("chat.postMessage", MESSAGE | {"as_user": True}, "as_user: not an argument"),
        ("chat.update", {"channel": "D0SAM", "ts": "1.1"}, "text: missing"),
        ("chat.startStream", {"channel": "D0SAM", "markdown_text": "Hello"}, "thread_ts: missing"),
        ("chat.appendStream", {"channel": "D0SAM", "ts": "1.1", "markdown_text": "x" * 12_001}, "markdown_text: 12001"),
        ("chat.appendStream", {"channel": "D0SAM", "ts": "1.1", "chunks": [{"type": "text"}]}, "chunks[0]"),
        ("views.publish", {"user_id": "U0SAM", "view": {"type": "home", "blocks": [{"type": "plan"}]}}, "blocks[0]"),
        ("views.open", {"trigger_id": "1", "view": MODAL | {"blocks": [SECTION] * 101}}, "view.blocks: 101"),
        ("agents.sessions.setStatus", {"channel_id": "D0SAM", "status": "busy"}, "status: 'busy'"),
        ("assistant.threads.setSuggestedPrompts", {"channel_id": "D", "prompts": [{}] * 5}, "prompts: 5"),
        ("users.profile.get", {"user": "U0SAM"}, "not in the table"),
        ("reactions.add", {"channel": "D", "name": "eyes", "timestamp": "1.1"}, "reactions:write"),
    ],
)
def test_what_slack_would_refuse_is_named_with_its_place(method, arguments, place) -> None:
    assert any(problem.startswith(method) and place in problem for problem in call_problems(method, arguments))


def test_what_slack_would_refuse_fails_the_test_at_its_end(local_slack) -> None:
    with pytest.raises(AssertionError, match=r"chat.postMessage blocks\[0\]"):
        _post_a_bad_block(local_slack)


def _post_a_bad_block(sandbox) -> None:
    with recording(sandbox) as proxy, pytest.raises(SlackApiError, match="invalid_arguments"):
        web_client(BOT_TOKEN, proxy.url).chat_postMessage(channel="D0SAM", text="Hi", blocks=[{"type": "paragraph"}])


@pytest.mark.e2e
def test_a_stream_grows_on_the_page_until_slack_ends_it(proxy, local_slack, team) -> None:
    sam = SlackUser(local_slack, team.reps[0])
    client, channel = web_client(BOT_TOKEN, proxy.url), direct_message(sam.person)
    asked = client.chat_postMessage(channel=channel, text="What is your goal?")["ts"]
    ts = client.chat_startStream(channel=channel, thread_ts=asked, markdown_text="Your goal")["ts"]
    client.chat_appendStream(channel=channel, ts=ts, markdown_text=" is $1,200,000.")
    assert "Your goal is $1,200,000." in sam.all_text()
    proxy.messages.close()
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        client.chat_stopStream(channel=channel, ts=ts)
    client.chat_update(channel=channel, ts=ts, markdown_text="Your goal is $1,200,000, as agreed.")
    assert "as agreed." in sam.all_text()
