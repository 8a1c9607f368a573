"""A workspace for each test, over both transports and on both databases where a test asks for them."""

import pytest

from bot.line.office import Office
from bot.wiring import build_office
from tests.e2e.workspace import SAMPLE, opened


@pytest.fixture(scope="session")
def office() -> Office:
    return build_office(SAMPLE / "team.yaml")


@pytest.fixture
def workspace(office, tmp_path, request):
    """Over Socket Mode and on SQLite; over HTTP and on PostgreSQL where the test is parametrised with "http"."""
    over_http = getattr(request, "param", "socket") == "http"
    url = request.getfixturevalue("new_postgres_database") if over_http else None
    with opened(office, tmp_path, url, over_http=over_http) as found:
        yield found


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "e2e":
            item.add_marker(pytest.mark.e2e)
