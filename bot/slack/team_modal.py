"""The forms of the team's set-up as Slack's modals, and what comes back from them."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.facts import Frozen
from bot.line.actions import TEAM
from bot.line.administering.forms import Blank, TeamForm
from bot.slack.blocks import Block, options, section, shortened
from bot.slack.edit_modal import HINT_TEXT, LABEL_TEXT, LONGEST, TITLE_TEXT
from bot.slack.escape import plain

FIELD = "blank"
FILES = ["yaml", "yml", "txt"]
MOST_PEOPLE = 100
"""People picked at once: each is looked up, and Slack lets that be done only so often a minute."""


class TeamSubmitted(Frozen):
    """A form that was sent in: what it is about, and its texts as they were and are."""

    about: str
    before: dict[str, str]
    after: dict[str, str]


def team_modal(form: TeamForm) -> Block:
    """The view for `views.open`, or to show in an open form's place. What it is about only Slack and we can write."""
    return {
        "type": "modal",
        "callback_id": TEAM,
        "private_metadata": form.about,
        "title": _plain(form.title, TITLE_TEXT),
        "submit": _plain(form.submit, TITLE_TEXT),
        "close": _plain("Cancel", TITLE_TEXT),
        "blocks": [*section(form.intro), *map(_input, form.blanks)],
    }


def submitted(view: Mapping[str, Any]) -> TeamSubmitted:
    """What a form was sent in with; its inputs still say what they opened with."""
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    given = view["state"]["values"]
    return TeamSubmitted(
        about=view["private_metadata"],
        before={block["block_id"]: _before(block["element"]) for block in inputs},
        after={block["block_id"]: _after(given.get(block["block_id"], {}).get(FIELD, {})) for block in inputs},
    )


def _before(element: Mapping[str, Any]) -> str:
    picked = element.get("initial_option")
    several = [option["value"] for option in element.get("initial_options") or ()] or element.get("initial_users") or ()
    text = element.get("initial_value") or element.get("initial_date") or ""
    return str(picked["value"]) if picked else "\n".join(several) or str(text)


def _after(state: Mapping[str, Any]) -> str:
    """A text, what was picked, or several with a line for each; of a file where it can be fetched."""
    picked = state.get("selected_option")
    several = [option["value"] for option in state.get("selected_options") or ()]
    several += [*(state.get("selected_users") or ()), *(state.get("selected_conversations") or ())]
    several += [file.get("url_private") or "" for file in (state.get("files") or ())[:1]]
    text = state.get("value") or state.get("selected_date") or ""
    return str(picked["value"]) if picked else "\n".join(several) or str(text)


def _input(blank: Blank) -> Block:
    drawn: Block = {
        "type": "input",
        "block_id": blank.key,
        "optional": True,
        "label": _plain(blank.label, LABEL_TEXT),
        "element": {"action_id": FIELD} | _element(blank),
    }
    return drawn | ({"hint": _plain(blank.hint, HINT_TEXT)} if blank.hint else {})


def _element(blank: Blank) -> Block:
    lines = blank.value.splitlines()
    match blank.kind:
        case "pick":
            found = _picked(blank, [blank.value])
            opened: Block = {"initial_option": found[0]} if found else {}
            return {"type": "static_select", "options": options(blank.options)} | opened
        case "several":
            found = _picked(blank, lines)
            opened = {"initial_options": found} if found else {}
            return {"type": "multi_static_select", "options": options(blank.options)} | opened
        case "day":
            opened = {"initial_date": blank.value} if blank.value else {}
            return {"type": "datepicker"} | opened
        case "members":
            opened = {"initial_users": lines} if lines else {}
            return {"type": "multi_users_select", "max_selected_items": MOST_PEOPLE} | opened
        case "channels":
            only = {"include": ["public", "private"], "exclude_bot_users": True}
            return {"type": "multi_conversations_select", "filter": only, "max_selected_items": 5}
        case "file":
            return {"type": "file_input", "filetypes": FILES, "max_files": 1}
        case _:
            text = blank.value[:LONGEST]
            opened = {"initial_value": text} if text else {}
            return {"type": "plain_text_input", "multiline": blank.kind == "lines", "max_length": LONGEST} | opened


def _picked(blank: Blank, values: Sequence[str]) -> list[Block]:
    return [option for option in options(blank.options) if option["value"] in values]


def _plain(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": shortened(plain(text), limit), "emoji": False}
