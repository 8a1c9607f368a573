"""Ticks on a checklist of what was not 100%: "2, 5 and 7", "crm and referrals", "all but the last", "none"."""

import re
from collections.abc import Sequence

from bot.interview.questions import Choice
from bot.reading.amount_words import SMALL
from bot.reading.date_words import ORDINALS
from bot.reading.replies import read_answer

_COMMON = {"the", "and", "for", "to", "of", "in", "on", "at", "as", "all", "not", "was", "were", "up", "kept", "every"}
_ALL = r"(?:all|everything|every one|each)(?: of (?:them|these|it))?"
_WELL = r"(?:good|fine|ok|okay|well|great|perfect|done|green|there|100(?: ?%| percent)?)"
_EVERY_LINE = re.compile(rf"\s*{_ALL}(?: \d)?\W*", re.IGNORECASE)
_ARE_WELL = rf"(?:{_ALL}|they|it|those)(?:'s|'re)?(?: (?:all|else|is|are|was|were|went|at|looked))* {_WELL}"
_ALL_WELL = re.compile(rf"\W*{_ARE_WELL}\W*", re.IGNORECASE)
_EXCEPT = r",? (?:but|except(?: for)?|apart from|aside from|other than|besides|minus|save)\b(?P<rest>.+)"
_BUT = re.compile(rf"\s*{_ALL}{_EXCEPT}", re.IGNORECASE | re.DOTALL)
_WELL_BUT = re.compile(rf"\s*{_ARE_WELL}{_EXCEPT}", re.IGNORECASE | re.DOTALL)
_NUMBERS = dict(zip(SMALL[1:10], range(1, 10), strict=True))
_PLACES = dict(zip(ORDINALS[:9], range(1, 10), strict=True))
_AT_THE_END = re.compile(r"\W*(?:just |only )?(?:the )?(?P<end>first|last) (?P<many>\w+)\W*", re.IGNORECASE)


def ticked(text: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The lines of a checklist a reply names: "2, 5 and 7", "crm and referrals", "all of them", "all but 5".

    "All good but 5" names the fifth, for the others are.
    """
    but = _BUT.fullmatch(text)
    if but:
        left_out = ticked(but["rest"], choices)
        return tuple(choice for choice in choices if choice not in left_out) if left_out else ()
    well_but = _WELL_BUT.fullmatch(text)
    if well_but:
        return ticked(well_but["rest"], choices)
    if _EVERY_LINE.fullmatch(text):
        return tuple(choices)
    places = _places(text, len(choices))
    if places:
        return tuple(choices[place - 1] for place in places if place <= len(choices))
    text = _apart(text)
    numbers = [int(tick["no"]) for tick in _TICK.finditer(text) if _stands_alone(tick)]
    if numbers or not re.search(r"[^\W\d_]{3}", text):
        return tuple(choices[n - 1] for n in dict.fromkeys(numbers) if 0 < n <= len(choices))
    said = _words(text)
    return tuple(choice for choice in choices if said & _words(choice.label))


def _places(text: str, count: int) -> list[int]:
    """The lines that a reply gives by their places in words alone: "one and four", "the first two", "the last one"."""
    ends = _AT_THE_END.fullmatch(text)
    many = _NUMBERS.get(ends["many"].lower(), 2 if ends["many"].lower() == "couple" else 0) if ends else 0
    if ends and many:
        return list(range(1, many + 1)) if ends["end"].lower() == "first" else list(range(count - many + 1, count + 1))
    words = re.findall(r"[a-z]+", text.casefold())
    for known in (_PLACES | {"last": count}, _NUMBERS):
        said = [known[word] for word in words if word in known]
        if said and len(said) + sum(word in _BESIDE for word in words) == len(words) and not re.search(r"\d", text):
            return list(dict.fromkeys(said))
    return []


_STUCK = re.compile(r"(?<![\d.,%$€£-])\d{1,2}(?:[,/&+.]#?\d{1,2})+(?![\d%]|[.,]\d|[km]\b)")
_RANGE = re.compile(r"(?<![\d.,%#$€£-])(\d{1,2})(?:\s?[-–]\s?| to | through | thru )(\d{1,2})(?![\d%]|[.,]\d)")


def _apart(text: str) -> str:
    """Numbers typed in haste, one by one: "2,3", "2/3", and "2-4" as "2, 3, 4"."""
    text = _STUCK.sub(lambda stuck: ", ".join(re.findall(r"\d+", stuck[0])), text)
    return _RANGE.sub(lambda ends: ", ".join(map(str, range(int(ends[1]), int(ends[2]) + 1))) or ends[0], text)


_CLAUSE = re.compile(r"[,.;:!–]+\s*|\s-\s|\b(?:so|then|because|since)\b")
_TURNS = re.compile(r"\b(?:but|except|apart|although|though|only|maybe)\b", re.IGNORECASE)


def denies_all(text: str) -> bool:
    """Whether a reply comes to "none": "that was all delivery's doing, so none", "none, it went well", "all good"."""
    if _ALL_WELL.fullmatch(text):
        return True
    clauses = [clause.strip() for clause in _CLAUSE.split(text.casefold()) if clause.strip()]
    ends = bool(clauses) and read_answer(clauses[-1]) == "none"
    opens = bool(clauses) and read_answer(clauses[0]) == "none" and not _TURNS.search(text)
    return (ends or opens) and not re.search(r"\d", text)


_TICK = re.compile(
    r"(?:(?P<before>[^\W\d_]+)[ .:#]*)?(?<![\d.,#%$€£-])#?(?P<no>\d{1,2})(?![\d%.,]\d|%|\d)(?: (?P<after>[a-z]+))?"
)
_BESIDE = frozenset(
    (
        "number numbers no nr points point items lines and n und et y en or also plus then just only maybe sometimes"
        " mainly mostly definitely certainly probably guess say be be with for i it the as too sure because since but"
        " is was are were to my"
    ).split()
)


def _stands_alone(tick: re.Match[str]) -> bool:
    """Whether a number is one of the list's: "2, 5 and maybe 7", but neither "Q3" nor "4 deals closed"."""
    before, after = (tick["before"] or "and").lower(), tick["after"] or "and"
    return before in _BESIDE and after in _BESIDE


def _words(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[a-z]{3,}", text.lower()) if word not in _COMMON}
