"""Entries that come late: "add Hooli 80k to my pipeline", "one more deal: Initech 40k"."""

import re
from collections.abc import Iterator, Sequence

from bot.coach.items import is_new, item_facts
from bot.coach.listing import lines_of, slug
from bot.coach.values import FIGURES
from bot.interview.agenda import Step, steps
from bot.interview.commands import AddItem, Command
from bot.interview.questions import Kind, Questions, SlotType
from bot.interview.state import Interview
from bot.reading.amounts import Amount
from bot.reading.lists import read_list

_LIST = (
    r"(?:accounts?|clients?|customers?|deals?|opportunit(?:y|ies)|pipeline|targets?|prospects?"
    r"|risks?|commitments?|kpis?)"
)
_OPENING = r"^(?:(?:please|pls|also|oh|and|wait|actually|sorry|hey|can you|could you),? )*"
_ADD = re.compile(
    rf"{_OPENING}(?:(?P<add>add|include)|i forgot(?: about)?|forgot|i missed|missed|also)[:,]?\s+"
    rf"(?:(?:(?:an?|another|one more|one|the|my|new)\s+)*(?P<of>{_LIST})\b(?: (?:with|called|named|for|at))?[:,]?\s+)?"
    r"(?P<what>.{3,200}?)"
    rf"(?: (?:to|in|into|on) (?:my |the )?(?P<to>{_LIST})(?: list)?)?[.!]*$",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(
    rf"{_OPENING}(?:there(?:'s| is| was) |(?:i|we) (?:also )?have )?(?:also )?(?:an?|one more|another|a new|new)"
    rf" (?:new |more )?(?P<of>{_LIST})(?: (?:with|called|named|for|at))?[:,]? (?P<what>.{{3,200}}?)[.!]*$",
    re.IGNORECASE,
)
_COLLECTIONS = {
    "acco": "accounts",
    "clie": "accounts",
    "cust": "accounts",
    "deal": "deals",
    "oppo": "deals",
    "pipe": "deals",
    "targ": "prospects",
    "pros": "prospects",
    "risk": "risks",
    "comm": "commitments",
    "kpi": "kpis",
    "kpis": "kpis",
}


def read_addition(text: str, questions: Questions, state: Interview) -> Iterator[Command]:
    """More entries for a list: the one that is named, else the list with figures that was asked for last."""
    adding = _ADD.match(text) or _ONE_MORE.match(text)
    if adding is None:
        return
    said = adding.groupdict()
    named = _COLLECTIONS.get((said.get("to") or said["of"] or "").casefold()[:4])
    lists = [step for step in steps(questions, state) if step.topic.kind is Kind.LIST]
    step = next((step for step in lists if step.topic.collection == named), None)
    if step and not step.topic.slots:
        yield from _lines(adding["what"], step) if said.get("add") else ()
    elif not named or step:
        yield from _entries(text, adding["what"], step or _last_list(lists, state), lists, state)


def _lines(what: str, step: Step) -> Iterator[Command]:
    for line in lines_of(what, answered=step.topic.answered):
        yield AddItem(collection=step.topic.collection, key=slug(line), name=line, quote=line)


def _entries(text: str, what: str, step: Step | None, lists: Sequence[Step], state: Interview) -> Iterator[Command]:
    for item in read_list(what):
        mine = step or _list_with_odds(lists, item.amounts)
        if mine and item.amounts and is_new(item, item.name, [item], state.names(mine.topic.collection), mine):
            key = slug(item.name)
            yield AddItem(collection=mine.topic.collection, key=key, name=item.name, quote=item.quote)
            yield from item_facts(text, item, key, mine)


def _last_list(lists: Sequence[Step], state: Interview) -> Step | None:
    """The list with figures that the answer before was about."""
    last = {slot.split(".")[0] for slot in (state.undo.before if state.undo else ())}
    counted = [step for step in lists if any(slot.type in FIGURES for slot in step.topic.required)]
    return next((step for step in counted if step.topic.collection in last and step.id != state.focus), None)


def _list_with_odds(lists: Sequence[Step], amounts: Sequence[Amount]) -> Step | None:
    """The list that asks for odds, where an entry has some."""
    has_odds = any(amount.kind == "percent" for amount in amounts)
    asking = [step for step in lists if any(slot.type is SlotType.PERCENT for slot in step.topic.slots)]
    return next(iter(asking), None) if has_odds else None
