"""A store on SQLite, and the same on PostgreSQL where a server is given or can be started here."""

import os
from importlib.util import find_spec

import pytest
from sqlalchemy import create_engine, make_url, text

from bot.store.store import Store
from evals.faults.postgres import NoPostgres, a_server, empty_database

GIVEN = "PLANWRIGHT_TEST_POSTGRES"
"""The address of a server; or `required`: one is started here, and without one the tests fail."""


@pytest.fixture(scope="session")
def postgres():
    """The address of a PostgreSQL server on which test databases may be made."""
    given = os.environ.get(GIVEN, "")
    if find_spec("psycopg") is None:
        _go_without("psycopg is not installed")
    if given not in ("", "required"):
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    try:
        with a_server() as server:
            yield server.url
    except NoPostgres as problem:
        _go_without(f"{GIVEN} is not the address of one, and {problem}")


def _go_without(why):
    """Skip; where PostgreSQL is required, fail instead."""
    (pytest.fail if os.environ.get(GIVEN) == "required" else pytest.skip)(f"no PostgreSQL: {why}")


@pytest.fixture
def new_postgres_database(postgres):
    """An empty database of its own; gone afterwards."""
    with empty_database(postgres) as url:
        yield url


@pytest.fixture
def another_postgres_database(postgres):
    with empty_database(postgres) as url:
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
