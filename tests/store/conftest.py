"""A store on SQLite, and the same on PostgreSQL where a server is given or can be started here."""

import pytest
from sqlalchemy import create_engine, make_url, text

from bot.store.store import Store
from tests.store.migrated import new_file


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of a new database, once of each kind."""
    if request.param == "postgresql":
        return request.getfixturevalue("new_postgres_database")
    return new_file(tmp_path / "store.db")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """The address of a database that has no tables yet, once of each kind."""
    if request.param == "postgresql":
        return request.getfixturevalue("empty_postgres_database")
    return f"sqlite:///{tmp_path / 'empty.db'}"


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
