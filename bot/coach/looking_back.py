"""What a list of decided deals says about a rep's last year: won and lost, how large, and why lost (M02, M03)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Computed, Fact, Number, Ratio, Value, Words
from bot.figures import Unit
from bot.reading.tables.model import Deal, Outcome
from bot.team.model import Rep

CENT = Decimal("0.01")
_PRICE = re.compile(r"\b(?:price|pricing|priced|cost|costs|cheaper|expensive)\b", re.IGNORECASE)


def of_other_years(deal: Deal, year: FiscalYear) -> bool:
    """Whether a deal closed before or after the year that the plan looks back on."""
    return deal.closes is not None and not year.before.starts <= deal.closes.ends <= year.before.ends


Quarter = tuple[str, tuple[date, date]]
"""Where a quarter's facts sit ("actuals.q1"), and its first and last day."""


def brought(file: str, deals: Sequence[Deal], rep: Rep, quarter: Quarter, at: datetime) -> Iterator[Fact]:
    """What a quarter brought, from the decided deals that are dated in it; their sum is a Hunter's revenue alone."""
    where, (first, last) = quarter
    decided = [d for d in deals if d.outcome is not Outcome.OPEN and d.closes and first <= d.closes.ends <= last]
    won = [deal for deal in decided if deal.outcome is Outcome.WON]
    amounts = [deal.amount for deal in won if deal.amount is not None]
    if amounts and not rep.role.farms:
        source = Computed(formula=f"sum of the quarter's won deals in {file}", inputs={"won": str(len(amounts))})
        value = Number(value=sum(amounts, Decimal(0)), unit=Unit.MONEY)
        yield Fact(slot=f"{where}.revenue", value=value, source=source, at=at)
    if decided:
        source = Computed(formula=f"won of the quarter's decided deals in {file}", inputs={"rows": str(len(decided))})
        yield Fact(slot=f"{where}.deals", value=Ratio(part=len(won), whole=len(decided)), source=source, at=at)


def look_back(file: str, deals: Sequence[Deal], rep: Rep, year: FiscalYear, at: datetime) -> Iterator[Fact]:
    """Facts from the decided deals that closed last year; a deal without a date is taken for one of them.

    The size of a deal is a Hunter's figure. What was won adds up to a Hunter's revenue only where dates say which
    year it was.
    """
    decided = [deal for deal in deals if deal.outcome is not Outcome.OPEN and not of_other_years(deal, year)]
    dated = all(deal.closes for deal in decided)
    won = [deal for deal in decided if deal.outcome is Outcome.WON]
    lost = [deal for deal in decided if deal.outcome is Outcome.LOST]

    def worked(slot: str, value: Value, formula: str, **inputs: int) -> Fact:
        counted = {name: str(number) for name, number in inputs.items()}
        return Fact(slot=slot, value=value, source=Computed(formula=f"{formula} in {file}", inputs=counted), at=at)

    amounts = [deal.amount for deal in won if deal.amount is not None]
    total = sum(amounts, Decimal(0))
    if amounts and dated and not rep.role.farms:
        value = Number(value=total, unit=Unit.MONEY)
        yield worked("last_year.revenue", value, "sum of last year's won deals", won=len(amounts))
    if decided:
        value_won = Ratio(part=len(won), whole=len(decided))
        yield worked("last_year.won", value_won, "won of decided deals", rows=len(decided))
    if amounts and not rep.role.farms:
        average = Number(value=(total / len(amounts)).quantize(CENT, ROUND_HALF_UP), unit=Unit.MONEY)
        yield worked("last_year.average_deal", average, "average of the won deals", won=len(amounts))
    reasons = Counter(deal.lost_reason.strip() for deal in lost if deal.lost_reason)
    if reasons.total() * 2 > len(lost):
        on_price = sum(count for reason, count in reasons.items() if _PRICE.search(reason))
        told = ", ".join(f"{reason} ({count})" for reason, count in reasons.most_common(5))
        yield worked("last_year.lost_because", Words(text=told), "reasons given for lost deals", lost=len(lost))
        value = Number(value=Decimal(on_price), unit=Unit.COUNT)
        yield worked("last_year.lost_on_price", value, "lost deals whose reason is the price", lost=len(lost))
