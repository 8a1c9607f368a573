"""A person at the sandbox: says things, presses buttons, fills in forms, and reads what the bot wrote.

Everything goes over the server's browser connection, so it is what the page itself would do.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, TypeVar
from urllib.request import Request, urlopen

import pytest
import websocket

from bot.plan.model import Section
from bot.slack.modal import FIELD
from bot.slack.sandbox import BOT, BOT_TOKEN, Sandbox, SandboxProblem, direct_message, running
from bot.team.model import Person, Team

T = TypeVar("T")
JSON = dict[str, Any]
PATIENCE = 60.0
"""Seconds; only what goes wrong waits so long, or a machine with much else to do."""
CACHE = Path(__file__).parents[2] / ".sandbox"


@contextmanager
def sandbox_or_skip(team: Team, events_url: str | None = None) -> Iterator[Sandbox]:
    """A sandbox for a team on a free port; the test is skipped with the reason where it cannot run, except in CI."""
    with ExitStack() as stack:
        try:
            sandbox = stack.enter_context(running(team, CACHE, 0, events_url))
        except SandboxProblem as problem:
            if os.environ.get("CI"):
                raise
            pytest.skip(str(problem))
        yield sandbox


@dataclass
class SlackUser:
    """One person of the team, in their own conversation with the bot."""

    sandbox: Sandbox
    person: Person
    _seen: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    def say(self, text: str) -> None:
        """Write to the bot. What counts as an answer, for `hears`, is what is new or changed from here on."""
        self._do({"t": "post_message", "channel": self.channel, "text": text})

    def edit(self, text: str, to: str) -> None:
        """Change one's latest message with this text into another."""
        self._do({"t": "edit_message", "channel": self.channel, "ts": self._mine(text)["ts"], "text": to})

    def delete(self, text: str) -> None:
        """Delete one's latest message with this text."""
        self._do({"t": "delete_message", "channel": self.channel, "ts": self._mine(text)["ts"]})

    def command(self, command: str, text: str = "") -> None:
        """Use a slash command: command("/plan", "status")."""
        self._do({"t": "slash_command", "channel": self.channel, "command": command, "text": text})

    def click(self, label: str) -> None:
        """Press the latest button with this label."""
        complaint = f"{self.person.name} sees no button {label!r}"
        message, button = wait(lambda: self._button(label), complaint, self.all_text)
        self._do({"t": "block_action", "channel": self.channel, "messageTs": message["ts"], "action": button})

    def open_home(self) -> str:
        """Open the bot's Home tab, and read it."""
        before = self._home_view().get("id")
        self._do({"t": "open_home"})
        view = wait(
            lambda: next((v for v in [self._home_view()] if v.get("id") != before), None),
            f"no home page came for {self.person.name}",
        )
        return text_of(view)

    def click_home(self, label: str) -> None:
        """Press a button on the Home tab, opened before."""
        button = _named(self._home_view(), label)
        assert button, f"the home page of {self.person.name} has no button {label!r}"
        self._do({"t": "block_action", "channel": "", "messageTs": "", "action": button})

    def form(self) -> JSON:
        """The form that is open: its view, as soon as there is one."""
        return wait(lambda: next(iter(self._state()["modalStack"]), None), f"no form opened for {self.person.name}")

    def submit(self, comments: dict[Section, str]) -> dict[str, str]:
        """Send the open request-changes form with a comment per section; gives the errors it shows, if any."""
        self.form()
        values = {s.name: {FIELD: {"type": "plain_text_input", "value": text}} for s, text in comments.items()}
        with closing(self._connect()) as page:
            page.recv()
            self._remember()
            page.send(json.dumps({"t": "view_submit", "user": self.person.slack_id, "values": values}))
            while True:
                told = json.loads(page.recv())
                if told["t"] == "view_errors":
                    return dict(told["errors"])
                if told["t"] == "view" and not told["stack"]:
                    return {}

    def hears(self, part: str) -> str:
        """Wait until the bot has written something with these words since the person last did something."""
        return wait(
            lambda: next((text for text in self.news() if part in text), None),
            f"{self.person.name} waited to hear {part!r}",
            lambda: "\n---\n".join(self.news()) or "nothing",
        )

    def ask(self, text: str, quiet: float = 0.4) -> str:
        """Write to the bot and give back its whole answer: what came until it was quiet for so many seconds."""
        self.say(text)
        return self.listen(quiet)

    def listen(self, quiet: float = 0.4) -> str:
        """What the bot has written since the person last did something, once it is quiet."""
        wait(self.news, f"{self.person.name} got no answer")
        news, since = self.news(), time.monotonic()
        while time.monotonic() - since < quiet:
            time.sleep(0.05)
            if (now := self.news()) != news:
                news, since = now, time.monotonic()
        return "\n".join(news)

    def news(self) -> list[str]:
        """What the bot has written or changed since the person last did something."""
        return [text_of(m) for m in self.bot_messages() if self._seen.get(m["ts"]) != json.dumps(m)]

    def bot_messages(self) -> list[JSON]:
        """The bot's messages in this conversation, oldest first, as Slack holds them."""
        return [message for message in self.messages() if message.get("user") == BOT]

    def messages(self) -> list[JSON]:
        """The whole conversation, oldest first."""
        found = self._state()["messages"].get(self.channel, [])
        assert isinstance(found, list)
        return found

    def all_text(self) -> str:
        """The whole conversation as text."""
        return "\n".join(f"{'bot' if m.get('user') == BOT else 'you'}: {text_of(m)}" for m in self.messages())

    def files(self) -> list[JSON]:
        """The files the bot has sent, oldest first, each with its `name`; for `download`."""
        return [file for message in self.bot_messages() for file in message.get("files") or ()]

    def download(self, file: JSON) -> bytes:
        """A file's contents."""
        asked = Request(file["url_private_download"], headers={"Authorization": f"Bearer {BOT_TOKEN}"})
        with urlopen(asked, timeout=PATIENCE) as answer:
            return bytes(answer.read())

    @property
    def channel(self) -> str:
        return direct_message(self.person)

    def _mine(self, text: str) -> JSON:
        mine = [message for message in self.messages() if message.get("user") == self.person.slack_id]
        return next(message for message in reversed(mine) if message["text"] == text)

    def _do(self, action: JSON) -> None:
        self._remember()
        with closing(self._connect()) as page:
            page.recv()
            page.send(json.dumps({"user": self.person.slack_id, **action}))

    def _remember(self) -> None:
        self._seen = {message["ts"]: json.dumps(message) for message in self.bot_messages()}

    def _button(self, label: str) -> tuple[JSON, JSON] | None:
        for message in reversed(self.bot_messages()):
            if button := _named(message, label):
                return message, button
        return None

    def _home_view(self) -> JSON:
        views = self._state()["homeViews"].get(self.person.slack_id) or {}
        return next(iter(views.values()), {}) if "type" not in views else views

    def _state(self) -> JSON:
        with closing(self._connect()) as page:
            state: JSON = json.loads(page.recv())["state"]
            return state

    def _connect(self) -> websocket.WebSocket:
        return _page(self.sandbox)


