"""What is told of the work to those who run it: each step with its kind, its outcome, its key and how long it took.

One step is told to everyone who listens (`metrics`, `logs`, `health`), and is a span of a trace where traces are
wanted. What people wrote, and what they are paid, is never part of one.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Literal

What = Literal["event", "turn", "model", "post", "slack", "lease"]
"""An event taken in, its turn, a model asked on the way, a post sent, a method of Slack's called.

And an event or a post taken up that another worker did not come back with.
"""


@dataclass(frozen=True)
class Step:
    """One step of the work. `of` is its kind, such as "message" or "chat.postMessage"; `key` is the event's or post's.

    `outcome` is "ok", or a word why not; `seconds` None where nobody measured. `counts` are further figures.
    """

    what: What
    of: str
    key: str = ""
    outcome: str = "ok"
    seconds: float | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


class Course:
    """A step under way, in the hands of whoever does it: they say how it came out."""

    def __init__(self) -> None:
        self.outcome = "ok"
        self.counts: dict[str, int] = {}


Tell = Callable[[Step], None]
Span = Callable[[Step], AbstractContextManager[None]]


def no_span(_: Step) -> AbstractContextManager[None]:
    """Where no traces are wanted."""
    return nullcontext()


class Watch:
    """Tells its listeners of every step; without listeners it costs next to nothing. Safe to share among threads."""

    def __init__(self, listeners: Sequence[Tell] = (), span: Span = no_span) -> None:
        self._listeners, self._span = tuple(listeners), span
        self._key: ContextVar[str] = ContextVar("key", default="")

    @contextmanager
    def step(self, what: What, of: str, key: str = "") -> Iterator[Course]:
        """Watch what happens inside the block. A step within another has its key, unless it has one of its own."""
        course, begun = Course(), Step(what, of, key or self._key.get())
        before, began = self._key.set(begun.key), time.perf_counter()
        try:
            with self._span(begun):
                yield course
        except BaseException as problem:
            course.outcome = type(problem).__name__
            raise
        finally:
            self._key.reset(before)
            taken = time.perf_counter() - began
            self.tell(replace(begun, outcome=course.outcome, seconds=taken, counts=course.counts))

    def tell(self, step: Step) -> None:
        """Tell of a step that is over."""
        step = step if step.key else replace(step, key=self._key.get())
        for listener in self._listeners:
            listener(step)
