"""The Slack app as a running process: the connection, the workers of the inbox, the sender of the outbox."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler

from bot.line.loop import Loop
from bot.line.model import Inbound
from bot.line.office import Office
from bot.line.sending import Sender
from bot.line.worker import Worker
from bot.review.model import Refusal, Review
from bot.review.permissions import Deed, may
from bot.slack.app import build_app, socket, web_client
from bot.slack.listeners import Reception
from bot.slack.modal import ChangesForm
from bot.slack.sender import Sender as SlackSender
from bot.slack.sender import address_in
from bot.store.store import Store
from bot.team.model import Team
from bot.wiring import Documents, now

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
    workers = [Worker(store, office, now, f"{name}:{number}").work for number in range(WORKERS)]
    loop = Loop([*workers, Sender(store, slack.send, now, f"{name}:out").work])

    def receive(inbound: Inbound) -> None:
        store.receive(inbound)
        loop.ring()

    def form(person: str | None, rep_id: str, version: int) -> ChangesForm | Refusal:
        return changes_form(person, store.review(rep_id).value or Review(person=rep_id), version, office.team)

    connection = socket(build_app(client, Reception(office.team, receive, form, now)), tokens.app)
    loop.start()
    connection.connect()
    try:
        yield connection
    finally:
        connection.close()
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


def wait_for_the_end() -> None:
    """Sleep until the process is asked to end (Ctrl-C, or a polite kill)."""
    end = threading.Event()
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, lambda *_: end.set())
    end.wait()
