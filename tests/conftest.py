"""What every test shares: property tests without a stopwatch, the same examples on every machine, nobody's model."""

import logging

import pytest
from hypothesis import settings

# A busy machine is no finding, and a check that fails must fail again for the next person.
settings.register_profile("planwright", deadline=None, derandomize=True, database=None)
settings.load_profile("planwright")


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
