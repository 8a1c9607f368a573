"""What a slot can hold: its unit and its bounds."""

from decimal import Decimal

from bot.facts import Number, Ratio
from bot.figures import Unit
from bot.interview.commands import Provide
from bot.interview.moves import OutOfRange
from bot.interview.questions import Slot, SlotType

UNITS = {
    SlotType.MONEY: Unit.MONEY,
    SlotType.PERCENT: Unit.PERCENT,
    SlotType.COUNT: Unit.COUNT,
    SlotType.WEEKS: Unit.WEEKS,
}
_CEILING = {
    SlotType.MONEY: Decimal("1e12"),
    SlotType.PERCENT: Decimal(1),
    SlotType.COUNT: Decimal("1e6"),
    SlotType.WEEKS: Decimal(104),
}


def outside(slot: Slot | None, command: Provide) -> OutOfRange | None:
    """The refusal of a value that this slot cannot hold, or None. Nothing here goes below zero."""
    if slot is None:
        return None
    value = command.value
    if isinstance(value, Ratio):
        return OutOfRange(slot=command.slot, low="0", high=str(value.whole)) if value.part > value.whole else None
    if not isinstance(value, Number):
        return None
    low = slot.min if slot.min is not None else Decimal(0)
    high = slot.max if slot.max is not None else _CEILING.get(slot.type, Decimal("1e12"))
    return None if low <= value.value <= high else OutOfRange(slot=command.slot, low=str(low), high=str(high))
