"""A figure that can be meant two ways: both readings are asked, and a word settles it.

"1.2" as a goal may be $1,200,000 or 1.2%; a bare 40 beside 120k may be $40,000 or $40.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from bot.coach.assign import Wanted
from bot.coach.values import value_of
from bot.facts import Number
from bot.figures import Unit
from bot.interview.commands import Command, Provide, Unsure
from bot.interview.limits import UNITS
from bot.interview.questions import Slot
from bot.interview.state import Unclear
from bot.reading.amounts import Amount, read_amounts
from bot.reading.replies import read_answer

ZERO = Decimal(0)
LONGEST = 4
"""Words of a reply that only says which reading was meant: "the first one", "million", "yes, thousand"."""
_FIRST = re.compile(r"(?:the )?(?:first|former|1st)(?: one)?", re.IGNORECASE)
_SECOND = re.compile(r"(?:the )?(?:second|latter|2nd)(?: one)?", re.IGNORECASE)


def unsure(amount: Amount, slot: Slot, path: str) -> Unsure | None:
    """The question which reading of a figure is meant, None where it has only one or none that the slot takes."""
    if amount.denied or len(amount.ambiguous) < 2 or slot.type not in UNITS:
        return None
    readings = tuple(_reading(each, slot) for each in amount.ambiguous)
    if not any(reading.unit is UNITS[slot.type] for reading in readings):
        return None
    return Unsure(slot=path, quote=amount.quote, readings=readings)


def unsure_of_one(amounts: Sequence[Amount], wanted: Sequence[Wanted]) -> Iterator[Command]:
    """The question about the only figure of a reply, where one figure was asked for."""
    found = unsure(amounts[0], wanted[0].slot, wanted[0].path) if len(amounts) == len(wanted) == 1 else None
    if found:
        yield found


FARTHEST = 5
"""How many times what stands beside it a figure may be, or the fifth of it, to be of the same size."""


def by_size(amounts: Sequence[Amount], known: Iterable[Decimal]) -> tuple[Amount, ...]:
    """The amounts, one with two readings in the one that is of the size of what stands beside it, or is known.

    "2.2 mil against 2.1" is two millions, and so is "2.2" where 2.1M is to be corrected.
    """
    sizes = [size for size in (*known, *(a.value for a in amounts if a.value and not a.ambiguous)) if size]
    return tuple(_of_size(amount, sizes) for amount in amounts)


def _of_size(amount: Amount, sizes: Sequence[Decimal]) -> Amount:
    alike = [
        reading
        for reading in amount.ambiguous
        if reading.value and any(size / FARTHEST <= reading.value <= size * FARTHEST for size in sizes)
    ]
    settled_so = {"denied": amount.denied, "uncertain": False}
    return alike[0].model_copy(update=settled_so) if len(alike) == 1 else amount


def unsure_whose(amount: Amount, text: str, wanted: Sequence[Wanted]) -> Unsure | None:
    """The question which of two things that were asked a single figure is about, where it can be either."""
    values = [(want, value_of(text, amount, want.slot)) for want in wanted]
    fit = [(want, value) for want, value in values if isinstance(value, Number)]
    if len(fit) != 2:
        return None
    slots, readings = zip(*((want.path, value) for want, value in fit), strict=True)
    return Unsure(slot=slots[0], quote=amount.quote, readings=readings, slots=slots)


def settled_whose(text: str, unclear: Unclear, specs: Sequence[Slot | None]) -> tuple[Provide, ...]:
    """The one of two things that a short reply names: by its place, or by words that the other does not have.

    One named with a figure of its own ("quota 1.25") leaves the figure that was asked about to the other.
    """
    said = text.strip(" .!,").casefold()
    if len(said.split()) > LONGEST:
        return ()
    hits = [bool(pattern.fullmatch(said)) for pattern in (_FIRST, _SECOND)]
    if not any(hits):
        hits = [
            spec is not None and any(re.search(rf"\b{re.escape(cue)}\b", said) for cue in spec.cues) for spec in specs
        ]
    if sum(hits) != 1:
        return ()
    index = hits.index(True)
    own = by_size(read_amounts(text, "money"), [reading.value for reading in unclear.readings])
    if not own:
        return (Provide(slot=unclear.slots[index], value=unclear.readings[index], quote=unclear.quote),)
    spec, other = specs[index], 1 - index
    value = value_of(text, own[0], spec) if spec is not None else None
    if value is None:
        return ()
    return (
        Provide(slot=unclear.slots[index], value=value, quote=text),
        Provide(slot=unclear.slots[other], value=unclear.readings[other], quote=unclear.quote),
    )


def _reading(amount: Amount, slot: Slot) -> Number:
    unit = Unit.PERCENT if amount.kind == "percent" else UNITS[slot.type]
    figure = amount.value if amount.value is not None else amount.low
    return Number(value=figure or ZERO, unit=unit, about=amount.approx)


def settled(text: str, unclear: Unclear, slot: Slot) -> Provide | None:
    """The reading that a short reply picks: by yes, by its place, or by the word that was missing ("million")."""
    if len(text.split()) > LONGEST or re.search(r"\d", text):
        return None
    picked = _picked(text.strip(" .!,"), unclear, slot)
    fits = picked is not None and picked.unit is UNITS[slot.type]
    return Provide(slot=unclear.slot, value=picked, quote=text) if picked and fits else None


def _picked(text: str, unclear: Unclear, slot: Slot) -> Number | None:
    if read_answer(text) == "yes" or _FIRST.fullmatch(text):
        return unclear.readings[0]
    if _SECOND.fullmatch(text):
        return unclear.readings[1]
    whole = f"{unclear.quote} {re.sub(r'^(?:yes|yeah|it is|in)[, ]+', '', text, flags=re.IGNORECASE)}"
    read = read_amounts(whole, str(slot.type))
    value = value_of(whole, read[0], slot) if len(read) == 1 and read[0].end == len(whole) else None
    return value if isinstance(value, Number) else None
