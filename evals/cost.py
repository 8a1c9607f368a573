"""What a plan costs in model calls and tokens: run `python -m evals.cost`.

Planwright holds a long interview with its model on, and finishes the plan; beside it, in the same run, a LangChain
agent with the whole history in its prompt holds the same interview. Both talk to a local server that counts (stub.py).
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence

from pydantic import SecretStr

from bot.coach.llm.checks import has_figure
from bot.coach.llm.openai_model import Endpoint, OpenAIModel
from bot.coach.llm.port import Job
from bot.data import knowledge_folder
from bot.facts import Frozen
from bot.line.office import Office
from bot.settings import Settings
from bot.wiring import build_office, open_assistant
from evals.calls import Call, Counted
from evals.holding import Exchange, Held, hold
from evals.leaking import with_telling_pay
from evals.naive import naive_interview
from evals.persona import Persona, read_personas
from evals.scripted import ScriptedRep
from evals.stub import Answer, Body, Stub, tokens

AIMS = {
    "calls a turn": 1,
    "prompt tokens a turn": 900,
    "prompt tokens of the plan": 40_000,
    "growth": 0.10,
    "calls for plain figures": 0,
}
PROBE = ("change my average deal", "somewhere north of where we were when Baxter ran it, hard to say better", "skip")
"""What is said early and late: the question comes again, an answer that only a model may understand, and on."""
TALKATIVE = "rambling-hunter"


class Cost(Frozen):
    """What one interview and its plan took. `growth` is how much longer late prompts are than early ones."""

    turns: int
    calls: int
    calls_a_turn: int
    tokens_a_turn: float
    tokens: int
    growth: float | None
    for_plain: int
    refused: tuple[str, ...]
    jobs: dict[str, tuple[int, int, int]]


class Bill(Frozen):
    """What Planwright took, and what the naive agent took for the same interview and plan."""

    cost: Cost
    naive_calls: int
    naive_tokens: int

    @property
    def times_tokens(self) -> float:
        return self.naive_tokens / max(self.cost.tokens, 1)

    @property
    def times_calls(self) -> float:
        return self.naive_calls / max(self.cost.calls, 1)


def measured(persona: Persona) -> tuple[Bill, Held]:
    """Both interviews, held one after the other; and Planwright's, message by message."""
    held, office, refused = planwright(probing(persona))
    naive = naive_interview(held, office.questions, held.plan.role)
    taken = sum(call.prompt_tokens for call in naive)
    return Bill(cost=cost_of(held, refused), naive_calls=len(naive), naive_tokens=taken), held


def planwright(persona: Persona) -> tuple[Held, Office, tuple[str, ...]]:
    """The interview with the model on, the office it was held in, and what the server refused."""
    with Stub(answer) as stub:
        endpoint = Endpoint(key=SecretStr("none"), url=stub.url, models={job: job.value for job in Job})
        counted = Counted(OpenAIModel(endpoint))
        assistant = open_assistant(Settings(_env_file=None), counted)
        office = with_telling_pay(build_office(knowledge_folder() / "sample-team" / "team.yaml", assistant=assistant))
        held = hold(office, persona.speaks_as, ScriptedRep(persona), counted.calls)
        return held, office, tuple(stub.refused)


def answer(body: Body) -> Answer:
    """An answer in order for each job: heard and nothing added, the question as it stands, a sentence a section."""
    data = body["messages"][-1]["content"]
    match body["model"]:
        case "understand":
            return Answer(text=json.dumps({"kind": "answer", "answers": [], "acknowledgement": ""}))
        case "phrase":
            return Answer(text=_between(data, "question"))
        case "draft":
            return Answer(
                text=json.dumps({"sections": [_section(part) for part in _between(data, "sections").split("\n\n")]})
            )
        case _:
            return Answer(text="NOT HERE")


def _between(data: str, tag: str) -> str:
    found = re.search(rf"<{tag}>\s*(.*?)\s*</{tag}>", data, re.DOTALL)
    return found[1] if found else ""


def _section(part: str) -> dict[str, str]:
    """A sentence about the first figure of a section, by its name; without one, of the first words that were said."""
    heading, *rest = part.splitlines()
    name = next((found[0] for line in rest if (found := re.match(r"\{\{[^}]+\}\}", line))), None)
    said = next((line.removeprefix("- ") for line in rest if line.startswith("- ")), "")
    words = " ".join(word for word in re.findall(r"[^\W\d_]+", said) if not has_figure(word))
    text = f"This year starts from {name}." if name else f"This is where I start: {words}."
    return {"heading": heading.strip("# "), "text": text}


