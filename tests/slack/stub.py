"""A strict stand-in for Slack's Web API on this machine: it takes what Slack documents, and nothing else."""

import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.slack.agent_methods import AgentMethods
from tests.slack.messages import Messages, Refused
from tests.slack.web_api import call_problems

JSON = dict[str, Any]


@dataclass
class Answer:
    """What to answer to one call instead of success."""

    error: str = "internal_error"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    hang_up: bool = False


@dataclass
class StubSlack:
    """What it was asked, in order, and what it is to answer: `answers` holds a queue for each method."""

    url: str = ""
    calls: list[tuple[str, JSON]] = field(default_factory=list)
    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    uploads: list[bytes] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    signed: list[tuple[str, str, JSON]] = field(default_factory=list)
    messages: Messages = field(default_factory=Messages)
    agent: AgentMethods = field(default_factory=AgentMethods)

    def asked(self, method: str) -> list[JSON]:
        return [arguments for name, arguments in self.calls if name == method]

    def asked_with(self, token: str, method: str) -> list[JSON]:
        """What a method was asked with one token."""
        return [arguments for name, own, arguments in self.signed if (name, own) == (method, token)]

    def answer(self, method: str, arguments: JSON, token: str = "") -> Answer:
        """What Slack answers: success to a call it takes, "invalid_arguments" to one that it would not take."""
        if found := call_problems(method, arguments):
            self.refused.extend(found)
            return Answer(error="invalid_arguments")
        try:
            done = self.agent.answer(method, arguments)
            return Answer(body=json.dumps({"ok": True, **(done or self.know(method, arguments, token))}))
        except Refused as refusal:
            return Answer(error=str(refusal))

    def know(self, method: str, arguments: JSON, token: str) -> JSON:
        """The answer to a call whose arguments are right. Raises Refused."""
        ts = f"{len(self.calls)}.000100"
        self.messages.take(method, arguments, ts)
        return self._success(method, arguments)

    def _success(self, method: str, arguments: JSON) -> JSON:
        return {
            "apps.connections.open": {"url": "wss://127.0.0.1/"},
            "chat.appendStream": {},
            "chat.startStream": {"channel": arguments.get("channel"), "ts": f"{len(self.calls)}.000100"},
            "chat.stopStream": {},
            "users.info": {"user": {"id": arguments.get("user"), "deleted": False}},
            "oauth.v2.access": {},
            "auth.test": {"team_id": "T1", "user_id": "U0BOT", "bot_id": "B0BOT", "url": "", "team": "", "user": ""},
            "chat.postEphemeral": {"message_ts": f"{len(self.calls)}.000200"},
            "chat.postMessage": {"channel": arguments.get("channel"), "ts": f"{len(self.calls)}.000100"},
            "chat.update": {"channel": arguments.get("channel"), "ts": arguments.get("ts")},
            "conversations.open": {"channel": {"id": f"D-{arguments.get('users')}"}},
            "views.open": {"view": {"id": "V1"}},
            "views.publish": {"view": {"id": "V2"}},
            "files.getUploadURLExternal": {"file_id": "F1", "upload_url": f"{self.url}upload"},
            "files.completeUploadExternal": {"files": [{"id": "F1"}]},
            "response_url": {},
        }[method]


class Handler(BaseHTTPRequestHandler):
    """One call to the Web API, to the upload address or to a response_url."""

    server: "Server"

    def do_GET(self) -> None:
        self.asked(b"")

    def do_POST(self) -> None:
        self.asked(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def asked(self, body: bytes) -> None:
        """One request with its body."""
        if self.command == "GET":
            self.call(dict(parse_qsl(urlsplit(self.path).query)))
        elif self.method == "upload":
            self.server.stub.uploads.append(body)
            self.send(Answer(body="OK"))
        else:
            self.call(json.loads(body) if body.startswith(b"{") else dict(parse_qsl(body.decode())))

    @property
    def method(self) -> str:
        return urlsplit(self.path).path.rpartition("/")[2]

    def call(self, arguments: JSON) -> None:
        stub = self.server.stub
        # Every method takes these two; Bolt adds the second to what a listener asks.
        arguments = {name: value for name, value in arguments.items() if name not in ("token", "team_id")}
        stub.calls.append((self.method, arguments))
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        stub.signed.append((self.method, token, arguments))
        queue = stub.answers[self.method]
        self.send(queue.pop(0) if queue else stub.answer(self.method, arguments, token))

    def send(self, answer: Answer) -> None:
        if answer.hang_up:
            self.connection.close()
            return
        self.send_response(answer.status)
        for name, value in {"Content-Type": "application/json", **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        refusal = json.dumps({"ok": False, "error": answer.error})
        self.wfile.write((refusal if answer.body is None else answer.body).encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server that belongs to a stub."""

    stub: StubSlack
    daemon_threads = True


@contextmanager
def serving(stub: StubSlack, handler: type[Handler] = Handler, port: int = 0) -> Iterator[int]:
    """Let a stand-in answer while the block runs, at the port it has."""
    server = Server(("127.0.0.1", port), handler)
    server.stub = stub
    stub.url = f"http://127.0.0.1:{server.server_port}/api/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def stub_slack() -> Iterator[StubSlack]:
    stub = StubSlack()
    with serving(stub):
        yield stub
