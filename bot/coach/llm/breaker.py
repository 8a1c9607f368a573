"""A circuit breaker: after some failures in a row a model is left alone for a while, then tried by one call. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

OPENS_AFTER = 3
"""Failures in a row that are taken for an outage."""
RESTS = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=15)
TRIAL = timedelta(minutes=1)
"""How long one call may be under way to find out whether the model is back, before another may."""


@dataclass(frozen=True)
class Breaker:
    """How a model has been doing: the failures in a row, and until when it is left alone."""

    failures: int = 0
    until: datetime | None = None

    def lets(self, now: datetime) -> bool:
        """Whether a call may be made."""
        return self.until is None or now >= self.until

    def trying(self, now: datetime) -> "Breaker":
        """A call is made. After an outage it is the only one until its outcome is known."""
        return replace(self, until=now + TRIAL) if self.until is not None else self

    def after(self, now: datetime, *, worked: bool, wait: timedelta = timedelta(0)) -> "Breaker":
        """A call ended; `wait` is how long the provider asked to be left alone."""
        if worked:
            return Breaker()
        failures = self.failures + 1
        if failures < OPENS_AFTER and not wait:
            return replace(self, failures=failures)
        rest = min(RESTS * 2 ** min(max(failures - OPENS_AFTER, 0), 10), LONGEST_REST)
        return Breaker(failures=failures, until=now + min(max(rest, wait), LONGEST_REST))
