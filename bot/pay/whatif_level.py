"""What if a year ends at a share of the goal: what one makes at 120%."""

import re
from decimal import Decimal

from bot.figures import money, percent
from bot.pay.model import CompPlan
from bot.pay.payout import payout
from bot.pay.planned import PlannedResults, year_of

_LEVEL = re.compile(r"\b(\d{1,3}(?:\.\d)?) ?(?:%|percent\b)(?! ?(?:margin|gross|discount|rate))", re.IGNORECASE)


def read_level(text: str) -> Decimal | None:
    """The share of the goal that a question names, 1.2 for "120%"; None where it names none."""
    found = _LEVEL.search(text)
    return Decimal(found[1]) / 100 if found else None


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
