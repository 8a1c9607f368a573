"""Which figure answers which slot: by the words around it first, then by the order of the question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.facts import Number, Ratio, Value
from bot.interview.limits import UNITS
from bot.interview.questions import Slot, SlotType
from bot.reading.amounts import Amount

FIGURES = (SlotType.MONEY, SlotType.PERCENT, SlotType.COUNT, SlotType.WEEKS, SlotType.RATIO)
PER_YEAR = {"year": Decimal(1), "quarter": Decimal(4), "month": Decimal(12), "week": Decimal(52)}
_KINDS = {
    SlotType.MONEY: ("money", "count", "unknown"),
    SlotType.PERCENT: ("percent", "ratio", "count", "unknown"),
    SlotType.COUNT: ("count", "unknown"),
    SlotType.WEEKS: ("count", "unknown"),
    SlotType.RATIO: ("ratio",),
}


@dataclass(frozen=True)
class Wanted:
    """A slot that could take a figure, at its path."""

    path: str
    slot: Slot


LEAST_BARE_MONEY = 1000
"""A number below this is only money when it says so."""
Pair = tuple[Wanted, Amount, Value]


def value_of(text: str, amount: Amount, slot: Slot) -> Value | None:
    """The figure as this slot holds it, or None when it cannot.

    Of a range the lower end counts, and a figure per month is brought to the slot's period. One with two possible
    readings is not taken; it is asked again.
    """
    if amount.ambiguous or amount.kind not in _KINDS.get(slot.type, ()):
        return None
    if slot.type is SlotType.RATIO:
        return _ratio(amount)
    figure = _figure(amount, slot)
    if figure is None or _is_too_bare(amount, figure, slot):
        return None
    if slot.type is SlotType.WEEKS:
        figure = _in_weeks(figure, text[amount.start : amount.end + 8].lower())
    about = amount.approx or amount.uncertain or amount.low is not None
    return Number(value=figure, unit=UNITS[slot.type], about=about)


def _is_too_bare(amount: Amount, figure: Decimal, slot: Slot) -> bool:
    """Whether a figure for money is so small and plain that it may be anything: "3 deals", or 42 for 42k."""
    return slot.type is SlotType.MONEY and amount.kind != "money" and 0 < figure < LEAST_BARE_MONEY


def _ratio(amount: Amount) -> Ratio | None:
    if amount.part is None or amount.whole is None or amount.whole <= 0 or amount.part < 0:
        return None
    return Ratio(part=int(amount.part), whole=int(amount.whole))


def _figure(amount: Amount, slot: Slot) -> Decimal | None:
    if amount.kind == "ratio":
        ratio = _ratio(amount)
        return ratio.fraction.quantize(Decimal("0.0001")) if ratio else None
    figure = amount.value if amount.value is not None else amount.low
    if figure is None:
        return None
    if slot.type is SlotType.PERCENT and amount.kind != "percent":
        return figure / 100 if figure > 1 else figure
    if slot.type is SlotType.WEEKS or (slot.type is SlotType.COUNT and slot.per == "year"):
        return figure
    return _at_period(figure, amount.per, slot)


def _in_weeks(figure: Decimal, stretch: str) -> Decimal:
    """Bring months and days to weeks; `stretch` is the figure with the word behind it."""
    if "month" in stretch:
        return (figure * 52 / 12).quantize(Decimal(1))
    if "day" in stretch:
        return (figure / 5).quantize(Decimal("0.1"))
    return figure


def _at_period(figure: Decimal, per: str | None, slot: Slot) -> Decimal:
    if per is None or per == slot.per or slot.type is SlotType.PERCENT:
        return figure
    scaled = figure * PER_YEAR[per] / PER_YEAR[slot.per]
    return scaled.quantize(Decimal("0.01") if slot.type is SlotType.MONEY else Decimal("0.1"))


def assign(text: str, amounts: Sequence[Amount], wanted: Sequence[Wanted], others: Sequence[Wanted]) -> list[Pair]:
    """Pair figures with slots: those whose neighboring words name a slot first, the rest in the order asked.

    `wanted` is what was asked; among several figures one may be clearly about something else, in `others`.
    """
    pairs = by_cue(text, amounts, wanted, others if len(amounts) > 1 else ())
    taken = {amount.start for _, amount, _ in pairs}
    filled = {want.path for want, _, _ in pairs}
    for want in wanted:
        fits = ((a, v) for a in amounts if a.start not in taken and (v := value_of(text, a, want.slot)) is not None)
        found = next(fits, None) if want.path not in filled else None
        if found:
            pairs.append((want, *found))
            taken.add(found[0].start)
    return sorted(pairs, key=lambda pair: pair[1].start)


def by_cue(text: str, amounts: Sequence[Amount], wanted: Sequence[Wanted], others: Sequence[Wanted] = ()) -> list[Pair]:
    """Only the pairs that the words around a figure name; where two compete, the nearest words win."""
    pairs: list[Pair] = []
    taken: set[int] = set()
    filled: set[str] = set()
    clear = (named for named in _scored(text, amounts, others) if _is_clearly(named[1], named[2].slot))
    for _, amount, want in sorted([*_scored(text, amounts, wanted), *clear], key=lambda named: named[0]):
        value = value_of(text, amount, want.slot)
        if value is not None and amount.start not in taken and want.path not in filled:
            pairs.append((want, amount, value))
            taken.add(amount.start)
            filled.add(want.path)
    return sorted(pairs, key=lambda pair: pair[1].start)


def _is_clearly(amount: Amount, slot: Slot) -> bool:
    """Whether a figure shows by itself that it is of a slot's kind: a bare 20 is neither money nor a percentage."""
    if slot.type is SlotType.MONEY:
        return amount.kind == "money" or (amount.value or Decimal(0)) >= LEAST_BARE_MONEY
    if slot.type is SlotType.PERCENT:
        return amount.kind in ("percent", "ratio")
    return True


