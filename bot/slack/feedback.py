"""Thumbs under an answer, and the line that a thumb down asks for.

The buttons are Slack's own for this (https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element);
they are shown under messages only.
"""

from collections.abc import Mapping
from typing import Any

from bot.line.actions import RATED, marked, read_mark
from bot.line.buttons import LONGEST_VALUE
from bot.line.inbound import Rated
from bot.slack.blocks import Block

UP, DOWN = "up", "down"
FIELD, PLACE = "missing", "why"
LONGEST = 500


def thumbs(answers: str) -> list[Block]:
    """Up and down for the answer to a message (its key); nothing without one."""
    if not answers or len(answers) > LONGEST_VALUE - len(DOWN) - 1:
        return []
    element = {
        "type": "feedback_buttons",
        "action_id": f"{RATED}#0",
        "positive_button": _thumb("Helpful", "This answer helped", UP, answers),
        "negative_button": _thumb("Not helpful", "This answer did not help", DOWN, answers),
    }
    return [{"type": "context_actions", "elements": [element]}]


def read_thumb(value: str) -> Rated | None:
    """The vote that a thumb stands for."""
    said, of = read_mark(value)
    return Rated(of=of, helped=said == UP) if of and said in (UP, DOWN) else None


def what_was_missing(vote: Rated) -> Block:
    """The view that asks for one line; which answer it is about travels in its metadata."""
    return {
        "type": "modal",
        "callback_id": RATED,
        "private_metadata": vote.of,
        "title": _plain("What was missing?"),
        "submit": _plain("Send"),
        "close": _plain("Leave it"),
        "blocks": [
            {
                "type": "input",
                "block_id": PLACE,
                "optional": True,
                "label": _plain("In a line, what did you want to know?"),
                "element": {"type": "plain_text_input", "action_id": FIELD, "max_length": LONGEST},
            }
        ],
    }


def missing_in(view: Mapping[str, Any]) -> Rated:
    """What was missing, as it was sent in."""
    said = (view["state"]["values"][PLACE][FIELD].get("value") or "").strip()
    return Rated(of=view["private_metadata"], helped=False, missing=said)


def _thumb(label: str, spoken: str, said: str, answers: str) -> Block:
    return {"text": _plain(label), "value": marked(said, answers), "accessibility_label": spoken}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
