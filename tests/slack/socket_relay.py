"""One Socket Mode connection, carried between the bot and a Slack-compatible server frame by frame (RFC 6455).

It can fall silent, as a connection does whose other side is gone without a word, or break off.
"""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from evals.faults.frames import TEXT, frame, read_frame


class Relay:
    """Carries the server's handshake and then frames both ways, until one side ends.

    Texts from the server go to `heard`, those of the bot to `told`.
    """

    def __init__(self, bot: socket.socket, from_bot: BinaryIO, server: socket.socket) -> None:
        self._bot, self._from_bot, self._server = bot, from_bot, server
        self._lock = threading.Lock()
        self.is_silent = self.is_open = False

    def send(self, text: str) -> None:
        """Give the bot a text, unless the connection is silent, or gone before anybody noticed."""
        with suppress(OSError):
            self._pass_on(frame(TEXT, text.encode()))

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
            while came := read_frame(from_server):
                if came.kind == TEXT:
                    heard(self, came.content.decode())
                else:
                    self._pass_on(came.raw)
        self.is_open = False
        self.break_off()
        upward.join()

    def _upward(self, told: Callable[[str], None]) -> None:
        with suppress(OSError):
            while came := read_frame(self._from_bot):
                if self.is_silent:
                    continue
                if came.kind == TEXT:
                    told(came.content.decode())
                self._server.sendall(came.raw)
        self.break_off()

    def _pass_on(self, raw: bytes) -> None:
        with self._lock:
            if not self.is_silent:
                self._bot.sendall(raw)
