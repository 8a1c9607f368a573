"""The port to a language model: what is asked, what comes back, and what can go wrong. It knows no provider."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from bot.facts import Frozen

T = TypeVar("T")
S = TypeVar("S", bound=BaseModel)


class Job(StrEnum):
    """What a model is asked to do."""

    UNDERSTAND = "understand"
    PHRASE = "phrase"
    DRAFT = "draft"
    ANSWER = "answer"


def _lean(schema: dict[str, Any]) -> None:
    """Take out of a schema what is only there to be read by people."""
    for part in (schema, *schema.get("properties", {}).values()):
        part.pop("title", None)
    schema.pop("description", None)


class Schema(BaseModel):
    """Base of what a model answers in. It goes out with every call, so it is kept short."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_lean)


class Request(Frozen):
    """One call: `instructions` never change from call to call, so that providers can cache them; `data` follows them.

    `prompt` and `version` say which prompt it was rendered from; `most` is the length of an answer, in tokens.
    """

    job: Job
    prompt: str
    version: int
    instructions: str
    data: str = Field(repr=False)
    most: int


class Usage(Frozen):
    """What a call took: the model that answered, and the tokens it counted."""

    model: str
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True)
class Answered(Generic[T]):
    """What a model answered, whole."""

    value: T = field(repr=False)
    usage: Usage


Kind = Literal["unavailable", "malformed", "cut off", "refused", "stopped"]


@dataclass(frozen=True)
class Trouble:
    """No usable answer. `again` where the same call may work later, after `wait` seconds if the provider said so.

    "stopped" is our own doing: a sentence came that will not be used, so the rest was not waited for.
    """

    kind: Kind
    usage: Usage
    again: bool = False
    wait: float | None = None


class Model(Protocol):
    """A language model. Neither method raises: whatever goes wrong is a Trouble."""

    def structured(self, request: Request, schema: type[S]) -> Answered[S] | Trouble:
        """Ask for an answer in the form of a pydantic schema."""
        ...

    def prose(self, request: Request, on_sentence: Callable[[str], bool]) -> Answered[str] | Trouble:
        """Ask for prose, streamed: each whole sentence is handed on as it comes; False stops the rest."""
        ...
