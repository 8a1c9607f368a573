"""What every test shares: property tests without a stopwatch, the same examples on every machine, nobody's model.

And a PostgreSQL server, for those that ask for one.
"""

import logging
import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import make_url

from bot.data import knowledge_folder
from bot.library.library import Library
from bot.library.own import open_library
from bot.store.store import Store
from evals.faults.postgres import NoPostgres, a_server, new_database

# A busy machine is no finding, and a check that fails must fail again for the next person.
settings.register_profile("planwright", deadline=None, derandomize=True, database=None)
settings.load_profile("planwright")

GIVEN = "PLANWRIGHT_TEST_POSTGRES"
"""The address of a server; or `required`: one is started here, and without one the tests fail."""


MEMORY, ENOUGH = Path("/dev/shm"), 2**30


def pytest_configure():
    """Let what tests write lie in memory where there is a gigabyte of it: they wait for a disk some ten thousand times.

    The code under test syncs as ever, and no test outlives the machine.
    """
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        tempfile.tempdir = os.environ["TMPDIR"] = str(MEMORY)


@pytest.fixture(scope="session")
def indexed(tmp_path_factory) -> Path:
    """Where the library keeps the index of the built-in method, which is built once for all tests."""
    own = tmp_path_factory.mktemp("library")
    open_library(knowledge_folder(), own).ask("quota")
    return own


@pytest.fixture(scope="session")
def library(indexed) -> Library:
    """The built-in method, to be asked."""
    return open_library(knowledge_folder(), indexed)


@pytest.fixture(autouse=True)
def no_model_of_the_machines(monkeypatch):
    """A key that happens to be in the environment must not have a test call a model."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "PLANWRIGHT_MODEL_KEY", "PLANWRIGHT_MODEL_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def a_log_for_each_test():
    """A command sets the log up for its process; here many run in one."""
    loggers = [logging.getLogger(), logging.getLogger("bot")]
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    yield
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


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


@pytest.fixture(scope="session")
def migrated_postgres(postgres):
    """A database at the newest schema, to make others like it."""
    with new_database(postgres) as url:
        Store.open(url).close()
        yield make_url(url).database


@pytest.fixture
def new_postgres_database(postgres, migrated_postgres):
    """A database of its own, at the newest schema; gone afterwards."""
    with new_database(postgres, migrated_postgres) as url:
        yield url


@pytest.fixture
def empty_postgres_database(postgres):
    with new_database(postgres) as url:
        yield url
