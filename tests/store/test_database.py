"""Opening a database: the schema is brought up to date, and what goes wrong is said in words."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from bot.store.database import connect, what_failed
from bot.store.model import StoreError
from bot.store.store import Store
from bot.store.tables import metadata
from tests.store.samples import LEASE, NOW, event


def test_the_migrations_build_exactly_the_tables_the_code_works_with(empty_url):
    Store.open(empty_url).close()
    engine = connect(empty_url)
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
        indices = {
            (table, index["name"]): index["dialect_options"][f"{engine.dialect.name}_where"]
            for table in ("inbox", "outbox")
            for index in inspect(connection).get_indexes(table)
            if index["name"].startswith("ix_")
        }
    engine.dispose()
    assert sorted(indices) == [(t, f"ix_{t}_{n}") for t in ("inbox", "outbox") for n in ("open", "open_lane")]
    assert all("done_at IS NULL" in str(where) for where in indices.values())


def test_opening_again_keeps_everything(store, url):
    store.receive(event("e1"))
    again = Store.open(url)
    assert again.claim_inbound("w", NOW, LEASE).value == event("e1")
    again.close()


def test_processes_that_start_together_take_turns_with_the_schema(empty_url):
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(Store.open, [empty_url] * 4))
    assert [each.receive(event("e1")) for each in stores] == [True, False, False, False]
    for each in stores:
        each.close()


def test_a_database_of_a_newer_version_is_left_alone(store, url, raw):
    raw("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer"):
        Store.open(url)
    assert raw("SELECT version_num FROM alembic_version") == [("9999",)]


@pytest.mark.parametrize("bad", ["", "planwright.db", "sqlite://", "sqlite:///:memory:", "mysql://host/name"])
def test_an_address_that_cannot_be_used_is_explained_with_an_example(bad):
    with pytest.raises(StoreError, match=r"sqlite:///planwright\.db"):
        Store.open(bad)


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("These are my notes, and they are long enough to be a page of something. " * 20)
    with pytest.raises(StoreError, match="Nothing was changed"):
        Store.open(f"sqlite:///{tmp_path / 'notes.txt'}")
    assert (tmp_path / "notes.txt").read_text().startswith("These are my notes")


def test_a_server_that_is_not_there_is_explained():
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="it was not reached"):
        Store.open("postgresql:///planwright?host=/nowhere")
    unknown = "failed to resolve host 'database': [Errno -2] Name or service not known"
    assert what_failed(OperationalError("", {}, Exception(unknown))) == "nothing is known under its name"


def test_a_place_that_cannot_be_written_is_explained(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="Nothing was changed"):
        Store.open(f"sqlite:///{tmp_path / 'file' / 'planwright.db'}")


def test_the_file_and_its_side_files_are_the_owners_alone(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'data' / 'planwright.db'}")
    store.receive(event("e1"))
    files = list((tmp_path / "data").iterdir())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert len(files) == 3
    store.close()


@pytest.mark.parametrize("held", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "BEGIN; SELECT * FROM sqlite_master"])
def test_a_new_file_that_another_process_is_just_opening_is_waited_for(tmp_path, held):
    other = sqlite3.connect(tmp_path / "planwright.db", isolation_level=None, check_same_thread=False)
    other.executescript(held)
    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(Store.open, f"sqlite:///{tmp_path / 'planwright.db'}")
        with pytest.raises(TimeoutError):
            opening.result(timeout=0.05)
        other.close()
        opening.result().close()
