"""What the Slack tests share: a small team, the sandbox for it, and a Slack that records what it is asked."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NoReturn

import pytest

from bot.cycle.fiscal_year import FiscalYear
from bot.line.inbound import Inbound
from bot.slack.listeners import Reception
from bot.slack.sandbox import Sandbox
from bot.team.model import Person, Rep, Role, Team
from tests.slack.people import sandbox_or_skip
from tests.slack.stub import StubSlack, stub_slack

NOW = datetime(2026, 11, 2, 15, 4, tzinfo=UTC)


def reception(team: Team, receive: Callable[[Inbound], None], **parts: Any) -> Reception:
    """Where events come in; a form that a test does not hand in must not be asked for."""

    def unasked(*_: object) -> NoReturn:
        pytest.fail("no form was asked for")

    forms = {"form": unasked, "edit": unasked, "check": unasked, "now": lambda: NOW}
    return Reception(**forms | parts, team=lambda: team, receive=receive)


@pytest.fixture(scope="session")
def team() -> Team:
    return Team(
        company="Harbor IT",
        fiscal_year=FiscalYear(starts=date(2027, 1, 1)),
        currency="USD",
        budgeted_revenue=Decimal(4_000_000),
        executive=Person(id="dana", name="Dana Ortiz", role=Role.EXECUTIVE, slack_id="U0DANA"),
        reps=(
            Rep(id="sam", name="Sam Hale", role=Role.HUNTER, slack_id="U0SAM", manager="dana", goal=Decimal(1_200_000)),
            Rep(id="lena", name="Lena Brandt", role=Role.FARMER, manager="dana", goal=Decimal(900_000)),
        ),
    )


@pytest.fixture
def local_slack(team: Team) -> Iterator[Sandbox]:
    """A sandbox of its own for the small team."""
    with sandbox_or_skip(team) as sandbox:
        yield sandbox


@pytest.fixture
def slack() -> Iterator[StubSlack]:
    """A Slack that records what it is asked, and answers what a test wants."""
    with stub_slack() as stub:
        yield stub
        assert stub.refused == [], stub.refused
