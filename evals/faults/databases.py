"""The database goes away under load and comes back: a server that is restarted, a file that somebody has locked."""

import random
import sqlite3
import threading
import time
from collections.abc import Callable

from sqlalchemy import event

from bot.store.database import connect, migrate
from bot.store.store import Store
from evals.faults.arena import Arena
from evals.faults.postgres import Server
from evals.faults.refusing import Outage, refusing
from evals.faults.truth import Found
from evals.faults.world import at_work, fill, posting_to, until_done


def restarts(arena: Arena, server: Server, times: int, pause: float = 0.3) -> Found:
    """Stop the server so many times while messages come in and are worked on; every other time it crashes."""

    def strike(number: int) -> None:
        server.stop("immediate" if number % 2 else "fast")
        time.sleep(pause)
        server.start()

    return _under_load(arena, Store.open(arena.url), strike, times, "database restart")


def locked(arena: Arena, times: int, held: float = 0.4) -> Found:
    """Somebody holds the file's lock so many times, longer than the store waits for it."""

    def strike(_: int) -> None:
        other = _locking(arena)
        time.sleep(held)
        other.close()

    # Ten seconds in earnest: a tenth of the time somebody holds it here, so that waiting does not help.
    return _under_load(arena, _impatient(arena, held / 10), strike, times, "database file locked")


def refused(arena: Arena, times: int, server: Server | None = None) -> Found:
    """Let nothing be stored for minutes, so many times: the server is down, or somebody holds the file's lock."""
    if server:
        return refusing(arena, Store.open(arena.url), Outage(server.stop, server.start), times)
    holders: list[sqlite3.Connection] = []
    held = Outage(lambda: holders.append(_locking(arena)), lambda: holders.pop().close())
    return refusing(arena, _impatient(arena, 0), held, times)


def _impatient(arena: Arena, seconds: float) -> Store:
    """A store on a file that waits no longer than this for its lock."""
    engine = connect(arena.url)
    migrate(engine)
    store = Store(engine)
    for each in (store._writes, store._reads):  # noqa: SLF001
        event.listen(each, "connect", lambda raw, _: raw.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}"))
        each.dispose()
    return store


def _locking(arena: Arena) -> sqlite3.Connection:
    """Somebody who holds the file's lock until they go."""
    other = sqlite3.connect(arena.url.removeprefix("sqlite:///"), isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    return other


def _under_load(arena: Arena, store: Store, strike: Callable[[int], None], times: int, name: str) -> Found:
    chance, again = random.Random(8), []  # noqa: S311 - not for secrets
    feeding = threading.Thread(target=lambda: again.append(fill(store, _slowly(arena))))
    with at_work(store, arena.world, posting_to(arena.seen)):
        feeding.start()
        for number in range(times):
            time.sleep(chance.uniform(0.05, 0.5))
            strike(number)
        feeding.join()
        ended = until_done(store, len(arena.world.messages))
    store.close()
    return arena.judge(name, times, ended=ended, figures={"events sent again": sum(again)})


def _slowly(arena: Arena):  # noqa: ANN202 - the messages, with a breath between them
    for message in arena.world.messages:
        time.sleep(0.005)
        yield message
