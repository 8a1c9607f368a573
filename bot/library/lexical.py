"""Ranking by words: BM25 over the words as they stand and over their stems and meanings, and the closest phrase.

The formula is Robertson and Zaragoza's BM25, for stems with fields added up before the saturation (BM25F):
https://www.staff.city.ac.uk/~sbrp622/papers/foundations_bm25_review.pdf
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from bot.library.model import Passage
from bot.library.phrases import Phrases
from bot.library.words import GROUP, Groups, asking_stems, plain_words, terms_of

DOCUMENT, HEADING, ASKED, TEXT = 1.5, 4.0, 1.5, 1.5
"""What a term counts in each field of a passage."""
IN_QUESTION = 0.9
"""What a group counts in a question, beside 1 for the word itself."""
ASKING = 0.5
"""What a word counts that is in questions on any subject."""
AS_THEY_STAND, BY_MEANING, CLOSEST = 0.55, 0.28, 0.17
"""The shares of the score: words as they stand, stems and meanings, and the one way of asking that is closest."""

Weights = Mapping[str, float]


class Bm25:
    """Passages as counts of terms, ready to be scored."""

    def __init__(self, passages: Sequence[Weights], k1: float, b: float) -> None:
        self.passages, self.k1 = passages, k1
        lengths = [sum(terms.values()) for terms in passages]
        mean = sum(lengths) / max(len(passages), 1) or 1.0
        self._penalties = [k1 * (1 - b + b * length / mean) for length in lengths]
        self._with: dict[str, list[int]] = defaultdict(list)
        for at, terms in enumerate(passages):
            for term in terms:
                self._with[term].append(at)
        self.holding = Counter(term for terms in passages for term in terms)

    def rarity(self, term: str) -> float:
        """How much a term tells: more, the fewer passages hold it. One that none holds tells most."""
        holding = self.holding[term]
        return math.log(1 + (len(self.passages) - holding + 0.5) / (holding + 0.5))

    def scores(self, question: Weights) -> list[float]:
        """For each passage its share, 0 to 1, of the most that a passage could score on a question's terms."""
        counts = {term: weight * self.rarity(term) for term, weight in question.items()}
        most = sum(counts.values()) * (self.k1 + 1) or 1.0
        scores = [0.0] * len(self.passages)
        for term, count in counts.items():
            for at in self._with.get(term, ()):
                often = self.passages[at][term]
                scores[at] += count * often * (self.k1 + 1) / (often + self._penalties[at])
        return [score / most for score in scores]


class Lexical:
    """All that is known of the passages' words."""

    def __init__(self, passages: Sequence[Passage], groups: Groups) -> None:
        self.groups = groups
        self.words = Bm25([Counter(plain_words(passage.everything)) for passage in passages], k1=1.5, b=0.75)
        self.terms = Bm25([self.passage(passage) for passage in passages], k1=2.0, b=0.4)
        self.phrases = Phrases(passages, groups)

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
        return {term: self._counts(term) for term in terms_of(text, self.groups)}

    @staticmethod
    def _counts(term: str) -> float:
        if term.startswith(GROUP):
            return IN_QUESTION
        return ASKING if term in asking_stems() else 1.0

    def scores(self, question: str) -> list[float]:
        """A score for each passage, 0 to 1."""
        by_words = self.words.scores(Counter(plain_words(question)))
        by_terms = self.terms.scores(self.question(question))
        together = zip(by_words, by_terms, self.phrases.scores(question), strict=True)
        return [AS_THEY_STAND * words + BY_MEANING * terms + CLOSEST * phrase for words, terms, phrase in together]
