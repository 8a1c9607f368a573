"""The request-changes form: one optional comment for each section of the plan version it is about."""

import json
from collections.abc import Mapping
from typing import Any

from bot.facts import Frozen
from bot.line.inbound import Changes
from bot.plan.model import Section
from bot.slack.blocks import Block, section
from bot.slack.escape import plain

CALLBACK = "request_changes"
FIELD = "comment"
COMMENT_TEXT = 2000
NOTHING_WRITTEN = "Write at least one comment, here or in another section, so that it is clear what should change."


class ChangesForm(Frozen):
    """What the form is about: whose plan (team id and name), which version, and the sections it has."""

    person: str
    name: str
    version: int
    sections: tuple[Section, ...]


def modal(form: ChangesForm) -> Block:
    """The view for `views.open`. What it is about travels in its metadata, which only Slack and we can write."""
    about = (
        f"What should change in version {form.version} of {form.name}'s plan? "
        "Comment where it matters, and leave the rest empty."
    )
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({"person": form.person, "version": form.version}),
        "title": _plain("Request changes"),
        "submit": _plain("Send"),
        "close": _plain("Cancel"),
        "blocks": [*section(about), *(_input(part) for part in form.sections)],
    }


def changes(view: Mapping[str, Any]) -> Changes:
    """What was written in a form that was sent in; sections left empty are left out."""
    about = json.loads(view["private_metadata"])
    written = {name: (block[FIELD].get("value") or "").strip() for name, block in view["state"]["values"].items()}
    comments = {Section[name].value: text for name, text in written.items() if text}
    return Changes(person=about["person"], version=about["version"], comments=comments)


def nothing_written(view: Mapping[str, Any]) -> dict[str, str]:
    """The error to show in a form that was sent in empty, under its first field."""
    return {next(iter(view["state"]["values"])): NOTHING_WRITTEN}


def _input(part: Section) -> Block:
    return {
        "type": "input",
        "block_id": part.name,
        "optional": True,
        "label": _plain(part.value),
        "element": {"type": "plain_text_input", "action_id": FIELD, "multiline": True, "max_length": COMMENT_TEXT},
    }


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": plain(text), "emoji": False}
