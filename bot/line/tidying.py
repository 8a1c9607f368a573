"""Old talk ends by itself: once a day, what is older than the settings say and of a season that is over."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta

from bot.cycle.season import Milestone, Season
from bot.line.loop import Loop
from bot.store.store import Store

A_DAY = timedelta(days=1)
AT_ONCE = 1000
"""Rows of a kind that are deleted in one transaction."""


class Tidying:
    """Ends old talk. `days` is how long it is kept at least; talk of the season in force always stays."""

    def __init__(self, store: Store, season: Callable[[], Season], days: int, clock: Callable[[], datetime]) -> None:
        self._store, self._season, self._days, self._clock = store, season, days, clock
        self._next = clock()

    def work(self) -> bool:
        """Delete a few rows. False when none are left to delete today."""
        now = self._clock()
        if now < self._next:
            return False
        if self._store.talk.end(self._before(now), now, AT_ONCE):
            return True
        self._next = now + A_DAY
        return False

    def _before(self, now: datetime) -> datetime:
        began = datetime.combine(self._season().day(Milestone.KICK_OFF), time(), UTC)
        return min(began, now - timedelta(days=self._days))


@contextmanager
def tidied(
    store: Store, season: Callable[[], Season], days: int | None, clock: Callable[[], datetime]
) -> Iterator[None]:
    """Have old talk end while the block runs; with no number of days, everything is kept."""
    loop = Loop([] if days is None else [Tidying(store, season, days, clock).work])
    loop.start()
    try:
        yield
    finally:
        loop.stop()
