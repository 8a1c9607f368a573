"""The few Slack blocks everything is built from, and the limits they keep.

The limits are Slack's (https://docs.slack.dev/reference/block-kit/blocks). The limit on a whole message is not in its
documentation: it refuses somewhat above 12,000 characters with `msg_blocks_too_long`, structure included
(https://github.com/slackapi/bolt-js/issues/2509, https://github.com/slackapi/bolt-js/issues/2867). A view may have
250 KB (https://docs.slack.dev/reference/methods/views.publish#errors); the limits here leave room for the structure.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.facts import Frozen
from bot.line.buttons import Button, Menu, Option
from bot.slack.escape import mrkdwn, plain

SECTION_TEXT = 3000
FIELD_TEXT = 2000
HEADER_TEXT = 150
BUTTON_TEXT = 75
OPTION_TEXT = 75
MENU_OPTIONS = 100
FALLBACK_TEXT = 4000
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
ROW_OF_BUTTONS = 5
MESSAGE_CHARACTERS = 10_000
VIEW_CHARACTERS = 150_000

Block = dict[str, Any]


class SlackMessage(Frozen):
    """One Slack message: its blocks, and the text that notifications and screen readers use instead of them."""

    text: str
    blocks: tuple[Block, ...]


def section(text: str) -> list[Block]:
    """A text in Slack's markup as as many sections as it needs; a cut falls between paragraphs, lines or words."""
    return [{"type": "section", "text": _marked(piece)} for piece in pieces(mrkdwn(text), SECTION_TEXT)]


def linked(text: str, label: str, address: str) -> list[Block]:
    """A text with a link of our own after it; nothing that a person or a model wrote becomes one."""
    return [{"type": "section", "text": _marked(f"{mrkdwn(text)} <{address}|{mrkdwn(label)}>".strip())}]


def fields(pairs: Iterable[tuple[str, str]]) -> list[Block]:
    """Labels with their values, two to a line on a wide screen; a section holds ten."""
    marked = [_marked(f"*{mrkdwn(label)}*\n{shortened(mrkdwn(value), FIELD_TEXT - 200)}") for label, value in pairs]
    return [{"type": "section", "fields": marked[first : first + 10]} for first in range(0, len(marked), 10)]


def header(text: str) -> Block:
    """A heading in large print, without markup."""
    return {"type": "header", "text": _unmarked(shortened(plain(text), HEADER_TEXT))}


def context(text: str) -> Block:
    """A line in small print."""
    return {"type": "context", "elements": [_marked(shortened(mrkdwn(text), SECTION_TEXT))]}


def actions(buttons: Sequence[Button], places: Iterable[int] | None = None) -> list[Block]:
    """Buttons in rows. Slack wants every button's id to be different, so each carries its place after a "#"."""
    drawn = [_button(button, place) for button, place in zip(buttons, places or range(len(buttons)), strict=True)]
    return [
        {"type": "actions", "elements": drawn[first : first + ROW_OF_BUTTONS]}
        for first in range(0, len(drawn), ROW_OF_BUTTONS)
    ]


def beside(text: str, button: Button | None, places: Iterator[int]) -> list[Block]:
    """A text with at most one button beside its first part."""
    first, *rest = section(text)
    return [first | {"accessory": _button(button, next(places))} if button else first, *rest]


def menu(content: Menu, place: int) -> Block:
    """A line with a list to pick from beside it; a menu with several picks sends them when it is closed."""
    drawn: Block = {
        "type": "overflow" if content.small else "multi_static_select" if content.several else "static_select",
        "action_id": f"{content.action}#{place}",
        "options": options(content.options),
    }
    label = shortened(mrkdwn(content.label), SECTION_TEXT)
    named = {} if content.small else {"placeholder": _unmarked("Choose")}
    return {"type": "section", "text": _marked(label), "accessory": drawn | named}


def options(listed: Sequence[Option]) -> list[Block]:
    """The lines of a list to pick from."""
    return [
        {"text": _unmarked(shortened(plain(option.label), OPTION_TEXT)), "value": option.value}
        for option in listed[:MENU_OPTIONS]
    ]


def action_of(action_id: str) -> str:
    """The `Button.action` that an id made by `actions` stands for."""
    return action_id.partition("#")[0]


def bullets(title: str, items: Sequence[str], shown: int | None = None) -> list[Block]:
    """A titled list, nothing when it is empty; of a long list the first `shown`, and how many more the plan has."""
    if not items:
        return []
    lines = [f"• {item}" for item in items[:shown]]
    if shown is not None and len(items) > shown:
        lines.append(f"_and {len(items) - shown} more in the plan_")
    return section("\n".join([f"*{title}*", *lines]))


def pieces(text: str, limit: int) -> Iterator[str]:
    """Cut escaped text into pieces of at most `limit` characters, at the best boundary there is.

    Only the blank space at a cut is lost; a word longer than the limit is cut, an escaped character never.
    """
    rest = text.strip()
    while len(rest) > limit:
        at = _boundary(rest, limit)
        yield rest[:at].rstrip()
        rest = rest[at:].lstrip()
    if rest:
        yield rest


def shortened(text: str, limit: int) -> str:
    """The text when it fits, else its beginning up to a word's end and "…"; for fallbacks and labels."""
    return text if len(text) <= limit else f"{next(pieces(text, limit - 1))}…"


def messages(blocks: Sequence[Block], text: str) -> tuple[SlackMessage, ...]:
    """Deal blocks out over as few messages as Slack's limits allow, in order; the last one holds the last block."""
    fallback = shortened(mrkdwn(text), FALLBACK_TEXT)
    dealt = deal(blocks, MESSAGE_BLOCKS, MESSAGE_CHARACTERS)
    return tuple(SlackMessage(text=fallback, blocks=tuple(one)) for one in dealt)


def deal(blocks: Sequence[Block], most: int, characters: int) -> list[list[Block]]:
    """Blocks in order, in groups of at most so many blocks and characters, structure included."""
    dealt: list[list[Block]] = [[]]
    used = 0
    for block in blocks:
        size = len(json.dumps(block, ensure_ascii=False))
        if dealt[-1] and (len(dealt[-1]) == most or used + size > characters):
            dealt.append([])
            used = 0
        dealt[-1].append(block)
        used += size
    return dealt


def _boundary(text: str, limit: int) -> int:
    """Where to cut: after a paragraph, a line or a word within the limit, else at the limit."""
    for mark in ("\n\n", "\n", " "):
        at = text.rfind(mark, 1, limit + 1)
        if at > 0:
            return at
    opened = text.rfind("&", limit - len("&amp;") + 1, limit)
    return limit if opened < 0 or ";" in text[opened:limit] else opened


def _marked(text: str) -> Block:
    # `verbatim` keeps Slack from making links and mentions out of what it recognises by itself.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _unmarked(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _button(button: Button, place: int) -> Block:
    drawn: Block = {
        "type": "button",
        "action_id": f"{button.action}#{place}",
        "text": _unmarked(shortened(plain(button.label), BUTTON_TEXT)),
    }
    if button.spoken:
        drawn["accessibility_label"] = shortened(plain(button.spoken), BUTTON_TEXT)
    # Slack wants either of these to say something, or not to be there.
    if button.value:
        drawn["value"] = button.value
    if button.style != "default":
        drawn["style"] = button.style
    return drawn
