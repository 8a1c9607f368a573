"""Whom a post goes to, as Slack knows them."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.team.model import Team


@dataclass(frozen=True, slots=True)
class Address:
    """Whom to write to: a Slack user id, and the workspace (Slack's team id) where there is more than one."""

    user: str
    workspace: str | None = None


def address_in(team: Team) -> Callable[[str], Address | None]:
    """How a post's `to` becomes an address: a person's own, or that of someone outside the team ("T1/U1" or "U1")."""

    def address(to: str) -> Address | None:
        person = team.person(to)
        if person is not None:
            return Address(person.slack_id, person.workspace) if person.slack_id else None
        workspace, _, user = to.rpartition("/")
        return Address(user, workspace or None)

    return address
