"""What a running process is watched with, put together: log, metrics, health, and traces where they are wanted."""

from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.coach.llm.assistant import Assistant
from bot.store.standing import Standing
from bot.store.store import Store
from bot.watching import logs
from bot.watching.health import Health
from bot.watching.metrics import Metrics
from bot.watching.traces import spans
from bot.watching.watch import Watch, no_span
from bot.wiring import now


class Observing:
    """The watch that every part is handed, and those who listen to it; spans go to `traces_url`. Raises NoTraces."""

    def __init__(self, traces_url: str | None = None) -> None:
        self._store: Store | None = None
        self._executive: Callable[[], str] = str
        self.metrics, self.health = Metrics(self._standing, now), Health(self._standing, now)
        span, self.close = spans(traces_url) if traces_url else (no_span, _nothing)
        self.watch = Watch((self.metrics.tell, self.health.tell, logs.tell), span)

    def look_at(self, store: Store, assistant: Assistant | None, executive: Callable[[], str] = str) -> None:
        """The store and the language model whose standing is told from now on, and who the executive is (team id)."""
        self._store, self._executive = store, executive
        self.metrics.resting = assistant.rests if assistant else None

    def trouble(self) -> str | None:
        """Why the process cannot work now, or None."""
        return self.health.trouble()

    def _standing(self) -> Standing | None:
        try:
            return self._store.standing(now(), self._executive()) if self._store else None
        except SQLAlchemyError:
            # Who the executive is may be kept in the same database.
            return None


def _nothing() -> None:
    """Nothing is to be closed."""
