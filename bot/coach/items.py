"""An answer that is a list: items with their figures and words, or one thing a line."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.coach.assign import by_cue
from bot.coach.context import Context
from bot.coach.listing import lines_of, match_item, named_in, slug
from bot.coach.of_each import answer_of_each
from bot.coach.of_several import (
    EXCEPT,
    REST,
    all_or_none,
    is_all,
    of_all,
    of_the_rest,
    unnamed,
    without_the_rest,
)
from bot.coach.plainness import PLAIN
from bot.coach.rows import Row, read_rows
from bot.coach.unclear import unsure
from bot.coach.values import FIGURES, value_of
from bot.facts import Day, Number, Words
from bot.figures import Unit
from bot.interview.agenda import Step, missing
from bot.interview.commands import AddItem, Command, Provide
from bot.interview.limits import UNITS
from bot.interview.questions import Slot, SlotType
from bot.reading.amounts import Amount, read_amounts
from bot.reading.dates import read_dates
from bot.reading.lists import Item, read_list

LONGEST_NAME = 5
"""Words a company's name has at most."""


def answer_list(text: str, step: Step, context: Context) -> Iterator[Command]:
    """A list, item by item; a bare figure answers for the one item that was asked about."""
    topic = step.topic
    if topic.slots and not any(slot.type in FIGURES for slot in topic.slots):
        yield from answer_of_each(text, step, context)
        return
    if not topic.slots:
        for line in lines_of(text, answered=topic.answered):
            yield AddItem(collection=topic.collection, key=slug(line), name=line, quote=line)
        return
    text = _without_opening(text)
    amounts = read_amounts(text)
    elsewhere = by_cue(text, amounts, (), tuple(context.singles()))
    if elsewhere and len(elsewhere) == len(amounts):
        yield from (Provide(slot=want.path, value=value, quote=amount.quote) for want, amount, value in elsewhere)
        return
    rows = () if any(slot.type is SlotType.WORDS for slot in topic.slots) else read_rows(text, context.today)
    yield from _rows(rows, step, context) if rows else _items(text, step, context)


def _rows(rows: Sequence[Row], step: Step, context: Context) -> Iterator[Command]:
    """The items of a pasted table: what it has of each goes to the slots of its kind."""
    collection, known = step.topic.collection, context.state.names(step.topic.collection)
    told = {SlotType.MONEY: lambda row: row.amount, SlotType.PERCENT: lambda row: row.odds}
    for row in rows:
        key = match_item(row.name, known)
        if key is None:
            key = slug(row.name)
            yield AddItem(collection=collection, key=key, name=row.name, quote=row.quote)
        for slot in step.topic.slots:
            figure = told[slot.type](row) if slot.type in told else None
            if figure is not None:
                value = Number(value=figure, unit=UNITS[slot.type])
                yield Provide(slot=step.topic.path(slot, key), value=value, quote=row.quote)


def _items(text: str, step: Step, context: Context) -> Iterator[Command]:
    """Figures for the items that are known, and new items."""
    collection = step.topic.collection
    known = context.state.names(collection)
    gaps = missing(step, context.state)
    alone = gaps[0].split(".")[1] if len(gaps) == 1 and gaps[0].count(".") == 2 else None
    text, rest = without_the_rest(text)
    items = read_list(text, known.values())
    if alone and _is_of_one(text, items, known):
        yield from item_facts(text, _nameless(text), alone, step)
        return
    named = {key for item in items for key, name in known.items() if named_in(item.quote, {key: name})}
    yield from of_all(text, named, step, context.state)
    yield from of_the_rest(rest, named, step, context.state)
    for item in items:
        if REST.fullmatch(item.name) and item.amounts:
            yield from _each_of(unnamed(named, step, context.state), text, item, step)
    for item in items:
        name = _bare(item.name)
        key = match_item(name, known) or (None if item.amounts else named_in(item.quote, known))
        if key is None and is_new(item, name, items, known, step):
            key = slug(name)
            yield AddItem(collection=collection, key=key, name=name, quote=item.quote)
        if key is not None:
            yield from item_facts(text, item, key, step)
            yield from all_or_none(item, key, step, context.state)
            yield from _days(item, key, step, context)


def _each_of(keys: Sequence[str], text: str, item: Item, step: Step) -> Iterator[Command]:
    """ "0 for the rest": the same figure for each."""
    for key in keys:
        yield from item_facts(text, item.model_copy(update={"rest": ""}), key, step)


_HEADINGS = frozenset(
    "account accounts client clients customer customers company name deal deals opportunity target targets revenue"
    " amount value total usd eur gbp last year this next goal growth odds probability stage close date owner".split()
)


def _is_of_one(text: str, items: Sequence[Item], known: dict[str, str]) -> bool:
    """Whether a reply names no item, so that it is about the one that was asked about: "55k", "55k phone system"."""
    if any(match_item(_bare(item.name), known) or REST.fullmatch(item.name) for item in items):
        return False
    opens = re.match(r"\W*(?:about |maybe |around |probably )?[$€£]?\d", text)
    return not items or (len(items) == 1 and bool(opens))


