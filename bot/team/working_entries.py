"""Working time and the calendar in a team file: hours, weekdays, days off, and by when each milestone is due."""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo

from bot.cycle.season import IN_WORDS, Milestone, Season
from bot.cycle.wishes import Profile
from bot.cycle.working import WEEKDAYS, Away
from bot.facts import Frozen
from bot.reading.yaml_lines import UnreadableError, refusal

HOURS = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d\d))?")
DAY_RANGE = re.compile(r"(\w{3})\w*\s*(?:-|–|to)\s*(\w{3})\w*")
COUNTED = re.compile(r"(\d{1,3}) (day|week)s? (before|after)")
EARLIEST, LATEST = -200, 150
"""Days from the first day of the fiscal year between which a milestone may lie."""


def _hours(raw: object, info: ValidationInfo) -> tuple[time, time]:
    match = HOURS.fullmatch(str(raw).strip())
    try:
        opens, closes = (time(int(match[at]), int(match[at + 1] or 0)) for at in (1, 3)) if match else (time(), time())
    except ValueError:
        opens = closes = time()
    if opens < closes:
        return opens, closes
    raise refusal(info, raw, "working hours of one day, such as 9:00-17:30")


def _weekdays(raw: object, info: ValidationInfo) -> frozenset[int]:
    """ "Mon-Fri", "Sun-Thu", "Mon, Tue, Thu" or a list of days."""
    text = ", ".join(map(str, raw)) if isinstance(raw, list) else str(raw)
    numbers = {name: number for number, name in enumerate(WEEKDAYS)}
    match = DAY_RANGE.fullmatch(text.strip())
    names = match.groups() if match else re.findall(r"\w+", text)
    days = [numbers.get(str(name)[:3].title()) for name in names]
    known = [day for day in days if day is not None]
    if not known or len(known) < len(days):
        raise refusal(info, raw, "days of the week, such as Mon-Fri or [Mon, Tue, Thu]")
    if match:
        first, last = known
        return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
    return frozenset(known)


def _days_off(raw: object, info: ValidationInfo) -> tuple[Away, ...]:
    if isinstance(raw, list):
        read = [_away(item) for item in raw]
        found = [away for away in read if away is not None and away.first <= away.last]
        if len(found) == len(raw):
            return tuple(found)
        unread = next(item for item, away in zip(raw, read, strict=True) if away not in found)
        wrong = f'"{info.field_name}" has "{str(unread)[:60]}" in it'
        raise UnreadableError(wrong, "days and spans, such as 2026-11-27, or 2026-12-21 to 2027-01-03")
    raise refusal(info, raw, "a list of days and spans, such as [2026-11-27, 2026-12-21 to 2027-01-03]")


def _away(raw: object) -> Away | None:
    if isinstance(raw, date):
        return Away(first=raw, last=raw)
    first, _, last = str(raw).partition(" to ")
    try:
        return Away(first=date.fromisoformat(first.strip()), last=date.fromisoformat(last.strip()))
    except ValueError:
        return None


def _by(raw: object, info: ValidationInfo) -> int | date:
    """Days from the first day of the fiscal year: -84, "12 weeks before", "10 days after", or a day itself."""
    if isinstance(raw, date):
        return raw
    counted = COUNTED.fullmatch(str(raw).strip().casefold())
    days = raw
    if counted:
        days = int(counted[1]) * (7 if counted[2] == "week" else 1) * (-1 if counted[3] == "before" else 1)
    if isinstance(days, int) and not isinstance(days, bool) and EARLIEST <= days <= LATEST:
        return days
    raise refusal(
        info, raw, '"6 weeks before" or "10 days after" the first day of the year, the days as a number, or a date'
    )


def _profile(raw: object, info: ValidationInfo) -> Profile:
    if str(raw).casefold() in tuple(Profile):
        return Profile(str(raw).casefold())
    raise refusal(info, raw, "light, standard or active")


def _a_week(raw: object, info: ValidationInfo) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and 1 <= raw <= 10:
        return raw
    raise refusal(info, raw, "a number from 1 to 10")


def _working_days(raw: object, info: ValidationInfo) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and 1 <= raw <= 20:
        return raw
    raise refusal(info, raw, "a number of working days from 1 to 20")


Hours = Annotated[tuple[time, time], BeforeValidator(_hours)]
Weekdays = Annotated[frozenset[int], BeforeValidator(_weekdays)]
DaysOff = Annotated[tuple[Away, ...], BeforeValidator(_days_off)]
By = Annotated[int | date, BeforeValidator(_by)]
ProfileName = Annotated[Profile, BeforeValidator(_profile)]
AWeek = Annotated[int, BeforeValidator(_a_week)]
WorkingDays = Annotated[int, BeforeValidator(_working_days)]


class CalendarEntry(Frozen):
    """The milestones, each where it differs from the usual one; the fields are the values of `Milestone`."""

    kick_off: By | None = None
    data_in: By | None = None
    interview: By | None = None
    draft: By | None = None
    review: By | None = None
    pay_agreed: By | None = None
    peer_presentation: By | None = None
    executive_presentation: By | None = None
    final: By | None = None

    def offsets(self, starts: date) -> dict[Milestone, int]:
        """What the file sets, in days from the first day of the fiscal year."""
        given = {milestone: getattr(self, milestone) for milestone in Milestone}
        return {
            milestone: (by - starts).days if isinstance(by, date) else by
            for milestone, by in given.items()
            if by is not None
        }


def out_of_place(season: Season, given: dict[Milestone, int]) -> Iterator[tuple[Milestone, str, str]]:
    """What the file sets that does not fit: the milestone, what is wrong, and what is expected."""
    order = tuple(Milestone)
    for milestone, days in given.items():
        day, at = season.day(milestone), order.index(milestone)
        if not EARLIEST <= days <= LATEST:
            wrong = f'"{milestone}" is {day}, far from the year it is for'
            yield milestone, wrong, f"a day between {EARLIEST} and {LATEST} days from {season.year.starts}"
            continue
        before = next((m for m in order[:at] if season.day(m) > day), None)
        after = next((m for m in order[at + 1 :] if season.day(m) < day and m not in given), None)
        clash = before or after
        if clash is not None:
            place = "after" if before else "before"
            wrong = f'"{milestone}" is {day}, and {IN_WORDS[clash]} ("{clash}") is {season.day(clash)}'
            yield milestone, wrong, f'it {place} "{clash}", or that one moved too'
