"""What is worked out for many at once: the sweep of nudges, the roll-up, pay, and answers from the library.

All in processor time.
"""

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from bot.data import knowledge_folder
from bot.library.library import Library
from bot.line.nudges.sweep import AT_ONCE, Sweep
from bot.pay.payout import payout
from bot.pay.results import Results, Total
from bot.plan.model import BusinessPlan
from bot.plan.rollup import roll_up
from bot.store.store import Store
from bot.wiring import build_office
from evals.bench.figures import Measured, best, share
from evals.bench.turns import give_all, talk
from evals.faults.world import SAMPLE, STARTS, World, a_world

MANY = 10_000
QUESTIONS = Path("evals/data/library_questions.jsonl")
"""Of these, as many as take a moment."""
ASKED = 60


def sums(rounds: int) -> Iterator[Measured]:
    """Everything that is done for the whole team, or over and over."""
    world = a_world(1, silent=MANY - 1, most=12)
    yield from _sweep(world, rounds)
    yield from _rollup(world, rounds)
    yield Measured("pay engine, runs a second", 1 / best(rounds, _pay), "", None, None, more=True)
    yield from _library(rounds)


def _sweep(world: World, rounds: int) -> Iterator[Measured]:
    """The reps are all in the middle of an interview."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'sweep.db'}")
        talk(store, world, world.talkers[0])
        give_all(store, world, world.talkers[0], world.silent)
        quiet, due = datetime(2026, 11, 3, 15, tzinfo=UTC), datetime(2026, 11, 13, 15, tzinfo=UTC)
        first = best(rounds, lambda: _timed(Sweep(store, world.office, lambda: quiet).work))
        ticks = (quiet + timedelta(minutes=n) for n in range(1000))
        again = Sweep(store, world.office, lambda: next(ticks))
        again.work()
        yield Measured(f"sweep of {MANY:,} reps, the first after a start", first, "s", 1.0)
        yield Measured(f"sweep of {MANY:,} reps, every other", best(rounds, lambda: _timed(again.work)), "s", 1.0)
        busy = _timed(Sweep(store, world.office, lambda: due).work)
        yield Measured(f"sweep of {MANY:,} reps, and {AT_ONCE} of them nudged", busy, "s")
        store.close()


def _rollup(world: World, rounds: int) -> Iterator[Measured]:
    office, who = world.office, world.talkers[0]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'plan.db'}")
        talk(store, world, who)
        rep, stored = office.team.rep(who), store.load(who, office.team.season.key).value
        assert rep is not None
        plan = office.draw_up(rep, office.interview(stored, rep, STARTS), STARTS)
        store.close()
    plans = [_of(plan, each.id, each.name) for each in office.team.reps]
    taken = best(rounds, lambda: _timed(lambda: roll_up(office.team, plans)))
    yield Measured(f"roll-up of {MANY:,} plans", taken, "s", 2.0)


def _of(plan: BusinessPlan, person: str, name: str) -> BusinessPlan:
    return plan.model_copy(update={"person": person, "name": name})


def _pay(runs: int = 200) -> float:
    """Seconds of one run: a year of a Hunter's plan, a total a month."""
    plan = build_office(SAMPLE / "team.yaml").comp_plans["dana-reyes"]
    months = [date(plan.effective.starts.year, month, 5) for month in range(1, 13)]
    measures = sorted({str(component.measure) for component in plan.components})
    totals = [Total(measure=measure, date=day, reached=Decimal(95_000)) for measure in measures for day in months]
    results = Results(totals=tuple(totals), goal=Decimal(1_200_000))
    return _timed(lambda: [payout(plan, results) for _ in range(runs)]) / runs


def _library(rounds: int) -> Iterator[Measured]:
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()[:ASKED]]
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(knowledge_folder(), Path(folder))
        library.ask("What is a why-not?")
        taken = min(
            ([_timed(lambda row=row: library.ask(row["question"])) for row in rows] for _ in range(rounds)), key=sum
        )
    yield Measured("question to the library, p50", share(taken, 0.5) * 1000, "ms")
    yield Measured("question to the library, p99", share(taken, 0.99) * 1000, "ms")


def _timed(work: Callable[[], object]) -> float:
    """Seconds of processor time: all of this is computing, and others may be at work on the machine."""
    began = time.process_time()
    work()
    return time.process_time() - began
