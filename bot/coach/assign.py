"""Which figure answers which slot: by the words around it first, then by the order of the question.

A figure is taken only where it is said plainly (`bot.coach.plainness`); one told in passing is nobody's answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise, zip_longest

from bot.coach.plainness import PLAIN, is_story, own_words, stem, strays
from bot.coach.values import LEAST_BARE_MONEY, could_be, is_whole, value_of
from bot.facts import Value
from bot.interview.questions import Slot, SlotType, Topic
from bot.reading.amounts import Amount


@dataclass(frozen=True)
class Wanted:
    """A slot that could take a figure, at its path; `topic` is the question when it was just asked."""

    path: str
    slot: Slot
    topic: Topic | None = None

    @property
    def own(self) -> frozenset[str]:
        return own_words(self.slot, self.topic)


Pair = tuple[Wanted, Amount, Value]
CUED, COUNTED = 2, 1
"""Words astray in a figure's clause that are let pass: where a cue names it, and for what a ratio counts."""


@dataclass
class _Pairing:
    """Figures being given to slots. A figure that words claim for a slot is spoken for, even where it is not taken."""

    text: str
    amounts: Sequence[Amount]
    pairs: list[Pair] = field(default_factory=list)
    spoken_for: set[int] = field(default_factory=set)
    settled: set[str] = field(default_factory=set)

    def is_free(self, amount: Amount, want: Wanted) -> bool:
        return amount.start not in self.spoken_for and want.path not in self.settled

    def fits(self, amount: Amount, want: Wanted) -> bool:
        return self.is_free(amount, want) and value_of(self.text, amount, want.slot) is not None

    def give(self, amount: Amount, want: Wanted, allowed: int, own: frozenset[str]) -> None:
        """Give a figure to a slot, if it is said plainly; either way nothing else may claim the two."""
        self.spoken_for.add(amount.start)
        self.settled.add(want.path)
        value = value_of(self.text, amount, want.slot)
        if value is not None and strays(self.text, self.amounts, amount, own) <= allowed:
            self.pairs.append((want, amount, value))

    def keep_from_others(self, want: Wanted) -> None:
        """A figure that may be meant for this slot, but is too bare to be sure, is no answer to the next one."""
        self.spoken_for |= {amount.start for amount in self.amounts if could_be(amount, want.slot)}

    @property
    def in_order(self) -> list[Pair]:
        return sorted(self.pairs, key=lambda pair: pair[1].start)


def assign(text: str, amounts: Sequence[Amount], wanted: Sequence[Wanted], others: Sequence[Wanted] = ()) -> list[Pair]:
    """Pair figures with slots: those whose neighboring words name a slot first, the rest in the order asked.

    `wanted` is what was asked; a figure may be clearly about something else, in `others`.
    """
    amounts = revised(text, amounts)
    if len(amounts) == 1 and len(wanted) > 1 and _EACH.match(text, amounts[0].end):
        values = [(want, amounts[0], value_of(text, amounts[0], want.slot)) for want in wanted]
        return [(want, amount, value) for want, amount, value in values if value is not None]
    in_a_row = _in_a_row(text, amounts, wanted)
    if in_a_row:
        return in_a_row
    pairing = _cued(text, amounts, wanted, others, CUED)
    unclear = is_story(text, amounts, _own(wanted)) or _too_many(pairing, wanted)
    for want in () if unclear else wanted:
        _give_in_order(pairing, want, want.own)
    return pairing.in_order


_EACH = re.compile(r"%? ?(?:(?:in|for|per|a) )?(?:each|every|apiece)\b", re.IGNORECASE)
"""Behind a figure it is meant for everything that was asked: "25 each"."""


ROW = 3
"""Figures at least that make a row: of two, one may well be somebody else's."""


def _in_a_row(text: str, amounts: Sequence[Amount], wanted: Sequence[Wanted]) -> list[Pair]:
    """As many figures as were asked for, with no word between them, in the order asked: "more in q4: 20 20 25 35"."""
    if len(amounts) != len(wanted) or len(amounts) < ROW:
        return []
    between = (text[one.end : other.start] for one, other in pairwise(amounts))
    values = [value_of(text, amount, want.slot) for want, amount in zip(wanted, amounts, strict=True)]
    if any(re.search(r"\w", gap) for gap in between):
        return []
    pairs = zip(wanted, amounts, values, strict=True)
    return [(want, amount, value) for want, amount, value in pairs if value is not None] if all(values) else []


def _give_in_order(pairing: _Pairing, want: Wanted, own: frozenset[str]) -> None:
    """Give a slot the first figure that no words name, if nothing in its clause tells of something else."""
    for amount in pairing.amounts:
        allowed = COUNTED if want.slot.type is SlotType.RATIO else 0
        if pairing.fits(amount, want) and strays(pairing.text, pairing.amounts, amount, own) <= allowed:
            pairing.give(amount, want, allowed, own)
    if want.path not in pairing.settled:
        pairing.keep_from_others(want)


