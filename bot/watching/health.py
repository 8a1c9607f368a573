"""Whether a process can work: its database answers, and what waits is worked off."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.watching.watch import Step

if TYPE_CHECKING:
    from bot.store.standing import Standing

STUCK = timedelta(minutes=5)
"""So long may something wait that could be worked on, while this process ends no work of that kind."""
WORKS = {"turn": "inbox", "post": "outbox"}


class Health:
    """What `/ready` is answered from. `standing` reads what the database holds, None where it does not answer."""

    def __init__(self, standing: "Callable[[], Standing | None]", now: Callable[[], datetime]) -> None:
        self._standing, self._now = standing, now
        self._moved = dict.fromkeys(WORKS.values(), now())

    def tell(self, step: Step) -> None:
        """Note that a turn or a post is over, however it came out."""
        if step.what in WORKS:
            self._moved[WORKS[step.what]] = self._now()

    def trouble(self) -> str | None:
        """Why this process cannot work now; None where it can."""
        stands, now = self._standing(), self._now()
        if stands is None:
            return "the database does not answer"
        for name, queue in stands.queues.items():
            waits = queue.free_since is not None and now - queue.free_since > STUCK
            if waits and now - self._moved[name] > STUCK:
                return f"the {name} is stuck: something waits, and nothing was worked off for five minutes"
        return None
