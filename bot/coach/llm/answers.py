"""A question answered by a model from passages of the library and the figures of the person's own plan, or not at all.

Every statement names its passage or its figure; a figure that is in neither is not passed on. Pay is never asked about.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.coach.llm.assistant import Helper
from bot.coach.llm.checks import (
    filled_in,
    has_figure,
    is_plain,
    names_in,
    oversteps,
    strangers,
    without_names,
    words_in,
)
from bot.coach.llm.facts import Named
from bot.coach.llm.port import Job
from bot.library.library import source_of
from bot.library.model import Answer, Citation

MOST_PASSAGES = 3
LONGEST_PASSAGE, LONGEST_QUESTION, LONGEST_ANSWER = 700, 300, 900
NOT_HERE = "NOT HERE"
_CITED = re.compile(r"\s*\[(\d)\]")


def unseen(_: str) -> bool:
    """The way of those who show nothing before it is whole."""
    return True


def answer_with(
    helper: Helper,
    question: str,
    found: Answer,
    facts: Mapping[str, Named],
    show: Callable[[str], bool] = unseen,
) -> str | None:
    """The answer with its sources, or None where the written passage is to be given instead.

    `show` is given the answer as far as it is written and checked, time and again; False ends it.
    """
    passages = () if found.refused else found.citations[:MOST_PASSAGES]
    if not passages and not facts:
        return None
    written = {
        "passages": "\n".join(
            f"[{n}] {each.heading}: {each.passage[:LONGEST_PASSAGE]}" for n, each in _numbered(passages)
        ),
        "facts": "\n".join(f"{{{{{fact.name}}}}}: {fact.label}" for fact in facts.values()),
    }
    checked = _Checked(passages, facts, helper.words)
    values = {name: fact.written for name, fact in facts.items()}
    coming = _Coming(checked, values, show)
    told = helper.prose(Job.ANSWER, written, {"question": question[:LONGEST_QUESTION]}, coming.sentence)
    if told is None:
        return None
    if not checked.whole(told):
        helper.reject()
        return None
    return "\n\n".join([filled_in(" ".join(told.split()), values), *checked.sources(told)])


def _numbered(passages: Sequence[Citation]) -> list[tuple[int, Citation]]:
    return list(enumerate(passages, 1))


class _Checked:
    """Whether an answer rests on what it was given."""

    def __init__(self, passages: Sequence[Citation], facts: Mapping[str, Named], words: frozenset[str]) -> None:
        self._passages = dict(_numbered(passages))
        self._facts = facts
        labels = words_in(" ".join(fact.label for fact in facts.values()))
        self._words = [words, labels, *(words_in(f"{each.heading} {each.passage}") for each in passages)]

    def sentence(self, text: str) -> bool:
        """Whether a sentence may be passed on: the words of passages and coach, no figure but theirs, no link."""
        bare = _CITED.sub("", without_names(text))
        if NOT_HERE in bare or not is_plain(bare) or strangers(bare, self._words) or names_in(text) - set(self._facts):
            return False
        given = list(self._passages.values())
        if oversteps(bare) and not any(oversteps(each.passage) for each in given):
            return False
        return not has_figure(_without_those_of(bare, given))

    def whole(self, text: str) -> bool:
        """Whether the answer names what it rests on, has only figures of what it cites, and is no essay."""
        cited = [self._passages[int(n)] for n in _CITED.findall(text) if int(n) in self._passages]
        bare = _without_those_of(_CITED.sub("", without_names(text)), cited)
        return len(text) <= LONGEST_ANSWER and bool(cited or names_in(text)) and not has_figure(bare)

    def sources(self, text: str) -> list[str]:
        """Where the cited passages stand, a line each."""
        numbers = dict.fromkeys(int(number) for number in _CITED.findall(text))
        lines = [f"[{number}] {source_of(self._passages[number])}" for number in numbers if number in self._passages]
        return ["\n".join(lines)] if lines else []


@dataclass
class _Coming:
    """An answer as it comes. It is shown as far as it would stand as an answer if it ended there, and no further."""

    checked: _Checked
    values: Mapping[str, str]
    show: Callable[[str], bool]
    text: str = ""

    def sentence(self, text: str) -> bool:
        """Whether a sentence may be passed on, and the rest is wanted."""
        if not self.checked.sentence(text):
            return False
        self.text = " ".join([*self.text.split(), *text.split()])
        return not self.checked.whole(self.text) or self.show(filled_in(self.text, self.values))


_FIGURE = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+")


def _without_those_of(text: str, cited: Sequence[Citation]) -> str:
    """The text without the figures and words that a cited passage has."""
    had = {figure.casefold() for each in cited for figure in _FIGURE.findall(each.passage)}
    return _FIGURE.sub(lambda match: " " if match.group().casefold() in had else match.group(), text)
