"""What if a year ends at a share of the goal: what one makes at 120%, or at 1.2M."""

import re
from decimal import Decimal

from bot.figures import money, percent
from bot.pay.model import CompPlan
from bot.pay.payout import payout
from bot.pay.planned import PlannedResults, year_of
from bot.reading.amounts import read_amounts

_LEVEL = re.compile(r"\b(\d{1,3}(?:\.\d)?) ?(?:%|percent\b)(?! ?(?:margin|gross|discount|rate))", re.IGNORECASE)


LEAST_YEAR = Decimal("0.5")
"""The share of the goal from which an amount without a month is a whole year's, and not one sale."""


def read_level(text: str, goal: Decimal | None) -> Decimal | None:
    """The share of the goal that a question names: 1.2 for "120%", or for "1.2M" where the goal is a million.

    None where it names none. `goal` is in the plan's currency.
    """
    if found := _LEVEL.search(text):
        return Decimal(found[1]) / 100
    amounts = [amount.value for amount in read_amounts(text) if amount.value is not None]
    is_year = goal is not None and len(amounts) == 1 and amounts[0] >= goal * LEAST_YEAR
    return amounts[0] / goal if is_year and goal else None


def at_level(plan: CompPlan, planned: PlannedResults, level: Decimal) -> str:
    """What a year at this share of the goal pays, beside the rep's own plan; the plan has its goal in figures.

    Raises ValueError without a goal.
    """
    if planned.goal is None:
        raise ValueError("a share of the goal needs a goal")
    revenue, currency = planned.goal * level, plan.currency
    pay = payout(plan, year_of(plan, planned, revenue)).total
    said = f"At {percent(level)} of your goal, {money(revenue, currency)}, your sales pay you {money(pay, currency)}."
    if planned.revenue is None:
        return said
    landed = payout(plan, year_of(plan, planned, planned.revenue)).total
    more = "more" if pay >= landed else "less"
    return f"{said} That is {money(abs(pay - landed), currency)} {more} than landing your own plan."
