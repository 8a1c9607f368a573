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
    file = arena.url.removeprefix("sqlite:///")
    engine = connect(arena.url)
    migrate(engine)
    store = Store(engine)
    # Ten seconds in earnest: a tenth of the time somebody holds it here, so that waiting does not help.
    for each in (store._writes, store._reads):  # noqa: SLF001
        event.listen(each, "connect", lambda raw, _: raw.execute(f"PRAGMA busy_timeout = {round(held * 100)}"))
        each.dispose()

    def strike(_: int) -> None:
        other = sqlite3.connect(file, isolation_level=None, timeout=30)
        other.execute("BEGIN IMMEDIATE")
        time.sleep(held)
        other.execute("COMMIT")
        other.close()

    return _under_load(arena, store, strike, times, "database file locked")


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
