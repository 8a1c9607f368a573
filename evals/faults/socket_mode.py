"""The Socket Mode connection dies: without a word, by falling silent, by Slack's leave, and is then refused as well."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from typing import NoReturn

from bot.line.inbound import Inbound
from bot.line.loop import Loop
from bot.slack.app import Connection, build_app, web_client
from bot.slack.listeners import Reception
from bot.store.store import Store
from bot.wiring import now
from evals.faults.arena import Arena
from evals.faults.frames import TEXT
from evals.faults.moody import Moody, moody_server
from evals.faults.slack import Slack, payload
from evals.faults.socket_server import Session, SocketSlack, socket_slack
from evals.faults.truth import Found
from evals.faults.world import PATIENCE, World, at_work, posting_to, until_done

PING_SECONDS = 0.2
TIMEOUT = 0.3
UP_SECONDS = 0.2
"""So long at most a connection is left in peace."""
KINDS = ("silent", "broken and refused", "told to reconnect", "broken off")


def dead_socket(arena: Arena, times: int) -> Found:
    """Let the connection die so many times while everyone talks; where to connect is asked of a moody Slack."""
    store, moody, struck = Store.open(arena.url), Moody(share=0.0, most=times, hangs=2 * TIMEOUT), Counter[str]()
    with (
        socket_slack() as slack,
        moody_server(moody, Slack(moody, slack.url)),
        at_work(store, arena.world, posting_to(arena.seen)) as loop,
    ):
        connection = _connection(arena.world, store, moody, loop)
        connection.connect()  # type: ignore[no-untyped-call]  # Bolt's own
        moody.share = 0.3
        told = Told(arena.world, slack, times)
        for number in range(times):
            told.some()
            _strike(slack, KINDS[number % len(KINDS)], struck)
        taken = told.everything()
        ended = until_done(store, len(arena.world.messages))
        connection.close()
    store.close()
    figures = {kind: float(count) for kind, count in sorted(struck.items())}
    figures |= {"refused": slack.refused, "Web API in trouble": moody.failed.total()}
    figures |= {"connections": slack.opened, "events delivered again": slack.delivered_again}
    return arena.judge("dead socket", struck.total(), ended=ended and taken, least=times, figures=figures)


def _connection(world: World, store: Store, moody: Moody, loop: Loop) -> Connection:
    """The bot's own app and connection, with a store behind its door."""

    def unasked(*_: object) -> NoReturn:
        raise LookupError("nobody asks for a form here")

    def receive(inbound: Inbound) -> None:
        store.receive(inbound)
        loop.ring()

    client = web_client("xoxb-faults", f"{moody.url}api/")
    client.timeout = TIMEOUT  # seconds; the client takes any number
    app = build_app(client, Reception(lambda: world.office.team, receive, unasked, unasked, unasked, now))
    return Connection(app, "xapp-faults", PING_SECONDS)


class Told:
    """Everyone's messages on their way to the bot, each person's in order; some of them before each strike."""

    def __init__(self, world: World, slack: SocketSlack, strikes: int) -> None:
        self._slack, self._leave = slack, threading.Semaphore(0)
        self._some = -(-len(world.messages) // strikes)
        self._all, self._taken = len(world.messages), list[bool]()
        own = [[each for each in world.messages if each.conversation == who] for who in world.talkers]
        self._people = [threading.Thread(target=self._talk, args=(world, each)) for each in own]
        for person in self._people:
            person.start()

    def some(self) -> None:
        """Let the next few be typed."""
        self._leave.release(self._some)
        time.sleep(random.uniform(0, UP_SECONDS))  # noqa: S311 - not for secrets

    def everything(self) -> bool:
        """Let everyone finish; whether all of it was taken in."""
        self._leave.release(self._all)
        for person in self._people:
            person.join()
        return len(self._taken) == self._all and all(self._taken)

    def _talk(self, world: World, messages: Sequence[Inbound]) -> None:
        for message in messages:
            with self._leave:
                self._taken.append(self._slack.deliver(payload(world, message), PATIENCE))


def _strike(slack: SocketSlack, kind: str, struck: Counter[str]) -> None:
    """End the connection in one of the ways, and wait until there is another."""
    session = _up(slack)
    if session is None:
        return
    struck[kind] += 1
    if kind == "silent":
        session.is_silent = True
    elif kind == "told to reconnect":
        session.send(TEXT, json.dumps({"type": "disconnect", "reason": "refresh_requested"}).encode())
    else:
        slack.refuses = 2 if kind == "broken and refused" else 0
        session.break_off()
    _up(slack, but=session)


def _up(slack: SocketSlack, but: Session | None = None) -> Session | None:
    """The connection, once there is one, other than this one; None where none came."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if slack.session not in (None, but):
            return slack.session
        time.sleep(0.02)
    return None
