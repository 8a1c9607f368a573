"""Lists in a reply: accounts with figures, ticks on a checklist, one thing a line."""

import re
from collections.abc import Mapping, Sequence

from bot.interview.questions import Choice

MOST_ITEMS = 60
_COMMON = {"the", "and", "for", "to", "of", "in", "on", "at", "as", "all", "not", "was", "were", "up", "kept", "every"}


def slug(name: str) -> str:
    """The key of an item: slug("Wayne Clinics, Inc.") is "wayne-clinics-inc"."""
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-_")[:60] or "item"


def match_item(name: str, known: dict[str, str]) -> str | None:
    """The key of the known item (key to name) that a name means: the same, or the only one it begins or is part of."""
    wanted = slug(name)
    if wanted in known:
        return wanted
    words = set(wanted.split("-"))
    near = [key for key, full in known.items() if words and words <= set(slug(full).split("-"))]
    near = near or [key for key in known if key.startswith(wanted) or wanted.startswith(f"{key}-")]
    return near[0] if len(near) == 1 else None


def ticked(text: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The lines of a checklist a reply names: "2, 5 and 7", "crm and referrals", "all of them"."""
    if re.fullmatch(r"\s*(?:all|everything|all of (?:them|these))\W*", text, re.IGNORECASE):
        return tuple(choices)
    numbers = [int(figure) for figure in re.findall(r"(?<![\d.,])\d{1,2}(?![\d%])", text)]
    if numbers:
        return tuple(choices[n - 1] for n in dict.fromkeys(numbers) if 0 < n <= len(choices))
    said = _words(text)
    return tuple(choice for choice in choices if said & _words(choice.label))


def _words(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[a-z]{3,}", text.lower()) if word not in _COMMON}


def lines_of(text: str) -> tuple[str, ...]:
    """One entry per line or semicolon; a single line of short parts is split at its commas."""
    parts = [
        part for part in re.split(r"[\n;]+|(?:(?<=\s)|^)(?:\d{1,2}[.)]|[-*•])\s+", text) if part and part.strip(" .,-")
    ]
    if len(parts) == 1 and ":" not in text:
        short = [part for part in re.split(r",\s+(?:and\s+)?", parts[0]) if part.strip()]
        if all(2 <= len(part.split()) <= 9 for part in short):
            parts = short
    return tuple(part.strip(" .,-•*") for part in parts[:MOST_ITEMS])


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
