"""The one connection that writes to a SQLite file, and whose turn it is to have it."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy.exc import TimeoutError as WaitedTooLong
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

_AHEAD: ContextVar[bool] = ContextVar("ahead", default=False)


@contextmanager
def ahead() -> Iterator[None]:
    """Within this block, go before everyone who waits for the connection already.

    For what is over in a moment while someone outside waits for it: Slack, for its event to be taken in.
    """
    token = _AHEAD.set(True)
    try:
        yield
    finally:
        _AHEAD.reset(token)


class Turns(QueuePool):
    """A pool of one connection. Raises sqlalchemy.exc.TimeoutError for whom it does not come free in time.

    A SQLite file has one writer at a time. Threads that wait for the file's own lock look again now and then, and may
    be passed over for long; here they are served in turn.
    """

    def __init__(self, *settings: Any, **named: Any) -> None:  # noqa: ANN401 - whatever a pool is made with
        super().__init__(*settings, **named | {"pool_size": 1, "max_overflow": 0})
        self._lock = threading.Lock()
        self._is_taken = False
        self._first, self._others = deque[threading.Event](), deque[threading.Event]()

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._first) + len(self._others)

    def _do_get(self) -> ConnectionPoolEntry:
        self._wait()
        try:
            return super()._do_get()
        except BaseException:
            self._hand_on()
            raise

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        super()._do_return_conn(record)
        self._hand_on()

    def _wait(self) -> None:
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return
            turn, line = threading.Event(), self._first if _AHEAD.get() else self._others
            line.append(turn)
        if turn.wait(self.timeout()):
            return
        with self._lock:
            if turn.is_set():
                return
            line.remove(turn)
        raise WaitedTooLong("The database was busy for too long.")

    def _hand_on(self) -> None:
        with self._lock:
            line = self._first or self._others
            if line:
                line.popleft().set()
            else:
                self._is_taken = False
