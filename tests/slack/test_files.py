"""Fetching what people sent: only from Slack's file host, with the token nowhere else, and within size."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from bot.slack import files
from bot.slack.files import fetcher


class Host(BaseHTTPRequestHandler):
    seen: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        self.seen.append((self.path, self.headers.get("Authorization")))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.2:9/elsewhere")
            self.end_headers()
            return
        self.send_response(200 if self.path != "/gone" else 404)
        self.end_headers()
        self.wfile.write(b"x" * (50 if self.path == "/large" else 5))

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def host() -> Iterator[str]:
    Host.seen.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_stand_ins_file_is_fetched_with_the_token(host: str):
    assert fetcher(lambda _: "xoxb-t", f"{host}/api/")(f"{host}/deals.csv") == b"xxxxx"
    assert Host.seen == [("/deals.csv", "Bearer xoxb-t")]


@pytest.mark.parametrize(
    "url",
    [
        "http://files.slack.com/deals.csv",
        "https://files.slack.com.evil.example/x",
        "https://evil.example/files.slack.com",
        "file:///etc/passwd",
        "ftp://files.slack.com/x",
        "",
        "https://user@evil.example/x",
        "https://files.slack.com@evil.example/x",
        "https://user:secret@files.slack.com/x",
        "https://files.slack.com:8443/x",
        "https://files.slack.com:443@evil.example/x",
        "https://files.slack.com\\@evil.example/x",
        "https://files.slack.com.",
        "https://files.slack\u3002com/x",
        "https://\uff46iles.slack.com/x",
        "https://evil.example#@files.slack.com/x",
        "https://files.slack.com%2eevil.example/x",
        "//files.slack.com/x",
        "https:files.slack.com/x",
        "https://files.slack.com/a b\r\nHost: evil.example",
        "https://[files.slack.com]/x",
    ],
)
def test_nothing_else_is_asked(url: str):
    assert fetcher(lambda _: "xoxb-t", "https://slack.com/api/")(url) is None


def test_a_stranger_on_the_stand_ins_machine_gets_no_token(host: str):
    assert fetcher(lambda _: "xoxb-t", "https://slack.com/api/")(f"{host}/deals.csv") is None
    assert Host.seen == []


def test_a_redirect_is_not_followed(host: str):
    assert fetcher(lambda _: "xoxb-t", f"{host}/api/")(f"{host}/moved") is None


def test_what_is_not_there_is_none(host: str):
    assert fetcher(lambda _: "xoxb-t", f"{host}/api/")(f"{host}/gone") is None


def test_what_comes_in_by_drops_is_none(host: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "SECONDS_IN_ALL", -1)
    assert fetcher(lambda _: "xoxb-t", f"{host}/api/")(f"{host}/deals.csv") is None


def test_a_stand_in_is_asked_over_http_only(host: str):
    assert fetcher(lambda _: "xoxb-t", f"{host}/api/")(f"ftp{host.removeprefix('http')}/deals.csv") is None
    assert fetcher(lambda _: "xoxb-t", f"{host}/api/")(f"file{host.removeprefix('http')}/etc/passwd") is None


def test_too_much_is_none(host: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "LARGEST_FILE", 20)
    assert fetcher(lambda _: "xoxb-t", f"{host}/api/")(f"{host}/large") is None
