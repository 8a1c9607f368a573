"""A rep's answer to a reviewer's comment, read against the questions behind the commented section."""

import re
from collections.abc import Iterator, Sequence

from bot.coach.assign import Wanted, by_cue
from bot.coach.context import Context
from bot.coach.correction import read_correction
from bot.coach.items import item_facts
from bot.coach.listing import lines_of, match_item, slug
from bot.coach.plainness import strays
from bot.coach.values import FIGURES, value_of
from bot.interview.agenda import Step, steps
from bot.interview.commands import AddItem, Command, Provide
from bot.interview.questions import Kind
from bot.plan.model import Section
from bot.reading.amounts import Amount, read_amounts
from bot.reading.lists import read_list

_ADDING = re.compile(
    r"^\W*(?:(?:ok|sure|fine|yes),? )?(?:i(?:'ll| will|'ve| have)? )?(?:also )?"
    r"(?:add(?:ed|ing)?|include|plus|new ones?)\b[:\s]+",
    re.IGNORECASE,
)


def understand_comment(text: str, section: Section, context: Context) -> tuple[Command, ...]:
    """The changes a reply makes to one section; empty when it only says why things stay as they are."""
    correction = read_correction(text, context)
    if correction:
        return tuple(command for command in correction if command.kind in ("provide", "remove item"))
    adding = _ADDING.match(text)
    body = text[adding.end() :] if adding else text
    asked = [step for step in steps(context.questions, context.state) if step.topic.section == section]
    lists = [step for step in asked if step.topic.kind is Kind.LIST and (_counts(step) or not step.topic.slots)]
    return tuple(_items(body, lists, context, adding=bool(adding))) or tuple(_figures(text, asked))


def _items(text: str, lists: Sequence[Step], context: Context, *, adding: bool) -> Iterator[Command]:
    """New items when they are announced as such, and new figures for items that are there."""
    for step in lists:
        topic = step.topic
        if not _counts(step):
            for line in lines_of(text) if adding else ():
                yield AddItem(collection=topic.collection, key=slug(line), name=line, quote=line)
            continue
        for item in read_list(text):
            key = match_item(item.name, context.state.names(topic.collection)) if item.name else None
            if key is None and adding and item.name and step is lists[0]:
                key = slug(item.name)
                yield AddItem(collection=topic.collection, key=key, name=item.name, quote=item.quote)
            if key is not None and step is _filled_by(lists, adding=adding):
                yield from item_facts(text, item, key, step)


def _counts(step: Step) -> bool:
    return any(slot.type in FIGURES for slot in step.topic.slots)


def _filled_by(lists: Sequence[Step], *, adding: bool) -> Step:
    """Which list a figure beside a name belongs to: a new item's first figure, else what is planned, the last list."""
    return lists[0] if adding else lists[-1]


def _figures(text: str, asked: Sequence[Step]) -> Iterator[Command]:
    """Figures for single slots: those the words name, and one that can only be meant for one slot."""
    wanted = [
        Wanted(step.path(slot), slot)
        for step in asked
        if step.topic.kind is Kind.FIELDS
        for slot in step.topic.slots
        if slot.type in FIGURES
    ]
    amounts = read_amounts(text)
    pairs = by_cue(text, amounts, wanted) or [
        (want, amount, value)
        for amount in amounts[:1]
        for want in _only(wanted, amount)
        if strays(text, amounts, amount, want.own) == 0
        if (value := value_of(text, amount, want.slot)) is not None
    ]
    yield from (Provide(slot=want.path, value=value, quote=amount.quote) for want, amount, value in pairs)


def _only(wanted: Sequence[Wanted], amount: Amount) -> Sequence[Wanted]:
    """The one slot a figure can be meant for: by its period where it has one, else when there is no other."""
    by_period = [want for want in wanted if amount.per and want.slot.per == amount.per]
    return by_period[-1:] or (wanted if len(wanted) == 1 else ())
