"""The pay explained for someone at home: what comes in and when, with no figure that belongs to the company."""

from collections.abc import Iterator
from decimal import Decimal

from bot.figures import money, percent
from bot.markup import escape
from bot.pay.explain import LEVELS, NOT_THE_CONTRACT
from bot.pay.model import CompPlan, with_goal
from bot.pay.payout import payout
from bot.pay.planned import PlannedResults, is_open, planned_in, without_the_unplanned, year_of
from bot.pay.rules import Cap, Gate
from bot.pay.sections import months_table
from bot.plan.model import BusinessPlan


def explain_at_home(plan: CompPlan, business_plan: BusinessPlan) -> str:
    """The version to take home, as Markdown (M18): no goal, quota, rate or revenue stands in it."""
    return at_home(plan, business_plan.name, planned_in(business_plan))


def at_home(plan: CompPlan, name: str, planned: PlannedResults) -> str:
    """What comes in for sure, what comes on top, how it moves with the year, and what could reduce it."""
    parts = [f"# How {escape(name)}'s pay works", *_for_sure(plan)]
    if is_open(plan, planned) or planned.goal is None:
        parts.append(
            "The goal for the year is still being set. After that, this page will show what a good year brings."
        )
    else:
        parts += _year(without_the_unplanned(with_goal(plan, planned.goal), planned).plan, planned, planned.goal)
    parts += ["## What could make it less", *_could_reduce(plan), NOT_THE_CONTRACT]
    return "\n\n".join(parts) + "\n"


def _for_sure(plan: CompPlan) -> Iterator[str]:
    if plan.base_pay is not None:
        month = money(plan.base_pay / 12, plan.currency)
        yield f"Some pay is sure: {month} each month. It comes whatever is sold."
    yield "The rest depends on sales. A good year pays more, a weak year pays less."


def _year(plan: CompPlan, planned: PlannedResults, goal: Decimal) -> Iterator[str]:
    yield "## What a year can bring"
    base = plan.base_pay
    head = ["The year", "Pay from sales", *([] if base is None else ["All pay"])]
    rows = [head, ["---", *["---:"] * (len(head) - 1)]]
    for level in LEVELS:
        pay = payout(plan, year_of(plan, planned, goal * level)).total
        all_in = [] if base is None else [money(base + pay, plan.currency)]
        rows.append([_called(level), money(pay, plan.currency), *all_in])
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)
    if planned.revenue is not None:
        paid = payout(plan, year_of(plan, planned, planned.revenue))
        yield "## Month by month"
        yield "This is how the money would come if the plan for the year works out."
        yield from months_table(plan, paid)


def _called(level: Decimal) -> str:
    return "The goal is reached" if level == 1 else f"{percent(level)} of the goal"


def _could_reduce(plan: CompPlan) -> Iterator[str]:
    lines = ["Selling less than planned"]
    changes = [change for component in plan.components for change in component.then]
    if any(component.clawback for component in plan.components):
        lines.append("A client who leaves early: pay for that sale can go back")
    if any(isinstance(change, Gate) for change in changes):
        lines.append("A second aim that is missed: one part may then pay less")
    if any(isinstance(change, Cap) for change in changes):
        lines.append("A limit: above it, more sales do not pay more")
    if plan.draw is not None and plan.draw.kind != "guaranteed":
        lines.append("Money paid ahead: it comes off later pay")
    yield "\n".join(f"- {line}." for line in lines)
