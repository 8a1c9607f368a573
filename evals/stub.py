"""A local server that speaks OpenAI's Chat Completions, strict about what it takes, and counts every call's tokens.

It understands nothing: `answers` says what comes back. Tokens are counted with the o200k tables; the marks that a
provider puts around messages and tools are counted as in OpenAI's cookbook for messages (3 a message, 3 for the
reply) and as their JSON for tools and schemas.
https://platform.openai.com/docs/api-reference/chat/create
"""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from pydantic import Field

from bot.facts import Frozen

Body = Mapping[str, Any]
PER_MESSAGE, PER_REPLY = 3, 3
TAKEN = frozenset(
    "model messages stream stream_options max_tokens max_completion_tokens temperature top_p n stop user"
    " response_format tools tool_choice parallel_tool_calls prompt_cache_key".split()
)
ROLES = frozenset({"system", "developer", "user", "assistant", "tool"})


class Answer(Frozen):
    """What comes back: text, or the calls of tools as (name, arguments)."""

    text: str = ""
    tools: tuple[tuple[str, dict[str, Any]], ...] = ()


class Counted(Frozen):
    """A call that was taken: the model it named, its messages as text, and the tokens both ways."""

    model: str
    messages: tuple[str, ...] = Field(repr=False)
    prompt_tokens: int
    completion_tokens: int


@cache
def _encoding() -> Any:  # noqa: ANN401 - the package has no types
    import bpe_openai

    return bpe_openai.get_encoding("o200k_base")


def tokens(text: str) -> int:
    """How many o200k tokens a text takes."""
    return len(_encoding().encode(text)) if text else 0


def prompt_tokens(body: Body) -> int:
    """The tokens of a request: its messages, its tools and the schema of the answer."""
    said = sum(PER_MESSAGE + tokens(_as_text(message)) + tokens(message["role"]) for message in body["messages"])
    tools = sum(tokens(json.dumps(tool["function"])) for tool in body.get("tools", ()))
    schema = body.get("response_format", {}).get("json_schema")
    return said + tools + (tokens(json.dumps(schema)) if schema else 0) + PER_REPLY


def _as_text(message: Mapping[str, Any]) -> str:
    calls = [json.dumps(call["function"]) for call in message.get("tool_calls") or ()]
    return "\n".join(filter(None, [message.get("content"), *calls]))


def faults(body: Body) -> list[str]:
    """What a provider would refuse in a request; none is a request in order."""
    if not isinstance(body.get("model"), str) or not isinstance(body.get("messages"), list) or not body["messages"]:
        return ["model and messages are required"]
    unknown = sorted(set(body) - TAKEN)
    found = [f"unknown field {name}" for name in unknown]
    found += [fault for message in body["messages"] for fault in _message_faults(message)]
    found += _unanswered(body["messages"])
    schema = body.get("response_format", {}).get("json_schema")
    if schema is not None:
        found += [] if schema.get("strict") is True else ["the schema is not strict"]
        found += _schema_faults(schema.get("schema", {}), schema.get("schema", {}))
    return found


def _message_faults(message: Mapping[str, Any]) -> list[str]:
    role, content = message.get("role"), message.get("content")
    if role not in ROLES:
        return [f"no role {role}"]
    if role == "assistant" and message.get("tool_calls"):
        return []
    return [] if isinstance(content, str) else [f"the content of a {role} message is no text"]


def _unanswered(messages: list[Mapping[str, Any]]) -> list[str]:
    """Calls of tools that no message answers, and answers to no call."""
    called = {call["id"] for message in messages for call in message.get("tool_calls") or ()}
    answered = {message.get("tool_call_id") for message in messages if message.get("role") == "tool"}
    return ["calls of tools and their answers do not match"] if called != answered else []


def _schema_faults(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Iterator[str]:
    """What strict structured output forbids: an open object, a property that is not required."""
    if "$ref" in schema:
        return
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            yield "an object of the schema is open"
        if sorted(schema.get("required", ())) != sorted(schema.get("properties", {})):
            yield "a property of the schema is not required"
    inner = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values(), *schema.get("anyOf", ())]
    for part in [*inner, *([schema["items"]] if isinstance(schema.get("items"), dict) else [])]:
        yield from _schema_faults(part, whole)


class Stub:
    """The server, on a free port of this machine, while it is used with `with`."""

    def __init__(self, answers: Callable[[Body], Answer]) -> None:
        self.calls: list[Counted] = []
        self.refused: list[str] = []
        self._answers, self._lock = answers, threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def take(self, body: Body) -> tuple[Answer, Counted] | list[str]:
        """Answer a request in order and count it; else say what is wrong with it."""
        wrong = faults(body)
        with self._lock:
            if wrong:
                self.refused += wrong
                return wrong
            answer = self._answers(body)
            given = tokens(answer.text) + sum(tokens(json.dumps(arguments)) for _, arguments in answer.tools)
            counted = Counted(
                model=body["model"],
                messages=tuple(_as_text(message) for message in body["messages"]),
                prompt_tokens=prompt_tokens(body),
                completion_tokens=given,
            )
            self.calls.append(counted)
            return answer, counted


def _handler(stub: Stub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            body = json.loads(raw)
            taken = stub.take(body) if self.path.endswith("/chat/completions") else [f"no such path {self.path}"]
            if isinstance(taken, list):
                self._send(400, "application/json", json.dumps({"error": {"message": "; ".join(taken)}}))
            elif body.get("stream"):
                self._send(200, "text/event-stream", "".join(_events(*taken)))
            else:
                self._send(200, "application/json", json.dumps(_completion(*taken)))

        def _send(self, status: int, kind: str, text: str) -> None:
            data = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing: what is said here is counted, not logged."""

    return Handler


def _completion(answer: Answer, counted: Counted) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": answer.text or None, "refusal": None}
    if answer.tools:
        message["tool_calls"] = [
            {
                "id": f"call_{number}_{counted.prompt_tokens}",
                "type": "function",
                "function": {"name": name, "arguments": json.dumps(given)},
            }
            for number, (name, given) in enumerate(answer.tools)
        ]
    choice = {
        "index": 0,
        "message": message,
        "finish_reason": "tool_calls" if answer.tools else "stop",
        "logprobs": None,
    }
    return _base(counted, "chat.completion") | {"choices": [choice], "usage": _usage(counted)}


def _events(answer: Answer, counted: Counted) -> Iterator[str]:
    """The same answer as a stream: the text, why it ends, what it took."""
    base = _base(counted, "chat.completion.chunk")
    steps = [({"role": "assistant", "content": answer.text}, None), ({}, "stop")]
    for delta, finish in steps:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        yield f"data: {json.dumps(base | {'choices': [choice]})}\n\n"
    yield f"data: {json.dumps(base | {'choices': [], 'usage': _usage(counted)})}\n\n"
    yield "data: [DONE]\n\n"


def _base(counted: Counted, kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-stub", "object": kind, "created": 0, "model": counted.model}


def _usage(counted: Counted) -> dict[str, int]:
    taken, given = counted.prompt_tokens, counted.completion_tokens
    return {"prompt_tokens": taken, "completion_tokens": given, "total_tokens": taken + given}
