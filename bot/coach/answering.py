"""An answer to a question with single slots: figures, words, an owner and a date out of one reply."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.coach.assign import Wanted, assign, by_cue, in_passing, none_of, part_of
from bot.coach.context import Context
from bot.coach.days import date_in, deadline_in
from bot.coach.listing import departments
from bot.coach.owners import owner
from bot.coach.plainness import is_story
from bot.coach.unclear import unsure_of_one
from bot.coach.values import FIGURES
from bot.facts import Day, Number, Words
from bot.figures import Unit
from bot.interview.agenda import Step
from bot.interview.commands import Command, Provide
from bot.interview.limits import UNITS
from bot.interview.questions import Slot, SlotType
from bot.reading.amounts import Amount, read_amounts


def answer_fields(text: str, amounts: Sequence[Amount], step: Step, context: Context) -> Iterator[Command]:
    """What a reply gives for the slots of its question, and for slots of other questions that it names."""
    wanted = context.wanted(step)
    if step.topic.id == "needs":
        yield from _needs(text, wanted)
        return
    figures = [want for want in wanted if want.slot.type in FIGURES]
    words = [want for want in wanted if want.slot.type is SlotType.WORDS and want.slot.required]
    others = tuple(context.singles(but=step)) if figures else ()
    taken = in_passing(text, amounts, figures) if words else assign(text, amounts, figures, others)
    taken = taken or by_cue(text, read_amounts(text), (), others)
    yield from (Provide(slot=want.path, value=value, quote=amount.quote) for want, amount, value in taken)
    if not taken and not words:
        yield from unsure_of_one(amounts, figures)
    if words:
        aside, text = _other_sentences(text, context, step)
        yield from aside
    yield from _counted(text, amounts, figures, {want.path for want, _, _ in taken})
    yield from _day_and_owner(text, wanted, context, alone=not words)
    yield from (Provide(slot=want.path, value=Words(text=text), quote=text) for want in words)
    yield from _about_others(text, wanted)


def _other_sentences(text: str, context: Context, step: Step) -> tuple[list[Provide], str]:
    """Sentences of an answer in words that only give a figure of another question; and the text without them."""
    others, kept, found = tuple(context.singles(but=step)), [], []
    sentences = re.split(r"(?<=[.!;])\s+|\n", text)
    for sentence in sentences:
        amounts = read_amounts(sentence)
        pairs = [] if len(sentences) == 1 or not amounts else by_cue(sentence, amounts, (), others)
        own = frozenset[str]().union(*(want.own for want, _, _ in pairs))
        if pairs and len(pairs) == len(amounts) and not is_story(sentence, amounts, own, most=0):
            found += [Provide(slot=want.path, value=value, quote=sentence) for want, _, value in pairs]
        else:
            kept.append(sentence)
    return (found, " ".join(kept)) if found and kept else ([], text)


_OWN_PART = re.compile(r"\W*(?:and |but |because |while )?(?:i|my|we)\b", re.IGNORECASE)


def _about_others(text: str, wanted: Sequence[Wanted]) -> Iterator[Command]:
    """The clauses of a told answer that a slot's cues name as somebody else's part: the company's, not the rep's."""
    clauses = [clause.strip() for clause in re.split(r"[.;\n]|,\s+(?=but|and|while)", text)]
    for want in wanted:
        if want.slot.type is not SlotType.WORDS or want.slot.required or not want.slot.cues:
            continue
        cue = re.compile(rf"\b(?:{'|'.join(map(re.escape, want.slot.cues))})\b", re.IGNORECASE)
        part = [clause for clause in clauses if cue.search(clause) and not _OWN_PART.match(clause)]
        if part:
            yield Provide(slot=want.path, value=Words(text="; ".join(part)), quote=text)


def _counted(text: str, amounts: Sequence[Amount], figures: Sequence[Wanted], taken: set[str]) -> Iterator[Command]:
    """Counts that are told in another way than as a figure: "none on price", "12 of 22 on price"."""
    for want in figures:
        if want.path in taken:
            continue
        quote, part = none_of(text, want.slot), part_of(text, amounts, want.slot)
        if quote:
            yield Provide(slot=want.path, value=Number(value=Decimal(0), unit=UNITS[want.slot.type]), quote=quote)
        elif want.slot.type is SlotType.COUNT and part is not None and part.part is not None:
            yield Provide(slot=want.path, value=Number(value=Decimal(part.part), unit=Unit.COUNT), quote=part.quote)


def _day_and_owner(text: str, wanted: Sequence[Wanted], context: Context, *, alone: bool) -> Iterator[Command]:
    for want in wanted:
        if want.slot.type is SlotType.DAY:
            yield from _day(text, want, context, alone=alone)
        elif want.slot.type is SlotType.OWNER:
            found = owner(text, context.name, alone=alone)
            if found:
                yield Provide(slot=want.path, value=Words(text=found), quote=text)


_AT_ONCE = re.compile(
    r"\W*(?:asap|now|immediately|right (?:now|away)|straight ?away|at once|from now on|starting now)\W*", re.IGNORECASE
)


def _day(text: str, want: Wanted, context: Context, *, alone: bool) -> Iterator[Command]:
    """The date a reply gives for a slot; "asap" is today where a date was asked for."""
    day = read_day(text, want.slot, context)
    if day is not None:
        yield Provide(slot=want.path, value=day, quote=text)
    elif alone and _AT_ONCE.fullmatch(text):
        yield Provide(slot=want.path, value=Day(starts=context.today, ends=context.today), quote=text)


def read_day(text: str, slot: Slot, context: Context) -> Day | None:
    """The date something happens on in the year, or the last one by which it is to be done.

    A date gone by is part of the story.
    """
    if slot.in_year:
        return date_in(text, context.year)
    return deadline_in(text, context.today, context.year)


def _needs(text: str, wanted: Sequence[Wanted]) -> Iterator[Command]:
    cues = {want.path: want.slot.cues for want in wanted}
    for path, need in departments(text, cues).items():
        yield Provide(slot=path, value=Words(text=need), quote=need)
