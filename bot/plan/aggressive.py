"""Whether the goal asks for enough (M14): more than is in motion, more than last year, enough for the budget."""

from decimal import Decimal

from bot.figures import percent
from bot.plan.judging import Case
from bot.plan.model import ZERO, Goal, RunRate, RunRateJudgement
from bot.plan.ramp import NEWCOMER
from bot.plan.sheet import Sheet, usable
from bot.team.model import Rep, Team

FARMER_GROWTH = Decimal("0.10")
"""Where run-rate covers most of a Farmer's goal, growth on last year from here on shows ambition (ours)."""


def is_aggressive(sheet: Sheet, rep: Rep, team: Team, goal: Goal, run_rate: RunRate) -> Case:
    """The case for an aggressive goal."""
    case = Case()
    if goal.revenue is None:
        case.lacks("the goal")
        return case
    _above_what_was_set(sheet, case, rep, goal)
    _above_run_rate(sheet, case, rep, goal, run_rate)
    if goal.first_year:
        case.add(goal.first_year, supports=True)
    _above_last_year(sheet, case, goal)
    _enough_for_the_budget(sheet, case, rep, team, goal)
    return case


def _above_what_was_set(sheet: Sheet, case: Case, rep: Rep, goal: Goal) -> None:
    if goal.revenue is None or goal.revenue.value == rep.goal:
        return
    away = abs(goal.revenue.value - rep.goal)
    above = goal.revenue.value > rep.goal
    side = "above" if above else "below"
    is_away = f"The plan's goal of {sheet.write(goal.revenue)} is {sheet.amount(away)} {side}"
    case.add(f"{is_away} the {sheet.amount(rep.goal)} that was set.", supports=above)


def _above_run_rate(sheet: Sheet, case: Case, rep: Rep, goal: Goal, run_rate: RunRate) -> None:
    """Existing accounts renew, so high cover is a Farmer's normal year; then growth has to show the ambition."""
    if run_rate.cover is None or goal.revenue is None:
        case.lacks("the run-rate")
        return
    covers = f"Run-rate of {sheet.write(run_rate.total)} already covers {percent(run_rate.cover.value)} of the goal"
    if run_rate.total.value <= 0:
        covers = "Nothing of the goal is in motion yet"
    left = goal.revenue.value - run_rate.total.value
    if run_rate.judgement is RunRateJudgement.UNKNOWN:
        case.lacks("the rest of the run-rate")
    elif run_rate.judgement is not RunRateJudgement.HIGH:
        case.add(f"{covers}; {sheet.amount(left)} has to be won.", supports=True)
    elif left <= 0 or not rep.role.farms:
        case.add(f"{covers}: it is probably too low.", supports=False)
    else:
        _growth_shows(case, goal, covers)


def _growth_shows(case: Case, goal: Goal, covers: str) -> None:
    growth = goal.growth_on_last_year
    if growth is None:
        case.lacks("last year's revenue")
        return
    if growth.value >= FARMER_GROWTH:
        case.add(f"{covers}; growth of {percent(growth.value)} on last year shows that it asks enough.", supports=True)
    else:
        grows = f"growth on last year is only {percent(growth.value)}" if growth.value > 0 else "it does not grow"
        case.add(f"{covers} and {grows}: it is probably too low.", supports=False)


def _above_last_year(sheet: Sheet, case: Case, goal: Goal) -> None:
    last_year = sheet.money("last_year.revenue")
    if last_year is None and sheet.words(NEWCOMER):
        return
    if last_year is None or goal.revenue is None:
        case.lacks("last year's revenue")
        return
    above = goal.revenue.value > last_year.value
    to = f"The goal of {sheet.write(goal.revenue)}"
    growth = goal.growth_on_last_year
    if growth is None or usable(last_year) is None:
        case.add(f"{to} starts from nothing last year.", supports=above)
    elif above:
        case.add(f"{to} is {percent(growth.value)} above last year's {sheet.write(last_year)}.", supports=True)
    elif growth.value < 0:
        case.add(f"{to} is {percent(-growth.value)} below last year's {sheet.write(last_year)}.", supports=False)
    else:
        case.add(f"{to} is no more than last year's {sheet.write(last_year)}.", supports=False)


def _enough_for_the_budget(sheet: Sheet, case: Case, rep: Rep, team: Team, goal: Goal) -> None:
    """The goals of all the reps must reach the budget; this plan's goal stands in for the one set for its rep.

    Their sum is not written out: in a small team it would tell a rep what is asked of the others.
    """
    own = goal.revenue.value if goal.revenue else ZERO
    set_for = team.rep(rep.id)
    goals = team.goals - (set_for.goal if set_for else ZERO) + own
    with_it = "With this goal the goals of all reps" if len(team.reps) > 1 else "The goal"
    reach, fall = ("reach", "fall") if len(team.reps) > 1 else ("reaches", "falls")
    budget = f"the budget of {sheet.amount(team.budgeted_revenue)}"
    if goals < team.budgeted_revenue:
        case.add(f"{with_it} {fall} short of {budget}, so somebody's goal has to rise.", supports=False)
    else:
        case.add(f"{with_it} {reach} {budget}.", supports=True)
