"""The rooms of the line and the Slack that records serve here too."""

from tests.line.conftest import room  # noqa: F401
from tests.slack.conftest import slack, team  # noqa: F401
