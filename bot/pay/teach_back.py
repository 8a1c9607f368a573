"""Teach-back: the rep explains their pay in their own words, and the main points are checked against the clauses (M18).

Deterministic: figures by the reader of amounts, the rest by word cues. When in doubt a point counts as not heard, never
as wrong; only a figure that is right nowhere in the plan, said where it can mean nothing else, contradicts a point.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Self

from bot.pay.claims import Claim, claims_in, is_far, is_near
from bot.pay.cues import CHANGING, PAYING
from bot.pay.main_points import MainPoint, Topic
from bot.pay.private import Private
from bot.reading.amounts import Amount, read_amounts

LONGEST = 4000
"""Characters that are read; nobody explains their pay in more."""
SHOWN = 2
"""Points told in one reply; the rest waits for the next try."""


class Contradiction(Private):
    """A point, and the figure that was said for it, as it was written."""

    point: MainPoint
    said: str


class TeachBack(Private):
    """What an explanation got across: each point is in one of the three, in their order of weight."""

    made: tuple[MainPoint, ...]
    missing: tuple[MainPoint, ...]
    contradicted: tuple[Contradiction, ...]


class _Sentence(Private):
    text: str
    amounts: tuple[Amount, ...]
    claims: tuple[Claim, ...]

    @property
    def of_pay(self) -> Self:
        """The sentence without what cannot be a rate or an amount of pay: "two parts", "at 150% of goal"."""
        kept = (amount for amount in self.amounts if not _is_place(amount))
        return self.model_copy(update={"amounts": tuple(kept)})


def _is_place(amount: Amount) -> bool:
    if amount.value is None:
        return False
    return amount.value >= 1 if amount.kind == "percent" else amount.value < 10 and _is_bare_count(amount)


def _is_bare_count(amount: Amount) -> bool:
    return amount.kind in ("count", "unknown", "ratio") and "time" not in amount.quote.lower()


def check(text: str, points: Sequence[MainPoint]) -> TeachBack:
    """Sort the main points into made, missing and contradicted by what a rep says."""
    parts = re.split(r"(?<=[.!?;])\s+|\n+", text[:LONGEST])
    sentences = [_read(part) for part in parts if part.strip()]
    wrong = {at: said for at, point in enumerate(points) if (said := _contradicted(point, points, sentences))}
    made = {at for at, point in enumerate(points) if at not in wrong and any(_makes(point, s) for s in sentences)}
    return TeachBack(
        made=tuple(points[at] for at in sorted(made)),
        missing=tuple(point for at, point in enumerate(points) if at not in made and at not in wrong),
        contradicted=tuple(Contradiction(point=points[at], said=said) for at, said in sorted(wrong.items())),
    )


def _read(sentence: str) -> _Sentence:
    text = sentence.replace("’", "'")
    amounts = read_amounts(text)
    return _Sentence(text=text, amounts=amounts, claims=tuple(claims_in(text, amounts)))


def _makes(point: MainPoint, sentence: _Sentence) -> bool:
    """Whether a sentence makes a point: by a figure of it, by an edge said of a change, or by its words."""
    if _has(sentence, PAYING) and _says(sentence.of_pay, point.figures):
        return True
    if _has(sentence, CHANGING) and _says(sentence, point.edges):
        return True
    return any(all(_has(sentence, pattern) for pattern in cue) for cue in point.cues)


def _has(sentence: _Sentence, pattern: str) -> bool:
    return re.search(pattern, sentence.text, re.IGNORECASE) is not None


def _says(sentence: _Sentence, figures: Iterable[Decimal]) -> bool:
    heard = [amount for amount in sentence.amounts if not amount.denied]
    return any(is_near(amount, figure) for figure in figures for amount in heard)


def _contradicted(point: MainPoint, points: Sequence[MainPoint], sentences: Sequence[_Sentence]) -> str | None:
    """What was said that this point contradicts, unless the same sentence gets it right as well."""
    for sentence in sentences:
        for claim in sentence.claims:
            if _owner(claim, points) is point and _is_wrong(claim, point) and not _says(sentence, point.figures):
                return claim.said
    return None


def _owner(claim: Claim, points: Sequence[MainPoint]) -> MainPoint | None:
    """The point a claim is about; a rate above an edge is the rate where a plan has no edges."""
    topics = (Topic.CHANGES, Topic.RATE) if claim.topic is Topic.CHANGES else (claim.topic,)
    return next((point for topic in topics for point in points if point.topic is topic), None)


def _is_wrong(claim: Claim, point: MainPoint) -> bool:
    if claim.amount is None:
        return bool(point.spans) and claim.spans.isdisjoint(point.spans)
    if claim.amount.unit == "month":
        return bool(point.months) and all(claim.amount.value != months for months in point.months)
    return bool(point.right) and all(is_far(claim.amount, figure) for figure in point.right)


def in_words(found: TeachBack) -> str:
    """The reply: what was right, what reads otherwise in the plan, and the next one or two points with their clause."""
    parts = [_right(found), *(_other(each) for each in found.contradicted[:SHOWN])]
    left = SHOWN - len(found.contradicted[:SHOWN])
    parts += [_missing(found.missing[:left])] if left and found.missing else []
    if found.contradicted or found.missing:
        parts.append("Try it once more in your own words, or go on. Nothing hangs on it.")
    return "\n\n".join(parts)


def _right(found: TeachBack) -> str:
    if not found.made:
        return "I did not hear a main point yet. Say what pays you, how much, and when it comes."
    named = [point.topic.value for point in found.made]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    if not found.missing and not found.contradicted:
        return f"That is the whole of it: {listed}. You can explain this plan at home."
    return f"You have {listed} right."


def _other(found: Contradiction) -> str:
    return f"One figure reads otherwise: you said {found.said}. {_cited(found.point)}"


def _missing(points: Sequence[MainPoint]) -> str:
    return "\n".join(["Still to come:", *(f"- {_cited(point)}" for point in points)])


def _cited(point: MainPoint) -> str:
    where = point.clause if not point.clause[:1].isdigit() else f"Clause {point.clause}"
    return f"{where[0].upper()}{where[1:]}: {point.text}"
