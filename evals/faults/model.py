"""The language model in trouble: it refuses, breaks, talks nonsense, falls silent, and is left alone."""

import json
from dataclasses import replace
from typing import Any

from pydantic import SecretStr

from bot.coach.llm.openai_model import Endpoint, OpenAIModel
from bot.coach.llm.port import Job
from bot.settings import Settings
from bot.store.store import Store
from bot.wiring import open_assistant
from evals.cost import answer
from evals.faults.arena import Arena
from evals.faults.moody import Moody, moody_server
from evals.faults.truth import Found
from evals.faults.world import at_work, fill, posting_to, until_done

TIMEOUT = 0.3
RAMBLING = "look, the spreadsheet lives on another machine altogether, and it was that kind of a year"
"""What only a model may understand. Between the messages of a rep it is worth a call each time."""


def model_trouble(arena: Arena, times: int) -> Found:
    """Let so many calls of the model go wrong, most of all there are."""
    store, moody = Store.open(arena.url), Moody(share=0.7, most=times, hangs=2 * TIMEOUT)
    with moody_server(moody, _completion):
        endpoint = Endpoint(
            SecretStr("none"), f"{moody.url}v1", {job: job.value for job in Job}, timeout=TIMEOUT, retries=1
        )
        model = OpenAIModel(endpoint, sleep=lambda _: None)
        assistant = open_assistant(Settings(_env_file=None), model)
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
    message = {"role": "assistant", "content": answer(asked).text, "refusal": None}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    told: dict[str, Any] = {"id": "c", "created": 0, "model": asked["model"], "usage": usage}
    if not asked.get("stream"):
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return json.dumps(told | {"object": "chat.completion", "choices": [choice]}).encode()
    chunk = {"index": 0, "delta": message, "finish_reason": "stop"}
    chunks = [told | {"object": "chat.completion.chunk", "choices": [chunk]}]
    return "".join(f"data: {each}\n\n" for each in (*map(json.dumps, chunks), "[DONE]")).encode()