def cost_of(held: Held, refused: Sequence[str] = ()) -> Cost:
    """The figures of an interview that was held with a model."""
    turns = held.exchanges
    return Cost(
        turns=len(turns),
        calls=len(held.calls),
        calls_a_turn=max(len(turn.calls) for turn in turns),
        tokens_a_turn=sum(_taken(turn) for turn in turns) / len(turns),
        tokens=sum(map(_taken, turns)),
        growth=_growth(turns),
        for_plain=sum(len(turn.calls) for turn in turns if is_plain(turn.heard)),
        refused=tuple(refused),
        jobs={job.value: _job([call for call in held.calls if call.job == job]) for job in Job},
    )


def _taken(turn: Exchange) -> int:
    return sum(call.prompt_tokens for call in turn.calls)


def _growth(turns: Sequence[Exchange]) -> float | None:
    """By how much the same words at the same question take more late than early; None where not heard twice."""
    heard = [turn for turn in turns if turn.heard == PROBE[1] and turn.calls]
    return _taken(heard[-1]) / _taken(heard[0]) - 1 if len(heard) > 1 else None


def probing(persona: Persona) -> Persona:
    """The same rep, who comes back to one question early and late and says the same there, which takes the model."""
    after = {question: (*persona.after.get(question, ()), *PROBE) for question in ("won", "weeks_off")}
    return persona.model_copy(update={"after": persona.after | after})


def _job(calls: Sequence[Call]) -> tuple[int, int, int]:
    """Calls of a job, their prompt tokens, and the tokens that open every one of them; 0 where they differ."""
    openings = {call.instructions for call in calls}
    return len(calls), sum(call.prompt_tokens for call in calls), tokens(openings.pop()) if len(openings) == 1 else 0


def is_plain(text: str) -> bool:
    """Whether a message is nothing but a figure, a yes or a no."""
    return bool(re.fullmatch(r"(?:(?:about|yes|no|y|n|none)\W*)?[\s$€\d.,%/kKmM-]*", text.strip()))


def main() -> int:
    """Hold the interview both ways, print what each took, and the ratio; 1 where an aim was missed."""
    parser = argparse.ArgumentParser(prog="python -m evals.cost", description=__doc__)
    parser.add_argument("--only", default=TALKATIVE, help="The persona that is interviewed.")
    parser.add_argument("-v", action="store_true", help="Print every turn.")
    asked = parser.parse_args()
    bill, held = measured(read_personas(asked.only)[0])
    for number, turn in enumerate(held.exchanges if asked.v else (), 1):
        print(f"{number:3} {','.join(f'{c.job} {c.prompt_tokens}' for c in turn.calls):>24}  {turn.heard[:90]}")
    print("\n".join(lines(bill)))
    return int(bool(faults(bill.cost)))


def figures(cost: Cost) -> dict[str, float | None]:
    """What the aims are about; None where it could not be measured."""
    return {
        "calls a turn": cost.calls_a_turn,
        "prompt tokens a turn": cost.tokens_a_turn,
        "prompt tokens of the plan": cost.tokens,
        "growth": cost.growth,
        "calls for plain figures": cost.for_plain,
    }


def missed(cost: Cost) -> list[str]:
    """The aims that were not reached, or could not be measured."""
    return [name for name, value in figures(cost).items() if value is None or value > AIMS[name]]


def faults(cost: Cost) -> list[str]:
    """What is wrong with it, in words: aims missed, and what the server refused."""
    return [f"{name}: missed" for name in missed(cost)] + [f"refused by the server: {fault}" for fault in cost.refused]


def lines(bill: Bill) -> Iterator[str]:
    """The bill in a terminal."""
    cost = bill.cost
    yield f"Planwright: {cost.turns} messages, {cost.calls} calls, {cost.tokens:,} prompt tokens with the plan"
    for job, (calls, prompt, shared) in cost.jobs.items():
        yield f"  {job:>10}: {calls:3} calls, {prompt:7,} prompt tokens; each opening with the same {shared} tokens"
    yield f"Naive agent: {bill.naive_calls} calls, {bill.naive_tokens:,} prompt tokens"
    yield f"Ratio: {bill.times_tokens:.1f} times the tokens, {bill.times_calls:.1f} times the calls"
    for name, value in figures(cost).items():
        told = "not measured" if value is None else f"{value:,.2f}"
        yield f"  {name:>26}: {told} (aim: at most {AIMS[name]:,})"
    yield from (f"  {fault}" for fault in faults(cost))


if __name__ == "__main__":
    sys.exit(main())
