"""The model adapter against an independent OpenAI-compatible server: what it answers, and every way that fails."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

import pytest
from pydantic import BaseModel, SecretStr

from bot.coach.llm.openai_model import Endpoint, OpenAIModel
from bot.coach.llm.port import Answered, Job, Request, Trouble
from bot.settings import Settings
from bot.wiring import open_model


class Heard(BaseModel):
    kind: Literal["answer", "question"]
    words: list[str]


ASKED = Request(
    job=Job.UNDERSTAND,
    prompt="understand",
    version=1,
    instructions="Read the message.",
    data="<message>hi</message>",
    most=300,
)


@dataclass
class Waits:
    """A clock that only moves when it is slept on."""

    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def clock(self) -> float:
        return sum(self.slept)


def model_at(url: str, waits: Waits, **how: float) -> OpenAIModel:
    endpoint = Endpoint(key=SecretStr("test"), url=url, models=dict.fromkeys(Job, "gpt-4.1-mini"), **how)
    return OpenAIModel(endpoint, sleep=waits.sleep, clock=waits.clock, chance=lambda: 0.5)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def model(llmock, waits) -> OpenAIModel:
    return model_at(llmock.base_url(), waits)


def test_a_structured_answer_comes_in_its_schema_with_what_it_took(llmock, model):
    llmock.reply('{"kind": "answer", "words": ["hi"]}')
    answered = model.structured(ASKED, Heard)
    assert isinstance(answered, Answered)
    assert answered.value == Heard(kind="answer", words=["hi"])
    assert answered.usage.prompt_tokens > 0
    sent = llmock.last_request.body
    assert sent["response_format"]["json_schema"]["strict"] is True
    assert [m["role"] for m in sent["messages"]] == ["system", "user"]


def test_prose_is_handed_on_sentence_by_sentence(llmock, model):
    llmock.reply("Losing late is costly. What happened before that? Say more")
    heard: list[str] = []
    answered = model.prose(ASKED, lambda sentence: heard.append(sentence) or True)
    assert isinstance(answered, Answered)
    assert heard == ["Losing late is costly.", "What happened before that?", "Say more"]
    assert answered.value == "Losing late is costly. What happened before that? Say more"
    assert answered.usage.completion_tokens > 0


def test_prose_that_will_not_be_used_is_not_waited_for(llmock, model):
    llmock.reply("That is 40% more. " * 50)
    stopped = model.prose(ASKED, lambda sentence: "%" not in sentence)
    assert isinstance(stopped, Trouble)
    assert stopped.kind == "stopped"
    assert 0 < stopped.usage.completion_tokens < 100


@pytest.mark.parametrize("wants", ["structured", "prose"])
def test_a_rate_limit_is_waited_out_as_long_as_the_provider_says(llmock, model, waits, wants):
    llmock.rate_limit(times=2, retry_after=7).reply('{"kind": "answer", "words": []}')
    assert isinstance(ask(model, wants), Answered)
    assert waits.slept == [7, 7]
    assert len(llmock.requests) == 3


@pytest.mark.parametrize("wants", ["structured", "prose"])
def test_a_server_error_is_tried_again_a_little_later_each_time(llmock, model, waits, wants):
    llmock.fail(500, times=None)
    assert ask(model, wants).kind == "unavailable"
    assert waits.slept == [0.75, 1.5]
    assert len(llmock.requests) == 3


def test_nobody_is_kept_waiting_for_a_minute(llmock, model, waits):
    llmock.rate_limit(times=None, retry_after=60)
    trouble = model.structured(ASKED, Heard)
    assert (trouble.kind, trouble.wait, waits.slept) == ("unavailable", 60, [])


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_what_a_retry_cannot_mend_is_not_retried(llmock, model, waits, status):
    llmock.fail(status, times=None)
    assert model.structured(ASKED, Heard).kind == "unavailable"
    assert len(llmock.requests) == 1


def test_a_spent_quota_is_not_retried(llmock, model):
    llmock.fail(429, times=None, code="insufficient_quota")
    assert model.structured(ASKED, Heard).again is False
    assert len(llmock.requests) == 1


@pytest.mark.parametrize("wants", ["structured", "prose"])
def test_a_silent_server_is_left_after_the_time_out(llmock, waits, wants):
    llmock.delay(2, times=None)
    hasty = model_at(llmock.base_url(), waits, timeout=0.2, retries=0)
    assert ask(hasty, wants).kind == "unavailable"


@pytest.mark.parametrize("fault", ["truncate", "disconnect", "corrupt"])
def test_a_stream_that_breaks_is_no_answer(llmock, model, fault):
    getattr(llmock, fault)(after_chunks=2, times=None)
    assert isinstance(ask(model, "prose"), Trouble)


@pytest.mark.parametrize("fault", ["truncate", "disconnect", "corrupt"])
def test_a_stream_that_breaks_in_the_middle_is_not_begun_anew(llmock, model, fault):
    """Whoever hears the sentences may be passing them on, and would hear them twice."""
    llmock.reply("You were late. " * 40, times=None)
    getattr(llmock, fault)(after_chunks=20, times=None)
    heard: list[str] = []
    assert isinstance(model.prose(ASKED, lambda sentence: heard.append(sentence) or True), Trouble)
    assert 0 < len(heard) < 40
    assert len(llmock.requests) == 1


@pytest.mark.parametrize(
    "text", ["", "not json", '{"kind": "answer"', '{"kind": "pay", "words": []}', "[]", "x" * 100_000]
)
def test_what_is_not_in_the_schema_is_malformed(llmock, model, text):
    llmock.reply(text, times=None)
    assert isinstance(model.structured(ASKED, Heard), Trouble)


def ask(model: OpenAIModel, wants: str) -> Answered | Trouble:
    return model.structured(ASKED, Heard) if wants == "structured" else model.prose(ASKED, lambda _: True)


# What the mock does not do is done by a server of our own: odd bodies, refusals, an answer cut off at its length.


class Odd(ThreadingHTTPServer):
    """A server that answers every request with one body."""

    body: bytes = b""
    seen: list[dict]


class _Handler(BaseHTTPRequestHandler):
    server: Odd

    def do_POST(self) -> None:
        self.server.seen.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def odd() -> Iterator[Odd]:
    server = Odd(("127.0.0.1", 0), _Handler)
    server.seen = []
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def completion(**message: object) -> bytes:
    finish = message.pop("finish", "stop")
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": None, **message}}
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    return json.dumps(
        {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage}
    ).encode()


WHOLE = '{"kind": "answer", "words": []}'


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (completion(refusal="I cannot help with that."), "refused"),
        (completion(content='{"kind": "ans', finish="length"), "cut off"),
        (completion(content=WHOLE, finish=None), "cut off"),
        (completion(content=WHOLE, finish="content_filter"), "refused"),
        (completion(content=None), "malformed"),
        (b"", "malformed"),
        (b"<html>Bad gateway</html>", "malformed"),
        (b'{"choices": null}', "malformed"),
        (b'{"choices": []}', "malformed"),
        (b"null", "malformed"),
    ],
)
def test_odd_answers_are_trouble_and_never_an_exception(odd, waits, body, kind):
    odd.body = body
    model = model_at(f"http://127.0.0.1:{odd.server_port}/v1", waits)
    assert model.structured(ASKED, Heard).kind == kind
    assert isinstance(model.prose(ASKED, lambda _: True), Trouble)


def test_the_same_http_client_serves_every_call(odd, waits):
    odd.body = completion(content=WHOLE)
    model = model_at(f"http://127.0.0.1:{odd.server_port}/v1", waits)
    assert all(isinstance(model.structured(ASKED, Heard), Answered) for _ in range(3))
    assert "prompt_cache_key" not in odd.seen[0]


@pytest.mark.parametrize("url", [None, "https://acme.openai.azure.com/openai/v1/"])
def test_providers_that_cache_are_told_what_belongs_together(url):
    endpoint = Endpoint(key=SecretStr("test"), url=url, models=dict.fromkeys(Job, "m"))
    assert OpenAIModel(endpoint)._extras(ASKED)["prompt_cache_key"] == "planwright-understand-1"


# The settings.


def test_no_key_is_no_model(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    assert open_model(Settings(_env_file=None)) is None
    assert open_model(Settings(_env_file=None, model_key="sk-1", model=False)) is None
    assert open_model(Settings(_env_file=None, model_url="http://127.0.0.1:11434/v1")) is not None


def test_each_job_can_have_a_model_of_its_own_and_the_key_is_not_printed():
    settings = Settings(_env_file=None, model_key="sk-secret", model_name="small", model_draft="large")
    model = open_model(settings)
    assert model.endpoint.models == {
        Job.UNDERSTAND: "small",
        Job.PHRASE: "small",
        Job.DRAFT: "large",
        Job.ANSWER: "small",
    }
    assert "sk-secret" not in repr(settings) + repr(model)


def test_without_a_key_no_model_library_is_imported():
    """A whole conversation is held, and afterwards nothing of a model's libraries is there."""
    script = (
        "import sys; from typer.testing import CliRunner; from bot.cli import app\n"
        "import bot.running, bot.wiring\n"
        "CliRunner().invoke(app, ['interview', '--as', 'dana-reyes', '--replies', '/dev/stdin'], input='hi')\n"
        "print([m for m in ('openai', 'langchain', 'langchain_core', 'langchain_openai') if m in sys.modules])"
    )
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "PLANWRIGHT_"))}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=bare, check=False, input="hi\n"
    )
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
