"""The quarters that are over: what each brought against what was planned, and what the rep makes of it."""

from bot.facts import Figure
from bot.figures import Unit
from bot.plan.model import Actual
from bot.plan.sheet import Sheet

ACTUALS = "actuals"
"""The list that holds the quarters reviewed, by key ("q1")."""


def build_actuals(sheet: Sheet) -> tuple[Actual, ...]:
    """Every quarter reviewed, as far as it is known; what was planned is what the approved version said then."""
    return tuple(_actual(sheet, key) for key in sorted(sheet.keys(ACTUALS)))


def _actual(sheet: Sheet, key: str) -> Actual:
    at = f"{ACTUALS}.{key}"
    deals = sheet.ratio(f"{at}.deals")
    planned, revenue = sheet.money(f"{at}.planned"), sheet.money(f"{at}.revenue")
    return Actual(
        key=key,
        label=key.upper(),
        planned=planned,
        revenue=revenue,
        won=deals.part if deals else None,
        decided=deals.whole if deals else None,
        difference=_difference(sheet, planned, revenue),
        why=sheet.words(f"{at}.why"),
        kept=sheet.words(f"{at}.kept"),
        ahead=sheet.words(f"{at}.ahead"),
        help=sheet.words(f"{at}.help"),
    )


def _difference(sheet: Sheet, planned: Figure | None, revenue: Figure | None) -> Figure | None:
    if planned is None or revenue is None:
        return None
    value = revenue.value - planned.value
    return sheet.worked(Unit.MONEY, value, "actual - planned", {"actual": revenue, "planned": planned})
