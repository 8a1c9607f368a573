"""A workspace for each test, over both transports and on both databases where a test asks for them."""

import os

import pytest

from bot.line.office import Office
from bot.wiring import build_office
from tests.e2e.workspace import SAMPLE, opened

OTHER_DATABASE = "PLANWRIGHT_TEST_OTHER_DATABASE"
"""Where this is set, each story runs on the database that it does not run on otherwise."""


@pytest.fixture(scope="session")
def office() -> Office:
    return build_office(SAMPLE / "team.yaml")


@pytest.fixture
def transport(request) -> str:
    """Socket Mode, unless the test is parametrised with "http"."""
    return getattr(request, "param", "socket")


@pytest.fixture
def database(request, tmp_path, transport) -> str:
    """The address of a new database: PostgreSQL where events come over HTTP, else SQLite; or the other way round."""
    if (transport == "http") != bool(os.environ.get(OTHER_DATABASE)):
        return request.getfixturevalue("new_postgres_database")
    return f"sqlite:///{tmp_path / 'slack.db'}"


@pytest.fixture
def workspace(office, tmp_path, transport, database):
    with opened(office, tmp_path, database, over_http=transport == "http") as found:
        yield found


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "e2e":
            item.add_marker(pytest.mark.e2e)
