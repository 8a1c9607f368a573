"""The year's revenue goal: its share of the budget, its growth on last year, and the gap that run-rate leaves."""

from decimal import Decimal

from bot.facts import Figure, Setting
from bot.figures import Unit
from bot.plan.model import ZERO, Goal, RunRate
from bot.plan.ramp import full_year_goal
from bot.plan.rounding import share
from bot.plan.sheet import Sheet, usable
from bot.team.model import Team


def build_goal(sheet: Sheet, team: Team, run_rate: RunRate) -> Goal:
    """The goal section. The gap is open while nothing of the run-rate is known, and never below zero."""
    revenue = sheet.money("goal.revenue")
    budget = Figure(value=team.budgeted_revenue, unit=Unit.MONEY, source=Setting(where=team.file))
    last_year = sheet.money("last_year.revenue")
    return Goal(
        revenue=revenue,
        budget=budget,
        budget_share=_ratio(sheet, "goal / budget", {"goal": revenue, "budget": budget}),
        growth_on_last_year=_ratio(sheet, "goal / last year - 1", {"goal": revenue, "last year": last_year}, less=1),
        first_year=full_year_goal(sheet),
        gap=_gap(sheet, revenue, run_rate),
    )


def _ratio(sheet: Sheet, formula: str, inputs: dict[str, Figure | None], less: int = 0) -> Figure | None:
    over, under = inputs.values()
    if over is None or under is None or usable(under) is None:
        return None
    return sheet.worked(Unit.PERCENT, share(over.value / under.value) - Decimal(less), formula, inputs)


def _gap(sheet: Sheet, revenue: Figure | None, run_rate: RunRate) -> Figure | None:
    if revenue is None or run_rate.cover is None:
        return None
    left = max(revenue.value - run_rate.total.value, ZERO)
    inputs = {"goal": revenue, "run-rate": run_rate.total}
    return sheet.worked(Unit.MONEY, left, "goal - run-rate, not below zero", inputs)
