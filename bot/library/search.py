"""What a question finds: passages in order, and how sure it is that the library knows the subject."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.library.embedding import Embedder
from bot.library.index import Index
from bot.library.lexical import Lexical
from bot.library.model import Passage
from bot.library.words import ASKING_WORDS, Groups, plain_words, says_something, stem, stems_of

NEAREST = 60
"""Passages whose nearness counts; farther ones get nothing for it."""
LONGEST_QUESTION = 600
KNOWN_FROM = 0.20
"""The confidence from which the library answers, calibrated in evals/library.py on half of its questions."""
NAME_COUNTS = 2.0
"""A name the library never mentions makes it likelier than another unknown word that it cannot answer."""
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+")


@dataclass(frozen=True)
class Found:
    """A passage with its score, 0 to 1."""

    passage: Passage
    score: float


@dataclass(frozen=True)
class Shelf:
    """The passages as they stand, with all that is needed to search them."""

    passages: Sequence[Passage]
    lexical: Lexical
    elsewhere: Groups
    embedder: Embedder
    index: Index | None

    def search(self, question: str, most: int) -> list[Found]:
        """The best passages, best first; none where no word of the question is known."""
        asked = self.read(question)
        scores = self.lexical.scores(self.lexical.question(asked))
        near = self._near(asked) if any(scores) else {}
        share = self.embedder.weight if near else 0.0
        fused = [(1 - share) * score + share * near.get(at, 0.0) for at, score in enumerate(scores)]
        best = sorted(range(len(fused)), key=lambda at: -fused[at])[:most]
        return [Found(self.passages[at], fused[at]) for at in best if fused[at] > 0]

    def confidence(self, question: str, best: Found) -> float:
        """How likely the best passage answers: its score, the share of the question it speaks of, less what is unknown.

        Words that any question holds count for nothing here, and rare words for more.
        """
        asked = self.read(question)
        spoken, groups = set(stems_of(best.passage.everything)), self.lexical.groups
        told = set(groups.found_in(stems_of(best.passage.everything)))
        names = {word.lower() for word in _NAME.findall(question)}
        total = covered = unknown = counted = 0.0
        for word in dict.fromkeys(filter(says_something, plain_words(asked))):
            means = groups.found_in([stem(word)])
            tells = min(self.lexical.rarity(stem(word)), 4.0 if means else 5.2)
            total += tells
            covered += tells if stem(word) in spoken else 0.8 * tells if told & set(means) else 0.0
            counted += 1
            unknown += (NAME_COUNTS if word in names else 1.0) * (not self.lexical.holding[stem(word)] and not means)
        if not counted:
            return best.score
        unknown += counted * self._is_asked_elsewhere(question, best)
        return best.score + covered / total / 2 - unknown / counted

    def _is_asked_elsewhere(self, question: str, best: Found) -> bool:
        """Whether it is about something people know to ask elsewhere, such as sick days, that the passage never names."""
        asked, spoken = stems_of(question), stems_of(f"{best.passage.heading} {best.passage.text}")
        elsewhere = self.elsewhere.found_in(asked)
        return bool(set(elsewhere) - set(self.elsewhere.found_in(spoken)))

    def read(self, question: str) -> str:
        """A question as it is searched for: cut to a sensible length, and misspelled words of the library set right."""
        return " ".join(self._spelled(word) for word in plain_words(question[:LONGEST_QUESTION]))

    def _spelled(self, word: str) -> str:
        if len(word) < 6 or word in ASKING_WORDS or self.lexical.holding[stem(word)] or not word.isalpha():
            return word
        alike = (known for known in self.lexical.words if known[0] == word[0] and abs(len(known) - len(word)) < 3)
        return next(iter(difflib.get_close_matches(word, alike, n=1, cutoff=0.86)), word)

    def _near(self, question: str) -> dict[int, float]:
        if self.index is None:
            return {}
        try:
            return self.index.nearest(self.embedder.question(question), min(NEAREST, len(self.passages)))
        except Exception:  # noqa: BLE001 -- a folder that was removed or a server that is away must not cost the answer
            return {}