def _too_many(pairing: _Pairing, wanted: Sequence[Wanted]) -> bool:
    """Whether there are more different figures of one kind than that kind was asked for, so that none is meant."""
    kinds = {want.slot.type for want in wanted}
    return any(len(_candidates(pairing, kind, wanted)) > sum(w.slot.type is kind for w in wanted) for kind in kinds)


def _candidates(pairing: _Pairing, kind: SlotType, wanted: Sequence[Wanted]) -> set[Value | None]:
    """The figures a kind of slot could take; where some are clearly of that kind, only those."""
    slots = [want for want in wanted if want.slot.type is kind and want.path not in pairing.settled]
    fit = [(amount, want) for want in slots for amount in pairing.amounts if pairing.fits(amount, want)]
    clear = [(amount, want) for amount, want in fit if is_clearly(amount, want.slot)]
    return {value_of(pairing.text, amount, want.slot) for amount, want in clear or fit}


def by_cue(text: str, amounts: Sequence[Amount], wanted: Sequence[Wanted], others: Sequence[Wanted] = ()) -> list[Pair]:
    """Only the pairs that the words around a figure name; where two compete, the nearest words win."""
    return _cued(text, amounts, wanted, others, CUED).in_order


_INSTEAD = re.compile(
    r"\b(?:no,|no wait|nope,|sorry|i mean|i meant|make (?:that|it)|scratch that|correction)\b|\bno,", re.IGNORECASE
)


