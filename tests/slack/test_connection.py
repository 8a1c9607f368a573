"""The Socket Mode connection when the other side falls silent without a word: it is given up, and a new one is made."""

import base64
import hashlib
import socket
import threading
import time

import pytest

from bot.slack.app import Connection, build_app, web_client
from tests.slack.conftest import reception
from tests.slack.people import wait

MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class SilentServer:
    """Accepts web sockets (RFC 6455) and then neither speaks nor answers a ping, like a connection gone half dead."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"ws://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.opened: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                session, _ = self._socket.accept()
            except OSError:
                return
            asked = session.recv(4096).decode("latin-1")
            key = next(line.split(": ")[1] for line in asked.split("\r\n") if line.startswith("Sec-WebSocket-Key"))
            accept = base64.b64encode(hashlib.sha1(f"{key}{MAGIC}".encode()).digest()).decode()
            head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            head += f"Sec-WebSocket-Accept: {accept}\r\n\r\n"
            session.sendall(head.encode())
            self.opened.append(session)

    def close(self) -> None:
        for session in (self._socket, *self.opened):
            session.close()


@pytest.fixture
def silent():
    server = SilentServer()
    yield server
    server.close()


def test_a_connection_without_a_sign_of_life_is_made_anew(silent, team, slack) -> None:
    app = build_app(web_client("xoxb-test", slack.url), reception(team, print))
    connection = Connection(app, "xapp-test", ping_seconds=1)
    connection.client.issue_new_wss_url = lambda: silent.url
    try:
        connection.connect()
        wait(lambda: len(silent.opened) > 1, "the silent connection was kept")
    finally:
        connection.close()


def test_a_connection_that_answers_is_kept(local_slack, team) -> None:
    app = build_app(web_client("xoxb-test", local_slack.api_url), reception(team, print))
    connection = Connection(app, "xapp-test", ping_seconds=1)
    try:
        connection.connect()
        wait(connection.client.is_connected, "it did not connect")
        session = connection.client.current_session
        time.sleep(3)
        assert connection.client.current_session is session
    finally:
        connection.close()
