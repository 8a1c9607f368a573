"""What a slot can hold: its unit and its bounds."""

from collections.abc import Sequence
from decimal import Decimal

from bot.facts import Number, Ratio
from bot.figures import Unit, percent, plain
from bot.interview.commands import Provide
from bot.interview.moves import NotWhole, OutOfRange
from bot.interview.questions import Slot, SlotType

UNITS = {
    SlotType.MONEY: Unit.MONEY,
    SlotType.PERCENT: Unit.PERCENT,
    SlotType.COUNT: Unit.COUNT,
    SlotType.WEEKS: Unit.WEEKS,
}
ROUNDING = Decimal("0.01")
"""Four shares in whole percents may miss 100% by this much."""
_CEILING = {
    SlotType.MONEY: Decimal(10) ** 12,
    SlotType.PERCENT: Decimal(1),
    SlotType.COUNT: Decimal(10) ** 6,
    SlotType.WEEKS: Decimal(104),
}


def not_whole(shares: Sequence[Decimal]) -> NotWhole | None:
    """The refusal of shares that do not make 100% together, give or take a rounding."""
    total = sum(shares, Decimal(0))
    return None if abs(total - 1) <= ROUNDING else NotWhole(total=total)


def outside(slot: Slot | None, command: Provide) -> OutOfRange | None:
    """The refusal of a value that this slot cannot hold, or None. Nothing here goes below zero."""
    value = command.value
    if slot is None or not isinstance(value, Number | Ratio):
        return None
    if isinstance(value, Ratio):
        number, low, high = Decimal(value.part), Decimal(0), Decimal(value.whole)
    else:
        number, low, high = value.value, slot.min or Decimal(0), slot.max or _CEILING[slot.type]
    if low <= number <= high:
        return None
    write = percent if slot.type is SlotType.PERCENT else plain
    return OutOfRange(slot=command.slot, value=write(number), low=write(low), high=write(high))
