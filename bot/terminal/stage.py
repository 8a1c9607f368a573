"""The whole line in one process: hand an event in, let the workers run, and collect what is posted.

The terminal, the demo and the scripted interview all play on this stage; it is the real store and the real workers.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.line.inbound import Event, Inbound, Message
from bot.line.office import Office
from bot.line.posts import Delivery, Post, Sent
from bot.line.sending import Sender
from bot.line.worker import Worker
from bot.store.store import Store
from bot.team.model import Person

Show = Callable[[Post], None]


@dataclass
class Stage:
    """Plays events through the line. `show` is given every post as it goes out; `only_to` keeps to one recipient.

    `session` makes the keys of this stage's events its own, so that a later run is not taken for a repeated delivery.
    """

    office: Office
    store: Store
    clock: Callable[[], datetime]
    show: Show
    session: str
    only_to: str | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def say(self, person: Person, text: str) -> str:
        """Play what a person types; gives the key of the message."""
        return self.play(person, Message(text=text))

    def play(self, person: Person, event: Event) -> str:
        """Hand one event in, and run the line until nothing is left to do; gives the key of the event."""
        key = self.queue(person, event)
        self.run()
        return key

    def queue(self, person: Person, event: Event) -> str:
        """Hand one event in and leave it there; gives its key."""
        inbound = self._inbound(person, event)
        self.store.receive(inbound)
        return inbound.key

    def run(self) -> None:
        """Let the workers run until both boxes are empty."""
        worker = Worker(self.store, self.office, self.clock, self.session, _read)
        sender = Sender(self.store, self._deliver, self.clock, self.session, self.only_to)
        while worker.work() or sender.work():
            pass

    def _inbound(self, person: Person, event: Event) -> Inbound:
        key = f"{self.session}:{next(self._numbers)}"
        return Inbound(key=key, person=person.id, address=person.id, event=event, at=self.clock())

    def _deliver(self, post: Post, *_: Sent | int | None) -> Delivery:
        self.show(post)
        return Sent(channel=post.to, ts=post.key, at=self.clock())


def _read(path: str) -> bytes | None:
    """A file on this machine, by its path."""
    try:
        return Path(path).read_bytes()
    except OSError:
        return None


def ticking(starts: datetime, step: timedelta = timedelta(seconds=20)) -> Callable[[], datetime]:
    """A clock for a played story: it begins at `starts` and moves on a little each time it is read."""
    ticks = itertools.count()
    return lambda: starts + step * next(ticks)
