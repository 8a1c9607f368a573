"""Nothing that a person is called, sends or writes becomes a mention, a link or a command in Slack."""

import re
from typing import Any

import pytest
from pydantic import BaseModel

from bot.line.buttons import Button
from bot.line.forms import Field, Form
from bot.line.pages import Home, HomePerson
from bot.line.posts import Reply
from bot.plan.model import Section
from bot.slack.card import card
from bot.slack.edit_modal import edit_modal, notice
from bot.slack.home import home
from bot.slack.modal import ChangesForm, modal
from bot.slack.reply import reply
from tests.slack.samples import review_card

NASTY = "<!channel> <@U0EVE> @here <https://evil.example|Approve> <!subteam^S1> *x* https://evil.example &lt;!here&gt;"
KEPT = {
    "person",
    "id",
    "by",
    "kind",
    "currency",
    "action",
    "value",
    "style",
    "rule",
    "formula",
    "key",
    "unit",
    "section",
}
"""Fields that are ids and words of our own, and shown nowhere as they are."""


def poisoned(value: Any, name: str = "") -> Any:
    """A value with every free text in it replaced by the nasty one; words of fixed sets stay."""
    if isinstance(value, BaseModel):
        return value.model_copy(update={n: poisoned(getattr(value, n), n) for n in type(value).model_fields})
    if isinstance(value, tuple):
        return tuple(poisoned(each, name) for each in value)
    return NASTY if type(value) is str and name not in KEPT else value


def texts(block: Any) -> list[dict[str, str]]:
    """Every text object in what is sent to Slack."""
    if isinstance(block, dict):
        own = [block] if block.get("type") in ("mrkdwn", "plain_text") else []
        return own + [found for each in block.values() for found in texts(each)]
    return [found for each in block for found in texts(each)] if isinstance(block, list | tuple) else []


def is_tame(text: str) -> bool:
    return not re.search(r"<[^>]*>|@(channel|here|everyone)\b|://", text)


def wild(sent: Any) -> list[str]:
    """The texts in which Slack would see something; in a plain text it sees no angle brackets."""
    found = [(text["type"], text["text"]) for text in texts(sent)]
    return [text for kind, text in found if not is_tame(text if kind == "mrkdwn" else re.sub("[<>]", "", text))]


HOMES = Home(
    title="t",
    next_step="n",
    notes=("note",),
    open_points=("open",),
    dates=("date",),
    queue=(HomePerson(name="Dana", role="Hunter", status="waits"),),
    people=(HomePerson(name="Dana", role="Hunter", status="waits"),),
)
CASES: list[Any] = [card(poisoned(review_card())), home(poisoned(HOMES)), reply(Reply(text=NASTY)), notice(NASTY)]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_every_text_in_what_is_sent_is_tame(number: int):
    sent = CASES[number]
    blocks = [m.model_dump() for m in sent] if isinstance(sent, tuple) else [sent]
    found = [text["text"] for text in texts(blocks)]
    assert any("evil" in text for text in found)
    assert wild(blocks) == []


def test_the_text_beside_the_blocks_is_tame_too():
    (message,) = reply(Reply(text=NASTY, buttons=(Button(label=NASTY[:60], action="say", value=NASTY),)))
    assert is_tame(message.text)
    assert wild(message.blocks) == []
    assert all(is_tame(each.text) for each in card(poisoned(review_card())))


def test_forms_are_tame():
    asked = modal(ChangesForm(person="dana", name=NASTY, version=1, sections=tuple(Section)))
    form = edit_modal(Form(chapter=0, title=NASTY, fields=(Field(key="k", label=NASTY, text=NASTY, hint=NASTY),)))
    assert wild([asked, form]) == []
