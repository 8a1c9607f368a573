"""Web sockets from the server's side, frame by frame (RFC 6455): the handshake, and frames read and written."""

import base64
import hashlib
import struct
from dataclasses import dataclass
from typing import BinaryIO

TEXT, GOODBYE, PING, PONG = 1, 8, 9, 10
MASKED, SHORT, LONG = 0x80, 126, 127
MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


@dataclass(frozen=True)
class Frame:
    """One frame: what kind, what it holds, and its bytes as they came."""

    kind: int
    content: bytes
    raw: bytes


def welcome(stream: BinaryIO) -> bytes | None:
    """The answer to a handshake that comes in; None where it is none."""
    asked = {}
    while line := stream.readline().strip():
        name, _, value = line.decode("latin-1").partition(":")
        asked[name.casefold()] = value.strip()
    key = asked.get("sec-websocket-key")
    if key is None:
        return None
    accept = base64.b64encode(hashlib.sha1(f"{key}{MAGIC}".encode()).digest()).decode()  # noqa: S324 - as the RFC has it
    head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    return f"{head}Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()


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


def frame(kind: int, content: bytes) -> bytes:
    """A server's frame, in one piece."""
    if len(content) < SHORT:
        return struct.pack("!BB", 0x80 | kind, len(content)) + content
    return struct.pack("!BBQ", 0x80 | kind, LONG, len(content)) + content


def _exactly(stream: BinaryIO, size: int) -> bytes | None:
    read = stream.read(size)
    return read if len(read) == size else None
