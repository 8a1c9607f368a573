"""What a question finds: passages in order, and how sure it is that the library knows the subject."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.library.embedding import Embedder
from bot.library.index import Index
from bot.library.lexical import Lexical
from bot.library.model import Passage
from bot.library.spelling import respelled
from bot.library.stopwords import ASKING_WORDS
from bot.library.words import Groups, plain_words, says_something, stem, stems_of

NEAREST = 60
"""Passages whose nearness counts; farther ones get nothing for it."""
LONGEST_QUESTION = 600
COMPANY, COMPANY_WEIGHT = 3, 0.3
"""How many of a document's best passages say how well its topic fits, and what that counts."""
NEAR_FROM = 0.35
"""The confidence from which a passage is worth telling of, though the library does not answer."""
KNOWN_FROM = 0.58
"""The confidence from which the library answers; see Shelf.confidence."""
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+(?:['’]s)?")


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
    subjects: Groups
    elsewhere: Groups
    embedder: Embedder
    index: Index | None

    def search(self, question: str, most: int) -> list[Found]:
        """The best passages, best first; none where no word of the question is known."""
        asked = self.read(question)
        scores = self.lexical.scores(asked)
        near = self._near(asked) if any(scores) else {}
        share = self.embedder.weight if near else 0.0
        fused = [(1 - share) * score + share * near.get(at, 0.0) for at, score in enumerate(scores)]
        fused = self._with_company(fused)
        best = sorted(range(len(fused)), key=lambda at: -fused[at])[:most]
        return [Found(self.passages[at], fused[at]) for at in best if fused[at] > 0]

    def _with_company(self, scores: list[float]) -> list[float]:
        """Scores raised where other passages of the same document score well, for then the topic is right."""
        by_document: dict[str, list[float]] = {}
        for passage, score in zip(self.passages, scores, strict=True):
            by_document.setdefault(passage.document, []).append(score)
        company = {document: sum(sorted(s)[-COMPANY:]) / min(len(s), COMPANY) for document, s in by_document.items()}
        return [
            score and (score + COMPANY_WEIGHT * company[passage.document]) / (1 + COMPANY_WEIGHT)
            for passage, score in zip(self.passages, scores, strict=True)
        ]

    def confidence(self, question: str, best: Found) -> float:
        """How sure it is that the best passage answers; from KNOWN_FROM on it likelier does than not.

        For it speak the passage's score, the share of the question's words that stand over the passage, each familiar
        subject and each word that says something; against it the share of words that no passage holds, and a name that
        none is about. The proportions come from a logistic regression over the questions of evals/library.py, each set
        judged by the others, rounded.
        """
        asked = self.read(question)
        words = [word for word in dict.fromkeys(plain_words(asked)) if says_something(word)]
        unknown = [word for word in words if not self._is_known(word)]
        for_it = 0.6 * best.score + 0.5 * self._covered(words, best.passage)
        for_it += 0.08 * min(self._familiar(asked), 4) + 0.09 * min(len(words), 6)
        against = 0.6 * len(unknown) / max(len(words), 1) + self._strangers(question)
        return for_it - against - 0.7 * self._is_asked_elsewhere(question, best)

    def _strangers(self, question: str) -> float:
        """What names that no passage is about speak against it; what is somebody's own does twice."""
        names = [name for name in _NAME.findall(question) if stem(plain_words(name)[0]) not in self._told_of]
        if not names:
            return 0.0
        return 0.9 if any(name.endswith(("'s", "’s")) for name in names) else 0.45

    @cached_property
    def _told_of(self) -> frozenset[str]:
        """The stems of the words that any passage is about."""
        return frozenset(each for passage in self.passages for each in stems_of(passage.about))

    def _is_known(self, word: str) -> bool:
        return bool(self.lexical.terms.holding[stem(word)] or self.lexical.groups.found_in([stem(word)]))

    def _familiar(self, asked: str) -> int:
        """How many of the library's subjects a question names."""
        return len(set(self.subjects.found_in(stems_of(asked))))

    def _covered(self, words: Sequence[str], passage: Passage) -> float:
        """The share of the words that a passage is about, itself or by one of the same meaning; rare ones tell more."""
        groups, spoken = self.lexical.groups, stems_of(passage.about)
        told, total, covered = set(groups.found_in(spoken)), 0.0, 0.0
        for word in words:
            means = groups.found_in([stem(word)])
            tells = min(self.lexical.terms.rarity(stem(word)), 4.0 if means else 5.2)
            total += tells
            covered += tells if stem(word) in spoken else 0.8 * tells if told.intersection(means) else 0.0
        return covered / total if total else 1.0

    def _is_asked_elsewhere(self, question: str, best: Found) -> bool:
        """Whether it names something that is answered elsewhere, such as sick days, and the passage does not."""
        asked, spoken = stems_of(question), stems_of(f"{best.passage.heading} {best.passage.text}")
        elsewhere = self.elsewhere.found_in(asked)
        return bool(set(elsewhere) - set(self.elsewhere.found_in(spoken)))

    def read(self, question: str) -> str:
        """A question as it is searched for: cut to a sensible length, and misspelled words of the library set right."""
        return " ".join(self._spelled(word) for word in plain_words(question[:LONGEST_QUESTION]))

    def _spelled(self, word: str) -> str:
        return word if word in ASKING_WORDS or self._is_known(word) else respelled(word, self.lexical.words.holding)

    def _near(self, question: str) -> dict[int, float]:
        if self.index is None:
            return {}
        vector = self.embedder.question(question)
        return self.index.nearest(vector, min(NEAREST, len(self.passages))) if vector else {}
