"""A figure as a slot holds it: in the slot's unit and period, or not at all."""

import re
from decimal import Decimal

from bot.facts import Number, Ratio, Value
from bot.interview.limits import UNITS
from bot.interview.questions import Slot, SlotType
from bot.reading.amount_words import SMALL
from bot.reading.amounts import Amount

FIGURES = (SlotType.MONEY, SlotType.PERCENT, SlotType.COUNT, SlotType.WEEKS, SlotType.RATIO)
PER_YEAR = {
    "year": Decimal(1),
    "quarter": Decimal(4),
    "month": Decimal(12),
    "week": Decimal(52),
    "day": Decimal(260),
    "hour": Decimal(2080),
}
"""How often a period comes in a year; a day is a working day."""
_KINDS = {
    SlotType.MONEY: ("money", "count", "unknown"),
    SlotType.PERCENT: ("percent", "ratio", "count", "unknown"),
    SlotType.COUNT: ("count", "unknown"),
    SlotType.WEEKS: ("count", "unknown"),
    SlotType.RATIO: ("ratio",),
}
LEAST_BARE_MONEY = 1000
"""A number below this is only money when it says so."""


_IN_MONEY = re.compile(r"[$€£¥₹]|\d\s*(?:k|m|mm|mil\w*|thousand|grand|bucks)\b", re.IGNORECASE)


def could_be(amount: Amount, slot: Slot) -> bool:
    """Whether a figure's kind is one this slot takes: "4 weeks" is neither money nor a share nor a count of deals."""
    if amount.kind not in _KINDS.get(slot.type, ()):
        return False
    if slot.type is not SlotType.MONEY and _IN_MONEY.search(amount.quote):
        return False
    if slot.type is SlotType.WEEKS:
        return amount.per in (None, "year")
    return amount.unit is None and (slot.type is not SlotType.PERCENT or amount.per is None)


def value_of(text: str, amount: Amount, slot: Slot) -> Value | None:
    """The figure as this slot holds it, or None when it cannot.

    Of a range the lower end counts, and a figure per month is brought to the slot's period. One with two possible
    readings is not taken, nor one that was denied ("not 40k"); it is asked again.
    """
    grouped = _GROUPED.fullmatch(amount.quote) if slot.type is SlotType.MONEY else None
    if grouped and not amount.denied:
        return Number(value=Decimal(grouped[1] + grouped[2]), unit=UNITS[slot.type], about=amount.approx)
    if amount.ambiguous or amount.denied or not could_be(amount, slot) or is_whole(text, amount, slot):
        return None
    if slot.type is SlotType.RATIO:
        return _ratio(amount)
    figure = _figure(amount, slot)
    if figure is None or _is_too_bare(amount, figure, slot):
        return None
    if slot.type is SlotType.WEEKS:
        figure = _in_weeks(figure, text[amount.start : amount.end + 8].lower(), slot)
    if slot.type is SlotType.MONEY:
        figure *= _times(text, amount)
    about = amount.approx or amount.uncertain or amount.low is not None
    return Number(value=figure, unit=UNITS[slot.type], about=about)


_OUT_OF = re.compile(
    r"(?:\bout of|\d\D{0,30}\bof|\bof(?= (?:the|those|these|our|my|all)\b))"
    r"(?: (?:the|those|these|our|my|all|a total of))*\s*$",
    re.IGNORECASE,
)

_SHARE_OF = re.compile(r"(?:%|\bpercent|\bpct) of(?: (?:the|our|my|a))*\s*$", re.IGNORECASE)


def is_whole(text: str, amount: Amount, slot: Slot) -> bool:
    """Whether a figure is what another is taken of: the 22 of "12 on price out of 22", the 900k of "87% of 900k"."""
    pattern = {SlotType.COUNT: _OUT_OF, SlotType.MONEY: _SHARE_OF}.get(slot.type)
    return pattern is not None and bool(pattern.search(text, max(0, amount.start - 60), amount.start))


