"""A workspace for each test, over both transports where a test asks for them."""

import pytest

from bot.line.office import Office
from bot.wiring import build_office
from tests.e2e.workspace import SAMPLE, opened


@pytest.fixture(scope="session")
def office() -> Office:
    return build_office(SAMPLE / "team.yaml")


@pytest.fixture
def workspace(office, tmp_path, request):
    """Over Socket Mode; over HTTP where the test is parametrised with "http"."""
    with opened(office, tmp_path, over_http=getattr(request, "param", "socket") == "http") as found:
        yield found


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "e2e":
            item.add_marker(pytest.mark.e2e)
