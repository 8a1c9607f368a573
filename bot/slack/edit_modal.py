"""The form that changes a part of what is known: one text for each answer, a line for each item of a list."""

from collections.abc import Mapping
from typing import Any

from bot.line.actions import EDIT
from bot.line.forms import Change, Form
from bot.line.forms import Field as Text
from bot.line.inbound import FormSent
from bot.slack.blocks import Block, section, shortened
from bot.slack.escape import plain

FIELD = "text"
LABEL_TEXT, HINT_TEXT, TITLE_TEXT, LONGEST = 2000, 2000, 24, 3000
SHORT = 60
"""Characters of an answer that fit on one line of a phone."""
ABOUT = "Change what is not right any more. What you leave stays as it is."
LINES = "A line for each. A line you take out takes it off the list; a new line adds one."


def edit_modal(form: Form) -> Block:
    """The view for `views.open`. Each input's id is the key of its text, so that an error finds its place."""
    return {
        "type": "modal",
        "callback_id": EDIT,
        "title": _plain(form.title, TITLE_TEXT),
        "submit": _plain("Save", TITLE_TEXT),
        "close": _plain("Cancel", TITLE_TEXT),
        "blocks": [*section(ABOUT), *(_input(field) for field in form.fields)],
    }


def notice(text: str) -> Block:
    """A view that only says something."""
    return {
        "type": "modal",
        "title": _plain("Planwright", TITLE_TEXT),
        "close": _plain("Close", TITLE_TEXT),
        "blocks": section(text),
    }


def form_sent(view: Mapping[str, Any]) -> FormSent:
    """The texts of a form that were changed; what it said before is what its inputs opened with."""
    before = {
        block["block_id"]: block["element"].get("initial_value", "")
        for block in view["blocks"]
        if block["type"] == "input"
    }
    after = {name: (block[FIELD].get("value") or "") for name, block in view["state"]["values"].items()}
    changed = [name for name in before if after.get(name, before[name]).strip() != before[name].strip()]
    return FormSent(changes=tuple(Change(key=name, before=before[name], after=after[name]) for name in changed))


def shown_in(view: Mapping[str, Any], problems: Mapping[str, str]) -> dict[str, str]:
    """What is wrong, under the text it is about; under the first one where that text is not in the form."""
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    return {name if name in names else names[0]: shortened(plain(text), LABEL_TEXT) for name, text in problems.items()}


def _input(field: Text) -> Block:
    text = field.text[:LONGEST]
    element: Block = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": field.is_list or len(text) > SHORT,
        "max_length": LONGEST,
    }
    drawn: Block = {
        "type": "input",
        "block_id": field.key,
        "optional": True,
        "label": _plain(field.label, LABEL_TEXT),
        "element": element | ({"initial_value": text} if text else {}),
    }
    hint = f"{LINES} For example: {field.hint}" if field.is_list else ""
    return drawn | ({"hint": _plain(hint, HINT_TEXT)} if hint else {})


def _plain(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": shortened(plain(text), limit), "emoji": False}
