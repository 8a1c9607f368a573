"""Whose turn it is to write to a SQLite file."""

import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from bot.store.database import connect, for_writing
from bot.store.turns import Turns, ahead


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Engine]:
    engine = for_writing(connect(f"sqlite:///{tmp_path / 'turns.db'}"))
    yield engine
    engine.dispose()


def waiting(engine: Engine) -> int:
    assert isinstance(engine.pool, Turns)
    return engine.pool.waiting


def in_a_thread(work: Callable[[], None], engine: Engine) -> threading.Thread:
    """A thread that has got as far as waiting for its turn."""
    before, thread = waiting(engine), threading.Thread(target=work)
    thread.start()
    while waiting(engine) == before:
        assert thread.is_alive()
    return thread


def test_who_waits_is_served_in_turn_and_who_goes_ahead_before_them(writing: Engine) -> None:
    served: list[str] = []

    def write(name: str, *, first: bool = False) -> Callable[[], None]:
        def work() -> None:
            with ahead() if first else nullcontext(), writing.begin() as connection:
                connection.execute(text("SELECT 1"))
                served.append(name)

        return work

    with writing.begin():
        threads = [
            in_a_thread(write(name, first=name.startswith("event")), writing)
            for name in ("turn 1", "turn 2", "event 1", "turn 3", "event 2")
        ]
    for thread in threads:
        thread.join()
    assert served == ["event 1", "event 2", "turn 1", "turn 2", "turn 3"]


def test_who_waited_in_vain_says_so_and_holds_up_nobody(writing: Engine) -> None:
    writing.pool._timeout = 0.01  # type: ignore[attr-defined]
    with writing.begin(), pytest.raises(WaitedTooLong):
        writing.connect()
    with writing.begin() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    assert waiting(writing) == 0


def test_who_cannot_connect_hands_on_the_turn(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    writing = for_writing(connect(f"sqlite:///{folder / 'turns.db'}"))
    (folder / "turns.db").unlink()
    folder.rmdir()
    for _ in range(2):
        with pytest.raises(Exception, match="unable to open"):
            writing.connect()
    folder.mkdir()
    with writing.begin() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
