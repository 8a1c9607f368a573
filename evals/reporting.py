"""From the scores to a report: figures first, then each persona with the slots that failed and what was said there."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from math import comb

from pydantic_evals.reporting import EvaluationReport, ReportCase

from bot.facts import Frozen
from evals import cost
from evals.cost import Bill
from evals.facts_right import SlotCheck, check_facts, exchanges_about
from evals.holding import Exchange, Held
from evals.scoring import CHECKS, MARK, Trial

AIM = 0.95
"""The share of conversations that must end with every fact right."""
MOST_SHOWN = 3
"""Exchanges shown of a slot that failed."""


class Spoken(Frozen):
    """One exchange as it is shown: the step asked, what the rep wrote, and what the coach said."""

    step: str | None
    heard: str
    said: str


class Failing(Frozen):
    """A slot that is not right, and the exchanges it came from."""

    slot: str
    expected: str | None
    known: str | None
    exchanges: tuple[Spoken, ...]


class Run(Frozen):
    """One conversation: `problems` by check (none is a pass), `measures` by name, `verdict` the why of marks."""

    number: int
    problems: dict[str, tuple[str, ...]]
    measures: dict[str, float]
    verdict: dict[str, str]
    failing: tuple[Failing, ...]
    talk: tuple[Spoken, ...]

    @property
    def facts_right(self) -> bool:
        return not self.problems["facts"]

    @property
    def passed(self) -> bool:
        return not any(self.problems.values())


class Told(Frozen):
    """One persona with its conversations."""

    id: str
    title: str
    manner: str
    runs: tuple[Run, ...]


class Report(Frozen):
    """What was measured at one time. `side` says who played the reps, scripts or a model; `bill` what a plan costs."""

    at: datetime
    side: str
    personas: tuple[Told, ...]
    broken: tuple[str, ...] = ()
    bill: Bill | None = None

    @property
    def every_run(self) -> tuple[Run, ...]:
        return tuple(run for persona in self.personas for run in persona.runs)

    def summary(self) -> dict[str, float]:
        """The figures of the whole set: shares between 0 and 1, and means over all conversations."""
        runs = self.every_run
        slots = sum(run.measures["slots"] for run in runs)
        right = sum(run.measures["slots right"] * run.measures["slots"] for run in runs)
        shares = {name: _share(not run.problems[name] for run in runs) for name in CHECKS}
        marks = sorted({name for run in runs for name in run.measures if name.startswith(MARK)})
        means = {name: _mean(r.measures[name] for r in runs if name in r.measures) for name in (*_MEANS, *marks)}
        return {"joint": shares["facts"], "slots": right / slots if slots else 0.0} | shares | means | self._pass_k()

    def _pass_k(self) -> dict[str, float]:
        """The chance that k runs of a persona in a row all end with every fact right, over all personas."""
        most = min((len(persona.runs) for persona in self.personas), default=0)
        return {
            f"pass^{k}": _mean(pass_k([r.facts_right for r in p.runs], k) for p in self.personas)
            for k in range(1, most + 1)
        }


_MEANS = ("reading grade", "turns", "restated", "calls", "prompt tokens", "seconds")


def pass_k(results: Sequence[bool], k: int) -> float:
    """The chance that k runs drawn from these all pass: C(passed, k) / C(runs, k)."""
    return comb(sum(results), k) / comb(len(results), k)


def _share(found: Iterable[bool]) -> float:
    return _mean(map(float, found))


def _mean(values: Iterable[float]) -> float:
    counted = list(values)
    return sum(counted) / len(counted) if counted else 0.0


def build_report(
    measured: EvaluationReport[Trial, Held, None], side: str, at: datetime, bill: Bill | None = None
) -> Report:
    """The report of what was measured, by persona in the order they were held."""
    by_persona = groupby(measured.cases, key=lambda case: case.inputs.persona)
    personas = tuple(
        Told(id=persona.id, title=persona.title, manner=persona.manner, runs=tuple(map(_run, cases)))
        for persona, cases in by_persona
    )
    broken = [f"{failure.name}: {failure.error_message}" for failure in measured.failures]
    broken += [
        f"{case.name}: {fault.name}: {fault.error_message}"
        for case in measured.cases
        for fault in case.evaluator_failures
    ]
    return Report(at=at, side=side, personas=personas, broken=tuple(broken), bill=bill)


def _run(case: ReportCase[Trial, Held, None]) -> Run:
    held, trial = case.output, case.inputs
    problems = {name: tuple((result.reason or "").splitlines()) for name, result in case.assertions.items()}
    return Run(
        number=trial.run,
        problems={name: problems.get(name, ("could not be checked",)) for name in CHECKS},
        measures={name: float(score.value) for name, score in case.scores.items()},
        verdict={name: score.reason for name, score in case.scores.items() if name.startswith(MARK) and score.reason},
        failing=tuple(_failing(check, held) for check in check_facts(trial.persona, held) if not check.right),
        talk=tuple(_spoken(exchange, held) for exchange in held.exchanges),
    )


def _failing(check: SlotCheck, held: Held) -> Failing:
    about = exchanges_about(check.slot, held)[:MOST_SHOWN]
    spoken = tuple(_spoken(exchange, held) for exchange in about)
    return Failing(slot=check.slot, expected=check.expected, known=check.known, exchanges=spoken)


def _spoken(exchange: Exchange, held: Held) -> Spoken:
    return Spoken(step=exchange.step, heard=exchange.heard, said=exchange.said_to(held.person))


def lines(report: Report) -> Iterator[str]:
    """The report in a terminal: the figures, and every failing slot in one line."""
    for persona in report.personas:
        for run in persona.runs:
            wrong = [name for name, found in run.problems.items() if found]
            yield f"{persona.id:>22} {run.number}  {'passed' if not wrong else 'not: ' + ', '.join(wrong)}"
            yield from (f"{'':>26}{f.slot}: {f.known!r} instead of {f.expected!r}" for f in run.failing)
    yield ""
    yield from (f"{name:>16}: {value:8.3f}" for name, value in report.summary().items())
    if report.bill:
        yield ""
        yield from cost.lines(report.bill)
