"""Nearness to the single ways a passage is asked for: one that is close counts in full, however many others there are.

BM25 takes all of a passage's words together, and a passage that is asked for in many ways then answers none closely.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from bot.library.model import Passage
from bot.library.words import GROUP, Groups, asking_stems, terms_of

MEANING, ASKING = 0.8, 0.5
"""What a group of words that mean the same and a word that is in questions on any subject count, beside 1."""


class Phrases:
    """The heading of each passage and every way it is asked for, by their terms."""

    def __init__(self, passages: Sequence[Passage], groups: Groups) -> None:
        self.groups, self.many = groups, len(passages)
        told = [(at, set(terms_of(way, groups))) for at, passage in enumerate(passages) for way in passage.ways]
        self._holding = Counter(term for _, terms in told for term in terms)
        self._total = len(told)
        self._at = [at for at, _ in told]
        self._lengths = [self._length(terms) for _, terms in told]
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, (_, terms) in enumerate(told):
            for term in terms:
                self._with[term].append(number)

    def scores(self, question: str) -> list[float]:
        """For each passage the cosine, 0 to 1, between the question and the way of asking that is nearest to it."""
        terms = set(terms_of(question, self.groups))
        shared: Mapping[int, float] = self._shared(terms)
        length = self._length(terms) or 1.0
        best = [0.0] * self.many
        for number, weight in shared.items():
            at = self._at[number]
            best[at] = max(best[at], weight / (length * self._lengths[number]))
        return best

    def _shared(self, terms: set[str]) -> dict[int, float]:
        shared: dict[int, float] = defaultdict(float)
        for term in terms:
            weight = self._weight(term) ** 2
            for number in self._with.get(term, ()):
                shared[number] += weight
        return shared

    def _length(self, terms: set[str]) -> float:
        return math.sqrt(sum(self._weight(term) ** 2 for term in terms))

    def _weight(self, term: str) -> float:
        holding = self._holding[term]
        rarity = math.log(1 + (self._total - holding + 0.5) / (holding + 0.5))
        return rarity * (MEANING if term.startswith(GROUP) else ASKING if term in asking_stems() else 1.0)
