"""The language model in trouble: it refuses, breaks, is slow, talks nonsense, falls silent, and is left alone."""

import json
from dataclasses import replace
from typing import Any

from pydantic import SecretStr

from bot.coach.llm.assistant import Limits
from bot.coach.llm.openai_model import Endpoint, OpenAIModel
from bot.coach.llm.port import Job
from bot.settings import Settings
from bot.store.store import Store
from bot.wiring import open_assistant
from evals.cost import answer
from evals.faults.arena import Arena
from evals.faults.moody import Moody, moody_server
from evals.faults.truth import Found
from evals.faults.world import STARTS, at_work, fill, posting_to, until_done

TIMEOUT = 0.3
RAMBLING = "look, the spreadsheet lives on another machine altogether, and it was that kind of a year"
"""What only a model may understand. Between the messages of a rep it is worth a call each time."""


FASTER = 6000
"""How much faster the breaker's clock runs, so that the model is left alone for no longer than it takes to type."""
NO_LIMIT = 10**9


def model_trouble(arena: Arena, times: int) -> Found:
    """Let so many calls of the model go wrong, most of all there are."""
    store, began = Store.open(arena.url), arena.world.clock()
    moody = Moody(share=0.7, most=times, hangs=2 * TIMEOUT, garbled=_told_whole("Certainly! {"))
    with moody_server(moody, _completion):
        endpoint = Endpoint(
            SecretStr("none"), f"{moody.url}v1", {job: job.value for job in Job}, timeout=TIMEOUT, retries=1
        )
        model = OpenAIModel(endpoint, sleep=lambda _: None)
        assistant = open_assistant(Settings(_env_file=None), model)
        assert assistant is not None
        assistant.clock = lambda: STARTS + FASTER * (arena.world.clock() - began)
        assistant.limits = Limits(person=NO_LIMIT, everyone=NO_LIMIT)
        world = replace(arena.world, office=replace(arena.world.office, assistant=assistant))
        fill(store, world.messages)
        with at_work(store, world, posting_to(arena.seen)):
            ended = until_done(store, len(world.messages))
    outcomes = [use.outcome for use in store.uses()]
    store.close()
    figures = {mood: float(count) for mood, count in sorted(moody.failed.items())}
    figures |= {"calls answered": outcomes.count("ok"), "left alone": outcomes.count("resting")}
    return arena.judge("model in trouble", moody.failed.total(), ended=ended, figures=figures)


def _completion(_: str, body: bytes) -> bytes:
    asked = json.loads(body)
    return _streamed(answer(asked).text) if asked.get("stream") else _told_whole(answer(asked).text)


def _told_whole(text: str) -> bytes:
    choice = {"index": 0, "message": _message(text), "finish_reason": "stop", "logprobs": None}
    return json.dumps(TOLD | {"object": "chat.completion", "choices": [choice]}).encode()


def _streamed(text: str) -> bytes:
    chunk = {"index": 0, "delta": _message(text), "finish_reason": "stop"}
    chunks = [TOLD | {"object": "chat.completion.chunk", "choices": [chunk]}]
    return "".join(f"data: {each}\n\n" for each in (*map(json.dumps, chunks), "[DONE]")).encode()


def _message(text: str) -> dict[str, Any]:
    return {"role": "assistant", "content": text, "refusal": None}


TOLD = {
    "id": "c",
    "created": 0,
    "model": "faults",
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
}
