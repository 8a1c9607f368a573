"""What a rep says about their compensation plan: agreed, or not and why (M17); and what looks wrong to them."""

import hashlib
import re
from datetime import datetime
from enum import StrEnum

from bot.pay.private import Private


class Point(StrEnum):
    """The four things a compensation plan should be, for the person and for the company (M17)."""

    AGGRESSIVE = "aggressive"
    ATTAINABLE = "attainable"
    GOOD_FOR_ME = "good for me"
    GOOD_FOR_COMPANY = "good for the company"


_NAMED = {
    Point.AGGRESSIVE: r"\baggressive\b|\b1\b",
    Point.ATTAINABLE: r"\battainable\b|\breach\w*\b|\b2\b",
    Point.GOOD_FOR_ME: r"\bgood for me\b|\bfor me\b|\b3\b",
    Point.GOOD_FOR_COMPANY: r"\bcompany\b|\b4\b",
}
_EXCEPT = re.compile(r"\b(?:except|but|not|disagree|apart from)\b(.*)", re.IGNORECASE | re.DOTALL)


class Agreement(Private):
    """An answer on record: the points not agreed to, the words as typed, the typed name, and the exact document."""

    at: datetime
    name: str
    document: str
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


def read_agreement(text: str, name: str, document: str, at: datetime) -> Agreement | None:
    """Read "agree, Dana Reyes" or "agree except attainable: too steep. Dana Reyes"; None without the full name."""
    if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) is None:
        return None
    words = text.strip()
    exception = _EXCEPT.search(re.sub(re.escape(name), "", words, flags=re.IGNORECASE))
    return Agreement(at=at, name=name, document=fingerprint(document), not_agreed=_not_agreed(exception), words=words)


def _not_agreed(exception: re.Match[str] | None) -> tuple[Point, ...]:
    """The points an exception names; one that names none is about all of them."""
    if exception is None:
        return ()
    named = tuple(point for point, words in _NAMED.items() if re.search(words, exception.group(1), re.IGNORECASE))
    return named or tuple(Point)
