"""Keeps workers going in threads: they work while there is work, and sleep until the bell rings or a moment passes."""

import logging
import threading
from collections.abc import Callable, Sequence

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
"""How long to wait for the bell before looking again: other processes ring no bell here, and retries fall due."""


class Loop:
    """Threads that each call one `work()` over and over; it returns whether there was something to do."""

    def __init__(self, works: Sequence[Callable[[], bool]]) -> None:
        self._works = works
        self._bell = threading.Condition()
        self._rings = 0
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start one thread for each work."""
        self._threads = [threading.Thread(target=self._go, args=(work,), daemon=True) for work in self._works]
        for thread in self._threads:
            thread.start()

    def ring(self) -> None:
        """Say that there may be something to do."""
        with self._bell:
            self._rings += 1
            self._bell.notify_all()

    def stop(self, seconds: float = 10) -> None:
        """Let every thread finish what it holds, and wait for them at most this long each."""
        self._stopping.set()
        self.ring()
        for thread in self._threads:
            thread.join(seconds)

    def _go(self, work: Callable[[], bool]) -> None:
        while not self._stopping.is_set():
            heard = self._rings
            try:
                busy = work()
            except Exception as problem:  # noqa: BLE001 - a database that is away for a moment must not end the thread
                log.warning("a worker paused: %s", type(problem).__name__)
                busy = False
            if busy:
                self.ring()
            else:
                self._rest(heard)

    def _rest(self, heard: int) -> None:
        """Wait for the next ring; one that came while it was looking is not slept through."""
        with self._bell:
            if self._rings == heard:
                self._bell.wait(IDLE_SECONDS)
