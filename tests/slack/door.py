"""The application's door for HTTP, as Slack and a load balancer meet it."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any

from bot.line.inbound import Inbound

SECRET = "a-signing-secret"


@dataclass
class Door:
    """The application as a load balancer and Slack meet it."""

    port: int
    received: list[Inbound] = field(default_factory=list)
    trouble: str | None = None

    def ask(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, body.encode(), headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def send(self, body: str, stamp: str | None = None, secret: str = SECRET) -> tuple[int, str]:
        """What Slack would send (https://docs.slack.dev/authentication/verifying-requests-from-slack)."""
        headers = signed(body, secret, stamp) | {"Content-Type": "application/json"}
        return self.ask("POST", "/slack/events", body, headers)


def signed(body: str, secret: str = SECRET, stamp: str | None = None) -> dict[str, str]:
    """The headers that say a request is Slack's own."""
    stamp = stamp or str(int(time.time()))
    made = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={made}"}


def event(**more: Any) -> str:
    message = {
        "type": "message",
        "channel_type": "im",
        "user": "U0SAM",
        "text": "hello",
        "ts": "1793631840.000100",
        "channel": "D1",
    }
    about = {"type": "event_callback", "team_id": "T1", "api_app_id": "A1", "event_id": "Ev1", "event": message}
    return json.dumps(about | more)