def revised(text: str, amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """The figures without those denied or taken back in the same breath: "3 on price. No, 4 on price"."""
    meant = [amount for amount in amounts if not amount.denied]
    return tuple(
        amount
        for amount, after in zip_longest(meant, meant[1:])
        if after is None or amount.kind != after.kind or not _INSTEAD.search(text, amount.end, after.start)
    )


def in_passing(text: str, amounts: Sequence[Amount], wanted: Sequence[Wanted]) -> list[Pair]:
    """Figures in an answer that is told in words: "4 on price" in a clause of its own, or just the figure."""
    amounts = revised(text, amounts)
    pairing = _cued(text, amounts, wanted, (), 0)
    for want in () if is_story(text, amounts, _own(wanted)) else wanted:
        _give_in_order(pairing, want, frozenset())
    return pairing.in_order


def _own(wanted: Sequence[Wanted]) -> frozenset[str]:
    return frozenset[str]().union(*(want.own for want in wanted))


def _cued(
    text: str, amounts: Sequence[Amount], wanted: Sequence[Wanted], others: Sequence[Wanted], allowed: int
) -> _Pairing:
    pairing = _Pairing(text, amounts, settled={want.path for want in (*wanted, *others) if none_of(text, want.slot)})
    named = [(*name, allowed) for name in _scored(text, amounts, wanted, None)]
    named += [(*name, 0) for name in _scored(text, amounts, others, _own(wanted))]
    named = [name for name in named if name[3] or name[0] < PAST_A_COMMA or _leads_to(text, name[1], name[2])]
    meant = _own([want for _, _, want, _ in named])
    for _, amount, want, astray in sorted(named, key=lambda name: name[0]):
        if pairing.is_free(amount, want):
            pairing.give(amount, want, astray, meant | want.own)
    return pairing


_CONNECTS = frozenset({"because", "since", "owing", "thanks"})


def _leads_to(text: str, amount: Amount, want: Wanted) -> bool:
    """Whether only everyday words stand between a figure and a cue behind it: "4 we have lost because of the price"."""
    after = text[amount.end : _sentence_end(text, amount.end)].lower()
    cues = (re.search(rf"\b{re.escape(cue)}\b", after) for cue in want.slot.cues)
    return any(cue and _is_plain(after[: cue.start()], want.own) for cue in cues)


def _is_plain(between: str, own: frozenset[str]) -> bool:
    words = re.findall(r"[a-z]+", between)
    return "," not in between and all(word in PLAIN | _CONNECTS or stem(word) in own for word in words)


def is_clearly(amount: Amount, slot: Slot) -> bool:
    """Whether a figure shows by itself that it is of a slot's kind: a bare 20 is neither money nor a percentage."""
    if slot.type is SlotType.MONEY:
        return amount.kind == "money" or (amount.value or Decimal(0)) >= LEAST_BARE_MONEY
    if slot.type is SlotType.PERCENT:
        return amount.kind in ("percent", "ratio")
    return True


def _scored(
    text: str, amounts: Sequence[Amount], wanted: Sequence[Wanted], asked: frozenset[str] | None
) -> Iterator[tuple[int, Amount, Wanted]]:
    """How near a cue of each slot stands to each figure, within the figure's own stretch of its sentence.

    A slot that was not asked for needs a telling cue: no everyday word, and none of the question's own (`asked`).
    """
    names_follow = _names_follow(text, amounts, wanted)
    for index, amount in enumerate(amounts):
        left = max(amounts[index - 1].end if index else 0, _sentence_start(text, amount.start))
        left = amount.start if names_follow and index else left
        right = min(
            amounts[index + 1].start if index + 1 < len(amounts) else len(text), _sentence_end(text, amount.end)
        )
        for want in wanted:
            cues = [cue for cue in want.slot.cues if asked is None or _tells(cue, asked)]
            fits = (
                could_be(amount, want.slot)
                and not is_whole(text, amount, want.slot)
                and (asked is None or is_clearly(amount, want.slot))
            )
            score = _nearness(text, left, amount, right, cues) if fits else None
            if score is not None:
                yield score, amount, want


def _names_follow(text: str, amounts: Sequence[Amount], wanted: Sequence[Wanted]) -> bool:
    """Whether each figure is named after it is given, so that words between two are about the first of them.

    So it is in "180k contracted 20k may not renew", typed or spoken without a comma.
    """
    if len(amounts) < 2:
        return False
    cues = "|".join(re.escape(cue) for want in wanted for cue in want.slot.cues)
    if not cues:
        return False
    ends = [*(amount.start for amount in amounts[1:]), len(text)]
    named = (
        re.search(rf"\b(?:{cues})\b", text[a.end : end], re.IGNORECASE) for a, end in zip(amounts, ends, strict=True)
    )
    return all(named) and not re.search(rf"\b(?:{cues})\b", text[: amounts[0].start], re.IGNORECASE)


_EVERYDAY = frozenset("did made came in each out of ended finished closed takes per".split())


def _tells(cue: str, asked: frozenset[str]) -> bool:
    return not all(word in _EVERYDAY or stem(word) in asked for word in cue.split())


_STOP = re.compile(r"[.!?;](?:\s|$)|\n")


def _sentence_start(text: str, place: int) -> int:
    return max((stop.end() for stop in _STOP.finditer(text, 0, place)), default=0)


def _sentence_end(text: str, place: int) -> int:
    stop = _STOP.search(text, place)
    return stop.start() if stop else len(text)


def none_of(text: str, slot: Slot) -> str | None:
    """The words that say there was none of something: "none on price", "not one of them on price", "nothing at risk".

    Of money only what may be missing is told so: nobody has a quota of nothing.
    """
    if slot.type is not SlotType.COUNT and (slot.type is not SlotType.MONEY or slot.required):
        return None
    cues = "|".join(map(re.escape, slot.cues))
    denial = re.search(
        rf"\b(?:none|nothing|nobody|zero|not one|not a single one)\b(?: \w+){{0,3}}? (?:{cues})\b", text, re.IGNORECASE
    )
    return denial.group() if cues and denial else None


def part_of(text: str, amounts: Sequence[Amount], slot: Slot) -> Amount | None:
    """The one ratio whose part a count is, by the words right behind it: "12 of 22 on price"."""
    ratios = [amount for amount in amounts if amount.kind == "ratio" and not amount.denied]
    cues = "|".join(map(re.escape, slot.cues))
    named = [a for a in ratios if cues and re.match(rf"\W*(?:\w+ ){{0,3}}?(?:{cues})\b", text[a.end :], re.IGNORECASE)]
    return named[0] if len(named) == len(ratios) == 1 else None


BEHIND = 12
"""A cue behind a figure counts as this many characters further: people mostly name a figure before they give it."""
PAST_A_COMMA = 30
"""So does one in the next clause: in "180k contracted, 20k may not renew" each clause speaks of its own figure."""


def _nearness(text: str, left: int, amount: Amount, right: int, cues: Sequence[str]) -> int | None:
    """How far one of the cues stands from the figure, in characters, from 1; None where there is none."""
    before, after = text[left : amount.start].lower(), text[amount.end : right].lower()
    distances = []
    for cue in cues:
        word = re.compile(rf"\b{re.escape(cue)}\b")
        distances += [1 for _ in word.finditer(amount.quote.lower())]
        distances += [1 + len(before) - m.end() + _commas(before[m.end() :]) for m in word.finditer(before)]
        distances += [BEHIND + m.start() + _commas(after[: m.start()]) for m in word.finditer(after)]
    return min(distances, default=None)


_NEXT_CLAUSE = re.compile(r",|\bof which\b|\b(?:and|but|with)\b")


def _commas(between: str) -> int:
    return PAST_A_COMMA * len(_NEXT_CLAUSE.findall(between))
