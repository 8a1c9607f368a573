"""Whether Slack would take it: its published types, slack_sdk's own validators, and the limits neither knows.

Each function gives what is wrong, in words that begin with the place in the payload; nothing where all is well.
"""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.slack.slack_types import problems

JSON = Mapping[str, Any]

# What each surface shows (https://docs.slack.dev/reference/block-kit/blocks).
EVERYWHERE = {"actions", "context", "divider", "header", "image", "input", "rich_text", "section", "video"}
MESSAGE = EVERYWHERE | {"context_actions", "file", "markdown", "plan", "table", "task_card"}
SURFACES = {"home": EVERYWHERE | {"table"}, "modal": EVERYWHERE | {"alert"}}
# A button's parts, a section's text, and so on; a text has at least one character.
TEXTS = {"section": 3000, "header": 150, "button": 75, "fields": 2000, "context": 3000, "label": 2000, "hint": 2000}
MOST_BLOCKS, MOST_IN_VIEW, MOST_FIELDS, MOST_MARKDOWN = 50, 100, 10, 12_000
MOST_BYTES = 250_000


def check_message(text: str, blocks: Sequence[JSON]) -> None:
    found = message_problems(text, blocks)
    assert found == [], found


def check_view(view: JSON) -> None:
    found = view_problems(view)
    assert found == [], found


def message_problems(text: str, blocks: Sequence[JSON]) -> list[str]:
    """Of a message with blocks: every message also has a text, for notifications and screen readers."""
    found = [] if 0 < len(text) <= 4000 else [f"text: {len(text)} characters, and 1 to 4000 are read out"]
    if not 0 < len(blocks) <= MOST_BLOCKS:
        found.append(f"blocks: {len(blocks)}, and a message takes 1 to {MOST_BLOCKS}")
    if len(blocks) > 1 and len(json.dumps(blocks, ensure_ascii=False)) > MOST_MARKDOWN:
        found.append(f"blocks: over {MOST_MARKDOWN} characters together")
    return found + block_problems(blocks, MESSAGE)


def view_problems(view: JSON) -> list[str]:
    """Of a modal or a Home page."""
    kind = view.get("type", "")
    if kind not in SURFACES:
        return [f"view.type: {kind!r}"]
    by_type = problems(dict(view), "HomeView" if kind == "home" else "ModalView")
    found = [f"view{one.removeprefix('$')}" for one in by_type]
    found += _by_the_sdk(view, "view")
    if not 0 < len(view["blocks"]) <= MOST_IN_VIEW:
        found.append(f"view.blocks: {len(view['blocks'])}, and a view takes 1 to {MOST_IN_VIEW}")
    if len(json.dumps(view)) > MOST_BYTES:
        found.append(f"view: over {MOST_BYTES} bytes")
    for part in ("title", "submit", "close"):
        if len(view.get(part, {"text": ""})["text"]) > 24:
            found.append(f"view.{part}: over 24 characters")
    if len(view.get("private_metadata", "")) > 3000:
        found.append("view.private_metadata: over 3000 characters")
    return found + [f"view.{one}" for one in block_problems(view["blocks"], SURFACES[kind])]


def block_problems(blocks: Sequence[JSON], surface: set[str] = MESSAGE) -> list[str]:
    """Of the blocks of one surface."""
    # The answers of inputs are told apart by their blocks.
    pressed = [part for block in blocks if block.get("type") != "input" for part in _parts(block)]
    ids = [part["action_id"] for part in pressed if "action_id" in part]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    found = [f"blocks: action_id {one!r} stands there twice" for one in twice]
    for place, block in enumerate(blocks):
        if block.get("type") not in surface:
            found.append(f"blocks[{place}]: {block.get('type')!r} is not for this surface")
        found += [f"blocks[{place}]{one.removeprefix('$')}" for one in problems(dict(block), "KnownBlock")]
        found += [f"blocks[{place}].{one}" for one in _lengths(block)]
        found += _by_the_sdk(block, f"blocks[{place}]")
    return found


def _parts(block: JSON) -> Iterator[JSON]:
    """The elements of a block, wherever it has them."""
    elements = block.get("elements", ()) if block["type"] != "rich_text" else ()
    yield from chain(elements, (block[part] for part in ("accessory", "element") if part in block))


def _lengths(block: JSON) -> Iterator[str]:
    if len(block.get("fields", ())) > MOST_FIELDS:
        yield f"fields: over {MOST_FIELDS}"
    for where, kind, text in _texts(block):
        if not 0 < len(text) <= TEXTS[kind]:
            yield f"{where}: {len(text)} characters, and 1 to {TEXTS[kind]} fit"
    for part in _parts(block):
        for option in part.get("options", ()):
            if not (0 < len(option["text"]["text"]) <= 75 and 0 < len(option["value"]) <= 150):
                yield f"{part['type']}: option {option['value']!r} is empty or too long"


def _texts(block: JSON) -> Iterator[tuple[str, str, str]]:
    """Where each text is, what it is a text of, and the text itself."""
    kind = block["type"]
    for part in ("text", "label", "hint"):
        if isinstance(block.get(part), dict):
            yield part, kind if part == "text" else part, block[part]["text"]
    for place, field in enumerate(block.get("fields", ())):
        yield f"fields[{place}]", "fields", field["text"]
    for place, part in enumerate(_parts(block)):
        if part.get("type") == "button":
            yield f"elements[{place}]", "button", part["text"]["text"]
        elif kind == "context" and isinstance(part.get("text"), str):
            yield f"elements[{place}]", "context", part["text"]


def _by_the_sdk(content: JSON, path: str) -> list[str]:
    """What slack_sdk's validators say. They drop what they do not know, so what comes back has to be what went in."""
    try:
        parsed = View(**content) if content["type"] in SURFACES else Block.parse(dict(content))
        if parsed is None:
            return [f"{path}: slack_sdk knows no such block"]
        parsed.validate_json()
    except (SlackObjectFormationError, TypeError) as problem:
        return [f"{path}: {problem}"]
    if isinstance(parsed, Block) and _without_defaults(parsed.to_dict()) != _without_defaults(content):
        return [f"{path}: slack_sdk makes something else of it"]
    return []


def _without_defaults(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_defaults(part) for key, part in value.items() if key not in ("emoji", "optional")}
    return [_without_defaults(part) for part in value] if isinstance(value, list | tuple) else value


logging.getLogger("slack_sdk.models.blocks.blocks").setLevel(logging.ERROR)