def _scored(text: str, amounts: Sequence[Amount], wanted: Sequence[Wanted]) -> Iterator[tuple[int, Amount, Wanted]]:
    """How near a cue of each slot stands to each figure, within the figure's own stretch of its sentence."""
    for index, amount in enumerate(amounts):
        left = max(amounts[index - 1].end if index else 0, _sentence_start(text, amount.start))
        right = min(
            amounts[index + 1].start if index + 1 < len(amounts) else len(text), _sentence_end(text, amount.end)
        )
        for want in wanted:
            score = _nearness(text, left, amount, right, want.slot)
            if score is not None:
                yield score, amount, want


_STOP = re.compile(r"[.!?;\n](?:\s|$)")


def _sentence_start(text: str, place: int) -> int:
    return max((stop.end() for stop in _STOP.finditer(text, 0, place)), default=0)


def _sentence_end(text: str, place: int) -> int:
    stop = _STOP.search(text, place)
    return stop.start() if stop else len(text)


def none_of(text: str, slot: Slot) -> str | None:
    """The words that say a counted thing did not happen at all: "none on price", "not one of them on price"."""
    for cue in slot.cues:
        denial = re.search(
            rf"\b(?:none|nobody|zero|not one|not a single one)\b(?: \w+){{0,3}}? {re.escape(cue)}\b",
            text,
            re.IGNORECASE,
        )
        if denial:
            return denial.group()
    return None


BEHIND = 12
"""A cue behind a figure counts as this many characters further: people mostly name a figure before they give it."""
PAST_A_COMMA = 30
"""So does one in the next clause: in "180k contracted, 20k may not renew" each clause speaks of its own figure."""


def _nearness(text: str, left: int, amount: Amount, right: int, slot: Slot) -> int | None:
    """How far a cue of the slot stands from the figure, in characters, from 1; None where there is none."""
    before, after = text[left : amount.start].lower(), text[amount.end : right].lower()
    distances = []
    for cue in slot.cues:
        word = re.compile(rf"\b{re.escape(cue)}\b")
        distances += [1 for _ in word.finditer(amount.quote.lower())]
        distances += [1 + len(before) - m.end() + _commas(before[m.end() :]) for m in word.finditer(before)]
        distances += [BEHIND + m.start() + _commas(after[: m.start()]) for m in word.finditer(after)]
    return min(distances, default=None)


def _commas(between: str) -> int:
    return PAST_A_COMMA * between.count(",")
