"""A model judges how the coach talked: tone and coaching, by the rubric in `prompts/evals/judge.md`."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from bot.coach.llm.port import Answered, Model
from bot.coach.llm.privacy import mentions_pay
from evals.holding import Held
from evals.prompted import request, tagged

LONGEST_TALK = 24_000
"""Characters of a conversation that are judged."""
LONGEST_VERDICT = 900
"""Tokens of a verdict."""


class Mark(BaseModel):
    """A mark from 1 to 5, and the line that decided it."""

    model_config = ConfigDict(extra="forbid")

    mark: int
    why: str


class Verdict(BaseModel):
    """The marks of the rubric."""

    model_config = ConfigDict(extra="forbid")

    warm: Mark
    firm: Mark
    brief: Mark
    one_thing: Mark
    listens: Mark
    coaches: Mark
    respectful: Mark


def judge(held: Held, model: Model) -> dict[str, Mark]:
    """The marks of a conversation by criterion; none where the model gave no verdict, or one off the scale."""
    told = model.structured(request("judge", tagged(conversation=talk_of(held)), LONGEST_VERDICT), Verdict)
    if not isinstance(told, Answered):
        return {}
    return {name: mark for name, mark in told.value if 1 <= mark.mark <= 5}


def talk_of(held: Held) -> str:
    """The conversation as lines, without what was said about pay: that goes to no model."""
    return "\n".join(_lines(held))[:LONGEST_TALK]


def _lines(held: Held) -> Iterator[str]:
    for exchange in held.exchanges:
        heard, said = exchange.heard, exchange.said_to(held.person)
        if not mentions_pay(heard) and not mentions_pay(said):
            yield f"person: {heard}"
            yield f"coach: {said}"
