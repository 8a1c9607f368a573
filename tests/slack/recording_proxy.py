"""Our own proxy between the bot and the independent Slack-compatible server that the tests run against.

It is no stand-in for Slack by itself. What the server knows is the server's answer; the proxy adds what it lacks:
streams, sessions, prompts and canvases, deliveries that come twice, late or in another order, refusals, and connections
that die. It records every call, and holds each one against Slack's published types and limits.
"""

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from bot.slack.sandbox import BOT_TOKEN, SIGNING_SECRET, Sandbox
from tests.slack.door import signed
from tests.slack.socket_relay import Relay
from tests.slack.stub import Handler, StubSlack, serving
from tests.slack.web_api import call_problems

JSON = dict[str, Any]
Send = Callable[[int], object]
"""Delivers something to the bot; the number is 0 for the first time, and how often it was tried before after that."""
EVENTS = "/slack/events"
STREAMS = {"chat.startStream", "chat.appendStream", "chat.stopStream"}
NOT_PASSED_ON = {"host", "connection", "content-length", "transfer-encoding", "date", "server"}


@dataclass
class RecordingProxy(StubSlack):
    """What the bot takes for Slack; `door` is the bot's own address where events go over HTTP.

    `answers` refuses calls before they reach the server, `refused` holds what Slack would not have taken. What the bot
    took in over Socket Mode is in `acknowledged`, by its kind ("events_api", "interactive", "slash_commands").
    """

    server: str = ""
    door: str | None = None
    repeats: int = 0
    envelopes: dict[str, str] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    tries: list[int] = field(default_factory=list)
    relays: list[Relay] = field(default_factory=list)
    _delivered: list[Send] = field(default_factory=list)
    _held: list[Send] | None = None

    @property
    def address(self) -> str:
        return urlsplit(self.url).netloc

    def connected(self, earlier: int = 0) -> int:
        """How many bots are connected over Socket Mode, without the first so many connections there ever were."""
        return sum(relay.is_open for relay in self.relays[earlier:])

    # What the bot asks of Slack.

    def know(self, method: str, arguments: JSON, token: str) -> JSON:
        """The server's answer, with the proxy's address wherever the server tells its own. Raises Refused."""
        if method in STREAMS:
            return self._stream(method, arguments)
        if method == "chat.update":
            self.messages.take(method, arguments, arguments["ts"])
        answer: JSON = json.loads(self._as_ours(json.dumps(self.ask(method, arguments, token))))
        return answer

    def _stream(self, method: str, arguments: JSON) -> JSON:
        """A stream is shown as a message that grows."""
        shown = {name: arguments[name] for name in ("channel", "ts", "thread_ts") if name in arguments}
        if method == "chat.startStream":
            shown["ts"] = self.ask("chat.postMessage", {**shown, "text": "…"})["ts"]
        self.messages.take(method, arguments, shown["ts"])
        message = self.messages.by_ts[shown["ts"]]
        text = [{"type": "section", "text": {"type": "mrkdwn", "text": message.text}}] if message.text else []
        blocks = {"blocks": [*text, *message.blocks]} if message.blocks else {}
        return self.ask("chat.update", {**shown, "text": message.text or "…", **blocks})

    def ask(self, method: str, arguments: JSON, token: str = BOT_TOKEN) -> JSON:
        """Ask the server itself. It takes no Markdown, so that goes as plain text."""
        if "markdown_text" in arguments:
            arguments = {**arguments, "text": arguments["markdown_text"]}
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        answer = _ask(self.server, "POST", f"/api/{method}", json.dumps(arguments).encode(), headers)
        told: JSON = json.loads(answer.read())
        return told

    # What the server sends the bot.

    def deliver(self, send: Send) -> None:
        """Deliver something now, as often as `repeats` says; or keep it while deliveries are held."""
        if self._held is not None:
            self._held.append(send)
            return
        self._delivered.append(send)
        for attempt in range(1 + self.repeats):
            self.tries.append(attempt)
            send(attempt)

    @contextmanager
    def in_another_order(self) -> Iterator[list[Send]]:
        """Hold what is to be delivered, and deliver it at the end of the block, the last first."""
        held: list[Send] = []
        self._held = held
        yield held
        self._held = None
        for send in reversed(held):
            self.deliver(send)

    def deliver_again(self, last: int = 1) -> None:
        """Deliver the last so many once more, as Slack does with what was not acknowledged."""
        for send in self._delivered[-last:]:
            self.tries.append(1)
            send(1)

    def sent(self, again: int) -> int:
        """How many deliveries the bot was sent as the first, second ... try (`again` is 0, 1 ...)."""
        return self.tries.count(again)

    def tell(self, event: JSON) -> None:
        """An event that the server knows nothing of, such as app_home_opened with the Messages tab."""
        wrapped = {
            "type": "event_callback",
            "team_id": "T0SANDBOX",
            "api_app_id": "A0PLANWRIGHT",
            "event_id": f"Ev{uuid.uuid4().hex}",
            "event": event,
        }
        if self.door is None:
            self.deliver(lambda attempt: self._over_socket({"type": "events_api", "payload": wrapped}, attempt))
        else:
            body = json.dumps(wrapped)
            self.deliver(lambda attempt: self.over_http(body, "application/json", attempt))

    def open_talk(self, user: str, channel: str) -> None:
        """A person opens the Messages tab."""
        self.tell({"type": "app_home_opened", "tab": "messages", "user": user, "channel": channel})

    def press_stop(self, user: str, channel: str, thread_ts: str) -> None:
        """A person presses the Stop button beside the status."""
        about = {"channel": channel, "user": user, "thread_ts": thread_ts, "streaming_message_ts": []}
        self.tell({"type": "agent_session_stopped", **about, "event_ts": thread_ts})

    def over_http(self, body: str, content_type: str, attempt: int) -> HTTPResponse:
        """Send the bot a signed request, and give its answer."""
        body = self._as_ours(body)
        if content_type == "application/json":
            body = json.dumps(_whole(json.loads(body)))
        headers = signed(body, SIGNING_SECRET) | {"Content-Type": content_type}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"}
        return _ask(self.door or "", "POST", EVENTS, body.encode(), headers)

    def from_socket(self, relay: Relay, text: str) -> None:
        """A text that the server sent over Socket Mode."""
        told = json.loads(self._as_ours(text))
        if "envelope_id" in told:
            told["payload"] = _whole(told["payload"])
            self.deliver(lambda attempt: self._over_socket(told, attempt))
        else:
            relay.send(json.dumps(told))

    def _over_socket(self, envelope: JSON, attempt: int) -> None:
        again = {"retry_attempt": attempt, "retry_reason": "timeout"} if attempt else {}
        new = {"envelope_id": str(uuid.uuid4())} if attempt or "envelope_id" not in envelope else {}
        sent = {**envelope, **new, **again}
        self.envelopes[sent["envelope_id"]] = sent["type"]
        self._turn().send(json.dumps(sent))

    def _turn(self) -> Relay:
        """The connection whose turn it is: of several bots, Slack tells each event to one."""
        alive = [relay for relay in self.relays if relay.is_open and not relay.is_silent]
        return alive[len(self._delivered) % len(alive)] if alive else self.relays[-1]

    def from_bot(self, text: str) -> None:
        """A text that the bot sent over Socket Mode: it acknowledges an envelope."""
        self.acknowledged.append(self.envelopes[json.loads(text)["envelope_id"]])

    def go_silent(self) -> None:
        """Let the connection die without a word: nothing comes any more, and no ping is answered."""
        self.relays[-1].is_silent = True

    def break_off(self) -> None:
        """End the connection without Slack's word that it will."""
        self.relays[-1].break_off()

    def _as_ours(self, text: str) -> str:
        return text.replace(urlsplit(self.server).netloc, self.address)


