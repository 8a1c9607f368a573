"""What an administrator sends in to set up the team."""

from typing import Literal

from bot.facts import Frozen, Typed
from bot.team.changes import TeamChange


class TeamSent(Frozen):
    """A form of the team's set-up, sent in: what was changed in it."""

    kind: Literal["team"] = "team"
    changes: tuple[TeamChange, ...]


class Picked(Frozen):
    """People picked to join the team: members of the front end by their ids, and channels whose members are meant."""

    kind: Literal["picked"] = "picked"
    members: tuple[Typed, ...] = ()
    channels: tuple[Typed, ...] = ()
