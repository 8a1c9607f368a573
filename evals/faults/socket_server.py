"""Slack's side of Socket Mode on this machine: it delivers events until they are acknowledged, and fails on demand."""

import json
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from evals.faults.frames import GOODBYE, PING, PONG, TEXT, frame, read_frame, welcome

AGAIN_SECONDS = 0.4
"""After so long without a receipt an event is delivered again; Slack's own three seconds, made short."""


class Session:
    """One connection. A silent one takes everything and gives nothing, like one whose other end is gone."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection, self._lock = connection, threading.Lock()
        self.is_silent = self.is_over = False

    def send(self, kind: int, content: bytes) -> None:
        with self._lock, suppress(OSError):
            if not self.is_silent:
                self._connection.sendall(frame(kind, content))

    def break_off(self) -> None:
        """End it without a goodbye."""
        self.is_over = True
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)


class SocketSlack:
    """Takes connections, answers pings, and delivers events over the newest connection; `refuses` so many new ones."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"ws://127.0.0.1:{self._server.getsockname()[1]}/"
        self.refuses = self.refused = self.opened = self.pings = self.delivered_again = 0
        self._sessions: list[Session] = []
        self._receipts: dict[str, threading.Event] = {}
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def session(self) -> Session | None:
        """The connection that events go over: the newest one that is not known to be over."""
        return next((each for each in reversed(self._sessions) if not each.is_over), None)

    def deliver(self, payload: dict[str, Any], patience: float) -> bool:
        """Deliver an event, again and again, until there is a receipt for it; False where none came in time."""
        ends, attempt = time.monotonic() + patience, 0
        while time.monotonic() < ends:
            session, name = self.session, str(uuid.uuid4())
            if session is None:
                time.sleep(0.02)
                continue
            receipt = self._receipts[name] = threading.Event()
            envelope = {"envelope_id": name, "type": "events_api", "accepts_response_payload": False}
            again = {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
            session.send(TEXT, json.dumps(envelope | again | {"payload": payload}).encode())
            if receipt.wait(AGAIN_SECONDS):
                return True
            attempt += 1
            self.delivered_again += 1
        return False

    def close(self) -> None:
        """End everything."""
        self._server.close()
        for session in self._sessions:
            session.break_off()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._server.accept()
                if self.refuses > 0:
                    self.refuses, self.refused = self.refuses - 1, self.refused + 1
                    connection.close()
                else:
                    threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        session, stream = Session(connection), connection.makefile("rb")
        with suppress(OSError):
            connection.sendall(welcome(stream) or b"")
            session.send(TEXT, json.dumps({"type": "hello"}).encode())
            self._sessions.append(session)
            self.opened += 1
            while came := read_frame(stream):
                # What a silent connection swallows is a receipt, too: Slack never hears that the event was taken.
                if not session.is_silent and not self._heard(session, came.kind, came.content):
                    break
        session.break_off()
        connection.close()

    def _heard(self, session: Session, kind: int, content: bytes) -> bool:
        if kind == PING:
            self.pings += 1
            session.send(PONG, content)
        elif kind == TEXT:
            receipt = self._receipts.get(json.loads(content)["envelope_id"])
            if receipt:
                receipt.set()
        return kind != GOODBYE


@contextmanager
def socket_slack() -> Iterator[SocketSlack]:
    """Serve while the block runs."""
    server = SocketSlack()
    try:
        yield server
    finally:
        server.close()
