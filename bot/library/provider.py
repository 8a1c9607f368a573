"""The model provider's embeddings, through any OpenAI-compatible endpoint; used only where a setting names a model.

https://developers.openai.com/api/reference/resources/embeddings/methods/create
What is about pay is never sent, and no figure of a question: those are found by words.
"""

import re
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bot.library.model import Passage

if TYPE_CHECKING:
    from openai import OpenAI

    from bot.library.embedding import Vector

AT_ONCE = 100
INDEXING_SECONDS, ASKING_SECONDS = 20, 4
"""How long one try may take: for passages, which wait for nobody, and for a question, which somebody waits for."""
REST = 60
"""Seconds that an endpoint that failed is left alone; questions are answered by words meanwhile."""
KEPT_BACK = "How pay works."
"""Stands for each passage that is not sent."""
_FIGURE = re.compile(r"\S*\d\S*")


class ProviderEmbedder:
    """Vectors from an endpoint. `stays` says which texts are not sent. The client is made at first use."""

    weight = 0.2

    def __init__(
        self,
        model: str,
        make_client: "Callable[[], OpenAI]",
        stays: Callable[[str], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.model, self._make_client, self._stays, self._clock = model, make_client, stays, clock
        self._rests_until = 0.0

    @classmethod
    def at(cls, model: str, key: str, url: str | None, stays: Callable[[str], bool]) -> "ProviderEmbedder":
        """The embedder for a model behind an OpenAI-compatible address."""

        def make_client() -> "OpenAI":
            from openai import OpenAI

            return OpenAI(api_key=key, base_url=url, timeout=INDEXING_SECONDS, max_retries=1)

        return cls(model, make_client, stays)

    @property
    def id(self) -> str:
        return f"provider-{self.model}-2"

    def passages(self, passages: Sequence[Passage]) -> "list[Vector]":
        """A vector for each passage, of the words it is asked in where there are any: those come nearest to questions.

        Raises what the client raises where the endpoint fails.
        """
        texts = [f"{passage.document}: {passage.heading}\n{passage.asked or passage.text}" for passage in passages]
        sent = [KEPT_BACK if self._stays(text) else text for text in texts]
        parts = (sent[start : start + AT_ONCE] for start in range(0, len(sent), AT_ONCE))
        return [vector for part in parts for vector in self._embedded(self._client, part)]

    def question(self, text: str) -> "Vector | None":
        """A question's vector; None where it is not sent, or where the endpoint fails or rests."""
        if self._stays(text) or self._clock() < self._rests_until:
            return None
        try:
            client = self._client.with_options(timeout=ASKING_SECONDS, max_retries=0)
            return self._embedded(client, [" ".join(_FIGURE.sub("", text).split()) or "?"])[0]
        except Exception:  # noqa: BLE001 -- whatever the endpoint sends back or the network raises, words answer
            self._rests_until = self._clock() + REST
            return None

    @cached_property
    def _client(self) -> "OpenAI":
        return self._make_client()

    def _embedded(self, client: "OpenAI", texts: list[str]) -> "list[Vector]":
        # Vectors as numbers: the client would otherwise ask for them packed, which not every server knows.
        found = client.embeddings.create(model=self.model, input=texts, encoding_format="float")
        vectors = {entry.index: entry.embedding for entry in found.data}
        return [vectors[at] for at in range(len(texts))]
