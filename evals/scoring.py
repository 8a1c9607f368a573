"""Every conversation held and scored: the data set, the task and the evaluators, run by pydantic-evals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic_evals import Case, Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext
from pydantic_evals.reporting import EvaluationReport

from bot.coach.llm.port import Model
from bot.facts import Frozen
from bot.line.office import Office
from evals.citing import citing_wrong
from evals.facts_right import check_facts
from evals.figures_traced import unexplained, without_source
from evals.holding import Held
from evals.judging import judge
from evals.leaking import leaks
from evals.persona import Persona
from evals.plan_whole import double_a_gaps, sums_wrong
from evals.talking import reading_grade, talk_faults


class Trial(Frozen):
    """One persona's conversation, once: `run` counts from 1, and each run asks in an order of its own."""

    persona: Persona
    run: int


Check = Callable[[Trial, Held, Office], list[str]]
"""Gives the problems it finds, in words; none is a pass."""

CHECKS: dict[str, Check] = {
    "finished": lambda _, held, __: [] if held.finished else ["The interview did not come to its end."],
    "facts": lambda trial, held, _: [check.slot for check in check_facts(trial.persona, held) if not check.right],
    "traced": lambda _, held, __: without_source(held),
    "explained": lambda _, held, __: unexplained(held),
    "adds up": lambda _, held, __: sums_wrong(held.plan),
    "double A": lambda _, held, __: double_a_gaps(held.plan),
    "citations": lambda trial, held, _: citing_wrong(trial.persona, held),
    "talk": lambda _, held, __: talk_faults(held),
    "no leak": lambda trial, held, office: leaks(trial.persona, held, office),
}


@dataclass
class Passes(Evaluator[Trial, Held, None]):
    """Every check as an assertion, with its problems as the reason, a line each."""

    office: Office

    def evaluate(self, ctx: EvaluatorContext[Trial, Held, None]) -> dict[str, EvaluationReason]:
        found = {name: check(ctx.inputs, ctx.output, self.office) for name, check in CHECKS.items()}
        return {name: EvaluationReason(value=not wrong, reason="\n".join(wrong)) for name, wrong in found.items()}


@dataclass
class Measures(Evaluator[Trial, Held, None]):
    """What is counted: the share of slots that are right, how hard it is to read, and what it took."""

    def evaluate(self, ctx: EvaluatorContext[Trial, Held, None]) -> dict[str, float]:
        held = ctx.output
        slots = check_facts(ctx.inputs.persona, held)
        return {
            "slots right": sum(check.right for check in slots) / len(slots),
            "slots": len(slots),
            "reading grade": reading_grade(held.said),
            "turns": len(held.exchanges),
            "restated": held.restated,
            "calls": len(held.calls),
            "prompt tokens": sum(call.prompt_tokens for call in held.calls),
            "seconds": held.seconds,
        }


@dataclass
class Judged(Evaluator[Trial, Held, None]):
    """What a model makes of the coach's tone and coaching: a mark by criterion, with the line that decided it."""

    model: Model

    def evaluate(self, ctx: EvaluatorContext[Trial, Held, None]) -> dict[str, EvaluationReason]:
        marks = judge(ctx.output, self.model)
        return {f"{MARK} {name}": EvaluationReason(value=mark.mark, reason=mark.why) for name, mark in marks.items()}


MARK = "mark"
"""How the scores of the judge begin."""


def measure(
    personas: Sequence[Persona],
    runs: int,
    office: Office,
    task: Callable[[Trial], Held],
    model: Model | None = None,
) -> EvaluationReport[Trial, Held, None]:
    """Hold every conversation `runs` times and score each; a model, where there is one, judges how the coach talked."""
    trials = [Trial(persona=persona, run=run) for persona in personas for run in range(1, runs + 1)]
    dataset = Dataset[Trial, Held, None](
        name="scripted reps",
        cases=[Case(name=f"{trial.persona.id}/{trial.run}", inputs=trial) for trial in trials],
        evaluators=[Passes(office), Measures(), *([Judged(model)] if model else [])],
    )
    return dataset.evaluate_sync(task, max_concurrency=1, progress=False)
