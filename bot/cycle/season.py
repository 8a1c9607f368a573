"""The planning season (M01): what there is to reach, and by when, counted from the first day of the fiscal year."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache

from pydantic import Field

from bot.cycle.fiscal_year import FiscalYear
from bot.cycle.working import Work, due_on
from bot.facts import Frozen


class Milestone(StrEnum):
    """What a season goes through, in order; the values are the fields of `calendar` in the team file."""

    KICK_OFF = "kick_off"
    DATA_IN = "data_in"
    INTERVIEW = "interview"
    DRAFT = "draft"
    REVIEW = "review"
    PAY = "pay_agreed"
    PEERS = "peer_presentation"
    EXECUTIVE = "executive_presentation"
    FINAL = "final"


IN_WORDS: Mapping[Milestone, str] = {
    Milestone.KICK_OFF: "kick-off",
    Milestone.DATA_IN: "last year's data",
    Milestone.INTERVIEW: "interview",
    Milestone.DRAFT: "draft",
    Milestone.REVIEW: "review",
    Milestone.PAY: "pay plan agreed",
    Milestone.PEERS: "presentation to peers",
    Milestone.EXECUTIVE: "executive's presentation",
    Milestone.FINAL: "everything final",
}

WEEK = 7
DEFAULT: Mapping[Milestone, int] = {
    Milestone.KICK_OFF: -12 * WEEK,
    Milestone.DATA_IN: -10 * WEEK,
    Milestone.INTERVIEW: -7 * WEEK,
    Milestone.DRAFT: -6 * WEEK,
    Milestone.REVIEW: -4 * WEEK,
    Milestone.PAY: -2 * WEEK,
    Milestone.PEERS: 2 * WEEK,
    Milestone.EXECUTIVE: 3 * WEEK,
    Milestone.FINAL: 4 * WEEK,
}
"""From the last quarter of the year before to early in the first quarter (M01), away from the days around New Year."""

AFTERWARDS = timedelta(weeks=4)
"""How long after its last milestone a season is still spoken of."""


class Season(Frozen):
    """The milestones of one planning year, each so many days after (below zero: before) its first day."""

    year: FiscalYear
    offsets: dict[Milestone, int] = Field(default_factory=lambda: dict(DEFAULT))

    def day(self, milestone: Milestone) -> date:
        """The day a milestone falls on, before weekends and holidays are looked at."""
        return self.year.starts + timedelta(days=self.offsets[milestone])

    @cached_property
    def days(self) -> tuple[tuple[Milestone, date], ...]:
        """Every milestone with its day."""
        return tuple((milestone, self.day(milestone)) for milestone in Milestone)

    @cached_property
    def key(self) -> str:
        """What keeps one season's nudges apart from the next one's: the year's first day."""
        return self.year.starts.isoformat()

    def runs(self, today: date) -> bool:
        """Whether the season is on: from kick-off until some weeks after its end."""
        return self.day(Milestone.KICK_OFF) <= today <= self.day(Milestone.FINAL) + AFTERWARDS


class Moved(Frozen):
    """A deadline that the executive moved for one person: which, to what day, who did it and when (UTC)."""

    season: str
    milestone: Milestone
    day: date
    by: str
    at: datetime


def dates_of(season: Season, work: Work, moved: Iterable[Moved] = ()) -> dict[Milestone, date]:
    """A person's own deadlines: the season's, with the latest move of each, on days they work or could.

    What follows a milestone that was moved back waits for it: nothing is due before what it rests on.
    """
    days = dict(_own_days(season.days, work))
    for move in sorted((m for m in moved if m.season == season.key), key=lambda m: m.at):
        days[move.milestone] = move.day
    latest = date.min
    for milestone in Milestone:
        latest = days[milestone] = max(latest, days[milestone])
    return days


@lru_cache(maxsize=10_000)
def _own_days(days: tuple[tuple[Milestone, date], ...], work: Work) -> tuple[tuple[Milestone, date], ...]:
    """The days that a person works or could: alike for all who work where and when others do."""
    return tuple((milestone, due_on(work, day)) for milestone, day in days)
