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

from tests.slack.limits import check_message, check_view
from tests.slack.messages import Messages, Refused

JSON = dict[str, Any]

# Each method's arguments as documented at https://docs.slack.dev/reference/methods, of those that we may use.
ARGUMENTS = {
    "agents.sessions.setStatus": {"channel_id", "thread_ts", "status"},
    "assistant.threads.setSuggestedPrompts": {"channel_id", "title", "prompts"},
    "apps.connections.open": set(),
    "auth.test": set(),
    "chat.appendStream": {"channel", "ts", "markdown_text"},
    "chat.postEphemeral": {"channel", "user", "text", "parse", "link_names"},
    "chat.postMessage": {"channel", "text", "blocks", "parse", "link_names", "unfurl_links", "unfurl_media"},
    "chat.startStream": {"channel", "thread_ts", "markdown_text"},
    "chat.stopStream": {"channel", "ts", "blocks"},
    "chat.update": {"channel", "ts", "text", "blocks", "parse", "link_names"},
    "conversations.open": {"users"},
    "oauth.v2.access": {"client_id", "client_secret", "code", "redirect_uri", "grant_type", "refresh_token"},
    "users.info": {"user"},
    "views.open": {"trigger_id", "view"},
    "views.publish": {"user_id", "view"},
    "files.getUploadURLExternal": {"filename", "length"},
    "files.completeUploadExternal": {"files", "channel_id", "initial_comment"},
    "response_url": {"text", "response_type", "replace_original"},
}


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

    def asked(self, method: str) -> list[JSON]:
        return [arguments for name, arguments in self.calls if name == method]

    def asked_with(self, token: str, method: str) -> list[JSON]:
        """What a method was asked with one token."""
        return [arguments for name, own, arguments in self.signed if (name, own) == (method, token)]

    def answer(self, method: str, arguments: JSON) -> Answer:
        """What Slack answers: success to a call it takes, "invalid_arguments" to one that it would not take."""
        try:
            return Answer(body=json.dumps({"ok": True, **self._success(method, arguments)}))
        except Refused as refusal:
            return Answer(error=str(refusal))
        except AssertionError as problem:
            self.refused.append(str(problem))
            return Answer(error="invalid_arguments")

    def _success(self, method: str, arguments: JSON) -> JSON:
        unknown = set(arguments) - ARGUMENTS[method]
        assert not unknown, f"{method} does not take {unknown}"
        if "blocks" in arguments:
            check_message("shown" if method == "chat.stopStream" else arguments["text"], arguments["blocks"])
        if "view" in arguments:
            check_view(arguments["view"])
        self.messages.take(method, arguments, f"{len(self.calls)}.000100")
        return {
            "agents.sessions.setStatus": {},
            "assistant.threads.setSuggestedPrompts": {},
            "apps.connections.open": {"url": "wss://127.0.0.1/"},
            "users.info": {"user": {"id": arguments.get("user"), "deleted": False}},
            "oauth.v2.access": {},
            "auth.test": {"team_id": "T1", "user_id": "U0BOT", "bot_id": "B0BOT", "url": "", "team": "", "user": ""},
            "chat.appendStream": {"channel": arguments.get("channel"), "ts": arguments.get("ts")},
            "chat.startStream": {"channel": arguments.get("channel"), "ts": f"{len(self.calls)}.000100"},
            "chat.stopStream": {"channel": arguments.get("channel"), "ts": arguments.get("ts")},
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
        self._call(dict(parse_qsl(urlsplit(self.path).query)))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self._method == "upload":
            self.server.stub.uploads.append(body)
            self._send(Answer(body="OK"))
        else:
            self._call(json.loads(body) if body.startswith(b"{") else dict(parse_qsl(body.decode())))

    @property
    def _method(self) -> str:
        return urlsplit(self.path).path.rpartition("/")[2]

    def _call(self, arguments: JSON) -> None:
        stub = self.server.stub
        # Every method takes these two; Bolt adds the second to what a listener asks.
        arguments = {name: value for name, value in arguments.items() if name not in ("token", "team_id")}
        stub.calls.append((self._method, arguments))
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        stub.signed.append((self._method, token, arguments))
        queue = stub.answers[self._method]
        self._send(queue.pop(0) if queue else stub.answer(self._method, arguments))

    def _send(self, answer: Answer) -> None:
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


@contextmanager
def stub_slack() -> Iterator[StubSlack]:
    server = Server(("127.0.0.1", 0), Handler)
    server.stub = StubSlack(url=f"http://127.0.0.1:{server.server_port}/api/")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.stub
    finally:
        server.shutdown()
        server.server_close()
