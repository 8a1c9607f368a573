"""The form that asks the rep something about their plan, without requesting a change."""

import json
from collections.abc import Mapping
from typing import Any

from bot.line.inbound import Question
from bot.slack.blocks import Block, section
from bot.slack.escape import plain

CALLBACK = "ask_rep"
FIELD = "question"
LONGEST = 2000
NOTHING_WRITTEN = "Write your question first, or cancel."


def ask_modal(person: str, first_name: str) -> Block:
    """The view for `views.open`; whose plan it is about (team id) travels in its metadata."""
    element = {"type": "plain_text_input", "action_id": FIELD, "multiline": True, "max_length": LONGEST}
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({"person": person}),
        "title": _plain("Ask the rep"),
        "submit": _plain("Send"),
        "close": _plain("Cancel"),
        "blocks": [
            *section(f"It goes to {first_name} word for word, and the plan stays as it is. The answer comes to you."),
            {"type": "input", "block_id": FIELD, "label": _plain("Your question"), "element": element},
        ],
    }


def question_in(view: Mapping[str, Any]) -> Question:
    """What was written in a form that was sent in."""
    text = (view["state"]["values"][FIELD][FIELD].get("value") or "").strip()
    return Question(person=json.loads(view["private_metadata"])["person"], text=text)


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": plain(text), "emoji": False}
