"""The process is killed at random, with `kill -9` or politely, and the next one goes on."""

import multiprocessing
import random
import signal
import threading
import time
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event

from bot.running import hand_back, of_a_process_that_ended, process_name
from bot.store.store import Store
from evals.faults.arena import Arena
from evals.faults.truth import Found
from evals.faults.world import at_work, fill, posting_to, until_done

# A fork starts in no time; a whole new Python would spend most of its life importing.
FORKED = multiprocessing.get_context("fork")
WHILE_STARTING = 0.2
"""The share of kills that come while the process starts."""


def kills(arena: Arena, times: int, longest: float = 1.5) -> Found:
    """Kill the process so many times, after at most so many seconds, and let the last one finish in peace."""
    return _ended_often(arena, times, longest, signal.SIGKILL)


def stops(arena: Arena, times: int, longest: float = 1.5) -> Found:
    """Ask the process to end so many times: what it does not finish it hands back, and nobody waits for a lease."""
    return _ended_often(arena, times, longest, signal.SIGTERM)


def _ended_often(arena: Arena, times: int, longest: float, how: signal.Signals) -> Found:
    store = Store.open(arena.url)
    fill(store, arena.world.messages)
    chance, began, ended, held = random.Random(8), time.monotonic(), 0, 0  # noqa: S311 - not for secrets
    while ended < times:
        ready = FORKED.Event()
        process = FORKED.Process(target=_live, args=(arena, ready))
        process.start()
        if chance.random() > WHILE_STARTING or how == signal.SIGTERM:
            ready.wait(60)
        process.join(chance.uniform(0, longest))
        if not process.is_alive():
            break
        ended += _end(process, how)
        held += how == signal.SIGTERM and bool(store.holders())
    store.close()
    seconds = round(time.monotonic() - began, 1)
    whole = _live(arena)
    name = "kill -9" if how == signal.SIGKILL else "polite stop"
    found = arena.judge(name, ended, ended=whole, figures={"seconds": seconds})
    return found if how == signal.SIGKILL else _also(found, {"stops that left something in hand": held})


def _also(found: Found, wrong: dict[str, int]) -> Found:
    return Found(found.fault, found.where, found.struck, {**wrong, **found.wrong}, found.figures)


def _end(process: BaseProcess, how: signal.Signals) -> bool:
    process.kill() if how == signal.SIGKILL else process.terminate()
    process.join(30)
    return process.exitcode == (-how if how == signal.SIGKILL else 0)


def _live(arena: Arena, ready: Event | None = None) -> bool:
    """One life of the process: free what the one before held, and work until nothing is left or it is asked to end."""
    asked = threading.Event()
    if ready:
        signal.signal(signal.SIGTERM, lambda *_: asked.set())
    store = Store.open(arena.url)
    hand_back(store, of_a_process_that_ended)
    with at_work(store, arena.world, posting_to(arena.seen)):
        if ready:
            ready.set()
        done = False
        while not done and not asked.is_set():
            done = until_done(store, len(arena.world.messages), 0.1 if ready else 300)
            if not ready:
                break
    hand_back(store, lambda holder: holder.startswith(f"{process_name()}:"))
    store.close()
    return done
