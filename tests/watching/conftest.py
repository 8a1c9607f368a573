"""The Slack that records what it is asked serves here too."""

from tests.slack.conftest import slack  # noqa: F401
