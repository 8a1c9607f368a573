"""What weighs most in a plan: how much hangs on one account or one open deal, and which account may be lost."""

import re
from decimal import Decimal

from bot.plan.model import ZERO, Account, BusinessPlan, Deal

HEAVY = Decimal(1) / 3
"""What carries more than this share is a risk of its own (ours)."""
_NO_RISK = re.compile(
    r"\W*(?:(?:no|low|none|nothing|little|not?\b.{0,12}risk|minimal|safe|solid|fine|all (?:good|fine))\b.{0,30})?\W*",
    re.IGNORECASE,
)


def heaviest_account(plan: BusinessPlan) -> tuple[Account, Decimal] | None:
    """The account that brings most of what the accounts keep and grow by, and its share; None while nothing is."""
    amounts = {
        account.key: sum((figure.value for figure in (account.keep, account.growth) if figure), ZERO)
        for account in (plan.accounts.items if plan.accounts else ())
    }
    total = sum(amounts.values(), ZERO)
    if plan.accounts is None or not total:
        return None
    largest = max(plan.accounts.items, key=lambda account: amounts[account.key])
    return largest, amounts[largest.key] / total


def heaviest_deal(plan: BusinessPlan) -> tuple[Deal, Decimal] | None:
    """The open deal that weighs most, and its share of the weighted pipeline; None without one."""
    weighted = [(deal, deal.weighted.value) for deal in plan.run_rate.deals if deal.weighted]
    total = sum((value for _, value in weighted), ZERO)
    if not total:
        return None
    deal, value = max(weighted, key=lambda pair: pair[1])
    return deal, value / total


def is_at_risk(account: Account) -> bool:
    """Whether a risk is named, and not just that there is none."""
    return account.risk is not None and not _NO_RISK.fullmatch(account.risk.text)
