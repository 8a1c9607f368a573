"""What people type stays what it is, in both directions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.escape import JOINER, markdown, mrkdwn, plain, typed

PARTS = ["<!channel>", "@here", "@Everyone", "<@U1>", "https://x.y", "<https://x|click>", "&", "&amp;", "a "]
NASTY = st.lists(st.sampled_from(PARTS)).map("".join)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("R&amp;D grew 5 &lt; 10 &gt; 2", "R&D grew 5 < 10 > 2"),
        ("see <http://acme.com|acme.com>", "see acme.com"),
        ("see <https://acme.com/a?b=1&amp;c=2>", "see https://acme.com/a?b=1&c=2"),
        ("call <tel:5551234|555-1234>", "call 555-1234"),
        ("write <mailto:a@b.co|a@b.co>", "write a@b.co"),
        ("write <mailto:a@b.co>", "write a@b.co"),
        ("ask <@U123|dana> in <#C1|sales>", "ask @dana in #sales"),
        ("ask <@U123>", "ask @U123"),
        ("<!here> hello", "@here hello"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_what_slack_sends_becomes_what_was_typed(sent: str, words: str) -> None:
    assert typed(sent) == words


@given(st.text() | NASTY)
def test_what_is_escaped_reads_back_the_same(text: str) -> None:
    assert typed(mrkdwn(text)) == text.replace(JOINER, "")


@given(st.text() | NASTY)
def test_nothing_typed_is_a_command_a_mention_or_a_link(text: str) -> None:
    shown = mrkdwn(text)
    assert not re.search(r"[<>]", shown)
    assert not re.search(r"@(channel|here|everyone)\b", shown, re.IGNORECASE)
    assert "://" not in shown
    assert not re.search(r"&(?!amp;|lt;|gt;)", shown)


def test_formatting_stays_and_names_stay() -> None:
    assert mrkdwn("*Sam's* goal at 5% & up") == "*Sam's* goal at 5% &amp; up"
    assert plain("R&D, sam@hereford.co") == "R&D, sam@hereford.co"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Say *skip* or *why*.", "Say **skip** or **why**."),
        ("2 * 3 * 4 is 24", "2 * 3 * 4 is 24"),
        ("*Gap* & _cover_", "**Gap** &amp; _cover_"),
    ],
)
def test_what_is_bold_in_a_message_is_bold_in_a_stream(text: str, shown: str) -> None:
    assert markdown(text) == shown
