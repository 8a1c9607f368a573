"""The process is killed at random, with `kill -9` or politely, and the next one goes on."""

import multiprocessing
import random
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event

from bot.line.inbound import Inbound
from bot.process import hand_back, of_a_process_that_ended, process_name
from bot.store.store import Store
from evals.faults.arena import Arena
from evals.faults.truth import Found
from evals.faults.world import at_work, fill, posting_to, until_done

# A fork starts in no time; a whole new Python would spend most of its life importing.
FORKED = multiprocessing.get_context("fork")
WHILE_STARTING = 0.2
"""The share of kills that come while the process starts."""


def kills(arena: Arena, times: int, longest: float = 0.4) -> Found:
    """Kill the process so many times, after at most so many seconds, and let the last one finish in peace."""
    return _ended_often(arena, times, longest, signal.SIGKILL)


def stops(arena: Arena, times: int, longest: float = 0.4) -> Found:
    """Ask the process to end so many times: what it does not finish it hands back, and nobody waits for a lease."""
    return _ended_often(arena, times, longest, signal.SIGTERM)


def _ended_often(arena: Arena, times: int, longest: float, how: signal.Signals) -> Found:
    store, chance, began = Store.open(arena.url), random.Random(8), time.monotonic()  # noqa: S311 - not for secrets
    ended = held = 0
    for share in _shares(arena.world.messages, times):
        # Some in each life, so that there is something to lose however fast a turn is.
        fill(store, share)
        ready = FORKED.Event()
        process = FORKED.Process(target=_live, args=(arena, ready))
        process.start()
        if chance.random() > WHILE_STARTING or how == signal.SIGTERM:
            ready.wait(60)
        process.join(chance.uniform(0, longest))
        ended += _end(process, how)
        held += bool(store.holders())
    store.close()
    seconds = round(time.monotonic() - began, 1)
    whole = _live(arena)
    if how == signal.SIGKILL:
        figures = {"with something in hand": held, "seconds": seconds}
        return arena.judge("kill -9", ended, ended=whole, least=times, figures=figures)
    found = arena.judge("polite stop", ended, ended=whole, least=times, figures={"seconds": seconds})
    return _also(found, {"stops that left something in hand": held})


def _shares(messages: Sequence[Inbound], count: int) -> Iterator[Sequence[Inbound]]:
    ends = [round(len(messages) * number / count) for number in range(count + 1)]
    return (messages[begin:end] for begin, end in pairwise(ends))


def _also(found: Found, wrong: dict[str, int]) -> Found:
    return replace(found, wrong={**wrong, **found.wrong})


def _end(process: BaseProcess, how: signal.Signals) -> bool:
    process.kill() if how == signal.SIGKILL else process.terminate()
    process.join(30)
    return process.exitcode == (-how if how == signal.SIGKILL else 0)


def _live(arena: Arena, ready: Event | None = None) -> bool:
    """One life of the process: free what the one before held, and work until it is asked to end, or all is done."""
    asked = threading.Event()
    if ready:
        signal.signal(signal.SIGTERM, lambda *_: asked.set())
    store = Store.open(arena.url)
    hand_back(store, of_a_process_that_ended)
    with at_work(store, arena.world, posting_to(arena.seen)):
        if ready:
            ready.set()
            asked.wait()
        done = ready is None and until_done(store, len(arena.world.messages))
    hand_back(store, lambda holder: holder.startswith(f"{process_name()}:"))
    store.close()
    return done
