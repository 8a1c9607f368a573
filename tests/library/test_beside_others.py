"""The index where others use it too: two processes that start at once, and a real Chroma server."""

import signal
import socket
import subprocess
import sys
from concurrent.futures import wait
from pathlib import Path
from threading import Event

import pytest

from bot.library import index
from bot.library.library import Library
from tests.library.chroma import PATIENCE, chroma_or_skip, chroma_process_or_skip, collections, free_port

ROOT = Path(__file__).resolve().parents[2]
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


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Only what goes wrong takes so long, or a machine with much else to do."""
    monkeypatch.setattr(index, "ASKING", PATIENCE)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a Chroma server of its own."""
    with chroma_or_skip(tmp_path_factory.mktemp("chroma")) as address:
        yield address


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


def test_a_server_that_says_nothing_is_not_waited_for(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(index, "ASKING", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        library = Library.open(folder, tmp_path / "index", server=f"http://127.0.0.1:{silent.getsockname()[1]}")
        assert library.ask("How long does sourdough rise?").citations[0].heading == "Sourdough"


def knows(library: Library) -> bool:
    """Whether a question is answered, and from the right passage."""
    return library.ask("How long does sourdough rise?").citations[0].heading == "Sourdough"


def test_nobody_waits_for_an_index_that_a_server_is_long_in_giving(server, folder, tmp_path, monkeypatch):
    go_on, real = Event(), index.connected
    monkeypatch.setattr(index, "connected", lambda address: go_on.wait(PATIENCE) and real(address))
    library = Library.open(folder, tmp_path / "index", server=server)
    with monkeypatch.context() as hurried:
        hurried.setattr(index, "ASKING", 0)
        assert knows(library)
    shelf = library._current().shelf
    assert not shelf._near("sourdough")
    go_on.set()
    wait([shelf.index._coming], PATIENCE)
    assert shelf._near("sourdough")


@pytest.mark.parametrize("trouble", [signal.SIGKILL, signal.SIGSTOP])
def test_a_server_that_goes_away_or_falls_silent_in_mid_run_costs_no_answer(folder, tmp_path, caplog, trouble):
    with chroma_process_or_skip(tmp_path / "chroma") as (address, process):
        library = Library.open(folder, tmp_path / "index", server=address)
        assert knows(library)
        shelf = library._current().shelf
        assert shelf._near("sourdough")
        shelf.index._coming.result()._client._session.timeout = 0.2
        process.send_signal(trouble)
        assert knows(library)
        assert shelf.index.is_gone
        assert "goes by words alone" in caplog.text
        process.kill()


def test_an_index_that_the_server_has_lost_costs_no_answer_and_is_made_anew(server, folder, tmp_path, monkeypatch):
    (folder / "rye.md").write_text("# Rye\n\nA rye loaf is baked on Fridays.")
    library, before = Library.open(folder, tmp_path / "index", server=server), collections(server)
    library.ask("sourdough")
    (name,) = collections(server).keys() - before.keys()
    index.connected(server).delete_collection(name)
    for _ in range(2):
        assert library.ask("How long does sourdough rise?").citations[0].heading == "Sourdough"
    assert library._current().shelf.index.is_gone
    monkeypatch.setattr("bot.library.library.RETRY", 0)
    library.ask("sourdough")
    assert not library._current().shelf.index.is_gone
    assert collections(server)[name] == 4
