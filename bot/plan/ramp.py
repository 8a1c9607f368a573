"""A newcomer's first year: until full speed is reached half of it counts (ours), in weeks to sell and in the goal."""

from decimal import Decimal

from bot.facts import Figure
from bot.figures import Unit, percent, plain
from bot.plan.model import ZERO
from bot.plan.rounding import TENTH, share
from bot.plan.sheet import Sheet, usable

NEWCOMER = "last_year.not_here"
MONTHS, WEEKS = 12, Decimal(52)
HALF = Decimal("0.5")


def ramp_months(sheet: Sheet) -> Figure | None:
    """Months to full speed; None for who is not new, or while nobody said."""
    return usable(sheet.count("ramp.months")) if sheet.words(NEWCOMER) else None


def lost_weeks(sheet: Sheet) -> Figure | None:
    """The weeks of work that the ramp costs: half of those it lasts."""
    months = ramp_months(sheet)
    if months is None:
        return None
    weeks = (months.value * WEEKS / MONTHS * HALF).quantize(TENTH)
    return sheet.worked(Unit.WEEKS, weeks, "half of the months to full speed, in weeks", {"months": months})


def full_year_goal(sheet: Sheet) -> str | None:
    """What the goal would be for somebody who works the whole year at full speed, in a sentence."""
    months, goal = ramp_months(sheet), sheet.money("goal.revenue")
    if months is None or goal is None:
        return None
    part = 1 - months.value * HALF / MONTHS
    if part <= ZERO:
        return None
    same = sheet.amount(goal.value / part)
    counts = f"With {plain(months.value)} months to full speed the year counts {percent(share(part))} of a full one"
    return f"{counts}: the goal of {sheet.write(goal)} asks as much as {same} of somebody settled."


def weekly_in_ramp(sheet: Sheet, committed: Figure | None) -> Figure | None:
    """What a week of the ramp brings of what is committed to; None for who is not new."""
    if ramp_months(sheet) is None or committed is None:
        return None
    return sheet.worked(Unit.COUNT, committed.value * HALF, "half of the weekly commitment", {"a week": committed})


def first_months(sheet: Sheet, committed: Figure | None, activity: str) -> str | None:
    """What the weekly commitment means until full speed, in a sentence."""
    months, weekly = ramp_months(sheet), weekly_in_ramp(sheet, committed)
    if months is None or weekly is None:
        return None
    of = f"In the first {plain(months.value)} months half of that counts"
    return f"{of}, {sheet.write(weekly)} {activity} a week on average."
