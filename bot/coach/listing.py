"""Lists in a reply: accounts with figures, one thing a line, and the items that a message names."""

import re
from collections.abc import Mapping, Sequence

from bot.coach.plainness import PLAIN

MOST_ITEMS = 60
LEAST_TELLING = 4
"""Letters of a first word that stands for a whole name: "Wayne" for Wayne Clinics."""
MOST_SAID = 200
"""Characters of a message in which an item's name is looked for; a longer one tells a story."""


def slug(name: str) -> str:
    """The key of an item: slug("Wayne Clinics, Inc.") is "wayne-clinics-inc"."""
    return _dashed(name)[:60] or "item"


def _dashed(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-_")


def match_item(name: str, known: dict[str, str]) -> str | None:
    """The key of the known item (key to name) that a name means: the same, or the only one it begins or is part of."""
    wanted = slug(name)
    if wanted in known:
        return wanted
    words = set(wanted.split("-"))
    near = [key for key, full in known.items() if words and words <= set(slug(full).split("-"))]
    near = near or [key for key in known if key.startswith(wanted) or wanted.startswith(f"{key}-")]
    return near[0] if len(near) == 1 else None


def item_named(name: str, known: dict[str, str]) -> str | None:
    """The key of the one item that a name means: all of its words are the item's."""
    words = set(slug(name).split("-"))
    near = [key for key, full in known.items() if words <= set(slug(full).split("-"))]
    return near[0] if len(near) == 1 else None


def named_in(text: str, known: dict[str, str]) -> str | None:
    """The key of the item whose name stands in a message, in full or by the one word that only it begins with."""
    said = f"-{_dashed(text)}-" if len(text) <= MOST_SAID else ""
    whole = [key for key, full in known.items() if f"-{slug(full)}-" in said]
    first = {key: slug(full).split("-")[0] for key, full in known.items()}
    begun = [key for key, word in first.items() if f"-{word}-" in said and _is_telling(word, list(first.values()))]
    near = whole or begun
    return near[0] if len(near) == 1 else None


def _is_telling(word: str, among: Sequence[str]) -> bool:
    return len(word) >= LEAST_TELLING and word not in PLAIN and among.count(word) == 1


_ANSWER = (
    r"\s*(?:in that case|if so|plan b|my answer|i|we)\b(?:'ll| will| would)?(?=[\s:,])"
    r"(?! (?:\w+ )?(?:lose|miss|get|fall|run|am|are"
    r"|can|can't|cannot|burn|fail|do|don't|won't|might|could|may|have|has|had|was|were)\b)"
)
"""What one does: "I move to clinics"; "I lose my engineer" is a risk of its own."""


def lines_of(text: str, *, answered: bool = False) -> tuple[str, ...]:
    """One entry per line or semicolon; a single line of short parts is split at its commas.

    Where each is to be `answered` by what one would do about it, a part that tells that belongs to the one before.
    """
    mark = re.compile(rf"[\n•]+|;(?!\s*(?:then|so|which|because)\b{'|' + _ANSWER if answered else ''})", re.IGNORECASE)
    parts = [part for part in mark.split(text) if part.strip(" .,-*")]
    if len(parts) == 1:
        numbered = [part for part in _NUMBERED.split(text) if part.strip(" .,-*")]
        parts = numbered if len(_NUMBERED.findall(text)) > 1 else _short_parts(parts[0])
    parts = [_BULLET.sub("", part) for part in parts]
    return tuple(part.strip(" .,-•*") for part in parts[:MOST_ITEMS])


_NUMBERED = re.compile(r"(?:(?<=\s)|^)\d{1,2}[.)]\s+")
_BULLET = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•–])\s+")
_LEANS = re.compile(
    r"(?:if|when|then|so|i|we|they|it|because|which|who|that|but|or|unless|until|while)\b", re.IGNORECASE
)


def _short_parts(line: str) -> list[str]:
    """A line's parts between commas, or its sentences, where each can stand for itself."""
    sentences = [part for part in re.split(r"(?<=[a-z]{2})[.!]\s+", line) if part.strip()]
    if len(sentences) > 1 and all(2 <= len(part.split()) <= 9 for part in sentences) and not _leans(sentences):
        return sentences
    parts = [part for part in re.split(r",\s+(?:and\s+)?", line) if part.strip()]
    stand = all(2 <= len(part.split()) <= 9 for part in parts) and not _leans(parts)
    return parts if stand and ":" not in line else [line]


def _leans(parts: Sequence[str]) -> bool:
    return any(_LEANS.match(part.strip()) for part in parts)


def departments(text: str, cues: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Sentences by the department they name; one that names none joins the last.

    `cues` and the result are by slot: {"needs.marketing": "10 leads a month"}.
    """
    found: dict[str, str] = {}
    last: str | None = None
    for part in re.split(r"[\n;]+|(?<=[.!])\s+", text):
        sentence = part.strip(" .-•*")
        if not sentence:
            continue
        named = _department(sentence, cues)
        last = named or last
        if last is not None:
            bare = re.sub(r"^(?:from |and )?\w+\s*[:\-–]\s*", "", sentence) if named else sentence
            found[last] = f"{found[last]}. {bare}" if last in found else bare
    return found


def _department(sentence: str, cues: Mapping[str, Sequence[str]]) -> str | None:
    places = [
        (match.start(), path)
        for path, words in cues.items()
        for word in words
        if (match := re.search(rf"\b{re.escape(word)}\b", sentence, re.IGNORECASE))
    ]
    return min(places)[1] if places else None
