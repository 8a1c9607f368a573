"""Versions of a plan by their effective dates: each pays for its own days, the later one where two overlap."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from bot.pay.model import CompPlan
from bot.pay.payout import payout
from bot.pay.results import Results
from bot.pay.trace import Payout


def in_turn(plans: Sequence[CompPlan]) -> tuple[CompPlan, ...]:
    """The versions in the order they take effect, each ending before the next begins."""
    ordered = sorted(plans, key=lambda plan: plan.effective.starts)
    cut = [_until(plan, following) for plan, following in pairwise(ordered)]
    return (*cut, *ordered[-1:])


def _until(plan: CompPlan, following: CompPlan) -> CompPlan:
    ends = min(plan.effective.ends, following.effective.starts - timedelta(days=1))
    return plan.model_copy(update={"effective": plan.effective.model_copy(update={"ends": ends})})


def payout_over(plans: Sequence[CompPlan], results: Results) -> Payout:
    """What all versions pay together. A year or quarter starts anew with each version.

    Raises ValueError when a quota is the rep's goal and the results do not say what that is.
    """
    paid = [payout(plan, results) for plan in in_turn(plans)]
    return Payout(
        total=sum((each.total for each in paid), Decimal("0.00")),
        by_period=tuple(period for each in paid for period in each.by_period),
        lines=tuple(line for each in paid for line in each.lines),
        balances=tuple(balance for each in paid for balance in each.balances),
        uncounted=tuple(name for name in paid[0].uncounted if all(name in each.uncounted for each in paid)),
    )
