"""When a person works: their time zone, hours and weekdays, less public holidays and leave.

Days are days where the person is; moments are given and returned in UTC.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from pydantic import Field

from bot.facts import Frozen

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONGEST_ABSENCE = 400
"""Days that are looked through for a working day; nobody is away for longer than that."""


class Away(Frozen):
    """Days off in a row, both included."""

    first: date
    last: date


class Work(Frozen):
    """A person's working time. `country` is an ISO code, for public holidays; `days` are 0 (Monday) to 6.

    `away` is the person's own leave, and the days the whole company is closed.
    """

    zone: str = "UTC"
    country: str = "US"
    opens: time = time(9)
    closes: time = time(17)
    days: frozenset[int] = Field(default=frozenset(range(5)), min_length=1)
    away: tuple[Away, ...] = ()

    def local(self, moment: datetime) -> datetime:
        """A moment as this person's clock shows it."""
        return moment.astimezone(_zone(self.zone))

    def today(self, moment: datetime) -> date:
        """The day it is for this person."""
        return self.local(moment).date()

    def off(self, day: date) -> str | None:
        """Why this is no working day, e.g. "Thanksgiving Day" or "leave"; None on a working day."""
        if day.weekday() not in self.days:
            return "weekend" if day.weekday() > 4 else "day off"
        if any(away.first <= day <= away.last for away in self.away):
            return "leave"
        return holidays_of(self.country, day.year).get(day)

    def idle(self, moment: datetime) -> str | None:
        """Why this person is not at work now, None while they are."""
        local = self.local(moment)
        if not self.opens <= local.time() < self.closes:
            return "outside working hours"
        return self.off(local.date())

    def next_moment(self, moment: datetime) -> datetime:
        """The first moment from this one on at which the person is at work, in UTC."""
        if self.idle(moment) is None:
            return moment
        first = self.today(moment)
        for day in (first + timedelta(days=n) for n in range(LONGEST_ABSENCE)):
            opens = self.opening(day)
            if opens > moment and self.off(day) is None:
                return opens
        return moment + timedelta(days=LONGEST_ABSENCE)

    def opening(self, day: date) -> datetime:
        """When this day's working hours begin, in UTC."""
        return datetime.combine(day, self.opens, _zone(self.zone)).astimezone(UTC)

    def closing(self, moment: datetime) -> datetime:
        """When the working hours of the day that it is for this person end, in UTC."""
        return datetime.combine(self.today(moment), self.closes, _zone(self.zone)).astimezone(UTC)


@lru_cache(maxsize=200_000)
def shift(work: Work, day: date, days: int) -> date:
    """The day that is so many working days later (or, below zero, earlier) than `day`; for 0 the last one up to it."""
    step = timedelta(days=1 if days > 0 else -1)
    left = abs(days)
    if days == 0 and work.off(day) is None:
        return day
    for _ in range(LONGEST_ABSENCE):
        day += step
        left -= work.off(day) is None
        if left <= 0 and work.off(day) is None:
            return day
    return day


def due_on(work: Work, day: date) -> date:
    """The day something is due that is due by `day`: that day, or the working day before a weekend or holiday.

    Leave moves no deadline; that is for a person to agree with the executive.
    """
    return shift(work.model_copy(update={"away": ()}) if work.away else work, day, 0)


@lru_cache(maxsize=512)
def holidays_of(country: str, year: int) -> Mapping[date, str]:
    """Public holidays of a country (ISO code) in a calendar year, with their names; empty for an unknown country."""
    # Holiday calendars take a third of a second to import, which only whoever draws up a plan should pay.
    import holidays

    try:
        return dict(holidays.country_holidays(country, years=year, language="en_US"))
    except NotImplementedError:
        return {}


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
