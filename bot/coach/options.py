"""Which answer a short reply gives to a question about a file: by its words, its place, or yes and no."""

import re

from bot.reading.replies import read_answer
from bot.reading.tables.model import Option, Question

LONGEST = 6
"""Words of a reply that only picks an option: "the day comes first", "they are all still open"."""
_PLACES = ("first", "second", "third", "fourth")
_LEAVES = re.compile(
    r"(?:no,? )?(?:not (?:this|that|the right)|wrong|never ?mind|forget|ignore|drop|discard|cancel|don'?t (?:use|take))"
    r"(?: (?:with|about|the|this|that|it|a|one))*(?: (?:file|one|list|sheet|export|import))?",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?:(?:no|oh|oops|sorry|wait|ok)[, ]+)*"
    r"(?:undo|(?:go |one )?back|previous|take that back|scratch that)(?: (?:that|it|one))?",
    re.IGNORECASE,
)
_PUT_OFF = re.compile(r"skip(?: it| that| this)?|pass|later|whatever|doesn'?t matter|you decide|either", re.IGNORECASE)


def picked(text: str, question: Question) -> Option | None:
    """The option a reply names, None where it names none or more than one, or says more than that."""
    said = text.strip(" .!,").casefold()
    labels = [option.label.casefold() for option in question.options]
    exact = [option for option, label in zip(question.options, labels, strict=True) if said in (label, f'"{label}"')]
    if exact or len(said.split()) > LONGEST:
        return exact[0] if len(exact) == 1 else None
    return _by_yes_or_no(said, question) or _by_place(said, question) or _by_words(said, question)


def leaves_file(text: str) -> bool:
    """Whether a reply says that the file is not the one that was meant."""
    return bool(_LEAVES.fullmatch(text.strip(" .!,")))


def goes_back(text: str) -> bool:
    """Whether a reply takes the last answer about the file back."""
    return bool(_BACK.fullmatch(text.strip(" .!,")))


def puts_off(text: str) -> bool:
    """Whether a reply leaves a question about the file to what was assumed."""
    return bool(_PUT_OFF.fullmatch(text.strip(" .!,"))) or read_answer(text) == "unknown"


def _by_yes_or_no(said: str, question: Question) -> Option | None:
    """A question that ends in "Is that right?" has its yes first; its no is clear where there is just one other."""
    answer = read_answer(said) if question.text.endswith("Is that right?") else None
    if answer == "yes":
        return question.options[0]
    return question.options[1] if answer == "no" and len(question.options) == 2 else None


def _by_place(said: str, question: Question) -> Option | None:
    for index, (option, word) in enumerate(zip(question.options, _PLACES, strict=False), start=1):
        if said in (str(index), f"{index}.") or re.fullmatch(rf"(?:the )?{word}(?: one| sheet| column)?", said):
            return option
    return None


def _by_words(said: str, question: Question) -> Option | None:
    """The only option of which every word is said, or of which a word is said that no other has."""
    words = set(re.findall(r"\w+", said))
    parts = [set(re.findall(r"\w+", option.label.casefold())) for option in question.options]
    if words & {"not", "isn", "neither", "never"} or (re.search(r"\d", said) and not _names_a_digit(parts)):
        return None
    whole = [option for option, part in zip(question.options, parts, strict=True) if part and part <= words]
    if whole:
        return whole[0] if len(whole) == 1 else None
    own = [part - set().union(*(other for other in parts if other is not part)) for part in parts]
    hits = [option for option, part in zip(question.options, own, strict=True) if part & words]
    return hits[0] if len(hits) == 1 else None


def _names_a_digit(parts: list[set[str]]) -> bool:
    return any(re.search(r"\d", word) for part in parts for word in part)
