"""A model that only says what a test has it say, counts what it is asked, and keeps every request."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.coach.llm.assistant import Assistant
from bot.coach.llm.port import Answered, Job, Request, Trouble, Usage
from bot.settings import Settings
from bot.wiring import open_assistant

USAGE = Usage(model="stub", prompt_tokens=100, completion_tokens=20)
Says = dict[str, Any] | str | Trouble | None


@dataclass
class Stub:
    """`says` gives the answer to a request: a mapping for a schema, text for prose, a Trouble, or None for nonsense."""

    says: Callable[[Request], Says] = lambda _: None
    requests: list[Request] = field(default_factory=list)

    def structured(self, request: Request, schema: type[Any]) -> Answered[Any] | Trouble:
        self.requests.append(request)
        said = self.says(request)
        if isinstance(said, dict):
            return Answered(schema.model_validate(said), USAGE)
        return said if isinstance(said, Trouble) else Trouble("malformed", USAGE)

    def prose(self, request: Request, on_sentence: Callable[[str], bool]) -> Answered[str] | Trouble:
        self.requests.append(request)
        said = self.says(request)
        if not isinstance(said, str):
            return said if isinstance(said, Trouble) else Trouble("malformed", USAGE)
        whole = all(on_sentence(sentence) for sentence in re.split(r"(?<=[.!?])\s+", said))
        return Answered(said, USAGE) if whole else Trouble("stopped", USAGE)

    def jobs(self) -> list[Job]:
        return [request.job for request in self.requests]

    @property
    def sent(self) -> str:
        """Everything that left the house."""
        return "\n".join(f"{request.instructions}\n{request.data}" for request in self.requests)


def heard(*answers: tuple[str, str] | tuple[str, str, str], kind: str = "answer", ack: str = "") -> dict[str, Any]:
    """What a model hears: (slot, quote) or (slot, item, quote)."""
    parts = [(slot, *rest) if len(rest) == 2 else (slot, "", *rest) for slot, *rest in answers]
    return {
        "kind": kind,
        "answers": [{"slot": slot, "item": item, "quote": quote} for slot, item, quote in parts],
        "acknowledgement": ack,
    }


DOWN = Trouble("unavailable", USAGE, again=True)


def assistant(stub: Stub, clock: Callable[[], datetime] | None = None, **settings: Any) -> Assistant:
    """The assistant around a stub, with the project's own prompts."""
    read, clock = _read(**settings), clock or (lambda: datetime(2026, 11, 23, 15, tzinfo=UTC))
    return Assistant(stub, read.prompts, read.limits, clock, words=read.words, pseudonyms=read.pseudonyms)


@cache
def _read(**settings: Any) -> Assistant:
    made = open_assistant(Settings(_env_file=None, **settings), Stub())
    assert made is not None
    return made


PROMPTS = Path(__file__).parents[2] / "prompts" / "model"
