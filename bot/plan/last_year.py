"""What last year's numbers against goals say about how goals are set (M04)."""

from collections.abc import Sequence
from decimal import Decimal

from bot.figures import percent
from bot.plan.model import ZERO, BusinessPlan
from bot.plan.rounding import share
from bot.plan.sheet import Sheet
from bot.team.model import Rep, Team

HALF = Decimal("0.5")


def pattern(sheet: Sheet, team: Team, plans: Sequence[BusinessPlan]) -> str | None:
    """The team against its people, in one line; None unless quota and revenue of two people or more are known.

    The team is held against last year's budget; where that or what came in is not known, against the known quotas.
    """
    own = {plan.person: plan for plan in plans}
    known = [numbers for rep in team.reps if (numbers := _numbers(rep, own.get(rep.id)))]
    quota = sum((each for _, each in known), ZERO)
    if len(known) < 2 or not quota:
        return None
    revenue = sum((each for each, _ in known), ZERO)
    made = sum(got >= asked for got, asked in known)
    whole = team.last_year_revenue or (revenue if len(known) == len(team.reps) else None)
    budget = team.last_year_budget
    got, asked, mark = (revenue, quota, "all quotas together")
    if budget and whole is not None:
        got, asked, mark = whole, budget, f"its budget of {sheet.amount(budget)}"
    facts = f"Last year {made} of {len(known)} people made their quota, and the team brought in {sheet.amount(got)}"
    meaning = _meaning(Decimal(made) / len(known), team_made=got >= asked)
    return f"{facts}, {percent(share(got / asked))} of {mark}{meaning}"


def _numbers(rep: Rep, plan: BusinessPlan | None) -> tuple[Decimal, Decimal] | None:
    """Revenue and quota, from the plan where there is one."""
    if plan and plan.look_back.revenue and plan.look_back.quota:
        return plan.look_back.revenue.value, plan.look_back.quota.value
    last_year = rep.last_year
    return (last_year.revenue, last_year.quota) if last_year.revenue is not None and last_year.quota else None


def _meaning(made: Decimal, *, team_made: bool) -> str:
    if team_made and made < HALF:
        return ". A few carried it: individual goals may be set too high, often out of low confidence."
    if not team_made and made > HALF:
        return ". Most succeeded and the team did not: some individual goals are too easy, or the sum is too high."
    return "."
