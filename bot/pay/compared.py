"""A rep's last compensation plan beside the one now: what the clauses say otherwise, and what the same year pays."""

from collections.abc import Iterator
from decimal import Decimal

from bot.figures import money
from bot.pay.answers import changed
from bot.pay.model import CompPlan, with_goal
from bot.pay.payout import payout
from bot.pay.planned import PlannedResults, is_open, planned_in, without_the_unplanned, year_of
from bot.plan.model import BusinessPlan

SHOWN = 12
"""Differences told in one message; the rest is counted."""


def compared(old: CompPlan, new: CompPlan, business_plan: BusinessPlan) -> str | None:
    """What changed, clause by clause, and what it is worth to this rep; None where a quota is a goal not yet given.

    The old plan is read with last year's quota where it is known: a higher goal is a change too.
    """
    planned, last_quota = planned_in(business_plan), business_plan.look_back.quota
    if is_open(new, planned):
        return None
    before = _settled(old, last_quota.value if last_quota else planned.goal)
    after = _settled(new, planned.goal)
    differences = changed(before, after)
    if not differences:
        return f"{new.name} says the same as {old.name}, clause by clause."
    shown = [f"- {line}" for line in differences[:SHOWN]]
    more = [f"- and {len(differences) - SHOWN} more."] if len(differences) > SHOWN else []
    listed = "\n".join([f"From {old.name} to {new.name}:", *shown, *more])
    return "\n\n".join([*_worth(before, after, planned), listed])


def _settled(plan: CompPlan, goal: Decimal | None) -> CompPlan:
    return plan if goal is None else with_goal(plan, goal)


def _worth(before: CompPlan, after: CompPlan, planned: PlannedResults) -> Iterator[str]:
    """The same year under each: the rep's own plan, else their goal."""
    revenue = planned.revenue or planned.goal
    if revenue is None or before.currency != after.currency:
        return
    same_days = before.model_copy(update={"effective": after.effective})
    was, now = _year(same_days, planned, revenue), _year(after, planned, revenue)
    which = "land your plan" if planned.revenue else "reach your goal"
    currency = after.currency
    yield (
        f"Say you {which}, {money(revenue, currency)}. The old plan would pay {money(was, currency)} from sales, the "
        f"new one {money(now, currency)}. {_difference(now - was, currency)}"
    )


def _year(plan: CompPlan, planned: PlannedResults, revenue: Decimal) -> Decimal:
    stripped = without_the_unplanned(plan, planned).plan
    return payout(stripped, year_of(stripped, planned, revenue)).total


def _difference(more: Decimal, currency: str) -> str:
    if not more:
        return "For that year it makes no difference."
    return f"That is {money(abs(more), currency)} {'more' if more > 0 else 'less'}."
