"""A store on SQLite, and the same on PostgreSQL where a server is given or can be started here."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from bot.store.store import Store

GIVEN = "PLANWRIGHT_TEST_POSTGRES"
"""The address of a server; or `required`: one is started here, and without one the tests fail."""
DEBIAN = Path("/usr/lib/postgresql")


@pytest.fixture(scope="session")
def postgres():
    """The address of a PostgreSQL server on which test databases may be made."""
    given = os.environ.get(GIVEN, "")
    if find_spec("psycopg") is None:
        _go_without("psycopg is not installed")
    if given not in ("", "required"):
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    found = shutil.which("initdb") or max(DEBIAN.glob("*/bin/initdb"), default=None)
    if found is None:
        _go_without(f"{GIVEN} is not the address of one, and there are no server binaries")
    user = _user()
    with tempfile.TemporaryDirectory(prefix="pw", ignore_cleanup_errors=True) as folder:
        if user:
            shutil.chown(folder, user)
        yield from _serve(Path(found).parent, Path(folder), user)


def _go_without(why):
    """Skip; where PostgreSQL is required, fail instead."""
    (pytest.fail if os.environ.get(GIVEN) == "required" else pytest.skip)(f"no PostgreSQL: {why}")


def _user():
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        _go_without("the server refuses to run as root, and there is no user postgres")


def _serve(binaries, folder, user):
    def run(*words):
        subprocess.run(words, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    data = folder / "data"
    options = f"-c listen_addresses='' -c fsync=off -c full_page_writes=off -k {folder}"
    run(binaries / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
    run(binaries / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield make_url(f"postgresql+psycopg://postgres@/postgres?host={folder}")
    finally:
        run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


@contextmanager
def _database(postgres):
    name, server = f"planwright_{uuid4().hex}", create_engine(postgres, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield postgres.set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def new_postgres_database(postgres):
    """An empty database of its own; gone afterwards."""
    with _database(postgres) as url:
        yield url


@pytest.fixture
def another_postgres_database(postgres):
    with _database(postgres) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of an empty database, once of each kind."""
    if request.param == "postgresql":
        return request.getfixturevalue("new_postgres_database")
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def store(url):
    opened = Store.open(url)
    yield opened
    opened.close()


@pytest.fixture
def raw(store, url):
    """Run a statement past the store, in a transaction of its own; gives its rows, if it has any."""
    engine = create_engine(make_url(url))

    def run(sql):
        with engine.begin() as connection:
            result = connection.execute(text(sql))
            return result.all() if result.returns_rows else []

    yield run
    engine.dispose()
