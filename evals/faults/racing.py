"""Several bots on one database, each told every message, as when an old one was forgotten."""

import time

from bot.process import hand_back, process_name
from bot.store.store import Store
from evals.faults.arena import Arena
from evals.faults.kills import FORKED
from evals.faults.truth import Found
from evals.faults.world import at_work, fill, posting_to, until_done


def racing(arena: Arena, bots: int) -> Found:
    """So many processes at once: each takes in every message, works, sweeps and sends."""
    Store.open(arena.url).close()
    began, told = time.monotonic(), FORKED.SimpleQueue()
    processes = [FORKED.Process(target=lambda: told.put(_live(arena))) for _ in range(bots)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(600)
    ended = [told.get() for process in processes if process.exitcode == 0]
    figures = {"seconds": round(time.monotonic() - began, 1)}
    return arena.judge("bots racing", bots, ended=len(ended) == bots and all(ended), figures=figures)


def _live(arena: Arena) -> bool:
    store = Store.open(arena.url)
    with at_work(store, arena.world, posting_to(arena.seen)):
        fill(store, arena.world.messages)
        ended = until_done(store, len(arena.world.messages))
    hand_back(store, lambda holder: holder.startswith(f"{process_name()}:"))
    store.close()
    return ended
