"""Metrics for Prometheus, as `/metrics` shows them: counts and seconds by kind and outcome, never by person.

What one process did is counted there. What the database holds is the same seen from every process: take the highest,
not the sum.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from bot.watching.watch import Step

if TYPE_CHECKING:
    from bot.store.standing import Standing

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
STEPS = {
    "event": ("events", "events taken in from Slack"),
    "turn": ("turns", "turns of the inbox"),
    "post": ("posts", "posts of the outbox"),
    "model": ("model_calls", "calls of the language model"),
    "slack": ("slack_calls", "calls of Slack's Web API, by method"),
    "lease": ("taken_up", "events and posts taken up that a worker did not come back with"),
}


class Metrics:
    """Counts steps. `standing` reads what the database holds, None where it does not answer; `resting` the breaker."""

    def __init__(self, standing: "Callable[[], Standing | None]", now: Callable[[], datetime]) -> None:
        self._registry = CollectorRegistry()
        self._steps = {
            what: Counter(f"planwright_{name}", f"How many {of}.", ("of", "outcome"), registry=self._registry)
            for what, (name, of) in STEPS.items()
        }
        self._seconds = {
            what: Histogram(
                f"planwright_{what}_seconds", f"Seconds of {STEPS[what][1]}.", buckets=SECONDS, registry=self._registry
            )
            for what in ("event", "turn", "post", "model")
        }
        self._tokens = Counter("planwright_model_tokens", "Tokens taken.", ("of", "side"), registry=self._registry)
        self.resting: Callable[[], bool] | None = None
        self._registry.register(_Gauges(standing, now, lambda: self.resting))

    def tell(self, step: Step) -> None:
        """Count a step."""
        self._steps[step.what].labels(step.of, step.outcome).inc()
        if step.seconds is not None and step.what in self._seconds:
            self._seconds[step.what].observe(step.seconds)
        for side in ("prompt_tokens", "completion_tokens"):
            if step.counts.get(side):
                self._tokens.labels(step.of, side.removesuffix("_tokens")).inc(step.counts[side])

    def page(self) -> bytes:
        """Everything, in the form that Prometheus reads."""
        return generate_latest(self._registry)


class _Gauges:
    """What is read when somebody looks."""

    def __init__(
        self,
        standing: "Callable[[], Standing | None]",
        now: Callable[[], datetime],
        resting: Callable[[], Callable[[], bool] | None],
    ) -> None:
        self._standing, self._now, self._resting = standing, now, resting

    def describe(self) -> Iterable[Metric]:
        """Nothing yet: what there is depends on the database."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Read the database and the breaker."""
        stands, now = self._standing(), self._now()
        yield _gauge("database_up", "Whether the database answers.", stands is not None)
        resting = self._resting()
        if resting is not None:
            yield _gauge("model_resting", "Whether the language model is left alone after failures.", resting())
        if stands is None:
            return
        yield _gauge("interviews_open", "Interviews begun whose plan was not sent yet.", stands.interviews_open)
        depth = GaugeMetricFamily("planwright_queue_depth", "Rows not over yet.", labels=["queue"])
        oldest = GaugeMetricFamily("planwright_queue_oldest_seconds", "Age of the oldest of them.", labels=["queue"])
        for name, queue in stands.queues.items():
            depth.add_metric([name], queue.depth)
            oldest.add_metric([name], (now - queue.oldest).total_seconds() if queue.oldest else 0)
        yield depth
        yield oldest
        if stands.backed_up:
            yield _gauge("backup_age_seconds", "Since the last backup.", (now - stands.backed_up).total_seconds())


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"planwright_{name}", about, value=float(value))
