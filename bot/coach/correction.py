"""Corrections: "actually it was 1.4M", "Acme is 130k, not 120k", "change my goal", "remove Initech".

A message that only opens like one ("sorry, I was on the phone. 4 on price") is an answer, and left to be read as such.
"""

import re
from collections.abc import Iterator, Sequence

from bot.coach.adding import read_addition
from bot.coach.assign import Wanted, by_cue
from bot.coach.listing import item_named, named_in
from bot.coach.plainness import strays
from bot.coach.values import FIGURES, value_of
from bot.facts import Number, Ratio, Value
from bot.interview.agenda import Step, find, missing, spec_of, steps
from bot.interview.commands import Command, Provide, RemoveItem, Revisit
from bot.interview.questions import Questions
from bot.interview.state import Interview
from bot.reading.amounts import Amount, read_amounts

_OPENING = re.compile(
    r"^\W*(?:(?:no|wait|hold on|sorry|oops|actually|correction|scratch that|my mistake|my bad|i meant|i mean|"
    r"i misspoke|i made a mistake|typo|make (?:that|it)|(?:that|it) should (?:be|have been)|not quite)\b[\s,:.!\-–]*)+",
    re.IGNORECASE,
)
_REFERS_BACK = re.compile(
    r"\b(?:(?:it|that|this|they) (?:was|were|is|are|should be|should have been)|it's|that's|make (?:that|it)|i meant|"
    r"should (?:be|have been)|typo|i misspoke|mistake|correction|scratch that)\b",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\W*(?:(?:that|it|this)(?: (?:was|is)|'s) (?:wrong|not right|incorrect|a (?:mistake|typo))|i was wrong|wrong)?\W*",
    re.IGNORECASE,
)
_ADMITS = re.compile(r"mistake|my bad|misspoke|typo|correction|should (?:be|have been)", re.IGNORECASE)
_CHANGE = re.compile(
    r"^(?:please )?(?:(?:can i |i want to |i need to |i'd like to |let me )?)(?:change|edit|correct|redo|fix|update|"
    r"revisit|(?:go )?back to)\s+(?:my |the )?(.{3,50}?)[.!?]*$",
    re.IGNORECASE,
)
_REMOVE = re.compile(
    r"^(?:please )?(?:remove|drop|delete|forget|take out|strike)\s+(?:the )?(.{2,60}?)"
    r"(?: (?:from|off) (?:my|the) (?:list|accounts|deals|pipeline|targets))?[.!]*$",
    re.IGNORECASE,
)
_IDLE = frozenset({"answer", "answers", "about", "question", "that", "last", "please", "again", "with"})
COLLECTIONS = ("accounts", "deals", "prospects", "why_nots", "kpis", "risks", "commitments")


def read_correction(text: str, questions: Questions, state: Interview) -> tuple[Command, ...]:
    """Read a correction of an earlier answer, or nothing when the message is none."""
    removal = _REMOVE.match(text)
    if removal:
        return tuple(_removed(removal.group(1), state))
    added = tuple(read_addition(text, questions, state))
    if added:
        return added
    change, opening = _CHANGE.match(text), _OPENING.match(text)
    if change and not read_amounts(text):
        return tuple(_revisited(change.group(1), questions, state))
    if opening and _announces(opening.group(), text[opening.end() :]):
        return (Revisit(step=state.trail[-1]),) if state.trail else ()
    if change or opening:
        return named_changes(text, questions, state) or tuple(_of_the_last(text, opening, questions, state))
    return ()


def _announces(opening: str, rest: str) -> bool:
    """Whether a message only says that the answer before was wrong: "my mistake", "wait, that's not right"."""
    return bool(_WRONG.fullmatch(rest)) and bool(rest.strip(" .!") or _ADMITS.search(opening))


def _removed(name: str, state: Interview) -> Iterator[Command]:
    for collection in COLLECTIONS:
        key = item_named(name, state.names(collection))
        if key is not None:
            yield RemoveItem(collection=collection, key=key)
            return


def named_changes(text: str, questions: Questions, state: Interview) -> tuple[Command, ...]:
    """New figures for what a message names: an item, an old figure, or the words of a question."""
    amounts, known = read_amounts(text), _known(questions, state)
    of_item = _of_item(text, known, state)
    named = of_item or known
    old = [want for want in named if any(_same(amount, state.facts[want.path].value) for amount in amounts)]
    fresh = [a for a in amounts if not a.denied and not any(_same(a, state.facts[want.path].value) for want in old)]
    cued = by_cue(text, amounts, of_item, () if of_item else known)
    if cued:
        return tuple(Provide(slot=want.path, value=value, quote=amount.quote) for want, amount, value in cued)
    if (old or of_item) and fresh:
        return tuple(_latest(text, fresh, old or of_item, state))
    return ()


def _of_the_last(text: str, opening: re.Match[str] | None, questions: Questions, state: Interview) -> Iterator[Command]:
    """The new figure for the slot filled last, when the message says little else and the question wants none itself."""
    body = text[opening.end() :] if opening else text
    refers, amounts, known = _REFERS_BACK.search(text), read_amounts(body), _known(questions, state)
    plain = [(want, amount) for want in reversed(known) for amount in amounts if _is_plain(body, amounts, amount, want)]
    focus = find(questions, state, state.focus)
    if plain and not _asks_for([amount for _, amount in plain], body, focus, state, refers=bool(refers)):
        yield from _latest(body, [amount for _, amount in plain], [plain[0][0]], state)


def _is_plain(text: str, amounts: Sequence[Amount], amount: Amount, want: Wanted) -> bool:
    value = value_of(text, amount, want.slot)
    return value is not None and strays(text, amounts, amount, want.own) == 0


def _asks_for(amounts: Sequence[Amount], text: str, step: Step | None, state: Interview, *, refers: bool) -> bool:
    """Whether the question in focus wants such a figure, so that it is answered rather than the one before corrected.

    "It was 45k" refers back, unless the question reads out what the team file has.
    """
    if step is None:
        return False
    reads_out = any(state.is_set(step.path(slot)) for slot in step.topic.slots) and not missing(step, state)
    fits = any(value_of(text, amount, slot) is not None for amount in amounts for slot in step.topic.slots)
    return fits and (reads_out or not refers)


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
    for collection in COLLECTIONS:
        key = named_in(text, state.names(collection))
        if key is not None:
            return [want for want in known if want.path.startswith(f"{collection}.{key}.")]
    return []


def _same(amount: Amount, value: Value) -> bool:
    if isinstance(value, Ratio):
        return (amount.part, amount.whole) == (value.part, value.whole)
    return isinstance(value, Number) and amount.value == value.value


def _revisited(topic: str, questions: Questions, state: Interview) -> Iterator[Command]:
    """The first step whose title or labels have every word that was named, idle ones such as "answer" aside."""
    words = _stems(topic) - {word[:5] for word in _IDLE}
    if not words:
        return
    for step in steps(questions, state):
        name = state.names(step.topic.collection).get(step.item or "", "")
        labels = [step.topic.title, step.topic.section, name, *(slot.label for slot in step.topic.slots)]
        if words <= _stems(" ".join(labels)):
            yield Revisit(step=step.id)
            return


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]{3,}", text.lower())}
