"""The check itself: Slack's types take what Slack documents, and refuse what a slip would send."""

import shutil

import pytest

from tests.slack.slack_types import problems

pytestmark = pytest.mark.skipif(shutil.which("npm") is None, reason="npm fetches Slack's types")

TEXT = {"type": "mrkdwn", "text": "Your plan is in."}
BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Yes"}, "action_id": "answer#0", "value": "yes"}


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section", "text": TEXT},
        {"type": "section", "text": TEXT, "accessory": BUTTON},
        {"type": "actions", "elements": [BUTTON]},
        {"type": "context", "elements": [TEXT]},
        {"type": "divider"},
    ],
)
def test_a_good_block_is_taken(block: dict[str, object]) -> None:
    assert problems(block, "KnownBlock") == []


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section", "text": "a bare string"},
        {"type": "section", "text": TEXT, "colour": "green"},
        {"type": "section", "text": TEXT, "block_id": "x" * 256},
        {"type": "header", "text": TEXT},
        {"type": "actions", "elements": [TEXT]},
        {"type": "actions", "elements": [BUTTON | {"style": "warning"}]},
        {"type": "paragraph", "text": TEXT},
    ],
)
def test_a_slip_is_refused(block: dict[str, object]) -> None:
    assert problems(block, "KnownBlock") != []


def test_a_view_needs_its_parts() -> None:
    assert problems({"type": "home", "blocks": [{"type": "divider"}]}, "HomeView") == []
    assert problems({"type": "modal", "blocks": [{"type": "divider"}]}, "ModalView") != []