def bot_is_connected(sandbox: Sandbox) -> bool:
    """Whether a bot is connected to the sandbox over Socket Mode."""
    with closing(_page(sandbox)) as page:
        return all(app["connected"] for app in json.loads(page.recv())["state"]["apps"])


def _page(sandbox: Sandbox) -> websocket.WebSocket:
    address = f"{sandbox.address.replace('http', 'ws', 1)}/ui"
    # Decoding finds what is no UTF-8, too; the check before it goes byte by byte, and the state is long.
    return websocket.create_connection(address, timeout=PATIENCE, skip_utf8_validation=True)


def wait(ready: Callable[[], T | None], complaint: str, shown: Callable[[], str] = lambda: "") -> T:
    """Ask until there is something, or fail with the complaint and what there was instead."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        if found := ready():
            return found
        time.sleep(0.05)
    raise AssertionError(f"{complaint}\n{shown()}")


def text_of(content: JSON) -> str:
    """What a person reads in a message or view: its blocks from top to bottom, or its text when it has none."""
    if not content.get("blocks"):
        return unescape(content.get("text") or "")
    return "\n".join(unescape(text) for block in content["blocks"] for text in _texts(block))


def _texts(block: JSON) -> list[str]:
    texts = [block["text"], *block.get("fields", ())] if "text" in block else list(block.get("fields", ()))
    for element in block.get("elements", ()):
        texts.append(element["text"] if isinstance(element.get("text"), dict) else element)
    read = [f"[{t['text']}]" if block["type"] == "actions" else t["text"] for t in texts if "text" in t]
    beside = block.get("accessory", {}).get("text")
    return [*read, f"[{beside['text']}]"] if beside else read


def _named(content: JSON, label: str) -> JSON | None:
    """The button with a label, as the page would send it."""
    for block in content.get("blocks") or ():
        for element in (*block.get("elements", ()), block.get("accessory", {})):
            if element.get("type") == "button" and element["text"]["text"] == label:
                return {**element, "block_id": block.get("block_id", "b0")}
    return None
