"""The real application in a Slack workspace on this machine: the independent server, our proxy, and the people."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text as sql

from bot.data import knowledge_folder
from bot.line.office import Office
from bot.running import Door, Tokens, connected
from bot.slack.sandbox import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Sandbox, free_port
from bot.slack.web import EVENTS
from bot.store.database import connect, for_reading
from bot.store.store import Store
from bot.team.model import Person
from bot.terminal.story import read_story
from tests.slack.people import SlackUser, bot_is_connected, sandbox_or_skip, wait
from tests.slack.recording_proxy import RecordingProxy, recording

SAMPLE = knowledge_folder() / "sample-team"
COUNTS = """SELECT (SELECT count(*) FROM inbox),
    (SELECT count(*) FROM inbox WHERE status IN ('waiting', 'claimed'))
    + (SELECT count(*) FROM outbox WHERE status IN ('waiting', 'claimed'))"""


@dataclass
class Workspace:
    """`proxy.door` is set where events go over HTTP; without one, they go over Socket Mode.

    `url` is the database's, `folder` a scratch folder.
    """

    office: Office
    sandbox: Sandbox
    proxy: RecordingProxy
    url: str
    folder: Path

    @contextmanager
    def running(self) -> Iterator[Store]:
        """The application as it runs, until the end of the block; what comes after is a restart."""
        store = Store.open(self.url)
        with connected(self.office, store, self.tokens, self.door):
            if self.door is None:
                wait(lambda: bot_is_connected(self.sandbox), "the bot did not connect")
            yield store
        store.close()

    @contextmanager
    def started(self) -> Iterator["subprocess.Popen[bytes]"]:
        """The application as a process of its own, for tests that kill it."""
        with self.several(1) as (process,):
            yield process

    @contextmanager
    def several(self, count: int, **settings: str) -> Iterator[list["subprocess.Popen[bytes]"]]:
        """So many processes, started at once and connected; those of them that still run at the end are killed."""
        earlier, processes = len(self.proxy.relays), [self._start(settings) for _ in range(count)]
        try:
            wait(lambda: self.proxy.connected(earlier) == count, "not every bot did connect")
            yield processes
        finally:
            for process in processes:
                process.kill()
                process.wait()

    def _start(self, settings: dict[str, str]) -> "subprocess.Popen[bytes]":
        settings = {
            "PLANWRIGHT_DATABASE_URL": self.url,
            "PLANWRIGHT_TEAM_FILE": str(SAMPLE / "team.yaml"),
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_URL": self.proxy.url,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            **settings,
        }
        words = [sys.executable, "-m", "bot.cli", "run"]
        return subprocess.Popen(words, cwd=self.folder, env=os.environ | settings, stdout=subprocess.DEVNULL)

    @property
    def door(self) -> Door | None:
        return Door("127.0.0.1", int(self.proxy.door.rpartition(":")[2])) if self.proxy.door else None

    @property
    def tokens(self) -> Tokens:
        if self.proxy.door is None:
            return Tokens(bot=BOT_TOKEN, app=APP_TOKEN, api_url=self.proxy.url)
        return Tokens(bot=BOT_TOKEN, signing_secret=SIGNING_SECRET, api_url=self.proxy.url)

    def ask(self, user: SlackUser, text: str) -> str:
        """Say something as a person types it, who waits for the answer; gives the answer once everything was sent."""
        return self.after(user, lambda: user.say(text))

    def after(self, user: SlackUser, does: Callable[[], object]) -> str:
        """Let a person do something; gives what the bot wrote to them because of it."""
        heard, _ = self._counts()
        does()
        self.settle(heard)
        return "\n".join(user.news())

    def settle(self, heard: int = 0) -> None:
        """Wait until more than so many events came in, all are answered, and every answer is sent."""

        def is_settled() -> bool:
            came, is_open = self._counts()
            return came > heard and is_open == 0

        wait(is_settled, f"{self._counts()[1]} events or answers are still under way")

    def _counts(self) -> tuple[int, int]:
        """How many events came in so far, and how many of them and of the answers are under way."""
        ((came, is_open),) = _rows(self.url, COUNTS)
        return int(came), int(is_open)

    def person(self, name: str) -> Person:
        found = self.office.team.person(name)
        assert found is not None
        return found

    def user(self, name: str) -> SlackUser:
        return SlackUser(self.sandbox, self.person(name))


@contextmanager
def opened(office: Office, folder: Path, url: str, *, over_http: bool = False) -> Iterator[Workspace]:
    """A workspace on the database at `url` while the block runs, with a scratch folder.

    At its end the bot may have asked nothing that Slack would refuse, and no post may have failed.
    """
    port, door = free_port(), f"http://127.0.0.1:{free_port()}" if over_http else None
    events = f"http://127.0.0.1:{port}{EVENTS}" if over_http else None
    with ExitStack() as stack:
        sandbox = stack.enter_context(sandbox_or_skip(office.team, events))
        proxy = stack.enter_context(recording(sandbox, port, door))
        yield Workspace(office, sandbox, proxy, url, folder)
        no_post_failed(url)


def no_post_failed(url: str) -> None:
    """Hold that everything the bot wanted to post could be posted: a post that fails is missed by nobody else."""
    failed = _rows(url, "SELECT key, problem FROM outbox WHERE status = 'failed'")
    assert failed == [], failed


def _rows(url: str, statement: str) -> list[tuple[Any, ...]]:
    engine = connect(url)
    with for_reading(engine).connect() as connection:
        found = [tuple(row) for row in connection.execute(sql(statement))]
    engine.dispose()
    return found


def replies_of(name: str) -> list[str]:
    """What a person types in the sample story, up to the draft."""
    scenes = read_story((SAMPLE / "story.yaml").read_text(encoding="utf-8")).scenes
    says = [reply for scene in scenes if scene.speaker == name for reply in scene.says]
    return says[: next(number for number, reply in enumerate(says) if reply.startswith("send it"))]
