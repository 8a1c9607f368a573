"""What a plan leaves open, settled by the executive: the answer read, put into the plan, and kept beside it.

An answer the plan language has a word for changes the plan as that word would. Any other is kept as it was said.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from bot.pay.ambiguities import DAY_COUNTS, GOES_ON, NO_CAP, Question, open_questions
from bot.pay.amounts import Pay, Rate, RateKind
from bot.pay.checks import faults
from bot.pay.model import Component, CompPlan, Settled
from bot.pay.private import Private
from bot.pay.rates import Band, MarginalTiers, RetroactiveTiers
from bot.pay.rules import Add, Cap, Change, Clawback, Gate, Multiply
from bot.pay.span import Span
from bot.reading.amounts import read_amounts


class PayAnswer(Private):
    """What the executive said to an open point, who and when; None puts the point off. Kept for good, the last counts.

    `plan` is the plan's `plan_key`, `question` the point's key.
    """

    plan: str
    question: str
    answer: str | None
    by: str
    at: datetime


def plan_key(plan: CompPlan) -> str:
    """What an answer is about: a plan by its name and first day, whoever is paid by it."""
    return f"{plan.name}/{plan.effective.starts}"


def read_answer(question: Question, words: str) -> str:
    """One of the question's choices, by its number or its words; else the words themselves."""
    said = " ".join(words.split()).strip(" .!")
    if said.isdecimal() and 0 < int(said) <= len(question.choices):
        return question.choices[int(said) - 1]
    return choice_in(question, said) or said


def choice_in(question: Question, words: str) -> str | None:
    """The choice that someone's words are, or nearly are; with a figure in them only the very same words are."""
    by_words = {choice.casefold(): choice for choice in question.choices}
    said = re.sub(r"^(?:by|it is|it's|the) ", "", words.casefold().strip(" .!"))
    if not said or re.search(r"\d", said):
        return by_words.get(said)
    held = [choice for known, choice in by_words.items() if re.search(rf"\b{re.escape(said)}\b", known)]
    if len(held) == 1:
        return held[0]
    near = get_close_matches(said, by_words, n=1, cutoff=0.8)
    return by_words[near[0]] if near else None


def settled_by(plan: CompPlan, answers: Iterable[PayAnswer]) -> CompPlan:
    """The plan with every answer about it applied; of several to one point the last counts."""
    last = {each.question: each.answer for each in answers if each.plan == plan_key(plan)}
    for question in open_questions(plan) if last else ():
        answer = last.get(question.key)
        if answer is not None:
            plan = settle(plan, question, answer)
    return plan


def settle(plan: CompPlan, question: Question, answer: str) -> CompPlan:
    """The plan with one point settled. An answer that would make it impossible to pay out is only kept in words."""
    kept = Settled(key=question.key, answer=answer, clause=question.clause, text=question.text)
    noted = plan.model_copy(update={"settled": (*plan.settled, kept)})
    changed = _changed(noted, question.key, answer)
    return noted if faults(changed) else changed


def _changed(plan: CompPlan, key: str, answer: str) -> CompPlan:
    name, _, point = key.rpartition(": ")
    if not name:
        return plan.model_copy(update=_IN_PLAN[key](answer)) if key in _IN_PLAN else plan
    parts = tuple(_in_part(part, point, answer) if part.name == name else part for part in plan.components)
    return plan.model_copy(update={"components": parts})


Update = dict[str, Any]


def _in_part(part: Component, point: str, answer: str) -> Component:
    if point.startswith("gate on "):
        over = _span_in(answer)
        then = tuple(_over(change, point.removeprefix("gate on "), over) for change in part.then)
        return part.model_copy(update={"then": then}) if over else part
    if point in _IN_SHAPE:
        shape = part.pays.model_copy(update=_IN_SHAPE[point](part, answer))
        return part.model_copy(update={"pays": shape})
    return part.model_copy(update=_IN_PART[point](part, answer)) if point in _IN_PART else part


def _over(change: Change, measure: str, over: Span | None) -> Change:
    """A step whose condition looks at a measure, with the span it looks at."""
    when = change.when if isinstance(change, Gate | Multiply | Add) else None
    if when is None or when.measure != measure or when.over is not None:
        return change
    return change.model_copy(update={"when": when.model_copy(update={"over": over})})


def _span_in(answer: str) -> Span | None:
    return next((span for span in Span if span is not Span.DEAL and re.search(rf"\b{span}", answer)), None)


def _one_of(field: str, words: Mapping[str, object]) -> Callable[[Any, str], Update]:
    """A field that takes the value of the word the answer is, and stays as it is for any other answer."""
    return lambda _, answer: {field: words[answer]} if answer in words else {}


def _ote(answer: str) -> Update:
    amount = next((a.value for a in read_amounts(answer) if a.value and a.kind in ("money", "unknown", "count")), None)
    return {"ote": amount} if amount else {}


def _cap(part: Component, answer: str) -> Update:
    if answer == NO_CAP:
        return {"uncapped": True}
    amount = next((a for a in read_amounts(answer) if a.value and a.kind in ("money", "percent")), None)
    if amount is None or amount.value is None:
        return {}
    at = Pay(value=amount.value, is_share=amount.kind == "percent")
    return {"then": (*part.then, Cap(do="cap", at=at))}


def _clawback(_: Component, answer: str) -> Update:
    months = re.search(r"(\d+) months?", answer)
    if months is None or int(months[1]) == 0:
        return {}
    returns = "pro rata" if "pro rata" in answer else "all"
    return {"clawback": Clawback.model_validate({"within_months": int(months[1]), "returns": returns})}


def _paid(part: Component, answer: str) -> Update:
    span = part.per if answer.startswith("once") else _span_in(answer)
    return {"paid": span} if span else {}


def _last_band(part: Component, answer: str) -> Update:
    shape = part.pays
    if not isinstance(shape, MarginalTiers | RetroactiveTiers) or shape.bands[-1].ends is None:
        return {}
    *before, last = shape.bands
    if answer == GOES_ON:
        return {"bands": (*before, last.model_copy(update={"ends": None}))}
    above = Band.model_validate({"from": last.ends, "rate": Rate(value=Decimal(0), kind=RateKind.PERCENT)})
    return {"bands": (*shape.bands, above)} if answer == "nothing" else {}


def _threshold(part: Component, answer: str) -> Update:
    pays = {"all of it": "from zero", "only what is above": "only above"}.get(answer)
    if part.threshold is None or pays is None:
        return {}
    return {"threshold": part.threshold.model_copy(update={"pays": pays})}


_IN_PLAN: Mapping[str, Callable[[str], Update]] = {
    "day count": lambda answer: {"proration": answer} if answer in DAY_COUNTS else {},
    "ote": _ote,
}
_IN_SHAPE: Mapping[str, Callable[[Component, str], Update]] = {
    "edge": _one_of("at_edge", {"the higher band": "higher", "the lower band": "lower"}),
    "beyond": _one_of("beyond", {"it stops growing": "stops", "it goes on": "goes on"}),
    "accelerator": _one_of("base_rate", {"the quota rate (target by quota)": "quota rate"}),
    "last band": _last_band,
}
_IN_PART: Mapping[str, Callable[[Component, str], Update]] = {
    "cap": _cap,
    "clawback": _clawback,
    "paid when": _paid,
    "threshold": _threshold,
    "earned when": _one_of("earned_on", {when: when for when in ("booked", "live", "billed", "collected")}),
    "tax": _one_of("net_of_tax", {"amounts are without tax": Decimal(0)}),
}
