"""A language model with every call written down: what was asked for which job, and the tokens it took."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from bot.coach.llm.port import Answered, Model, Request, Trouble
from bot.facts import Frozen

T = TypeVar("T")
S = TypeVar("S", bound=BaseModel)


class Call(Frozen):
    """One call: its job and prompt, what went out, and the tokens as the provider counted them."""

    job: str
    prompt: str
    instructions: str
    data: str
    prompt_tokens: int
    completion_tokens: int
    went_well: bool

    @property
    def sent(self) -> str:
        """Everything that went out."""
        return f"{self.instructions}\n{self.data}"


@dataclass
class Counted:
    """Stands before a model and notes what passes."""

    model: Model
    calls: list[Call] = field(default_factory=list)

    def structured(self, request: Request, schema: type[S]) -> Answered[S] | Trouble:
        return self._noted(request, self.model.structured(request, schema))

    def prose(self, request: Request, on_sentence: Callable[[str], bool]) -> Answered[str] | Trouble:
        return self._noted(request, self.model.prose(request, on_sentence))

    def _noted(self, request: Request, result: Answered[T] | Trouble) -> Answered[T] | Trouble:
        usage = result.usage
        self.calls.append(
            Call(
                job=request.job,
                prompt=request.prompt,
                instructions=request.instructions,
                data=request.data,
                prompt_tokens=usage.prompt_tokens,
                completion_tokens=usage.completion_tokens,
                went_well=isinstance(result, Answered),
            )
        )
        return result