class ProxyHandler(Handler):
    """One request: the bot's to Slack, the server's to the bot, or a Socket Mode connection."""

    @property
    def proxy(self) -> RecordingProxy:
        stub = self.server.stub
        assert isinstance(stub, RecordingProxy)
        return stub

    def asked(self, body: bytes) -> None:
        if self.headers.get("Upgrade"):
            self._carry()
        elif self.path.startswith("/api/"):
            super().asked(body)
        elif self.path == EVENTS:
            self._deliver(body.decode())
        else:
            if self.path.startswith("/response/"):
                self.proxy.calls.append(("response_url", json.loads(body)))
                self.proxy.refused.extend(call_problems("response_url", json.loads(body)))
            self._pass_on(body)

    def _deliver(self, body: str) -> None:
        """The server's event over HTTP; it gets the bot's first answer."""
        answers: list[HTTPResponse] = []
        answered = threading.Event()

        def send(attempt: int) -> None:
            answers.append(self.proxy.over_http(body, self.headers["Content-Type"], attempt))
            answered.set()

        self.proxy.deliver(send)
        answered.wait()
        self._give(answers[0])

    def _pass_on(self, body: bytes) -> None:
        headers = {name: value for name, value in self.headers.items() if name.lower() not in NOT_PASSED_ON}
        self._give(_ask(self.proxy.server, self.command, self.path, body, headers))

    def _give(self, answer: HTTPResponse) -> None:
        content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in NOT_PASSED_ON:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _carry(self) -> None:
        """A Socket Mode connection, from its handshake on."""
        server = _connection(self.proxy.server)
        server.connect()
        server.sock.settimeout(None)
        head = [f"GET {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in self.headers.items())]
        server.sock.sendall("\r\n".join([*head, "", ""]).encode("latin-1"))
        relay = Relay(self.connection, self.rfile, server.sock)
        self.proxy.relays.append(relay)
        relay.run(self.proxy.from_socket, self.proxy.from_bot)
        self.close_connection = True


@contextmanager
def recording(sandbox: Sandbox, port: int = 0, door: str | None = None) -> Iterator[RecordingProxy]:
    """A proxy before a sandbox while the block runs; at its end, no call may have been one that Slack would refuse."""
    proxy = RecordingProxy(server=sandbox.address, door=door)
    with serving(proxy, ProxyHandler, port):
        yield proxy
        assert proxy.refused == [], proxy.refused


def _whole(payload: JSON) -> JSON:
    """The server leaves out of an edit and a deletion what kind of channel it was in; Slack tells it."""
    event = payload.get("event", {})
    if event.get("type") == "message" and event["channel"].startswith("D"):
        event.setdefault("channel_type", "im")
    return payload


def _connection(address: str) -> HTTPConnection:
    return HTTPConnection(urlsplit(address).netloc, timeout=30)


def _ask(address: str, method: str, path: str, body: bytes, headers: dict[str, str]) -> HTTPResponse:
    connection = _connection(address)
    connection.request(method, path, body or None, headers)
    return connection.getresponse()
