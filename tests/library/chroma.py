"""A real Chroma server, as `chroma run` starts it."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

CHROMA = shutil.which("chroma", path=str(Path(sys.executable).parent)) or shutil.which("chroma")
PATIENCE = 60


@contextmanager
def chroma_or_skip(folder: Path, port: int | None = None) -> Iterator[str]:
    """The address of a Chroma server that keeps its data in a folder, while the block runs."""
    with chroma_process_or_skip(folder, port) as (address, _):
        yield address


@contextmanager
def chroma_process_or_skip(folder: Path, port: int | None = None) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The same with its process, for tests that stop it."""
    if CHROMA is None:
        pytest.skip("there is no chroma command")
    port = port or free_port()
    command = [CHROMA, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if not _answers(port, process):
            pytest.skip("chroma run does not start here")
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.wait(timeout=10)


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def collections(server: str) -> dict[str, int]:
    """What a server holds: the entries of each collection."""
    import chromadb

    client = chromadb.HttpClient(host="127.0.0.1", port=int(server.rsplit(":", 1)[1]))
    return {each.name: each.count() for each in client.list_collections()}


def _answers(port: int, process: "subprocess.Popen[bytes]") -> bool:
    """Whether the server takes connections in time."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with closing(socket.socket()) as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False
