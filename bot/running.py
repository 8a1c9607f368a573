"""The Slack app as a running process: the connection, the workers of the inbox, the sender of the outbox."""

import os
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_bolt.error import BoltError

from bot.line.loop import Loop
from bot.line.model import Inbound
from bot.line.office import Office
from bot.line.sending import Sender
from bot.line.worker import Worker
from bot.review.model import Refusal, Review
from bot.review.permissions import Deed, may
from bot.settings import Settings
from bot.slack.app import build_app, connection, web_client
from bot.slack.files import fetcher
from bot.slack.listeners import Reception
from bot.slack.modal import ChangesForm
from bot.slack.sandbox import APP_TOKEN, BOT_TOKEN, running
from bot.slack.sender import Sender as SlackSender
from bot.slack.sender import address_in
from bot.store.store import Store
from bot.team.model import Team
from bot.wiring import Documents, SetupProblem, now

WORKERS = 4
"""Threads that answer events. Without a model a turn takes milliseconds; more threads wait on the database."""


@dataclass(frozen=True)
class Tokens:
    """What the app signs in with, and where Slack's Web API is."""

    bot: str
    app: str
    api_url: str


@contextmanager
def connected(office: Office, store: Store, tokens: Tokens) -> Iterator[SocketModeHandler]:
    """Run the app while the block runs; at its end every worker finishes what it holds.

    Raises slack_bolt.error.BoltError when the token is not accepted, OSError when Slack is not reached.
    """
    name = f"{os.uname().nodename}:{os.getpid()}"
    client = web_client(tokens.bot, tokens.api_url)
    documents = Documents(office, store, now)
    slack = SlackSender(client, address_in(office.team), documents, now)
    fetch = fetcher(tokens.bot, tokens.api_url)
    workers = [Worker(store, office, now, f"{name}:{number}", fetch).work for number in range(WORKERS)]
    loop = Loop([*workers, Sender(store, slack.send, now, f"{name}:out").work])

    def receive(inbound: Inbound) -> None:
        store.receive(inbound)
        loop.ring()

    def form(person: str | None, rep_id: str, version: int) -> ChangesForm | Refusal:
        return changes_form(person, store.review(rep_id).value or Review(person=rep_id), version, office.team)

    socket = connection(build_app(client, Reception(office.team, receive, form, now)), tokens.app)
    loop.start()
    socket.connect()  # type: ignore[no-untyped-call]  # Bolt's own
    try:
        yield socket
    finally:
        socket.close()
        loop.stop()


def changes_form(person: str | None, review: Review, version: int, team: Team) -> ChangesForm | Refusal:
    """The form for a request for changes, or why this person gets none. Sending it in is checked once more."""
    refusal = may(person or "", Deed.DECIDE, review.person, team)
    if refusal is not None:
        return refusal
    stored = next((v for v in review.versions if v.number == version), None)
    if stored is None:
        return Refusal(text="There is no such version to comment on, so nothing has changed.")
    return ChangesForm(person=review.person, name=stored.plan.name, version=version, sections=stored.plan.sections)


def run_app(settings: Settings, office: Office) -> None:
    """Run against the workspace whose tokens are set, until asked to end. Raises SetupProblem."""
    bot, app = settings.slack_bot_token, settings.slack_app_token
    if bot is None or app is None:
        raise SetupProblem(
            "Slack's tokens are not set, so there is nothing to connect to. Set SLACK_BOT_TOKEN (xoxb-...) and "
            "SLACK_APP_TOKEN (xapp-...); `planwright doctor` says where to find them. `planwright chat` needs neither."
        )
    tokens = Tokens(bot=bot.get_secret_value(), app=app.get_secret_value(), api_url=settings.slack_api_url)
    store = Store.open(settings.database_url)
    store.release_claims()
    try:
        with connected(office, store, tokens):
            print(f"Planwright is connected for {office.team.company}. Ctrl-C ends it.")  # noqa: T201 - for whoever started it
            _wait_for_the_end()
    except (BoltError, OSError) as problem:
        raise SetupProblem(
            f"Slack was not reached or did not take the token ({type(problem).__name__}). Nothing is lost. "
            "`planwright doctor` checks the settings."
        ) from problem
    finally:
        store.close()


def run_sandbox(office: Office, folder: Path, port: int) -> None:
    """Run against a Slack-compatible server on this machine, with everyone of the team in it. Raises SandboxProblem.

    What is said there is forgotten at the end, like the server's own memory.
    """
    with tempfile.TemporaryDirectory() as scratch, running(office.team, folder, port) as sandbox:
        store = Store.open(f"sqlite:///{scratch}/sandbox.db")
        with connected(office, store, Tokens(bot=BOT_TOKEN, app=APP_TOKEN, api_url=sandbox.api_url)):
            print("Planwright is connected. Open a conversation and choose who you are at the top (Act as):")  # noqa: T201
            for person in office.team.people:
                if person.slack_id:
                    print(f"  {person.name}, {person.role}: {sandbox.conversation(person)}")  # noqa: T201
            print("Ctrl-C ends it.")  # noqa: T201
            _wait_for_the_end()
        store.close()


def _wait_for_the_end() -> None:
    """Sleep until the process is asked to end (Ctrl-C, or a polite kill)."""
    end = threading.Event()
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, lambda *_: end.set())
    end.wait()
