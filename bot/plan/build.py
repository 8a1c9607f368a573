"""A business plan from what is known: the one door into this room."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.facts import Fact, Statement
from bot.plan.actuals import build_actuals
from bot.plan.adds_up import farmer_adds_up, hunter_adds_up
from bot.plan.aggressive import is_aggressive
from bot.plan.at_bats import at_bats
from bot.plan.attainable import farmer_attains, hunter_attains
from bot.plan.double_a import double_a
from bot.plan.funnel import Farming, Hunting, farm, farmer_funnel, hunt, hunter_funnel, weeks_to_sell
from bot.plan.goal import build_goal
from bot.plan.judging import Case
from bot.plan.kpis import farmer_kpis, hunter_kpis
from bot.plan.look_back import build_look_back
from bot.plan.model import AddsUp, BusinessPlan, Funnel, Kpi, Need, RunRate
from bot.plan.open_points import open_points
from bot.plan.quarters import build_quarters
from bot.plan.rehearsal import rehearsed
from bot.plan.run_rate import build_run_rate
from bot.plan.sheet import Sheet, known_facts
from bot.plan.whom import build_accounts, build_targets
from bot.plan.why_nots import build_why_nots
from bot.team.model import Rep, Team

DEPARTMENTS = ("Services", "Finance", "Operations", "Marketing")


@dataclass(frozen=True)
class Work:
    """What differs between the roles (M12): the activity, what the plan adds up to, and whether it can be reached."""

    funnel: Funnel
    adds_up: AddsUp
    attainable: Case
    kpis: tuple[Kpi, ...]


def build_plan(
    rep: Rep, team: Team, facts: Mapping[str, Fact], as_of: datetime, *, checked: bool = False
) -> BusinessPlan:
    """The whole plan of one rep from the facts known, by slot. `as_of` is in UTC.

    `checked` says that the rep went through the why-nots, so that none named means that none fell short.

    Any subset of facts gives a plan. What is not known, or cannot be used, is an open point; the goal and last year's
    figures of the team file stand in where the rep has said nothing else.
    """
    sheet = Sheet(known_facts(rep, team, facts, as_of), team.currency)
    look_back = build_look_back(sheet)
    accounts = build_accounts(sheet, team) if rep.role.farms else None
    run_rate = build_run_rate(sheet, look_back.batting_average, accounts)
    goal = build_goal(sheet, team, run_rate)
    weeks = weeks_to_sell(sheet, team.fiscal_year, team.country)
    if accounts:
        work = _farmer(sheet, farm(sheet, accounts, look_back.batting_average, weeks), run_rate)
    else:
        work = _hunter(sheet, hunt(sheet, goal.gap, look_back.batting_average, weeks), run_rate)
    plan = BusinessPlan(
        person=rep.id,
        name=rep.name,
        role=rep.role,
        company=team.company,
        currency=team.currency,
        year=team.fiscal_year,
        as_of=as_of,
        look_back=look_back,
        why_nots=build_why_nots(sheet),
        checked=checked,
        run_rate=run_rate,
        goal=goal,
        targets=None if accounts else build_targets(sheet),
        accounts=accounts,
        funnel=work.funnel,
        quarters=build_quarters(sheet, team.fiscal_year, team.country, work.adds_up.planned),
        kpis=work.kpis,
        needs=_needs(sheet),
        risks=_named(sheet, "risks"),
        commitments=_named(sheet, "commitments"),
        adds_up=work.adds_up,
        double_a=double_a(is_aggressive(sheet, rep, team, goal, run_rate), work.attainable),
        open_points=(),
        actuals=build_actuals(sheet),
    )
    plan = plan.model_copy(update={"open_points": open_points(sheet, plan)})
    return plan.model_copy(update={"rehearsal": rehearsed(plan, sheet)})


def _hunter(sheet: Sheet, hunting: Hunting, run_rate: RunRate) -> Work:
    return Work(
        funnel=hunter_funnel(sheet, hunting).model_copy(update={"at_bats": at_bats(sheet, hunting)}),
        adds_up=hunter_adds_up(sheet, run_rate, hunting.expected),
        attainable=hunter_attains(sheet, hunting, run_rate),
        kpis=hunter_kpis(sheet, hunting),
    )


def _farmer(sheet: Sheet, farming: Farming, run_rate: RunRate) -> Work:
    adds_up = farmer_adds_up(sheet, run_rate, farming.accounts)
    return Work(
        funnel=farmer_funnel(farming),
        adds_up=adds_up,
        attainable=farmer_attains(sheet, farming, run_rate, adds_up),
        kpis=farmer_kpis(sheet, farming),
    )


def _needs(sheet: Sheet) -> tuple[Need, ...]:
    said = {department: sheet.words(f"needs.{department.lower()}") for department in DEPARTMENTS}
    return tuple(
        Need(department=department, what=_asked_of(department, what)) for department, what in said.items() if what
    )


def _asked_of(department: str, what: Statement) -> Statement:
    """What is needed, without the department's name before it: the plan has it as the heading."""
    opening = rf"{department}(?: team| department)? (?!and\b|or\b|&)(?=\w)"
    return what.model_copy(update={"text": re.sub(rf"^{opening}", "", what.text, flags=re.IGNORECASE)})


def _named(sheet: Sheet, group: str) -> tuple[Statement, ...]:
    """The items of a list that are nothing but their name."""
    names = (sheet.words(f"{group}.{key}.name") for key in sheet.keys(group))
    return tuple(name for name in names if name)
