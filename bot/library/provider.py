"""The model provider's embeddings, through any OpenAI-compatible endpoint. Only passages and questions are sent."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bot.library.model import Passage

if TYPE_CHECKING:
    from openai import OpenAI

    from bot.library.embedding import Vector

AT_ONCE = 100


class ProviderEmbedder:
    """Vectors from an endpoint. The client is made at first use, so that without one nothing is imported."""

    weight = 0.5

    def __init__(self, model: str, make_client: "Callable[[], OpenAI]") -> None:
        self.model = model
        self._make_client = make_client

    @classmethod
    def at(cls, model: str, api_key: str, base_url: str | None = None, timeout: float = 20.0) -> "ProviderEmbedder":
        """The embedder for a model behind an OpenAI-compatible address; `timeout` in seconds."""

        def make_client() -> "OpenAI":
            from openai import OpenAI

            return OpenAI(api_key=api_key, base_url=base_url, timeout=timeout, max_retries=2)

        return cls(model, make_client)

    @property
    def id(self) -> str:
        return f"provider-{self.model}-1"

    def passages(self, passages: Sequence[Passage]) -> "list[Vector]":
        texts = [f"{passage.document}: {passage.heading}\n{passage.text}" for passage in passages]
        parts = [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]
        return [vector for part in parts for vector in self._embed(part)]

    def question(self, text: str) -> "Vector":
        return self._embed([text])[0]

    @cached_property
    def _client(self) -> "OpenAI":
        return self._make_client()

    def _embed(self, texts: Sequence[str]) -> "list[Vector]":
        found = self._client.embeddings.create(model=self.model, input=list(texts), encoding_format="float")
        return [entry.embedding for entry in sorted(found.data, key=lambda entry: entry.index)]
