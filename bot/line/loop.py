"""Keeps workers going in threads: they work while there is work, and sleep until the bell rings or a moment passes."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")

IDLE_SECONDS = 1.0
"""How long to wait for the bell before looking again: other processes ring no bell here, and retries fall due."""


Job = Callable[[], None]


class Loop:
    """Threads that each call one `work()` over and over; it returns whether there was something to do.

    `crew` are workers who share one kind of work: each `take()` gives a job, or None. One of them at a time looks out
    for a job while the others sleep, so that many who mostly wait for a model cost no more than one.
    """

    def __init__(self, works: Sequence[Callable[[], bool]], crew: Sequence[Callable[[], Job | None]] = ()) -> None:
        self._works, self._crew = works, crew
        self._lookout = threading.Lock()
        self._bell = threading.Condition()
        self._rings = 0
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start one thread for each work, and for each of the crew."""
        turns = [*self._works, *(self._member(take) for take in self._crew)]
        self._threads = [threading.Thread(target=self._go, args=(work,), daemon=True) for work in turns]
        for thread in self._threads:
            thread.start()

    def ring(self) -> None:
        """Say that there may be something to do."""
        with self._bell:
            self._rings += 1
            self._bell.notify_all()

    def stop(self, seconds: float = 10) -> None:
        """Let every thread finish what it holds, and wait for all of them at most this long."""
        self._stopping.set()
        self.ring()
        patience = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, patience - time.monotonic()))

    def _go(self, work: Callable[[], bool]) -> None:
        while not self._stopping.is_set():
            heard = self._rings
            if _unless_it_fails(work):
                self.ring()
            else:
                self._rest(heard)

    def _member(self, take: Callable[[], Job | None]) -> Callable[[], bool]:
        """One of the crew: looks out until there is a job, and lets the next one look out while doing it."""

        def work() -> bool:
            job = self._look_out(take)
            if job is not None:
                job()
            return job is not None

        return work

    def _look_out(self, take: Callable[[], Job | None]) -> Job | None:
        with self._lookout:
            while not self._stopping.is_set():
                heard = self._rings
                job = _unless_it_fails(take)
                if job is not None:
                    return job
                self._rest(heard)
        return None

    def _rest(self, heard: int) -> None:
        """Wait for the next ring; one that came while it was looking is not slept through."""
        with self._bell:
            if self._rings == heard:
                self._bell.wait(IDLE_SECONDS)


def _unless_it_fails(work: Callable[[], T]) -> T | None:
    """Work; a database that is away for a moment must not end a thread."""
    try:
        return work()
    except Exception as problem:  # noqa: BLE001
        log.warning("a worker paused: %s", type(problem).__name__)
        return None
