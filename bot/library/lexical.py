"""Ranking by words: BM25 over terms, with the heading weighing more than the text.

The formula is Robertson and Zaragoza's BM25, fields added up before the saturation (BM25F):
https://www.staff.city.ac.uk/~sbrp622/papers/foundations_bm25_review.pdf
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.library.model import Passage
from bot.library.words import GROUP, Groups, plain_words, terms_of

K1, B = 2.0, 0.4
DOCUMENT, HEADING, ASKED, TEXT = 1.5, 3.0, 1.5, 1.0
IN_QUESTION = 0.8
"""What a group counts in a question, beside 1 for the word itself."""

Weights = Mapping[str, float]


class Lexical:
    """The terms of all passages, ready to be asked."""

    def __init__(self, passages: Sequence[Passage], groups: Groups) -> None:
        self.groups = groups
        self.passages = [self.passage(passage) for passage in passages]
        self.lengths = [sum(terms.values()) for terms in self.passages]
        self.mean = sum(self.lengths) / max(len(passages), 1) or 1.0
        self.holding = Counter(term for terms in self.passages for term in terms)
        self.words = frozenset(word for passage in passages for word in plain_words(passage.everything))

    def passage(self, passage: Passage) -> Weights:
        """The terms of a passage, each as often as it occurs, weighted by where."""
        above = f"{passage.document} {' '.join(passage.rules)}"
        fields = ((DOCUMENT, above), (HEADING, passage.heading), (ASKED, passage.asked), (TEXT, passage.text))
        weights: dict[str, float] = {}
        for weight, text in fields:
            for term in terms_of(text, self.groups):
                weights[term] = weights.get(term, 0.0) + weight
        return weights

    def question(self, text: str) -> Weights:
        """The terms of a question with what each counts."""
        return {term: IN_QUESTION if term.startswith(GROUP) else 1.0 for term in terms_of(text, self.groups)}

    def rarity(self, term: str) -> float:
        """How much a term tells: more, the fewer passages hold it. One that none holds tells most."""
        holding = self.holding[term]
        return math.log(1 + (len(self.passages) - holding + 0.5) / (holding + 0.5))

    def scores(self, question: Weights) -> list[float]:
        """For each passage its share, 0 to 1, of the most that a passage could score on a question's terms."""
        most = sum(weight * self.rarity(term) for term, weight in question.items()) * (K1 + 1) or 1.0
        return [self._score(question, at) / most for at in range(len(self.passages))]

    def _score(self, question: Weights, at: int) -> float:
        terms, penalty = self.passages[at], K1 * (1 - B + B * self.lengths[at] / self.mean)
        return sum(
            weight * self.rarity(term) * terms[term] * (K1 + 1) / (terms[term] + penalty)
            for term, weight in question.items()
            if term in terms
        )
