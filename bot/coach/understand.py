"""What a message means: commands, each with the words it rests on. The reader that needs no model.

It looks for a steering word, then for a correction, then for an answer to the question asked; figures that are left
over and whose words name another question answer that one too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.coach.assign import FIGURES, Wanted, assign, by_cue, none_of, value_of
from bot.coach.correction import read_correction
from bot.coach.intents import read_intent
from bot.coach.listing import departments, lines_of, match_item, slug, ticked
from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Day, Number, Words
from bot.figures import Unit
from bot.interview.agenda import Step, awaits_confirmation, choices_for, find, missing
from bot.interview.commands import AddItem, Clarify, Command, Confirm, Deny, Nothing, Provide, Unknown
from bot.interview.questions import Kind, Questions, Slot, SlotType
from bot.interview.state import Interview
from bot.reading.amounts import Amount, read_amounts
from bot.reading.dates import When, read_dates
from bot.reading.lists import Item, read_list
from bot.reading.replies import read_answer

LONGEST = 4000
"""Characters of one message that are read; the rest stays in the transcript."""


@dataclass(frozen=True)
class Context:
    """What a reader needs to know besides the message: the interview, whose it is, and what the dates refer to."""

    questions: Questions
    state: Interview
    name: str
    today: date
    year: FiscalYear

    @property
    def step(self) -> Step | None:
        return find(self.questions, self.state, self.state.focus)


def understand(text: str, context: Context) -> tuple[Command, ...]:
    """Read one message into commands; an empty tuple says that it could not be read."""
    text = text[:LONGEST].strip()
    intent = read_intent(text)
    if intent is not None:
        return (intent,)
    correction = read_correction(text, context.questions, context.state)
    if correction:
        return correction
    step = context.step
    if step is None:
        named = by_cue(text, read_amounts(text), (), _others(context, set()))
        return tuple(Provide(slot=want.path, value=value, quote=amount.quote) for want, amount, value in named)
    return _answer(text, step, context)


def _answer(text: str, step: Step, context: Context) -> tuple[Command, ...]:
    """Read a reply to the question in focus."""
    if not re.search(r"\w", text):
        return (Clarify(),) if "?" in text else ()
    answer = read_answer(text)
    amounts = read_amounts(text, _hint(step))
    if answer == "unknown" and not amounts:
        return (Unknown(),)
    if (answer == "none" and not amounts) or text.casefold().strip(" .!") in step.topic.none_words:
        return (Nothing(quote=text),)
    if answer in ("yes", "no") and awaits_confirmation(step, context.state) and not amounts:
        return (Confirm() if answer == "yes" else Deny(),)
    if text.endswith("?") and not amounts:
        return (Clarify(),)
    match step.topic.kind:
        case Kind.PICK:
            return tuple(_picked(text, step, context))
        case Kind.LIST:
            return tuple(_listed(text, step, context))
        case _:
            return tuple(_fields(text, amounts, step, context))


def _hint(step: Step) -> str | None:
    """The kind of figure the question asks for."""
    return next((str(slot.type) for slot in step.topic.slots if slot.type in FIGURES), None)


def _wanted(step: Step, context: Context) -> list[Wanted]:
    """The slots a reply may fill: just the missing ones once part of the answer is there."""
    gaps = set(missing(step, context.state))
    required = [step.path(slot) for slot in step.topic.required]
    partly = gaps and len(gaps) < len(required)
    return [
        Wanted(step.path(slot), slot)
        for slot in step.topic.slots
        if not partly or step.path(slot) in gaps or not slot.required
    ]


def _fields(text: str, amounts: Sequence[Amount], step: Step, context: Context) -> Iterator[Command]:
    """Figures, words, an owner and a date out of one reply."""
    wanted = _wanted(step, context)
    if step.topic.id == "needs":
        yield from _needs(text, wanted)
        return
    figures = [want for want in wanted if want.slot.type in FIGURES]
    words = [want for want in wanted if want.slot.type is SlotType.WORDS and want.slot.required]
    others = _others(context, {want.path for want in wanted})
    taken = by_cue(text, amounts, figures) if words else assign(text, amounts, figures, others if figures else ())
    yield from (Provide(slot=want.path, value=value, quote=amount.quote) for want, amount, value in taken)
    yield from _counted_none(text, figures, {want.path for want, _, _ in taken})
    yield from _day_and_owner(text, wanted, context, alone=not words)
    yield from (Provide(slot=want.path, value=Words(text=text), quote=text) for want in words)


def _counted_none(text: str, figures: Sequence[Wanted], taken: set[str]) -> Iterator[Command]:
    for want in figures:
        quote = none_of(text, want.slot) if want.slot.type is SlotType.COUNT and want.path not in taken else None
        if quote:
            yield Provide(slot=want.path, value=Number(value=Decimal(0), unit=Unit.COUNT), quote=quote)


def _day_and_owner(text: str, wanted: Sequence[Wanted], context: Context, *, alone: bool) -> Iterator[Command]:
    for want in wanted:
        if want.slot.type is SlotType.DAY:
            start = context.year.starts
            reference = start if want.slot.in_year else context.today
            days = [d for d in read_dates(text, reference, (start.month, start.day)) if not _is_habit(text, d)]
            if days:
                day = days[-1]
                yield Provide(slot=want.path, value=Day(starts=day.starts, ends=day.ends), quote=day.quote)
        elif want.slot.type is SlotType.OWNER:
            owner = _owner(text, context.name, alone=alone)
            if owner:
                yield Provide(slot=want.path, value=Words(text=owner), quote=text)


def _is_habit(text: str, day: When) -> bool:
    """Whether a date tells how something is done rather than when: "the same day", "within a day", "every Friday"."""
    return bool(
        re.match(r"(?:the )?same\b|within\b", day.quote, re.IGNORECASE)
        or re.search(r"\b(?:every|each|the same)\s+$", text[: day.start], re.IGNORECASE)
    )


_DEPARTMENTS = ("Services", "Finance", "Operations", "Marketing", "Sales", "Service desk")


def _owner(text: str, name: str, *, alone: bool) -> str | None:
    """Who owns an action: the department it begins with, else the rep who says "I", else a department that is named."""
    named = [department for department in _DEPARTMENTS if re.search(rf"\b{department}\b", text, re.IGNORECASE)]
    if named and text.casefold().startswith(named[0].casefold()):
        return named[0]
    if re.search(r"\b(?:i|me|my|myself|mine|i'll|i’ll)\b", text, re.IGNORECASE):
        return name
    if named:
        return named[0]
    short = re.match(r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2}", text)
    return short.group() if alone and short else None


def _needs(text: str, wanted: Sequence[Wanted]) -> Iterator[Command]:
    cues = {want.path: want.slot.cues for want in wanted}
    for path, need in departments(text, cues).items():
        yield Provide(slot=path, value=Words(text=need), quote=need)


def _others(context: Context, asked: set[str]) -> list[Wanted]:
    """The single figures that other questions still want."""
    return [
        Wanted(slot.name, slot)
        for topic in context.questions.topics_for(context.state.role)
        for slot in topic.slots
        if topic.kind is Kind.FIELDS and slot.type in FIGURES and slot.name not in asked
        if not context.state.has(slot.name) or context.state.is_set(slot.name)
    ]


def _picked(text: str, step: Step, context: Context) -> Iterator[Command]:
    for choice in ticked(text, choices_for(step.topic, context.state)):
        yield AddItem(collection=step.topic.collection, key=choice.key, name=choice.label, quote=text)


def _listed(text: str, step: Step, context: Context) -> Iterator[Command]:
    """A list, item by item; a bare figure answers for the one item that was asked about."""
    topic = step.topic
    if not any(slot.type in FIGURES for slot in topic.slots):
        for line in lines_of(text):
            yield AddItem(collection=topic.collection, key=slug(line), name=line, quote=line)
        return
    known = context.state.names(topic.collection)
    gaps = missing(step, context.state)
    alone = gaps[0].split(".")[1] if len(gaps) == 1 and gaps[0].count(".") == 2 else None
    items = read_list(text)
    yield from _same_as(text, items, step, context)
    for item in items:
        name = _bare(item.name)
        key = match_item(name, known)
        if key is None and name and (item.amounts or not known) and not _is_all(name):
            key = slug(name)
            yield AddItem(collection=topic.collection, key=key, name=name, quote=item.quote)
        if key is not None:
            yield from item_facts(text, item, key, step)
    if alone and not items:
        yield from item_facts(
            text, Item(name="", amounts=read_amounts(text), rest="", quote=text, start=0, end=len(text)), alone, step
        )


def item_facts(text: str, item: Item, key: str, step: Step) -> Iterator[Command]:
    """The figures and words a list gives for one item."""
    left = list(item.amounts)
    for slot in step.topic.slots:
        path = step.topic.path(slot, key)
        if slot.type is SlotType.WORDS:
            if item.rest:
                yield Provide(slot=path, value=Words(text=item.rest), quote=item.quote)
            continue
        amount = next((a for a in left if _suits(a, slot)), None)
        value = value_of(text, amount, slot) if amount else None
        if amount is not None and value is not None:
            left.remove(amount)
            yield Provide(slot=path, value=value, quote=item.quote)


def _suits(amount: Amount, slot: Slot) -> bool:
    """Whether a figure beside a name is of this slot's kind: odds are a percentage, all else an amount."""
    return (amount.kind == "percent") == (slot.type is SlotType.PERCENT)


_EXCEPT = re.compile(
    r"^(?:all|everything|same)?\s*(?:of (?:it|them) )?(?:except|but|apart from|other than)\s+", re.IGNORECASE
)


def _is_all(name: str) -> bool:
    return bool(re.match(r"(?:all|everything|same|the rest|all of (?:it|them))\b", name, re.IGNORECASE))


def _same_as(text: str, items: Sequence[Item], step: Step, context: Context) -> Iterator[Command]:
    """After "all except Initech 60k" every item not named keeps the figure it has in the slot that `same_as` names."""
    slot = next((slot for slot in step.topic.slots if slot.same_as), None)
    if slot is None or not _is_all(text):
        return
    known = context.state.names(step.topic.collection)
    named = {match_item(_bare(item.name), known) for item in items}
    for key in known:
        fact = context.state.facts.get(f"{step.topic.collection}.{key}.{slot.same_as}")
        if key not in named and fact is not None:
            yield Provide(slot=step.topic.path(slot, key), value=fact.value, quote=text)


def _bare(name: str) -> str:
    """A name without the "all except" before it."""
    return _EXCEPT.sub("", name)
