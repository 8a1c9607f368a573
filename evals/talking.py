"""How the coach talks: how hard it is to read, and what no message of it may be."""

import re
from collections.abc import Iterable

from evals.holding import Held

HARDEST = 8.0
"""The reading grade (years of school) that the coach's sentences stay under on average."""
LONGEST = 1400
"""Characters one message has at most."""
MOST_QUESTIONS = 2
"""Question marks in the paragraph that asks: one question may come in two halves."""


def reading_grade(texts: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of running prose: 0.39 x words a sentence + 11.8 x syllables a word - 15.59.

    Lists, headings and figures are left out, for they are not read as sentences.
    https://en.wikipedia.org/wiki/Flesch%E2%80%93Kincaid_readability_tests
    """
    sentences = [words for text in texts for sentence in _sentences(text) if (words := _words(sentence))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _sentences(text: str) -> list[str]:
    prose = [line for line in text.splitlines() if not re.match(r"\s*(?:[-•|#*\[]|\d+\.)", line)]
    return re.split(r"(?<=[.!?])\s+", " ".join(prose))


def _words(sentence: str) -> list[str]:
    return re.findall(r"[A-Za-z][a-z'’]*", sentence)


def _syllables(word: str) -> int:
    """Groups of vowels, the silent e at the end left out; at least one."""
    bare = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word.casefold()) if len(word) > 3 else word.casefold()
    return max(1, len(re.findall(r"[aeiouy]+", bare)))


def talk_faults(held: Held) -> list[str]:
    """The messages to the rep that are none, a wall of text, unfilled, more than one question, or an apology."""
    return [f"{fault}: {said[:120]}" for said in held.said for fault in _faults(said)]


def _faults(said: str) -> list[str]:
    checks = {
        "says nothing": not said.strip(),
        f"is longer than {LONGEST} characters": len(said) > LONGEST,
        "leaves a place unfilled": bool(re.search(r"\{[a-z_.]+\}", said)),
        "asks more than one thing": len(re.findall(r"\?(?=\s|$)", _last_paragraph(said))) > MOST_QUESTIONS,
        "failed": "went wrong on my side" in said,
    }
    return [fault for fault, found in checks.items() if found]


def _last_paragraph(said: str) -> str:
    return said.strip().split("\n\n")[-1]
