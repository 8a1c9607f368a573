"""One deal of a rep's own business plan inside the year they plan, so that "why 5% on Acme?" has an answer."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.facts import Figure
from bot.pay.answers import why
from bot.pay.model import CompPlan, with_goal
from bot.pay.planned import PlannedResults, planned_in, without_the_unplanned, year_of
from bot.pay.private import Private
from bot.pay.results import Dated, Deal, Results
from bot.plan.model import BusinessPlan

ZERO = Decimal(0)


class PlannedDeal(Private):
    """Something a plan names with an amount; `counted` is how much of it the planned revenue holds already."""

    name: str
    amount: Decimal
    counted: Decimal
    is_new: bool


def results_with_deal(plan: CompPlan, business_plan: BusinessPlan, name: str) -> Results | None:
    """The year the rep plans, with the deal, target or account growth of that name as a deal of its own in it.

    It is won, billed and paid in mid-year, and takes the place of what the planned revenue already holds of it. None
    when nothing of that name has an amount, or the plan does not add up to a figure yet.
    """
    found, planned = deal_named(business_plan, name), planned_in(business_plan)
    if found is None or planned.goal is None or planned.revenue is None:
        return None
    settled = _settled(plan, planned, planned.goal)
    rest = year_of(settled, planned, max(planned.revenue - found.counted, ZERO))
    return rest.model_copy(update={"deals": (_won(plan, found),)})


def why_planned(plan: CompPlan, business_plan: BusinessPlan, name: str) -> str | None:
    """Why a deal of the rep's own plan pays what it pays, clause by clause, and what that supposes; else None."""
    planned = planned_in(business_plan)
    results = results_with_deal(plan, business_plan, name)
    if results is None or planned.goal is None:
        return None
    deal, settled = results.deals[0], _settled(plan, planned, planned.goal)
    supposed = f"This supposes you land your plan, and {deal.id} is won and paid in {deal.booked:%B}."
    return f"{why(settled, results, deal.id)}\n{supposed}"


def named_in(business_plan: BusinessPlan, text: str) -> str | None:
    """The deal, target or account of a plan that a question names, the longest name first."""
    known = sorted((deal.name for deal in _deals(business_plan)), key=len, reverse=True)
    said = _plain(text)
    whole = next((name for name in known if _holds(_plain(name), said)), None)
    return whole or next((name for name in known if _holds(_plain(name).split(" ")[0], said)), None)


def deal_named(business_plan: BusinessPlan, name: str) -> PlannedDeal | None:
    """What a plan calls by this name and gives an amount: the same name first, else one that holds it or is in it."""
    asked, known = _plain(name), list(_deals(business_plan))
    same = (deal for deal in known if _plain(deal.name) == asked)
    near = (deal for deal in known if asked and (_holds(asked, deal.name) or _holds(_plain(deal.name), name)))
    return next(same, None) or next(near, None)


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _holds(part: str, whole: str) -> bool:
    """Whether whole words stand in a name, so that Al is not found in Alpha."""
    return f" {part} " in f" {_plain(whole)} "


def _deals(plan: BusinessPlan) -> Iterator[PlannedDeal]:
    """Pipeline is planned by its odds, growth in full; a target is one of the wins that are planned as a number."""
    for deal in plan.run_rate.deals:
        yield from _deal(deal.name, deal.amount, deal.weighted, is_new=plan.accounts is None)
    for target in plan.targets.named if plan.targets else ():
        yield from _deal(target.name, target.amount, target.amount, is_new=True)
    for account in plan.accounts.items if plan.accounts else ():
        yield from _deal(account.name, account.growth, account.growth, is_new=False)


def _deal(name: str, amount: Figure | None, counted: Figure | None, *, is_new: bool) -> Iterator[PlannedDeal]:
    if amount is not None and amount.value > 0:
        yield PlannedDeal(name=name, amount=amount.value, counted=counted.value if counted else ZERO, is_new=is_new)


def _settled(plan: CompPlan, planned: PlannedResults, goal: Decimal) -> CompPlan:
    return without_the_unplanned(with_goal(plan, goal), planned).plan


def _won(plan: CompPlan, deal: PlannedDeal) -> Deal:
    starts, ends = plan.effective.starts, plan.effective.ends
    day = starts + (ends - starts) // 2
    at_once = Dated(date=day, amount=deal.amount)
    return Deal(
        id=deal.name,
        booked=day,
        amount=deal.amount,
        units=Decimal(1),
        new_logo=deal.is_new,
        live=day,
        billed=(at_once,),
        collected=(at_once,),
    )
