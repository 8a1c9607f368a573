"""Text into vectors. The embedder that comes with Planwright needs no download: it learns from the passages.

A small sentence model in a package of 90 MB was weighed against it. Of a hundred unseen questions it put the right
passage first in up to four more on three sets and in two fewer on a fourth, which is not worth the size.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from bot.library.lexical import Lexical, Weights
from bot.library.model import Passage
from bot.library.words import GROUP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

Vector = list[float]
SIZE = 64
MOST_LEARNED_FROM = 600
"""Passages that are learned from; of more, an even sample, since the work grows with the square of their number."""
MOST_TERMS = 6_000
NOTHING = 1e-9
"""An axis of which the passages hold less, squared, is one more than there are: what is left of it is rounding."""


class Embedder(Protocol):
    """Turns passages and questions into vectors. Vectors of embedders with different ids are never compared."""

    @property
    def id(self) -> str: ...

    @property
    def weight(self) -> float:
        """What nearness counts, 0 to 1, beside the words' own score."""
        ...

    def passages(self, passages: Sequence[Passage]) -> list[Vector]: ...

    def question(self, text: str) -> Vector | None:
        """None where there is none to be had; the words then rank alone."""
        ...


class LearnedEmbedder:
    """Latent semantic analysis: terms that occur in the same passages point the same way.

    S. Deerwester and others, "Indexing by latent semantic analysis", 1990.
    """

    id = "learned-1"
    weight = 0.1

    def __init__(self, lexical: Lexical) -> None:
        self.lexical = lexical
        common = [term for term, holding in lexical.terms.holding.most_common(MOST_TERMS) if holding]
        self.place = {term: at for at, term in enumerate(sorted(common))}
        self.axes = self._learn()

    def passages(self, passages: Sequence[Passage]) -> list[Vector]:
        return self._vectors([self.lexical.passage(passage) for passage in passages])

    def question(self, text: str) -> Vector:
        return self._vectors([self.lexical.question(text)])[0]

    def _learn(self) -> "Matrix":
        import numpy as np

        every = max(1, math.ceil(len(self.lexical.terms.passages) / MOST_LEARNED_FROM))
        rows = self._rows(self.lexical.terms.passages[::every])
        # The right singular vectors, by way of how the passages are like each other: those are few beside the terms.
        squares, ways = np.linalg.eigh(rows @ rows.T)
        squares, ways = squares[::-1][:SIZE], ways[:, ::-1][:, :SIZE]
        holds = squares > NOTHING
        axes = (ways * holds).T @ rows / np.sqrt(np.where(holds, squares, 1))[:, np.newaxis]
        # A direction and its opposite are equally right; the same one has to be taken every time.
        strongest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1, keepdims=True), axis=1)
        return (axes * np.where(strongest < 0, -1, 1)).T

    def _vectors(self, weights: Sequence[Weights]) -> list[Vector]:
        vectors: list[Vector] = _unit(self._rows(weights) @ self.axes).tolist()
        return vectors

    def _rows(self, weights: Sequence[Weights]) -> "Matrix":
        import numpy as np

        rows = np.zeros((len(weights), max(len(self.place), 1)))
        for row, terms in zip(rows, weights, strict=True):
            for term, count in terms.items():
                if term in self.place:
                    row[self.place[term]] = self._weight(term, count)
        return _unit(rows)

    def _weight(self, term: str, count: float) -> float:
        often = 1 + math.log(count) if count >= 1 else count
        return often * self.lexical.terms.rarity(term) * (0.8 if term.startswith(GROUP) else 1.0)


def _unit(rows: "Matrix") -> "Matrix":
    """Rows of length 1; a row of zeros stays one."""
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths == 0, 1, lengths)
