"""The clock jumps: hours forward, hours back, under load."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.store.store import Store
from evals.faults.arena import Arena
from evals.faults.truth import Found
from evals.faults.world import at_work, fill, posting_to, until_done

FURTHEST = 3600
"""Seconds. People's morning lasts longer."""
EVERY = 40
"""Looks at the clock between two jumps."""


class JumpingClock:
    """The time, wrong by up to an hour either way, and by something else after some looks."""

    def __init__(self, right: Callable[[], datetime], most: int) -> None:
        self._right = right
        self.jumps, self._most, self._looks = 0, most, 0
        self._chance, self._wrong = random.Random(8), timedelta()  # noqa: S311 - not for secrets

    def __call__(self) -> datetime:
        self._looks += 1
        if self._looks % EVERY == 0 and self.jumps < self._most:
            self.jumps += 1
            self._wrong = timedelta(seconds=self._chance.uniform(-FURTHEST, FURTHEST))
        return self._right() + self._wrong


def clock_jumps(arena: Arena, times: int) -> Found:
    """Let the clock jump so many times; the sweep's own clock jumps within its morning, too."""
    clock, store = JumpingClock(arena.world.clock, times), Store.open(arena.url)
    fill(store, arena.world.messages)
    with at_work(store, arena.world, posting_to(arena.seen, clock), clock, clock):
        ended = until_done(store, len(arena.world.messages))
    store.close()
    return arena.judge("clock jumps", clock.jumps, ended=ended)
