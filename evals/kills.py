"""Kills the process that works through the line, again and again at random, and looks at what is left.

    python -m evals.kills 60                                  # a SQLite file of its own
    python -m evals.kills 60 postgresql://user@host/empty     # an empty database

Reps' whole interviews wait in the inbox. A process with two workers and a sender takes them up, is killed with
`kill -9` after some milliseconds, and the next one goes on. What should be true then is held against a run that
nobody disturbed. Ends with 1 where something is not.
"""

import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path

from sqlalchemy import Table, select

from bot.data import knowledge_folder
from bot.line.loop import Loop
from bot.line.model import Delivery, Inbound, Message, Post, Sent
from bot.line.office import Office
from bot.line.sending import Sender
from bot.line.worker import Worker
from bot.running import hand_back, of_a_process_that_ended, process_name
from bot.store.database import connect
from bot.store.store import Store
from bot.store.tables import inbox, outbox
from bot.terminal.story import read_story
from bot.wiring import build_office, now

SAMPLE = knowledge_folder() / "sample-team"
STARTS = datetime(2026, 11, 23, 15, tzinfo=UTC)
LONGEST = 2.0
"""Seconds that a process may live before it is killed; long enough for some turns on a busy machine, too."""


def main(kills: int, url: str | None) -> int:
    """Kill so many times, and print the figures as JSON. 0 when everything is as it should be."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        office, messages = _a_team(max(4, kills // 2))
        calm, rough = f"sqlite:///{folder / 'calm.db'}", url or f"sqlite:///{folder / 'rough.db'}"
        for each in (calm, rough):
            _fill(each, messages)
        _live(office, calm, folder / "calm.txt")
        done = _kill(kills, office, rough, folder / "rough.txt")
        wrong = _differences(calm, rough, messages, folder, office.team.season.key)
        print(json.dumps({"database": rough.split(":")[0], "messages": len(messages), **done, **wrong}, indent=2))
        return int(any(wrong[name] for name in wrong if name != "replies seen twice"))


def _a_team(size: int) -> tuple[Office, list[Inbound]]:
    """As many Hunters as that, and what each of them types: the interview of the sample story, up to the decision."""
    office = build_office(SAMPLE / "team.yaml")
    sample = next(rep for rep in office.team.reps if rep.id == "dana-reyes")
    reps = tuple(sample.model_copy(update={"id": f"rep-{n}", "name": f"Rep{n} Example"}) for n in range(size))
    team = office.team.model_copy(update={"reps": reps})
    office = Office(team=team, questions=office.questions, wording=office.wording, comp_plans={})
    scenes = read_story((SAMPLE / "story.yaml").read_text(encoding="utf-8")).scenes
    says = next(scene.says for scene in scenes if scene.speaker == sample.id)
    return office, [
        Inbound(
            key=f"{rep.id}/{turn:03}",
            person=rep.id,
            address=rep.id,
            event=Message(text=text),
            at=STARTS + timedelta(minutes=turn),
        )
        for turn, text in enumerate(says)
        for rep in reps
    ]


def _fill(url: str, messages: list[Inbound]) -> None:
    store = Store.open(url)
    for message in messages:
        store.receive(message)
    store.close()


def _live(office: Office, url: str, seen: Path, ready: Event | None = None) -> None:
    """One life of the process: free what the one before held, and work until nothing is left."""
    store, name = Store.open(url), process_name()
    hand_back(store, of_a_process_that_ended)
    posted = os.open(seen, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def deliver(post: Post, *_: Sent | int | None) -> Delivery:
        os.write(posted, f"{post.to} {post.key}\n".encode())
        return Sent(channel=post.to, ts=post.key, at=now())

    workers = [Worker(store, office, now, f"{name}:{number}").work for number in range(2)]
    loop = Loop([*workers, Sender(store, deliver, now, f"{name}:out").work])
    loop.start()
    if ready:
        ready.set()
    while _waits(store):
        time.sleep(0.1)
    loop.stop()
    store.close()
    os.close(posted)


def _waits(store: Store) -> bool:
    with store._reads.begin() as connection:  # noqa: SLF001 - a look inside, for no product code needs it
        return any(connection.execute(select(t.c.seq).where(t.c.done_at.is_(None)).limit(1)).first() for t in BOXES)


BOXES = (inbox, outbox)


def _kill(kills: int, office: Office, url: str, seen: Path) -> dict[str, object]:
    """Start the process, kill it after a while, start it again; in the end all is done in peace."""
    chance, start, killed = random.Random(8), time.monotonic(), 0  # noqa: S311 - not for secrets
    # A fork starts in no time; a whole new Python would spend most of its life importing.
    forked = multiprocessing.get_context("fork")
    while killed < kills:
        ready = forked.Event()
        process = forked.Process(target=_live, args=(office, url, seen, ready))
        process.start()
        # One in five while it starts, the others while it works.
        if chance.random() > 0.2:
            ready.wait(60)
        process.join(chance.uniform(0, LONGEST))
        if not process.is_alive():
            break
        process.kill()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
    handled = _handled(url)
    _live(office, url, seen)
    return {"kills": killed, "handled between kills": handled, "seconds": round(time.monotonic() - start, 1)}


def _differences(calm: str, rough: str, messages: list[Inbound], folder: Path, season: str) -> dict[str, int]:
    """What is not as in the calm run, counted."""
    one, other = Store.open(calm), Store.open(rough)
    people = {message.person: [m.key for m in messages if m.person == message.person] for message in messages}
    heard = {who: [x.key for x in other.transcript(who) if x.direction == "in"] for who in people if who}
    expected, posted = _posted(folder / "calm.txt"), _posted(folder / "rough.txt")
    counts = {
        "messages not handled exactly once, in order": sum(heard[who] != people[who] for who in heard),
        "messages given up": _failed(rough),
        "conversations that know something else": sum(
            one.load(w, season).value != other.load(w, season).value for w in heard
        ),
        "reviews that differ": sum(_sent(one, w, season) != _sent(other, w, season) for w in heard),
        "replies missing": sum(len(set(expected[who]) - set(posted[who])) for who in expected),
        "people whose replies came out of order": sum(list(dict.fromkeys(posted[w])) != expected[w] for w in heard),
        "replies seen twice": sum(count - 1 for who in posted for count in Counter(posted[who]).values()),
    }
    one.close()
    other.close()
    return counts


def _sent(store: Store, person: str, season: str) -> list[object]:
    review = store.review(person, season).value
    return [(v.number, v.plan.goal, v.plan.quarters) for v in review.versions] if review else []


def _posted(file: Path) -> dict[str, list[str]]:
    found = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        to, key = line.split(" ", 1)
        found[to].append(key)
    return found


def _handled(url: str) -> int:
    return _count(url, "done", (inbox,))


def _failed(url: str) -> int:
    return _count(url, "failed", BOXES)


def _count(url: str, status: str, tables: tuple[Table, ...]) -> int:
    engine = connect(url)
    with engine.connect() as connection:
        count = sum(len(connection.execute(select(t.c.seq).where(t.c.status == status)).all()) for t in tables)
    engine.dispose()
    return count


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60, sys.argv[2] if len(sys.argv) > 2 else None))
