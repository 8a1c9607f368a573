"""Whether a process can work: its database answers and takes what comes, and what waits is worked off."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.watching.watch import Step

if TYPE_CHECKING:
    from bot.store.standing import Standing

STUCK = timedelta(minutes=5)
"""So long may something wait that could be worked on, while this process ends no work of that kind."""
REFUSED = timedelta(minutes=1)
"""So long an event that could not be stored counts, unless a later one was."""
STORED = ("ok", "repeated")
WORKS = {"turn": "inbox", "post": "outbox"}


class Health:
    """What `/ready` is answered from. `standing` reads what the database holds, None where it does not answer."""

    def __init__(self, standing: "Callable[[], Standing | None]", now: Callable[[], datetime]) -> None:
        self._standing, self._now = standing, now
        self._moved = dict.fromkeys(WORKS.values(), now())
        self._refused: tuple[datetime, str] | None = None

    def tell(self, step: Step) -> None:
        """Note that a turn or a post is over, however it came out, and whether events are stored."""
        if step.what in WORKS:
            self._moved[WORKS[step.what]] = self._now()
        elif step.what == "event":
            self._refused = None if step.outcome in STORED else (self._now(), step.outcome)

    def trouble(self) -> str | None:
        """Why this process cannot work now; None where it can."""
        stands, now = self._standing(), self._now()
        if stands is None:
            return "the database does not answer"
        if self._refused and now - self._refused[0] < REFUSED:
            return f"what people send cannot be stored ({self._refused[1]}): the disk may be full, or the database away"
        for name, queue in stands.queues.items():
            waits = queue.free_since is not None and now - queue.free_since > STUCK
            if waits and now - self._moved[name] > STUCK:
                return f"the {name} is stuck: something waits, and nothing was worked off for five minutes"
        return None
