"""A model with its prompts, its budget and its breaker; and one event's dealings with it, kept on record.

Everything a person typed goes through `Helper`: what is about pay is not sent, and clients go by stand-ins.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.coach.llm.breaker import Breaker
from bot.coach.llm.port import Answered, Job, Model, Request, S, T, Trouble, Usage
from bot.coach.llm.privacy import Secrets
from bot.coach.llm.prompts import Prompts
from bot.coach.llm.stand_ins import StandIns
from bot.line.use import ModelUse, Outcome, Spent


@dataclass(frozen=True)
class Limits:
    """How many tokens a day may take: one person's, and everyone's together."""

    person: int
    everyone: int

    def allow(self, spent: Spent) -> bool:
        return spent.person < self.person and spent.everyone < self.everyone


class Assistant:
    """The model as the whole process shares it; safe to use from any thread. `clock` gives the time in UTC.

    `words` are the stems of all words the coach writes by hand: a sentence of the model's with any other is not used.
    `pseudonyms` is whether clients go by stand-ins.
    """

    def __init__(
        self,
        model: Model,
        prompts: Prompts,
        limits: Limits,
        clock: Callable[[], datetime],
        *,
        words: frozenset[str] = frozenset(),
        pseudonyms: bool = False,
    ) -> None:
        self.prompts, self.limits, self.clock = prompts, limits, clock
        self.words, self.pseudonyms = words, pseudonyms
        self._model, self._lock, self._breaker = model, threading.Lock(), Breaker()

    def rests(self) -> bool:
        """Whether the model is left alone now, for those who look on."""
        with self._lock:
            return not self._breaker.lets(self.clock())

    def is_resting(self) -> bool:
        """Whether the model is left alone after failures; where it is not, the call that follows is counted on."""
        now = self.clock()
        with self._lock:
            if not self._breaker.lets(now):
                return True
            self._breaker = self._breaker.trying(now)
            return False

    def call(self, ask: Callable[[Model], Answered[T] | Trouble]) -> Answered[T] | Trouble:
        """Ask the model, and remember how it did. A sentence we stopped at is no failure of the provider's."""
        result = ask(self._model)
        worked = isinstance(result, Answered) or result.kind == "stopped"
        wait = timedelta(seconds=result.wait or 0) if isinstance(result, Trouble) else timedelta(0)
        with self._lock:
            self._breaker = self._breaker.after(self.clock(), worked=worked, wait=wait)
        return result


@dataclass
class Helper:
    """One event of one person, and what the model may do for it. `uses` is what goes on record with the turn."""

    assistant: Assistant
    person: str
    key: str
    secrets: Secrets
    names: StandIns
    spent: Callable[[], Spent]
    uses: list[ModelUse] = field(default_factory=list)

    @property
    def words(self) -> frozenset[str]:
        return self.assistant.words

    @property
    def was_asked(self) -> bool:
        """Whether a call was made, or tried, for this event."""
        return bool(self.uses)

    @property
    def has_news(self) -> bool:
        """Whether there was trouble that the person has not heard of today."""
        in_trouble = any(use.outcome in ("failed", "resting", "spent") for use in self.uses)
        return in_trouble and not self.spent().told

    def structured(self, job: Job, written: Mapping[str, str], said: Mapping[str, str], schema: type[S]) -> S | None:
        """An answer in a schema, or None. `written` are the coach's own words, `said` those of people."""
        request = self._request(job, written, said)
        return self._take(request, lambda model: model.structured(request, schema)) if request else None

    def prose(
        self, job: Job, written: Mapping[str, str], said: Mapping[str, str], keep: Callable[[str], bool]
    ) -> str | None:
        """Prose, or None. `keep` sees every sentence as it comes; where it says no, nothing is taken."""
        request = self._request(job, written, said)
        if request is None:
            return None
        told = self._take(request, lambda model: model.prose(request, lambda text: keep(self.names.reveal(text))))
        return self.names.reveal(told) if told is not None else None

    def reject(self) -> None:
        """Put on record that what came last was not used."""
        self.uses[-1] = self.uses[-1].model_copy(update={"outcome": "rejected"})

    def _request(self, job: Job, written: Mapping[str, str], said: Mapping[str, str]) -> Request | None:
        """The request, unless something in it is about pay: then there is none, and no trace of it."""
        if any(self.secrets.are_in(text) for text in said.values()):
            return None
        values = {name: self.names.hide(text) for name, text in {**written, **said}.items()}
        return self.assistant.prompts[job].render(values)

    def _take(self, request: Request, ask: Callable[[Model], Answered[T] | Trouble]) -> T | None:
        if not self.assistant.limits.allow(self._spent_so_far()):
            self._record(request, Usage(model=""), "spent")
            return None
        if self.assistant.is_resting():
            self._record(request, Usage(model=""), "resting")
            return None
        result = self.assistant.call(ask)
        if isinstance(result, Answered):
            self._record(request, result.usage, "ok")
            return result.value
        self._record(request, result.usage, "rejected" if result.kind == "stopped" else "failed")
        return None

    def _spent_so_far(self) -> Spent:
        before = self.spent()
        now = sum(use.prompt_tokens + use.completion_tokens for use in self.uses)
        return Spent(person=before.person + now, everyone=before.everyone + now)

    def _record(self, request: Request, usage: Usage, outcome: Outcome) -> None:
        self.uses.append(
            ModelUse(
                person=self.person,
                job=request.job.value,
                prompt=request.prompt,
                version=request.version,
                model=usage.model,
                prompt_tokens=usage.prompt_tokens,
                completion_tokens=usage.completion_tokens,
                outcome=outcome,
                key=self.key,
                at=self.assistant.clock(),
            )
        )
