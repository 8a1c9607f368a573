"""What if: sales that a question supposes, added to the results for one answer and never written anywhere."""

import calendar
import re
from datetime import date
from decimal import Decimal

from bot.cycle.fiscal_year import add_months
from bot.facts import Frozen
from bot.figures import money
from bot.pay.model import CompPlan
from bot.pay.payout import payout
from bot.pay.private import Private
from bot.pay.results import Dated, Deal, Results
from bot.pay.trace import Payout
from bot.reading.amounts import Amount, read_amounts

EXAMPLE = 'such as "close 3 more at 20k in March"'
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTH = re.compile(rf"\b({'|'.join(sorted(MONTHS, key=len, reverse=True))})\b", re.IGNORECASE)
QUARTER = re.compile(r"\bq([1-4])\b", re.IGNORECASE)
MONTHLY = re.compile(r"\b(mrr|recurring|a month|per month|monthly|/mo)\b", re.IGNORECASE)
MOST = 200


class Supposed(Frozen):
    """The sales a question supposes: how many, of what amount each, when; `monthly` when the amount is a month's."""

    count: int
    amount: Decimal
    booked: date
    monthly: bool = False
    margin: Decimal | None = None


class WhatIf(Private):
    """What the plan pays without and with what was supposed."""

    supposed: Supposed
    before: Payout
    after: Payout

    @property
    def difference(self) -> Decimal:
        return self.after.total - self.before.total


def read_supposed(text: str, plan: CompPlan) -> Supposed | None:
    """Read "close 3 more at 20k in March"; None where it names no amount, or no month or quarter of the plan."""
    booked = _when(text, plan)
    before, _, after = QUARTER.sub("", text).partition(" at ")
    amounts = (*read_amounts(before), *read_amounts(after))
    margin = next((a.value for a in amounts if a.kind == "percent"), None)
    figures = [a for a in amounts if a.value is not None and a.kind in ("money", "count", "unknown")]
    if booked is None or not figures:
        return None
    each = max(figures, key=_size)
    count = next((int(_size(a)) for a in figures if a is not each), 1)
    if not 0 < count <= MOST:
        return None
    monthly = MONTHLY.search(text) is not None
    return Supposed(count=count, amount=_size(each), booked=booked, monthly=monthly, margin=margin)


def _size(amount: Amount) -> Decimal:
    return amount.value or Decimal(0)


def _when(text: str, plan: CompPlan) -> date | None:
    """The first day the plan is in force in the month or quarter that is named."""
    first = plan.effective.starts.replace(day=1)
    quarter, months = QUARTER.search(text), MONTH.findall(text)
    if quarter is not None:
        day = add_months(first, (int(quarter[1]) - 1) * 3)
    elif months:
        day = add_months(first, (MONTHS[months[-1].lower()] - first.month) % 12)
    else:
        return None
    day = max(day, plan.effective.starts)
    return day if plan.effective.covers(day) else None


def what_if(plan: CompPlan, results: Results, supposed: Supposed) -> WhatIf:
    """Work out the pay without and with the supposed sales; the results stay as they are.

    A supposed sale is billed, paid and live at once, so that the answer is the whole of what it pays.
    """
    cost = None if supposed.margin is None else supposed.amount * (1 - supposed.margin)
    year = supposed.amount * 12 if supposed.monthly else supposed.amount
    at_once = Dated(date=supposed.booked, amount=year)
    deals = [
        Deal(
            id=f"supposed {number + 1}",
            booked=supposed.booked,
            amount=year,
            cost=cost,
            monthly=supposed.amount if supposed.monthly else None,
            units=Decimal(1),
            new_logo=True,
            live=supposed.booked,
            billed=(at_once,),
            collected=(at_once,),
        )
        for number in range(supposed.count)
    ]
    more = results.model_copy(update={"deals": (*results.deals, *deals)})
    return WhatIf(supposed=supposed, before=payout(plan, results), after=payout(plan, more))


def in_words(answer: WhatIf, currency: str) -> str:
    """The answer in three short sentences."""
    asked, each = answer.supposed, money(answer.supposed.amount, currency)
    count = "1 more sale" if asked.count == 1 else f"{asked.count} more sales"
    each += " a month" if asked.monthly else ""
    return (
        f"{count} at {each} in {asked.booked:%B %Y} would add {money(answer.difference, currency)}. "
        f"Your pay from sales would be {money(answer.after.total, currency)}. "
        f"Without it stands at {money(answer.before.total, currency)}."
    )
