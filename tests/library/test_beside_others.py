"""The index where others use it too: two processes that start at once, and a real Chroma server."""

import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.library.library import Library

ROOT = Path(__file__).resolve().parents[2]
CHROMA = shutil.which("chroma", path=str(Path(sys.executable).parent)) or shutil.which("chroma")
PATIENCE = 60
ASK = """
import sys
from pathlib import Path
from bot.library.library import Library
library = Library.open(Path(sys.argv[1]), Path(sys.argv[2]))
print(library.ask("How long does sourdough rise?").citations[0].heading, library._current().shelf.index is not None)
"""


def test_two_processes_that_start_at_once_share_one_whole_index(folder, tmp_path):
    command = [sys.executable, "-c", ASK, str(folder), str(tmp_path / "index")]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    assert [process.communicate(timeout=PATIENCE)[0].strip() for process in both] == ["Sourdough True"] * 2
    assert len(list((tmp_path / "index").glob("*/ready"))) == 1


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a Chroma server of its own."""
    if CHROMA is None:
        pytest.skip("there is no chroma command")
    port = free_port()
    command = [CHROMA, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(tmp_path_factory.mktemp("c"))]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if not answers(port, process):
            pytest.skip("chroma run does not start here")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Whether the server takes connections in time."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with closing(socket.socket()) as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.2)
    return False


def collections(server: str) -> dict[str, int]:
    import chromadb

    client = chromadb.HttpClient(host="127.0.0.1", port=int(server.rsplit(":", 1)[1]))
    return {each.name: each.count() for each in client.list_collections()}


def test_a_server_holds_the_index_and_nothing_is_written_here(server, folder, tmp_path):
    before = collections(server)
    first, second = (Library.open(folder, tmp_path / "index", server=server) for _ in range(2))
    assert first.ask("How long does sourdough rise?").citations[0].heading == "Sourdough"
    assert second.ask("When is the bakery open?").citations[0].document == "opening.txt"
    assert first._current().shelf.index is not None
    assert first._current().shelf._near("how long does sourdough rise")
    (name,) = collections(server).keys() - before.keys()
    assert collections(server)[name] == 3
    assert not (tmp_path / "index").exists()


def test_a_changed_file_gets_an_index_of_its_own_on_the_server(server, folder, tmp_path):
    library = Library.open(folder, tmp_path / "index", server=server)
    library.ask("sourdough")
    before = collections(server)
    (folder / "french.md").write_text("# Baguettes\n\nBaguettes are baked twice a day.")
    assert library.ask("What about baguettes?").citations[0].document == "french.md"
    (name,) = collections(server).keys() - before.keys()
    assert collections(server)[name] == 4


def test_a_server_that_is_away_costs_no_answer(folder, tmp_path, caplog):
    library = Library.open(folder, tmp_path / "index", server=f"http://127.0.0.1:{free_port()}")
    assert library.ask("How long does sourdough rise?").citations[0].heading == "Sourdough"
    assert "goes by words alone" in caplog.text
