"""Corrections: "actually it was 1.4M", "Acme is 130k, not 120k", "change my goal", "remove Initech"."""

import re
from collections.abc import Iterator, Sequence

from bot.coach.assign import FIGURES, Wanted, by_cue, value_of
from bot.coach.listing import match_item
from bot.facts import Number, Ratio, Value
from bot.interview.agenda import spec_of, steps
from bot.interview.commands import Command, Provide, RemoveItem, Revisit
from bot.interview.questions import Questions
from bot.interview.state import Interview
from bot.reading.amounts import Amount, read_amounts

_OPENING = re.compile(
    r"^\W*(?:no,? )?(?:wait|hold on|sorry|oops|actually|correction|scratch that|my mistake|i meant|i mean|i misspoke|"
    r"i made a mistake|make (?:that|it)|(?:that|it) should (?:be|have been)|not quite)\b[\s,:.\-–]*",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"^(?:please )?(?:i want to )?(?:change|edit|correct|redo|fix|update|revisit)\s+(?:my |the )?(.{3,60})$",
    re.IGNORECASE,
)
_REMOVE = re.compile(
    r"^(?:please )?(?:remove|drop|delete|forget|take out|strike)\s+(?:the )?(.{2,60}?)[.!]*$", re.IGNORECASE
)
COLLECTIONS = ("accounts", "deals", "prospects", "why_nots", "kpis", "risks", "commitments")


def read_correction(text: str, questions: Questions, state: Interview) -> tuple[Command, ...]:
    """Read a correction of an earlier answer, or nothing when the message is none."""
    removal = _REMOVE.match(text)
    if removal:
        return tuple(_removed(removal.group(1), state))
    change = _CHANGE.match(text)
    opening = _OPENING.match(text)
    if not change and not opening:
        return ()
    body = text[opening.end() :] if opening else text
    amounts = read_amounts(body)
    if amounts:
        return tuple(_corrected(body, amounts, questions, state))
    topic = change.group(1) if change else ""
    return tuple(_revisited(topic, questions, state))


def _removed(name: str, state: Interview) -> Iterator[Command]:
    for collection in COLLECTIONS:
        key = match_item(name, state.names(collection))
        if key is not None:
            yield RemoveItem(collection=collection, key=key)
            return


def _corrected(text: str, amounts: Sequence[Amount], questions: Questions, state: Interview) -> Iterator[Command]:
    """The new figure for what the message names: an item, an old figure, a question; else for the latest figure."""
    known = _known(questions, state)
    named = _of_item(text, known, state) or known
    old = [want for want in named if any(_same(amount, state.facts[want.path].value) for amount in amounts)]
    fresh = [a for a in amounts if not any(_same(a, state.facts[want.path].value) for want in old)]
    if old and fresh:
        yield from _latest(text, fresh, old, state)
        return
    cued = by_cue(text, amounts, named)
    yield from (Provide(slot=want.path, value=value, quote=amount.quote) for want, amount, value in cued)
    if not cued:
        yield from _latest(text, amounts, named, state)


def _latest(text: str, amounts: Sequence[Amount], wanted: Sequence[Wanted], state: Interview) -> Iterator[Command]:
    """The figure for the slot that was filled last, of those that can hold it."""
    for want in reversed(wanted):
        for amount in amounts:
            value = value_of(text, amount, want.slot)
            if value is not None and type(value) is type(state.facts[want.path].value):
                yield Provide(slot=want.path, value=value, quote=amount.quote)
                return


def _known(questions: Questions, state: Interview) -> list[Wanted]:
    """Every slot that holds a figure, the one said last at the end."""
    slots = sorted(state.facts.values(), key=lambda fact: fact.at)
    specs = ((fact.slot, spec_of(questions, state, fact.slot)) for fact in slots)
    return [Wanted(path, spec) for path, spec in specs if spec is not None and spec.type in FIGURES]


def _of_item(text: str, known: Sequence[Wanted], state: Interview) -> list[Wanted]:
    """The slots of an item whose name stands in the message."""
    said = text.casefold()
    for collection in COLLECTIONS:
        for key, name in state.names(collection).items():
            if name.casefold() in said:
                return [want for want in known if want.path.startswith(f"{collection}.{key}.")]
    return []


def _same(amount: Amount, value: Value) -> bool:
    if isinstance(value, Ratio):
        return (amount.part, amount.whole) == (value.part, value.whole)
    return isinstance(value, Number) and amount.value == value.value


def _revisited(topic: str, questions: Questions, state: Interview) -> Iterator[Command]:
    """The step whose title or labels share a word with what was named; without a name, the one before this."""
    if not topic:
        if state.trail:
            yield Revisit(step=state.trail[-1])
        return
    words = {word[:5] for word in re.findall(r"[a-z]{4,}", topic.lower())}
    for step in steps(questions, state):
        labels = " ".join([step.topic.title, step.topic.section, *(slot.label for slot in step.topic.slots)])
        if words & {word[:5] for word in re.findall(r"[a-z]{4,}", labels.lower())}:
            yield Revisit(step=step.id)
            return
