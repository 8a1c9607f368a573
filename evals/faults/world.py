"""The small world that faults are let loose on: reps who hold a whole interview, and others who are owed a reminder."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from bot.data import knowledge_folder
from bot.line.inbound import Inbound, Message
from bot.line.keeping import Keeper
from bot.line.loop import Loop
from bot.line.nudges.sweep import Sweep
from bot.line.office import Office
from bot.line.posts import Delivery, Post, Sent
from bot.line.sending import Deliver, Sender
from bot.line.worker import Worker
from bot.process import process_name
from bot.store.store import Store
from bot.store.tables import inbox, outbox
from bot.team.model import Person, Rep
from bot.terminal.story import read_story
from bot.wiring import build_office, now

SAMPLE = knowledge_folder() / "sample-team"
STARTS = datetime(2026, 11, 23, 15, tzinfo=UTC)
NUDGED_AT = datetime(2026, 11, 13, 15, tzinfo=UTC)
"""A working morning on which everyone who has not begun is owed a reminder; rarely, so one this day."""
SILENT = "silent"
WORKERS = 2
PATIENCE = 300.0
"""Seconds after which a run that does not come to its end is given up, and counts as wrong."""

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class World:
    """An office, and the messages in the order they are sent. Reps whose id begins with "silent" send none."""

    office: Office
    messages: tuple[Inbound, ...]
    began: datetime

    def clock(self) -> datetime:
        """The time, shifted so that the world began on the morning when people are reminded."""
        return NUDGED_AT + (now() - self.began)

    @property
    def talkers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(message.conversation for message in self.messages))

    @property
    def silent(self) -> tuple[str, ...]:
        return tuple(rep.id for rep in self.office.team.reps if rep.id.startswith(SILENT))


def a_world(talkers: int, silent: int = 3, most: int | None = None, between: str = "") -> World:
    """So many Hunters who each type the interview of the sample story, or the first messages of it.

    `between` is typed after every message of it, too.
    """
    office = build_office(SAMPLE / "team.yaml")
    sample = next(rep for rep in office.team.reps if rep.id == "dana-reyes")
    names = [*(f"rep-{n}" for n in range(talkers)), *(f"{SILENT}-{n}" for n in range(silent))]
    reps = tuple(_like(sample, name) for name in names)
    team = office.team.model_copy(update={"reps": reps})
    scenes = read_story((SAMPLE / "story.yaml").read_text(encoding="utf-8")).scenes
    says = next(scene.says for scene in scenes if scene.speaker == sample.id)[:most]
    says = [text for said in says for text in (said, between) if text]
    office = replace(office, team=team, comp_plans={}, earlier_plans={})
    return World(office, tuple(_typed(reps[:talkers], says)), now())


def _like(sample: Rep, name: str) -> Rep:
    return sample.model_copy(update={"id": name, "name": name.title(), "slack_id": f"U{name.replace('-', '').upper()}"})


def _typed(reps: Sequence[Rep], says: Sequence[str]) -> Iterator[Inbound]:
    for turn, text in enumerate(says):
        for rep in reps:
            at = STARTS + timedelta(minutes=turn)
            # As Slack names it, so that the same message may come through Slack's own door.
            key = f"message:D{rep.slack_id}:{at.timestamp():.6f}"
            yield Inbound(key=key, person=rep.id, address=rep.id, event=Message(text=text), at=at)


def fill(store: Store, messages: Iterable[Inbound], pause: float = 0.05) -> int:
    """Hand every message in as Slack does: once more, after a while, when it was not taken. Gives how often."""
    again = 0
    for message in messages:
        while True:
            try:
                store.receive(message)
            except DBAPIError:
                again += 1
                time.sleep(pause)
            else:
                break
    return again


def posting_to(file: Path, clock: Clock = now) -> Deliver:
    """A front end that notes whom it told what, at once and for good."""
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def deliver(post: Post, *_: Sent | int | None) -> Delivery:
        os.write(handle, f"{post.to} {post.key}\n".encode())
        return Sent(channel=post.to, ts=post.key, at=clock())

    return deliver


@contextmanager
def at_work(
    store: Store, world: World, deliver: Deliver, clock: Clock | None = None, sweep_clock: Clock | None = None
) -> Iterator[Loop]:
    """What a process does: two workers, the sweep, the sender, and the leases kept, while the block runs."""
    office, clock = world.office, clock or world.clock
    name, keeper = process_name(), Keeper(store, clock)
    crew = [Worker(store, office, clock, f"{name}:{n}", keeps=keeper.keeps).take for n in range(WORKERS)]
    sender = Sender(store, deliver, clock, f"{name}:out", keeps=keeper.keeps)
    loop = Loop([_sweep(store, office, sweep_clock), keeper.work, sender.work], crew)
    loop.start()
    try:
        yield loop
    finally:
        loop.stop()


def _sweep(store: Store, office: Office, clock: Clock | None) -> Callable[[], bool]:
    """Sweeps at every look, and nudges those only who are silent: what talkers hear must not depend on the hour."""
    looks = iter(range(1_000_000))

    def each_a_minute_later() -> datetime:
        return NUDGED_AT + timedelta(minutes=next(looks) % 60)

    def reaches(person: Person) -> bool:
        return person.id.startswith(SILENT)

    return Sweep(store, office, clock or each_a_minute_later, reaches).work


def until_done(store: Store, messages: int, patience: float = PATIENCE) -> bool:
    """Wait until so many messages are over, and every post with them. False: it did not come to that in time."""
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        try:
            if not _is_open(store, messages):
                return True
        except DBAPIError:
            pass
        time.sleep(0.05)
    return False


def _is_open(store: Store, messages: int) -> bool:
    with store._reads.begin() as connection:  # noqa: SLF001 - a look inside, for no product code needs it
        waits = [connection.execute(select(t.c.seq).where(t.c.done_at.is_(None)).limit(1)).first() for t in BOXES]
        over = len(connection.execute(select(inbox.c.seq).where(inbox.c.done_at.is_not(None))).all())
    return any(waits) or over < messages


BOXES = (inbox, outbox)
