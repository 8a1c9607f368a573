"""Whether Slack would take it: its published types, slack_sdk's own validators, and the limits neither knows."""

import json
import logging
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.slack.slack_types import problems

# What each surface shows, of what we build (https://docs.slack.dev/reference/block-kit/blocks).
EVERYWHERE = {"section", "header", "context", "actions"}
MESSAGE = EVERYWHERE | {"context_actions"}
HOME = EVERYWHERE | {"divider"}
MODAL = {"section", "input"}
TEXTS = {"section": 3000, "header": 150, "button": 75, "field": 2000, "context": 3000, "input": 2000}


def check_message(text: str, blocks: tuple[dict[str, Any], ...]) -> None:
    assert 0 < len(text) <= 4000
    assert 0 < len(blocks) <= 50
    assert len(blocks) == 1 or len(json.dumps(blocks, ensure_ascii=False)) <= 12_000
    _check_blocks(blocks, MESSAGE)


def check_view(view: dict[str, Any]) -> None:
    View(**view).validate_json()
    assert problems(view, "HomeView" if view["type"] == "home" else "ModalView") == []
    assert 0 < len(view["blocks"]) <= 100
    assert len(json.dumps(view)) <= 250_000
    _check_blocks(view["blocks"], HOME if view["type"] == "home" else MODAL)
    for part in ("title", "submit", "close"):
        assert len(view.get(part, {"text": ""})["text"]) <= 24
    assert len(view.get("private_metadata", "")) <= 3000


def _check_blocks(blocks: Any, surface: set[str]) -> None:
    parts = [part for block in blocks for part in (*block.get("elements", ()), block.get("accessory", {}))]
    ids = [part["action_id"] for part in parts if "action_id" in part]
    assert len(ids) == len(set(ids))
    for block in blocks:
        assert block["type"] in surface
        assert problems(block, "KnownBlock") == []
        _check_texts(block)
        parsed = Block.parse(block)
        parsed.validate_json()
        # The validators drop what they do not know; what comes back has to be what went in.
        assert _without_defaults(parsed.to_dict()) == _without_defaults(block)


def _check_texts(block: dict[str, Any]) -> None:
    kind = block["type"]
    texts = [(kind, block[part]["text"]) for part in ("text", "label") if part in block]
    texts += [("field", field["text"]) for field in block.get("fields", ())]
    for element in block.get("elements", ()) if kind != "context_actions" else ():
        texts.append(("button", element["text"]["text"]) if kind == "actions" else (kind, element["text"]))
    for where, text in texts:
        assert 0 < len(text) <= TEXTS[where], f"{where} of {len(text)} characters"
    assert len(block.get("fields", ())) <= 10
    for option in block.get("accessory", {}).get("options", ()):
        assert 0 < len(option["text"]["text"]) <= 75
        assert 0 < len(option["value"]) <= 150


def _without_defaults(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_defaults(part) for key, part in value.items() if key not in ("emoji", "optional")}
    return [_without_defaults(part) for part in value] if isinstance(value, list | tuple) else value


logging.getLogger("slack_sdk.models.blocks.blocks").setLevel(logging.ERROR)
