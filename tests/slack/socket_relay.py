"""One Socket Mode connection, carried between the bot and a Slack-compatible server frame by frame (RFC 6455).

It can fall silent, as a connection does whose other side is gone without a word, or break off.
"""

import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

TEXT = 1
MASKED, SHORT, LONG = 0x80, 126, 127


@dataclass(frozen=True)
class Frame:
    """One frame: what kind, what it holds, and its bytes as they came."""

    kind: int
    content: bytes
    raw: bytes


def read_frame(stream: BinaryIO) -> Frame | None:
    """The next frame; None at the end of the connection."""
    head = _exactly(stream, 2)
    if head is None:
        return None
    size, more = head[1] & 0x7F, b""
    if size in (SHORT, LONG):
        more = _exactly(stream, 2 if size == SHORT else 8) or b""
        size = int.from_bytes(more, "big")
    mask = (_exactly(stream, 4) or b"") if head[1] & MASKED else b""
    content = _exactly(stream, size)
    if content is None:
        return None
    plain = bytes(byte ^ mask[place % 4] for place, byte in enumerate(content)) if mask else content
    return Frame(kind=head[0] & 0x0F, content=plain, raw=head + more + mask + content)


def text_frame(text: str) -> bytes:
    """A server's frame with a text, in one piece."""
    content = text.encode()
    if len(content) < SHORT:
        return struct.pack("!BB", 0x80 | TEXT, len(content)) + content
    return struct.pack("!BBQ", 0x80 | TEXT, LONG, len(content)) + content


class Relay:
    """Carries the server's handshake and then frames both ways, until one side ends.

    Texts from the server go to `heard`, those of the bot to `told`.
    """

    def __init__(self, bot: socket.socket, from_bot: BinaryIO, server: socket.socket) -> None:
        self._bot, self._from_bot, self._server = bot, from_bot, server
        self._lock = threading.Lock()
        self.is_silent = self.is_open = False

    def send(self, text: str) -> None:
        """Give the bot a text, unless the connection is silent."""
        self._pass_on(text_frame(text))

    def break_off(self) -> None:
        """End the connection without a goodbye."""
        for side in (self._bot, self._server):
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)

    def run(self, heard: Callable[["Relay", str], None], told: Callable[[str], None]) -> None:
        upward = threading.Thread(target=self._upward, args=(told,), daemon=True)
        upward.start()
        with suppress(OSError), self._server.makefile("rb") as from_server:
            while (line := from_server.readline()).strip():
                self._bot.sendall(line)
            self._bot.sendall(line)
            self.is_open = True
            while frame := read_frame(from_server):
                if frame.kind == TEXT:
                    heard(self, frame.content.decode())
                else:
                    self._pass_on(frame.raw)
        self.is_open = False
        self.break_off()
        upward.join()

    def _upward(self, told: Callable[[str], None]) -> None:
        with suppress(OSError):
            while frame := read_frame(self._from_bot):
                if self.is_silent:
                    continue
                if frame.kind == TEXT:
                    told(frame.content.decode())
                self._server.sendall(frame.raw)
        self.break_off()

    def _pass_on(self, raw: bytes) -> None:
        with self._lock:
            if not self.is_silent:
                self._bot.sendall(raw)


def _exactly(stream: BinaryIO, size: int) -> bytes | None:
    read = stream.read(size)
    return read if len(read) == size else None
