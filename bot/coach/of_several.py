"""What a list tells of several items at once, or of one without a figure: "all but Acme", "the rest nothing".

A slot that may be the same as another one (`same_as`) takes that one's figure for "all" of it.
"""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from bot.coach.values import FIGURES
from bot.facts import Number
from bot.interview.agenda import Step, missing
from bot.interview.commands import Command, Provide
from bot.interview.limits import UNITS
from bot.interview.questions import Slot
from bot.interview.state import Interview
from bot.reading.lists import Item

EXCEPT = re.compile(
    r"^(?:all|everything|same)?\s*(?:of (?:it|them) )?(?:except|but|apart from|other than)\s+", re.IGNORECASE
)
REST = re.compile(
    r"(?:all )?(?:the |of the )?(?:rest|others?|remaining|everything else|everyone else|every other)(?: \w+)?",
    re.IGNORECASE,
)
_OTHERS = (
    r"(?:all )?(?:of )?(?:the )?(?:rest|others?|remaining(?: ones)?|everything else|everyone else)"
    r"(?: (?:accounts?|clients?|customers?|ones|of them))?"
)
_IS = r"(?:[\s:,=-]+(?:is|are|gets?|grows?|have|has|stays?|remains?|will|be|by|at))*[\s:,=-]+"
_NOTHING = r"(?:nothing|none|zero|nil|nada|no growth)"
_ALL = r"(?:all(?: of (?:it|them))?|everything|in full|fully?|100 ?%|(?:the )?same|secured)"
_SAID_OF_REST = re.compile(
    rf"\b(?:{_OTHERS}{_IS}(?:(?P<none>{_NOTHING}|flat)|(?P<all>{_ALL}))"
    rf"|(?:(?P<nothing>{_NOTHING})|(?P<whole>{_ALL})) (?:for|from|at|on|of) {_OTHERS})(?!\w)",
    re.IGNORECASE,
)
_NONE = re.compile(rf"[\s:,=-](?:{_NOTHING}|flat)\W*", re.IGNORECASE)
_GONE = re.compile(
    r"\b(?:gone|leaves?|leaving|left|lost|cancel\w*|churn\w*|terminat\w*|(?:not|won'?t) renew\w*|nothing|none|zero)\b",
    re.IGNORECASE,
)
_IN_PART = re.compile(
    r"\b(?:may|might|could|maybe|perhaps|probably|likely|if|half|part|some|most|third|quarter"
    r"|not (?:gone|lost|leaving))\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"[\s:,=-]{_ALL}\W*", re.IGNORECASE)


def is_all(name: str) -> bool:
    """Whether a list opens with all of it: "all", "same as last year", but not "same as Acme"."""
    same = r"same(?! as (?!last year|this year|before|always|ever|\d))"
    return bool(re.match(rf"(?:all|everything|{same}|the rest|all of (?:it|them))\b", name, re.IGNORECASE))


def of_all(text: str, named: Collection[str], step: Step, state: Interview) -> Iterator[Command]:
    """After "all except Initech 60k" every item not named keeps the figure it has in the slot that `same_as` names."""
    if is_all(text):
        yield from _same(
            tuple(key for key in state.names(step.topic.collection) if key not in named), text, step, state
        )


def without_the_rest(text: str) -> tuple[str, str]:
    """A list with blanks where it tells of the rest in words, and those words: "the rest nothing"."""
    told = _SAID_OF_REST.search(text)
    if told is None:
        return text, ""
    return text[: told.start()] + " " * len(told.group()) + text[told.end() :], told.group()


def of_the_rest(told: str, named: Collection[str], step: Step, state: Interview) -> Iterator[Command]:
    """ "The rest nothing", "all of the others": what the items have that are not named and have no figure yet."""
    said = _SAID_OF_REST.fullmatch(told)
    if said is None:
        return
    keys = unnamed(named, step, state)
    if said["none"] or said["nothing"]:
        yield from (command for key in keys for command in _zero(key, told, step))
    else:
        yield from _same(keys, told, step, state)


def unnamed(named: Collection[str], step: Step, state: Interview) -> tuple[str, ...]:
    """The items that lack a figure and are not named."""
    gaps = {path.split(".")[1] for path in missing(step, state) if path.count(".") == 2}
    return tuple(key for key in state.names(step.topic.collection) if key in gaps and key not in named)


def all_or_none(item: Item, key: str, step: Step, state: Interview) -> Iterator[Command]:
    """An item told of without a figure: "Hooli nothing", "Hooli is gone", "Acme all"."""
    if item.amounts or _IN_PART.search(item.quote):
        return
    keeps = any(slot.same_as for slot in step.topic.slots)
    if (_GONE if keeps else _NONE).search(item.quote):
        yield from _zero(key, item.quote, step)
    elif keeps and _WHOLE.search(item.quote):
        yield from _same((key,), item.quote, step, state)


def _figure(step: Step) -> Slot | None:
    return next((slot for slot in step.topic.required if slot.type in FIGURES), None)


def _zero(key: str, quote: str, step: Step) -> Iterator[Command]:
    slot = _figure(step)
    if slot is not None:
        yield Provide(
            slot=step.topic.path(slot, key), value=Number(value=Decimal(0), unit=UNITS[slot.type]), quote=quote
        )


def _same(keys: Collection[str], quote: str, step: Step, state: Interview) -> Iterator[Command]:
    slot = next((slot for slot in step.topic.slots if slot.same_as), None)
    for key in keys if slot else ():
        fact = state.facts.get(f"{step.topic.collection}.{key}.{slot.same_as}") if slot else None
        if slot and fact is not None:
            yield Provide(slot=step.topic.path(slot, key), value=fact.value, quote=quote)