def _nameless(text: str) -> Item:
    """A reply as one entry: its figures, and the words behind the first of them."""
    amounts = read_amounts(text)
    rest = text[amounts[0].end :].strip(" .,;:-") if amounts else ""
    return Item(name="", amounts=amounts, rest=rest, quote=text, start=0, end=len(text))


def is_new(item: Item, name: str, items: Sequence[Item], known: dict[str, str], step: Step) -> bool:
    """Whether an entry names something new: a name with a figure of the list's kind, or one that looks like a name."""
    words = name.split()
    if not words or len(words) > LONGEST_NAME or words[0] in PLAIN or is_all(name) or REST.fullmatch(name):
        return False
    if not item.amounts and all(word.lower() in _HEADINGS for word in words):
        return False
    counted = [_has_figure(other, step) for other in items]
    if _has_figure(item, step):
        return name[0].isupper() or all(counted)
    if item.amounts or known or words[0].lower() in PLAIN:
        return any(counted) and name[0].isupper()
    if any(other.amounts for other in items):
        return any(counted) and len(words) <= 2
    return name[0].isupper()


def _has_figure(item: Item, step: Step) -> bool:
    slots = [slot for slot in step.topic.required if slot.type in FIGURES]
    return any(value_of(item.quote, amount, slot) is not None for amount in item.amounts for slot in slots)


def item_facts(text: str, item: Item, key: str, step: Step) -> Iterator[Command]:
    """The figures and words a list gives for one item."""
    left = list(item.amounts)
    for slot in step.topic.slots:
        path = step.topic.path(slot, key)
        if slot.type is SlotType.DAY:
            continue
        if slot.type is SlotType.WORDS:
            if item.rest:
                yield Provide(slot=path, value=Words(text=item.rest), quote=item.quote)
            continue
        amount = next((a for a in left if _suits(a, slot)), None)
        value = value_of(text, amount, slot) if amount else None
        if amount is not None and value is not None:
            left.remove(amount)
            yield Provide(slot=path, value=value, quote=item.quote)
        elif amount is not None and (unclear := unsure(amount, slot, path)):
            yield unclear
        elif amount is None and slot.type is SlotType.PERCENT and left and len(left) < len(item.amounts):
            yield from _odds_without_sign(left[0], path)


def _days(item: Item, key: str, step: Step, context: Context) -> Iterator[Command]:
    """The date that stands behind an item's figures."""
    starts = context.year.starts
    found = read_dates(item.rest, context.today, (starts.month, starts.day))
    for slot in step.topic.slots:
        if slot.type is SlotType.DAY and found:
            value = Day(starts=found[0].starts, ends=found[0].ends)
            yield Provide(slot=step.topic.path(slot, key), value=value, quote=item.quote)


def _odds_without_sign(amount: Amount, path: str) -> Iterator[Command]:
    """ "Mercy 90k 30", where odds may stand: a bare figure behind the amount is a percentage."""
    if re.fullmatch(r"[1-9]\d|100", amount.quote):
        yield Provide(slot=path, value=Number(value=Decimal(amount.quote) / 100, unit=Unit.PERCENT), quote=amount.quote)


def _suits(amount: Amount, slot: Slot) -> bool:
    """Whether a figure beside a name is of this slot's kind: odds are a percentage, all else an amount."""
    return (amount.kind == "percent") == (slot.type is SlotType.PERCENT)


_DIVIDER = re.compile(r"\S\s*[\t|]\s*\S")


def _without_opening(text: str) -> str:
    """A list without the words that announce it, "I inherited two: Kestrel 55k", or the headings of its columns."""
    first, _, below = text.strip().partition("\n")
    if _DIVIDER.search(first) and not read_amounts(first) and read_amounts(below):
        return below
    head, colon, rest = text.partition(":")
    opens = head.split()[:1]
    announces = colon and rest.strip() and "\n" not in head and opens and opens[0].lower() in PLAIN
    return rest.strip() if announces else text


_LEAD_IN = re.compile(
    r"^(?:(?:so|then|and|well|ok|also|first|next|there(?:'s| is| are)|we have|i have|"
    r"i'd|i would|i've got|say)\b[\s,]*)+",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(
    r"[\s:–-]+(?:n/?a|tbd|tbc|unknown|no (?:idea|clue)|idk|dunno|not sure"
    r"|(?:i )?do(?:n'?t| not) (?:know|remember)|\?+)$",
    re.IGNORECASE,
)


def _bare(name: str) -> str:
    """A name without the "all except" or the "so there's" before it, and without the "n/a" behind it."""
    return _NO_FIGURE.sub("", _LEAD_IN.sub("", EXCEPT.sub("", name)))