_GROUPED = re.compile(r"[$€£]?\s?(\d{2,3})\.(\d{3})(?:\s?(?:€|eur|euros?|usd|dollars?))?", re.IGNORECASE)
"""45.000: with two figures or more before the dot and three behind, nobody means a fraction of an amount."""


def _is_too_bare(amount: Amount, figure: Decimal, slot: Slot) -> bool:
    """Whether a figure for money is so small and plain that it may be anything: "3 deals", or 42 for 42k."""
    return slot.type is SlotType.MONEY and amount.kind != "money" and 0 < figure < LEAST_BARE_MONEY


def _ratio(amount: Amount) -> Ratio | None:
    if amount.part is None or amount.whole is None or amount.whole <= 0 or amount.part < 0:
        return None
    return Ratio(part=int(amount.part), whole=int(amount.whole))


def _figure(amount: Amount, slot: Slot) -> Decimal | None:
    figure = amount.value if amount.value is not None else amount.low
    if figure is None:
        return None
    if amount.kind == "ratio" or figure != round(figure, 6):
        return figure.quantize(Decimal("0.0001"))
    if slot.type is SlotType.PERCENT and amount.kind != "percent":
        return _share(figure)
    if slot.type is SlotType.WEEKS:
        return figure
    return _at_period(figure, amount.per, slot)


LEAST_BARE_SHARE = 10
"""A whole number below this is only a percentage when it says so: "5" may be five of something."""


def _share(figure: Decimal) -> Decimal | None:
    if 1 < figure < LEAST_BARE_SHARE:
        return None
    return figure / 100 if figure > 1 else figure


_COUNTS = dict(zip(SMALL[2:11], range(2, 11), strict=True))
_MANY = rf"(?P<many>\d{{1,2}}|{'|'.join(_COUNTS)})"
_TIMES_BEFORE = re.compile(rf"(?<![\d.,]){_MANY} ?(?:x|×|times) ?$", re.IGNORECASE)
_TIMES_AFTER = re.compile(rf" ?(?:x|×|times) ?{_MANY}(?![\d.,]*\d|k)", re.IGNORECASE)
_SEVERAL = re.compile(rf"(?<![\d.,]){_MANY} [a-z-]+(?: [a-z-]+)?(?:,| at| of| for| worth)? $", re.IGNORECASE)
_EACH = re.compile(r" ?(?:each|apiece|a piece)\b", re.IGNORECASE)


def _times(text: str, amount: Amount) -> int:
    """How often a figure is meant: twice in "2 x 25k", "25k x 2" and "two refreshes at 25k each"."""
    before, after = text[max(0, amount.start - 40) : amount.start], text[amount.end : amount.end + 12]
    found = _TIMES_BEFORE.search(before) or _TIMES_AFTER.match(after)
    if found is None and _EACH.match(after):
        found = _SEVERAL.search(before)
    many = found["many"].casefold() if found else "1"
    return _COUNTS.get(many) or int(many)


_MONTHS = re.compile(r"\d ?m(?:o|os|th|ths)?\b|month")


def _in_weeks(figure: Decimal, stretch: str, slot: Slot) -> Decimal:
    """Bring months and days to weeks; `stretch` is the figure with the word behind it."""
    if _MONTHS.search(stretch):
        return (figure * 52 / 12).quantize(Decimal(1))
    if "day" in stretch:
        return (figure / (7 if slot.calendar else 5)).quantize(Decimal("0.1"))
    return figure


def _at_period(figure: Decimal, per: str | None, slot: Slot) -> Decimal:
    if per is None or per == slot.per or slot.type is SlotType.PERCENT:
        return figure
    scaled = figure * PER_YEAR[per] / PER_YEAR[slot.per]
    return scaled.quantize(Decimal("0.01") if slot.type is SlotType.MONEY else Decimal("0.1"))
