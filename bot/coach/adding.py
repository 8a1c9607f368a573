"""Entries that come late: "add Hooli 80k to my pipeline", "I forgot Initech 40k"."""

import re
from collections.abc import Iterator, Sequence

from bot.coach.items import is_new, item_facts
from bot.coach.listing import slug
from bot.coach.values import FIGURES
from bot.interview.agenda import Step, steps
from bot.interview.commands import AddItem, Command
from bot.interview.questions import Kind, Questions
from bot.interview.state import Interview
from bot.reading.lists import read_list

_ADD = re.compile(
    r"^(?:(?:please|pls|also|oh|and|wait|actually|sorry|hey|can you),? )*"
    r"(?:add|i forgot(?: about)?|forgot|i missed|missed|also)[:,]?\s+"
    r"(?P<what>.{3,200}?)"
    r"(?: (?:to|in|into) (?:my |the )?(?P<to>accounts?|deals?|pipeline|targets?|prospects?)(?: list)?)?[.!]*$",
    re.IGNORECASE,
)
_LISTS = {"acco": "accounts", "deal": "deals", "pipe": "deals", "targ": "prospects", "pros": "prospects"}


def read_addition(text: str, questions: Questions, state: Interview) -> Iterator[Command]:
    """More entries for a list: the one that is named, else the list with figures that was asked for last."""
    adding = _ADD.match(text)
    if adding is None:
        return
    lists = [step for step in steps(questions, state) if step.topic.kind is Kind.LIST]
    named = _LISTS.get((adding["to"] or "").casefold()[:4])
    step = next((step for step in lists if step.topic.collection == named), None) or _last_list(lists, state)
    for item in read_list(adding["what"]) if step else ():
        if step and is_new(item, item.name, [item], state.names(step.topic.collection), step) and item.amounts:
            key = slug(item.name)
            yield AddItem(collection=step.topic.collection, key=key, name=item.name, quote=item.quote)
            yield from item_facts(text, item, key, step)


def _last_list(lists: Sequence[Step], state: Interview) -> Step | None:
    """The list with figures that the answer before was about."""
    last = {slot.split(".")[0] for slot in (state.undo.before if state.undo else ())}
    counted = [step for step in lists if any(slot.type in FIGURES for slot in step.topic.required)]
    return next((step for step in counted if step.topic.collection in last and step.id != state.focus), None)
