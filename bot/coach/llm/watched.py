"""A language model that is watched: every call is told of with its job, its outcome, its tokens and its time."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.coach.llm.port import Answered, Model, Request, S, T, Trouble
from bot.watching.watch import Watch


@dataclass(frozen=True)
class WatchedModel:
    """Passes everything on to another model."""

    model: Model
    watch: Watch

    def structured(self, request: Request, schema: type[S]) -> Answered[S] | Trouble:
        return self._watched(request, lambda: self.model.structured(request, schema))

    def prose(self, request: Request, on_sentence: Callable[[str], bool]) -> Answered[str] | Trouble:
        return self._watched(request, lambda: self.model.prose(request, on_sentence))

    def _watched(self, request: Request, call: Callable[[], Answered[T] | Trouble]) -> Answered[T] | Trouble:
        with self.watch.step("model", request.job.value) as course:
            result = call()
            usage = result.usage
            course.outcome = "ok" if isinstance(result, Answered) else result.kind
            course.counts = {"prompt_tokens": usage.prompt_tokens, "completion_tokens": usage.completion_tokens}
        return result
