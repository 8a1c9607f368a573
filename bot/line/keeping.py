"""What a process has in hand is kept for it: while it works the lease is renewed, and soon over once it is gone."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError  # noqa: A004 - of a connection, not of a socket

from bot.store.model import Claimed
from bot.store.queue import LEFT_FOR
from bot.store.store import Store

LEASE = timedelta(seconds=30)
"""How long others wait for a process that was lost on another machine."""
RENEWED_EVERY = timedelta(seconds=10)
MOST_ERRORS = 5
"""After so many failures of its own an event or a post is given up, and its person is told."""
MOST_LOST = 25
"""The same after so many claims that nobody came back from: it seems to end the process each time."""
DATABASE_TROUBLE = (OperationalError, InterfaceError, TimeoutError)
"""The database is away, has no room, or is too busy: not the fault of what was being worked on."""
DATABASE_WAIT = timedelta(seconds=1)
WAITS = (timedelta(0), timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=20), timedelta(minutes=1))

Keeps = Callable[[Claimed[Any]], AbstractContextManager[None]]


def is_hopeless(claim: Claimed[Any]) -> bool:
    """Whether a row was tried so often that it must no longer hold up what waits behind it."""
    return claim.errors >= MOST_ERRORS or claim.lost >= MOST_LOST


def wait_after(claim: Claimed[Any], problem: Exception) -> timedelta:
    """How long a row rests after it has failed once more.

    What is stored of a conversation and cannot be read was written by a newer version of the program, which may run
    beside this one: the row is left to that one each time.
    """
    if isinstance(problem, ValidationError):
        return LEFT_FOR
    return WAITS[min(claim.errors, len(WAITS) - 1)]


def for_one_lease(_: Claimed[Any]) -> AbstractContextManager[None]:
    """The way of a process that nobody else waits for: leases are not renewed."""
    return nullcontext()


class Keeper:
    """Renews the leases of what is in hand, and ends those of what was left behind, from a thread of its own."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._lock = threading.Lock()
        self._held: dict[int, tuple[Claimed[Any], datetime]] = {}
        self._left: list[Claimed[Any]] = []

    @contextmanager
    def keeps(self, claim: Claimed[Any]) -> Iterator[None]:
        """Keep a claim, just made, while the block runs. When it fails the claim could not even be given back."""
        with self._lock:
            self._held[id(claim)] = claim, self._clock() + RENEWED_EVERY
        try:
            yield
        except Exception:
            self._left.append(claim)
            raise
        finally:
            with self._lock:
                del self._held[id(claim)]

    def work(self) -> bool:
        """Renew what is due. Always False: there is nothing more to do before some time has passed."""
        now = self._clock()
        while self._left:
            self._store.keep(self._left[0], now)
            self._left.pop(0)
        with self._lock:
            due = [claim for claim, at in self._held.values() if at <= now]
        for claim in due:
            self._store.keep(claim, now + LEASE)
            with self._lock:
                if id(claim) in self._held:
                    self._held[id(claim)] = claim, now + RENEWED_EVERY
        return False
