"""How much somebody wants to hear: a profile with its weekly cap, and what they said about it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import Field

from bot.facts import Frozen


class Rung(StrEnum):
    """The moments before and after a deadline at which somebody may be nudged, in order."""

    OPENS = "opens"
    SOON = "soon"
    TOMORROW = "tomorrow"
    TODAY = "today"
    LATE = "late"
    LATER = "later"


LADDER: Mapping[Rung, int] = {
    Rung.OPENS: -10,
    Rung.SOON: -5,
    Rung.TOMORROW: -1,
    Rung.TODAY: 0,
    Rung.LATE: 2,
    Rung.LATER: 5,
}
"""How many of the person's own working days before (below zero) or after the deadline each rung is."""


class Profile(StrEnum):
    """How often somebody is nudged."""

    LIGHT = "light"
    STANDARD = "standard"
    ACTIVE = "active"


RUNGS: Mapping[Profile, tuple[Rung, ...]] = {
    Profile.LIGHT: (Rung.SOON, Rung.TODAY, Rung.LATE),
    Profile.STANDARD: (Rung.SOON, Rung.TOMORROW, Rung.TODAY, Rung.LATE, Rung.LATER),
    Profile.ACTIVE: tuple(Rung),
}
MOST_A_WEEK: Mapping[Profile, int] = {Profile.LIGHT: 2, Profile.STANDARD: 3, Profile.ACTIVE: 5}
"""Nudges in any seven days; a reminder that was asked for is not counted."""


class Habit(Frozen):
    """What the team file sets for everyone: the profile, and its own cap where it sets one."""

    profile: Profile = Profile.LIGHT
    most_a_week: int | None = None


class Wishes(Frozen):
    """What one person said about nudges, and the last one they got.

    `season` is what `done`, `snoozed` and `last` belong to.

    `profile` and `most_a_week` are None while the team's stand; `snoozed` is when they asked to be reminded (UTC).
    `done` are the tasks they called done, by key; `last` is the key of the task the last nudge was about, and `fresh`
    whether nothing has been typed since.
    """

    season: str = ""
    profile: Profile | None = None
    most_a_week: int | None = None
    stopped: bool = False
    snoozed: datetime | None = None
    done: frozenset[str] = Field(default=frozenset())
    last: str | None = None
    fresh: bool = False

    def in_season(self, season: str) -> Self:
        """What holds in a season: how often somebody wants to hear stays, what they called done was another year's."""
        if self.season == season:
            return self
        return self.model_copy(
            update={"season": season, "snoozed": None, "done": frozenset(), "last": None, "fresh": False}
        )

    def profile_in(self, team: Habit) -> Profile:
        """The profile that holds."""
        return self.profile or team.profile

    def cap_in(self, team: Habit) -> int:
        """How many nudges there may be in any seven days."""
        if self.profile is not None or self.most_a_week is not None:
            return self.most_a_week or MOST_A_WEEK[self.profile_in(team)]
        return team.most_a_week or MOST_A_WEEK[team.profile]
