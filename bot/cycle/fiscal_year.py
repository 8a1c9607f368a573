"""The fiscal year being planned: its quarters, its label and when planning for it opens."""

from datetime import date, timedelta
from itertools import pairwise

from bot.facts import Frozen


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later; callers pass days up to the 28th."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, day.day)


class FiscalYear(Frozen):
    """A planning year of twelve months that begins on `starts`."""

    starts: date

    @property
    def ends(self) -> date:
        return add_months(self.starts, 12) - timedelta(days=1)

    @property
    def label(self) -> str:
        """The year it is called by: the calendar year, or FY plus the year it ends in."""
        return str(self.starts.year) if (self.starts.month, self.starts.day) == (1, 1) else f"FY{self.ends.year}"

    @property
    def quarters(self) -> tuple[tuple[date, date], ...]:
        """First and last day of each quarter."""
        firsts = [add_months(self.starts, months) for months in (0, 3, 6, 9, 12)]
        return tuple((first, after - timedelta(days=1)) for first, after in pairwise(firsts))

    @property
    def before(self) -> "FiscalYear":
        """The fiscal year that ends the day before this one begins."""
        return FiscalYear(starts=add_months(self.starts, -12))

    @property
    def planning_opens(self) -> date:
        """The last quarter of the year before begins (M01)."""
        return add_months(self.starts, -3)
