"""What a compensation plan can pay on.

Margin and markup are different words: margin is profit as a share of the price, markup as a share of the cost.
"""

from enum import StrEnum

from bot.figures import Unit


class Measure(StrEnum):
    """A measure, by the word the plan file uses."""

    BOOKINGS = "bookings"
    REVENUE = "revenue"
    COLLECTIONS = "collections"
    RECURRING = "monthly recurring revenue"
    ACV = "annual contract value"
    TCV = "total contract value"
    GROSS_PROFIT = "gross profit"
    GROSS_MARGIN = "gross margin"
    MARKUP = "markup"
    NET_RETENTION = "net retention"
    UNITS = "units"
    DEALS = "deals"
    NEW_LOGOS = "new logos"
    ACTIVITIES = "activities"
    TERM = "contract months"
    DISCOUNT = "discount"
    OBJECTIVES = "objectives"
    TEAM_REVENUE = "team revenue"
    TEAM_GROSS_PROFIT = "team gross profit"
    COMPANY_REVENUE = "company revenue"
    PROFIT = "profit"
    PROFIT_PERCENT = "profit percent"
    TEAM_PAY = "team pay"
    OWN_PAY = "own pay"
    DAYS_TO_PAY = "days to pay"
    RANK = "rank"
    MIX = "weighted attainment"

    @property
    def unit(self) -> Unit:
        """Whether it is counted in money, as a count, or is itself a percentage."""
        if self in PERCENTAGES:
            return Unit.PERCENT
        return Unit.COUNT if self in COUNTS else Unit.MONEY


PERCENTAGES = frozenset(
    {
        Measure.GROSS_MARGIN,
        Measure.MARKUP,
        Measure.DISCOUNT,
        Measure.NET_RETENTION,
        Measure.OBJECTIVES,
        Measure.PROFIT_PERCENT,
        Measure.MIX,
    }
)
COUNTS = frozenset(
    {
        Measure.UNITS,
        Measure.DEALS,
        Measure.NEW_LOGOS,
        Measure.ACTIVITIES,
        Measure.TERM,
        Measure.DAYS_TO_PAY,
        Measure.RANK,
    }
)
