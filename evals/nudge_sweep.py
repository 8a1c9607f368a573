"""How long a sweep over many people takes: the first after a start, a quiet one, and a morning when everyone is due.

python -m evals.nudge_sweep 10000
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.data import knowledge_folder
from bot.line.model import Inbound, Message
from bot.line.nudges.sweep import AT_ONCE, Sweep
from bot.store.model import StateChange, Turn
from bot.store.store import Store
from bot.terminal.stage import Stage
from bot.wiring import build_office

LEASE_AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)


def main(count: int) -> None:
    """Measure with `count` reps, each in the middle of an interview."""
    office = build_office(knowledge_folder() / "sample-team" / "team.yaml")
    sample = office.team.reps[0]
    reps = tuple(sample.model_copy(update={"id": f"rep-{n}", "name": f"Rep{n} Example"}) for n in range(count))
    office = type(office)(
        team=office.team.model_copy(update={"reps": reps}),
        questions=office.questions,
        wording=office.wording,
        comp_plans={},
    )
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'sweep.db'}")
        _begin_everyone(store, office, [rep.id for rep in reps])
        now = datetime(2026, 11, 3, 15, tzinfo=UTC)
        sweep = Sweep(store, office, lambda: now)
        _timed("first sweep after a start, nobody due", sweep.work)
        sweep._next = None  # noqa: SLF001 - the minute has passed
        _timed("quiet sweep", sweep.work)
        now = datetime(2026, 11, 13, 15, tzinfo=UTC)
        sweep._next = None  # noqa: SLF001
        _timed(f"a morning when everyone is due, the first {AT_ONCE}", sweep.work)
        store.close()


def _begin_everyone(store: Store, office, ids: list[str]) -> None:  # noqa: ANN001
    """Give everyone the state of one interview that was begun."""
    first = ids[0]
    person = office.team.person(first)
    stage = Stage(office, store, lambda: LEASE_AT, lambda _: None, "begin")
    for text in ("hi", "yes", "yes", "42k", "we lost on response times"):
        stage.say(person, text)
    season = office.team.season.key
    state = store.load(first, season).value or ""
    for number, rep in enumerate(ids[1:]):
        mine = state.replace(f'"{first}"', f'"{rep}"')
        store.receive(Inbound(key=f"b{number}", person=rep, address=rep, event=Message(text="hi"), at=LEASE_AT))
        claim = store.claim_inbound("b", LEASE_AT, AN_HOUR)
        store.commit(Turn(claim=claim, at=LEASE_AT, season=season, states=(StateChange(rep, mine, 0),)))


def _timed(name: str, work: Callable[[], object]) -> None:
    starts, used = time.perf_counter(), time.process_time()
    work()
    print(f"{name}: {time.perf_counter() - starts:.2f} s, of it {time.process_time() - used:.2f} s of processor time")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
