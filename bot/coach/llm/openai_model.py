"""The one model adapter: LangChain's ChatOpenAI, for OpenAI and every endpoint that speaks its Chat Completions.

Nothing of LangChain or openai is imported before the first call. https://docs.langchain.com/oss/python/integrations/chat/openai
"""

import random
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.coach.llm.port import Answered, Job, Kind, Request, S, Trouble, Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

T = TypeVar("T")

LONGEST = 20_000
"""Characters of an answer that are read at all; nothing that is asked for comes near."""
CACHING_HOSTS = ("openai.com", "azure.com")
"""Hosts known to take a prompt cache key; other servers may refuse a field they do not know."""
_TOKEN = 4
"""Characters of English a token stands for, roughly; used only where a provider did not count."""


@dataclass(frozen=True)
class Endpoint:
    """Where a model is, and how patient to be with it. `models` names the model for each job.

    `timeout` is for one try, in seconds; up to `retries` tries follow it, none begun later than `patience` seconds
    after the first: a person is waiting.
    """

    key: SecretStr
    url: str | None
    models: Mapping[Job, str]
    timeout: float = 25.0
    retries: int = 2
    patience: float = 25.0


@dataclass
class OpenAIModel:
    """A model behind an endpoint. Safe to share among threads; all calls share one HTTP client."""

    endpoint: Endpoint
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._chats: dict[str, BaseChatModel] = {}
        self._http: Any = None

    def structured(self, request: Request, schema: type[S]) -> Answered[S] | Trouble:
        return self._retrying(lambda: self._guarded(request, lambda: self._structured(request, schema)))

    def prose(self, request: Request, on_sentence: Callable[[str], bool]) -> Answered[str] | Trouble:
        handed: list[str] = []

        def hand_on(sentence: str) -> bool:
            handed.append(sentence)
            return on_sentence(sentence)

        def streamed() -> Answered[str] | Trouble:
            told = self._guarded(request, lambda: self._streamed(request, hand_on))
            # Somebody may be reading the sentences already: they are not begun anew.
            return replace(told, again=False) if handed and isinstance(told, Trouble) else told

        return self._retrying(streamed)

    def _retrying(self, call: Callable[[], Answered[T] | Trouble]) -> Answered[T] | Trouble:
        """Try again where that may help: after the wait the provider asks for, else after a growing one with jitter."""
        began = self.clock()
        for tries in range(self.endpoint.retries + 1):
            result = call()
            if not isinstance(result, Trouble) or not result.again or tries == self.endpoint.retries:
                return result
            wait = result.wait if result.wait is not None else 2**tries * (0.5 + self.chance() / 2)
            if self.clock() - began + wait > self.endpoint.patience:
                return result
            self.sleep(wait)
        raise AssertionError("a call is tried at least once")

    def _guarded(self, request: Request, call: Callable[[], Answered[T] | Trouble]) -> Answered[T] | Trouble:
        try:
            from langsmith import tracing_context

            # Somebody's tracing settings in the environment must not send conversations to yet another place.
            with tracing_context(enabled=False):
                return call()
        except Exception as problem:  # noqa: BLE001 - whatever a provider's library raises, the interview goes on
            return _trouble(problem, self._usage(request, {}))

    def _structured(self, request: Request, schema: type[S]) -> Answered[S] | Trouble:
        chat = self._chat(request).with_structured_output(schema, method="json_schema", strict=True, include_raw=True)
        told: Any = chat.invoke(_messages(request), **self._extras(request))
        raw, usage = told["raw"], self._usage(request, told["raw"].usage_metadata)
        if raw.response_metadata.get("finish_reason") != "stop":
            return Trouble("cut off", usage)
        if not isinstance(told["parsed"], schema):
            return Trouble("refused" if raw.additional_kwargs.get("refusal") else "malformed", usage)
        return Answered(told["parsed"], usage)

    def _streamed(self, request: Request, on_sentence: Callable[[str], bool]) -> Answered[str] | Trouble:
        text, handed, finish, counted = "", 0, None, None
        for chunk in self._chat(request).stream(_messages(request), **self._extras(request)):
            text += chunk.text
            finish = chunk.response_metadata.get("finish_reason") or finish
            counted = chunk.usage_metadata or counted
            for end in _ends(text, handed):
                if len(text) > LONGEST or not on_sentence(text[handed:end].strip()):
                    return Trouble("stopped", self._usage(request, None, text))
                handed = end
        usage = self._usage(request, counted, text)
        # A stream that was cut raises nothing: only a finish reason says that the answer is whole.
        if finish != "stop":
            return Trouble("cut off", usage)
        if text[handed:].strip() and not on_sentence(text[handed:].strip()):
            return Trouble("stopped", usage)
        return Answered(text.strip(), usage) if text.strip() else Trouble("malformed", usage)

    def _chat(self, request: Request) -> "BaseChatModel":
        """The chat model for a job; made once for each model, all with the same HTTP client."""
        from langchain.chat_models import init_chat_model
        from openai import DefaultHttpxClient

        name = self.endpoint.models[request.job]
        with self._lock:
            if self._http is None:
                self._http = DefaultHttpxClient(timeout=self.endpoint.timeout)
            if name not in self._chats:
                self._chats[name] = init_chat_model(
                    name,
                    model_provider="openai",
                    api_key=self.endpoint.key,
                    base_url=self.endpoint.url,
                    timeout=self.endpoint.timeout,
                    max_retries=0,
                    http_client=self._http,
                    stream_usage=True,
                )
            return self._chats[name]

    def _extras(self, request: Request) -> dict[str, Any]:
        host = urlsplit(self.endpoint.url or "https://api.openai.com").hostname or ""
        extras: dict[str, Any] = {"max_tokens": request.most}
        if host.endswith(CACHING_HOSTS):
            extras["prompt_cache_key"] = f"planwright-{request.prompt}-{request.version}"
        return extras

    def _usage(self, request: Request, counted: Any, text: str = "") -> Usage:  # noqa: ANN401 - LangChain's own mapping
        """The tokens as counted; by a rule of thumb where an answer was broken off before they were."""
        model = self.endpoint.models[request.job]
        if counted is None:
            sent = len(request.instructions) + len(request.data)
            return Usage(model=model, prompt_tokens=sent // _TOKEN, completion_tokens=len(text) // _TOKEN)
        taken, given = counted.get("input_tokens", 0), counted.get("output_tokens", 0)
        return Usage(model=model, prompt_tokens=taken, completion_tokens=given)


def _messages(request: Request) -> list[tuple[str, str]]:
    return [("system", request.instructions), ("user", request.data)]


_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*\s+|\n+")


def _ends(text: str, start: int) -> Iterator[int]:
    """Where sentences end that are whole, from `start` on."""
    yield from (match.end() for match in _SENTENCE.finditer(text, start))


_AGAIN = (408, 409, 429)


def _trouble(problem: Exception, usage: Usage) -> Trouble:
    """What went wrong, as far as it matters here. No text of the provider's is kept: it may repeat what was asked."""
    import openai

    status = getattr(problem, "status_code", None)
    if isinstance(status, int):
        spent = getattr(problem, "code", None) == "insufficient_quota"
        again = (status in _AGAIN or status >= 500) and not spent
        return Trouble("unavailable", usage, again=again, wait=_retry_after(problem))
    if isinstance(problem, openai.APIConnectionError):
        return Trouble("unavailable", usage, again=True)
    return Trouble(_KINDS.get(type(problem).__name__, "malformed"), usage)


_KINDS: dict[str, Kind] = {
    "LengthFinishReasonError": "cut off",
    "ContentFilterFinishReasonError": "refused",
    "OpenAIRefusalError": "refused",
}


def _retry_after(problem: Exception) -> float | None:
    """The seconds a provider asks to wait, of the forms in use: "retry-after-ms", or "retry-after" in seconds."""
    headers = getattr(getattr(problem, "response", None), "headers", {})
    try:
        if "retry-after-ms" in headers:
            return float(headers["retry-after-ms"]) / 1000
        return float(headers["retry-after"]) if "retry-after" in headers else None
    except ValueError:
        return None
