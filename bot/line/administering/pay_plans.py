"""A compensation plan that an administrator hands in: read, tried at a few levels, and never shown again."""

from datetime import datetime
from decimal import Decimal

from bot.figures import money, on, percent
from bot.pay.ambiguities import open_questions
from bot.pay.model import CompPlan
from bot.pay.scenarios import scenarios
from bot.team.entries import AMOUNT
from bot.team.sheet import Sheet, Value

LEVELS = (Decimal("0.8"), Decimal(1), Decimal("1.2"))


def tried(plan: CompPlan, goal: str) -> str:
    """What a plan pays below, at and above its quota, in words; a goal of no amount counts as none."""
    amount = Decimal(goal.replace(",", "")) if AMOUNT.fullmatch(goal) else None
    try:
        found = scenarios(plan, LEVELS, amount)
    except ValueError:
        return "Its quota is the rep's goal, and there is none yet: set the goal, and I can say what it pays."
    lines = [f"- at {percent(each.level)} of quota: {money(each.payout.total, plan.currency)}" for each in found]
    left_out = [f"- {name} is left out: nothing says what 100% of it is" for name in found[0].without]
    supposed = [f"- supposed: {line}" for line in found[0].supposed]
    return "\n".join(["Over a year it pays, besides base pay:", *lines, *left_out, *supposed])


def in_short(plan: CompPlan) -> str:
    """What a plan is called, when it takes effect, and how much in it is open."""
    count = len(open_questions(plan))
    points = f" It leaves {count} point{'s' if count > 1 else ''} open, for the executive to settle." if count else ""
    return f"*{plan.name}*, in force from {on(plan.effective.starts)}.{points}"


def file_name(person: str, at: datetime) -> str:
    """The name a new plan of somebody's is kept under; nothing of what it says is in it."""
    return f"comp/{person}-{at:%Y%m%d-%H%M%S}.yaml"


def with_plan(sheet: Sheet, person: str, name: str, earlier: tuple[str, ...]) -> Value:
    """Somebody's plans with a new one after those that took effect earlier; of the same day it takes the place."""
    kept = tuple(each for each in sheet.pay_plans_of(person) if each in earlier and each != name)
    return (*kept, name) if kept else name
