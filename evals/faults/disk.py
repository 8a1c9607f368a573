"""The disk is full: files may not grow any more, then there is room again."""

import resource
import signal
import threading
import time
from pathlib import Path

from bot.store.store import Store
from evals.faults.arena import Arena
from evals.faults.kills import FORKED
from evals.faults.truth import Found
from evals.faults.world import at_work, fill, posting_to, until_done

ROOM = 32 * 1024
"""Bytes that the database's files may still grow by before the disk counts as full."""


def full_disk(arena: Arena, times: int, lasts: float = 1.0) -> Found:
    """Fill the disk so many times while messages come in. SQLite only: PostgreSQL's disk is its server's own."""
    told = FORKED.SimpleQueue()
    process = FORKED.Process(target=lambda: told.put(_live(arena, times, lasts)))
    process.start()
    process.join(900)
    ended, refused = told.get() if process.exitcode == 0 else (False, 0)
    figures = {"events refused while full": refused}
    return arena.judge("disk full", times if refused else 0, ended=ended, figures=figures)


def _live(arena: Arena, times: int, lasts: float) -> tuple[bool, int]:
    """In a process of its own, for the limit is the process's: work with a disk that is full now and then."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    store, refused = Store.open(arena.url), []
    feeding = threading.Thread(target=lambda: refused.append(fill(store, arena.world.messages)))
    # What was posted is noted elsewhere: only the database is out of room.
    with at_work(store, arena.world, posting_to(arena.seen)):
        for number in range(times):
            _limit(_largest(arena) + ROOM)
            if not number:
                feeding.start()
            time.sleep(lasts)
            _limit(resource.RLIM_INFINITY)
            time.sleep(lasts)
        feeding.join()
        ended = until_done(store, len(arena.world.messages))
    store.close()
    return ended, sum(refused)


def _limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _largest(arena: Arena) -> int:
    file = Path(arena.url.removeprefix("sqlite:///"))
    return max(each.stat().st_size for each in file.parent.glob(f"{file.name}*"))
