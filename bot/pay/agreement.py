"""What a rep says about their compensation plan: agreed, or not and why (M17); and what looks wrong to them."""

import hashlib
import re
from datetime import datetime
from enum import StrEnum

from pydantic import Field

from bot.pay.private import Private


class Point(StrEnum):
    """The four things a compensation plan should be, for the person and for the company (M17)."""

    AGGRESSIVE = "aggressive"
    ATTAINABLE = "attainable"
    GOOD_FOR_ME = "good for me"
    GOOD_FOR_COMPANY = "good for the company"


_NAMED = {
    Point.AGGRESSIVE: r"\b(?:aggressive|ambitious)\b",
    Point.ATTAINABLE: r"\b(?:un)?(?:attainable|achievable|reachable|realistic|doable)\b",
    Point.GOOD_FOR_ME: r"\bgood for me\b|\bfor me\b(?=\W*(?:yes|no|not|y|n|it)\b)|\bme\b(?=\s*[:=?])",
    Point.GOOD_FOR_COMPANY: r"\bfor (?:the |our )?(?:company|business)\b|\bcompany\b(?=\s*(?:[:=?]|yes|no\b))",
}
_NUMBERED = (
    r"(?:(?<=^)|(?<=[\s,;]))(?:point )?#?{number}(?=[.):]?\s*(?:is (?:a )?|=|-)?\s*(?:yes|yep|no|not|nope|ok|y|n)\b)"
)
_LISTED = r"\b{number}\b"
_YES = re.compile(
    r"\W*(?:(?:is|are|it is|it's|:|=)\W*)?(?:yes|yep|yeah|y|ok|okay|fine|agreed|sure|true)\b", re.IGNORECASE
)
_NO = re.compile(r"\W*(?:(?:is|it is|it's)\W*(?:a )?)?(?:no|nope|n|not|isn't|false|hardly|barely)\b", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    r"\b(?:not|isn't|no|except|but|apart from|disagree|don't \w+|doubt|hardly|barely|nor|neither)\b"
    r"(?:\W+(?:really|very|so|it's|it|is|that|on|with|about|for|the|point|points|agree|to))*\W*$",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(?:except|but|apart from|other than|although|though)\b", re.IGNORECASE)
_OBJECTS = re.compile(
    r"\b(?:disagree|(?:don't|do not|can't|cannot|won't) (?:agree|accept|sign)|not agree)\b|^\W*(?:no|nope)\b",
    re.IGNORECASE,
)
_IN_TURN = re.compile(r"(?:\W*\b(?:yes|yep|y|no|nope|n)\b\W*){4}", re.IGNORECASE)
_REASON = re.compile(r"[:;.]|\b(?:because|since|as)\b", re.IGNORECASE)


class Agreement(Private):
    """An answer on record: the points not agreed to, the words as typed, the typed name, and the exact document.

    `document` is the SHA-256 of `document_text`, the explanation the rep had been shown.
    """

    at: datetime
    name: str
    document: str
    document_text: str = Field(default="", repr=False)
    not_agreed: tuple[Point, ...] = ()
    words: str

    @property
    def is_whole(self) -> bool:
        return not self.not_agreed


class PayQuestion(Private):
    """Something that looks wrong to a rep, and the executive's answer once there is one."""

    at: datetime
    text: str
    answer: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None


def fingerprint(document: str) -> str:
    """The SHA-256 of the exact text a rep was shown, as hexadecimal digits."""
    return hashlib.sha256(document.encode()).hexdigest()


def is_signed(text: str, name: str) -> bool:
    """Whether someone's full name is typed in a text."""
    return re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) is not None


def read_agreement(text: str, name: str, document: str, at: datetime) -> Agreement | None:
    """Read "agree, Dana Reyes" or "1 yes, 2 no: too steep, 3 yes, 4 yes. Dana Reyes".

    None without the full name, and where something is objected to that is none of the four points.
    """
    if not is_signed(text, name):
        return None
    words = text.strip()
    without_name = re.sub(re.escape(name), "", words, flags=re.IGNORECASE).replace("’", "'")
    not_agreed = _not_agreed(without_name)
    if not_agreed is None:
        return None
    return Agreement(
        at=at,
        name=name,
        document=fingerprint(document),
        document_text=document,
        not_agreed=not_agreed,
        words=words,
    )


def _not_agreed(said: str) -> tuple[Point, ...] | None:
    """The points that are not agreed to; all four where nothing is, None where what is objected to is none of them."""
    if _IN_TURN.fullmatch(said):
        answers = re.findall(r"[yn]\w*", said.lower())
        return tuple(point for point, answer in zip(Point, answers, strict=True) if answer.startswith("n"))
    exception = _EXCEPT.search(said)
    named = sorted({*_mentions(said, _NAMED), *_mentions(said, _numbered(_NUMBERED)), *_excepted(said, exception)})
    if not named:
        return tuple(Point) if _OBJECTS.search(said) else None if exception else ()
    refused = {point for at, (_, _, point) in enumerate(named) if _is_refused(said, named, at, exception)}
    if not refused and _OBJECTS.search(said):
        refused = {point for _, _, point in named}
    return tuple(point for point in Point if point in refused)


Mention = tuple[int, int, Point]


def _mentions(said: str, patterns: dict[Point, str]) -> list[Mention]:
    found = ((m, point) for point, words in patterns.items() for m in re.finditer(words, said, re.IGNORECASE))
    return [(m.start(), m.end(), point) for m, point in found]


def _numbered(pattern: str) -> dict[Point, str]:
    return {point: pattern.format(number=number) for number, point in enumerate(Point, 1)}


def _excepted(said: str, exception: re.Match[str] | None) -> list[Mention]:
    """Points named by their number in an exception: "agree except 2 and 4: ..."; figures in the reason are none."""
    if exception is None:
        return []
    reason = _REASON.search(said, exception.end())
    ends = reason.start() if reason else len(said)
    return [m for m in _mentions(said[:ends], _numbered(_LISTED)) if m[0] >= exception.end()]


def _is_refused(said: str, named: list[Mention], at: int, exception: re.Match[str] | None) -> bool:
    """What stands right after a point decides, then what stands right before it, then an exception further before."""
    start, end, _ = named[at]
    before = said[named[at - 1][1] if at else 0 : start]
    if _YES.match(said, end):
        return False
    if _NO.match(said, end) or _NOT_BEFORE.search(before) or said[start:end].lower().startswith("un"):
        return True
    return exception is not None and start > exception.start()
