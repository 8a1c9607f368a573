"""From quotes to commands: which slots a message may fill, and the value that code reads out of the quoted words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.coach.answering import read_day
from bot.coach.assign import Wanted, revised
from bot.coach.context import Context
from bot.coach.listing import match_item, slug
from bot.coach.owners import owner
from bot.coach.plainness import mentions
from bot.coach.values import FIGURES, value_of
from bot.facts import Value, Words
from bot.interview.agenda import Step, choices_for
from bot.interview.commands import AddItem, Command, Provide, RemoveItem
from bot.interview.questions import Kind, Slot, SlotType
from bot.reading.amounts import read_amounts

ENTRY, TICK, REMOVE = "entry", "tick", "remove"
"""Slots that stand for no fact of their own: a line of a list in words, of a checklist, and one taken away."""
REMOVABLE = ("accounts", "deals", "prospects", "why_nots", "kpis", "risks", "commitments")
MOST_COMMANDS = 60
LONGEST_NAME = 60
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‹": "<", "›": ">", "\u00a0": " "})


@dataclass(frozen=True)
class Offer:
    """A slot that a message may fill: how it is described, and the fact it is, where it is one."""

    label: str
    want: Wanted | None = None
    step: Step | None = None


Quote = tuple[str, str, str]
"""A slot's name, the item's name or nothing, and the words it rests on."""


def offers_for(context: Context) -> dict[str, Offer]:
    """The slots of the question in focus, then those that stand on their own; the same few whatever is known."""
    step = context.step
    offers = dict(_asked(step, context)) if step else {}
    for want in context.singles(but=step):
        offers.setdefault(want.slot.name, Offer(_label(want.slot, context), want))
    return offers | {REMOVE: Offer("takes an entry off a list")}


def _asked(step: Step, context: Context) -> Iterator[tuple[str, Offer]]:
    topic = step.topic
    if topic.kind is Kind.PICK:
        keys = ", ".join(f"{choice.key} ({choice.label})" for choice in choices_for(topic, context.state))
        yield TICK, Offer(f"something of this list; item is its key: {keys}", step=step)
    elif topic.kind is Kind.LIST:
        if not topic.slots:
            yield ENTRY, Offer("one entry in the person's words", step=step)
        for slot in topic.slots:
            yield slot.name, Offer(f"{_label(slot, context)}, of each item", step=step)
    else:
        for slot in topic.slots:
            yield slot.name, Offer(_label(slot, context), Wanted(step.path(slot), slot, topic))


def _label(slot: Slot, context: Context) -> str:
    label = slot.label.replace("{year}", context.year.label).replace("{last}", context.year.before.label)
    return f"{label} ({slot.type.value})"


def span_of(text: str, quote: str) -> tuple[int, int] | None:
    """Where words stand in a text, however they are spaced, spelled large or small; None when they do not."""
    words = quote.translate(_ALIKE).split()
    if not words:
        return None
    pattern = r"\s+".join(re.escape(word) for word in words)
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text.translate(_ALIKE), re.IGNORECASE)
    return found.span() if found else None


def commands_of(quotes: Sequence[Quote], text: str, context: Context) -> Iterator[Command]:
    """The commands that quotes of a message stand for; what is not in the message or cannot be read is left out."""
    reader = _Reader(text, context, {collection: dict(context.state.names(collection)) for collection in REMOVABLE})
    offers = offers_for(context)
    for name, item, quote in quotes[:MOST_COMMANDS]:
        offer, span = offers.get(name), span_of(text, quote)
        if offer is not None and span is not None:
            yield from reader.read(name, offer, item, span)


@dataclass(frozen=True)
class _Reader:
    """A message being read; `names` are the items of each list, those that this message adds among them."""

    text: str
    context: Context
    names: dict[str, dict[str, str]]

    def read(self, name: str, offer: Offer, item: str, span: tuple[int, int]) -> Iterator[Command]:
        quote = self.text[slice(*span)]
        if name == REMOVE:
            yield from self._removed(item, quote)
        elif offer.want is not None:
            # What was not asked needs words of its own to be meant.
            if offer.want.topic is not None or mentions(self.text, offer.want.own):
                yield from self._filled(offer.want.path, offer.want.slot, span)
        elif offer.step is not None and name == ENTRY:
            yield AddItem(collection=offer.step.topic.collection, key=slug(quote), name=quote, quote=quote)
        elif offer.step is not None and name == TICK:
            yield from self._ticked(item, quote, offer.step)
        elif offer.step is not None:
            yield from self._listed(name, item, span, offer.step)

    def _filled(self, path: str, slot: Slot, span: tuple[int, int]) -> Iterator[Command]:
        value = self._value(slot, span)
        if value is not None:
            yield Provide(slot=path, value=value, quote=self.text[slice(*span)])

    def _value(self, slot: Slot, span: tuple[int, int]) -> Value | None:
        """The one value of the slot's kind in the quoted words, read in their place: "not 40k" is no 40k."""
        quote = self.text[slice(*span)]
        if slot.type in FIGURES:
            said = read_amounts(self.text)
            denied = {amount.value for amount in said if amount.denied}
            meant = [amount for amount in revised(self.text, said) if amount.value not in denied]
            inside = [amount for amount in meant if span[0] <= amount.start and amount.end <= span[1]]
            # A quote with several figures says nothing of which is meant, even if only one of them would fit.
            return value_of(self.text, inside[0], slot) if len(inside) == 1 else None
        if slot.type is SlotType.DAY:
            return read_day(quote, slot, self.context)
        if slot.type is SlotType.OWNER:
            found = owner(quote, self.context.name, alone=True)
            return Words(text=found) if found else None
        return Words(text=quote)

    def _ticked(self, item: str, quote: str, step: Step) -> Iterator[Command]:
        choices = choices_for(step.topic, self.context.state)
        yield from (
            AddItem(collection=step.topic.collection, key=choice.key, name=choice.label, quote=quote)
            for choice in choices
            if choice.key == item
        )

    def _listed(self, name: str, item: str, span: tuple[int, int], step: Step) -> Iterator[Command]:
        """An entry of a list: a new one under its name as it stands in the message, and its value."""
        names = self.names[step.topic.collection]
        key, where = match_item(item, names) if item.strip() else None, span_of(self.text, item)
        if key is None and where is not None and len(item) <= LONGEST_NAME:
            key = slug(item)
            names[key] = self.text[slice(*where)]
            quote = self.text[slice(*span)]
            yield AddItem(collection=step.topic.collection, key=key, name=names[key], quote=quote)
        slot = next(slot for slot in step.topic.slots if slot.name == name)
        if key is not None:
            yield from self._filled(step.topic.path(slot, key), slot, span)

    def _removed(self, item: str, quote: str) -> Iterator[Command]:
        """An entry taken away, where the message itself names it and says so."""
        for collection, names in self.names.items():
            key = match_item(item, names) if span_of(self.text, item) and _GOING.search(quote) else None
            if key is not None:
                yield RemoveItem(collection=collection, key=key)
                return


_GOING = re.compile(
    r"\b(?:remov\w*|delet\w*|drop\w*|strike|scratch|forget|off|out|gone|lost|dead|cancel\w*|no longer|not (?:a|my)\b"
    r"|mistake|typo|wrong|left)\b",
    re.IGNORECASE,
)
