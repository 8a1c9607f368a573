"""The plans of a whole team against its budget (M11), with what they need (M19) and what keeps coming up (M06)."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Figure, Frozen, Setting, Statement
from bot.figures import Unit, percent
from bot.plan.judging import and_list
from bot.plan.last_year import pattern
from bot.plan.model import ZERO, BusinessPlan, Quarter, RunRateJudgement
from bot.plan.outlook import Outlook, outlook
from bot.plan.rounding import share
from bot.plan.run_rate import judge
from bot.plan.sheet import Sheet
from bot.team.model import Rep, Role, Team


class PersonLine(Frozen):
    """One person in the roll-up; without a plan only the goal set in the team file is there."""

    person: str
    name: str
    role: Role
    has_plan: bool
    goal: Figure | None
    run_rate: Figure | None = None
    planned: Figure | None = None
    difference: Figure | None = None


class Totals(Frozen):
    """The lines of everybody, or of one role, added up; `people` counts them. Unknown figures add nothing."""

    role: Role | None
    people: int
    goal: Figure
    run_rate: Figure
    planned: Figure
    difference: Figure


class Ask(Frozen):
    """What one person's plan needs from a department."""

    name: str
    what: Statement


class DepartmentNeeds(Frozen):
    """Everything the plans need from one department (M19)."""

    department: str
    asks: tuple[Ask, ...]


class Theme(Frozen):
    """A why-not and the names of the people who have it in their plan (M06); `company` is what only it can fix."""

    key: str
    item: str
    people: tuple[str, ...]
    company: tuple[Ask, ...] = ()


class RollUp(Frozen):
    """The team's year in one place. `difference` is planned minus budget; `adds_up` is open while plans are missing.

    `cover` is run-rate / budget; `assigned` is the goals of all / budget, the over-assignment of
    https://www.revcast.com/resources/how-to-calculate-quota-attainment-over-assignment-and-number-of-sales-reps.
    """

    company: str
    currency: str
    year: FiscalYear
    budget: Figure
    people: tuple[PersonLine, ...]
    roles: tuple[Totals, ...]
    total: Totals
    quarters: tuple[Quarter, ...]
    difference: Figure
    adds_up: bool | None
    assigned: Figure
    cover: Figure
    judgement: RunRateJudgement
    without_plan: tuple[str, ...]
    last_year_pattern: str | None
    needs: tuple[DepartmentNeeds, ...]
    themes: tuple[Theme, ...]
    outlook: Outlook
    readings: tuple[str, ...]


def roll_up(team: Team, plans: Sequence[BusinessPlan], today: date | None = None) -> RollUp:
    """Add up the plans of a team. One plan a person counts, the last given; plans of others are left out.

    Deals are stale as of `today`, or else as of the day their plan was drawn up.
    """
    latest = {plan.person: plan for plan in plans}
    own = [latest[rep.id] for rep in team.reps if rep.id in latest]
    sheet = Sheet({}, team.currency)
    lines = tuple(_line(rep, latest.get(rep.id), team.file) for rep in team.reps)
    total = _totals(sheet, None, lines)
    budget = Figure(value=team.budgeted_revenue, unit=Unit.MONEY, source=Setting(where=team.file))
    without = tuple(line.name for line in lines if not line.has_plan)
    complete = all(line.planned is not None for line in lines)
    cover = _part_of_budget(sheet, "run-rate", total.run_rate, budget)
    known = complete and all(plan.run_rate.judgement is not RunRateJudgement.UNKNOWN for plan in own)
    difference = total.planned.value - budget.value
    rolled = RollUp(
        company=team.company,
        currency=team.currency,
        year=team.fiscal_year,
        budget=budget,
        people=lines,
        roles=tuple(_totals(sheet, role, _of(role, lines)) for role in Role if _of(role, lines)),
        total=total,
        quarters=_quarters(sheet, team.fiscal_year, own),
        difference=sheet.worked(
            Unit.MONEY, difference, "planned - budget", {"planned": total.planned, "budget": budget}
        ),
        adds_up=True if difference >= 0 else False if complete else None,
        assigned=_part_of_budget(sheet, "goals", total.goal, budget),
        cover=cover,
        judgement=judge(cover, is_complete=known),
        without_plan=without,
        last_year_pattern=pattern(sheet, team, own),
        needs=_needs(own),
        themes=_themes(own),
        outlook=outlook(team, own, today),
        readings=(),
    )
    return rolled.model_copy(update={"readings": tuple(_readings(sheet, rolled))})


def _line(rep: Rep, plan: BusinessPlan | None, file: str) -> PersonLine:
    if plan is None:
        goal = Figure(value=rep.goal, unit=Unit.MONEY, source=Setting(where=file))
        return PersonLine(person=rep.id, name=rep.name, role=rep.role, has_plan=False, goal=goal)
    return PersonLine(
        person=rep.id,
        name=rep.name,
        role=rep.role,
        has_plan=True,
        goal=plan.goal.revenue,
        run_rate=plan.run_rate.total if plan.run_rate.cover else None,
        planned=plan.adds_up.planned,
        difference=plan.adds_up.difference,
    )


def _of(role: Role, lines: Iterable[PersonLine]) -> tuple[PersonLine, ...]:
    return tuple(line for line in lines if line.role is role)


def _totals(sheet: Sheet, role: Role | None, lines: Sequence[PersonLine]) -> Totals:
    goal = _sum(sheet, "goals", {line.person: line.goal for line in lines})
    planned = _sum(sheet, "planned revenue", {line.person: line.planned for line in lines})
    return Totals(
        role=role,
        people=len(lines),
        goal=goal,
        run_rate=_sum(sheet, "run-rate", {line.person: line.run_rate for line in lines}),
        planned=planned,
        difference=sheet.worked(
            Unit.MONEY, planned.value - goal.value, "planned - goals", {"planned": planned, "goals": goal}
        ),
    )


def _sum(sheet: Sheet, what: str, by_person: dict[str, Figure | None]) -> Figure:
    value = sum((figure.value for figure in by_person.values() if figure), ZERO)
    return sheet.worked(Unit.MONEY, value, f"sum of {what}, as far as known", by_person)


def _part_of_budget(sheet: Sheet, what: str, part: Figure, budget: Figure) -> Figure:
    value = share(part.value / budget.value)
    return sheet.worked(Unit.PERCENT, value, f"{what} / budget", {what: part, "budget": budget})


def _quarters(sheet: Sheet, year: FiscalYear, plans: Sequence[BusinessPlan]) -> tuple[Quarter, ...]:
    """The planned revenue of all by quarter; none while nobody has planned any."""
    planned = [plan for plan in plans if plan.quarters]
    so_far, found = ZERO, []
    for n, (starts, ends) in enumerate(year.quarters if planned else ()):
        label = planned[0].quarters[n].label
        quarter = _sum(sheet, f"{label} of all plans", {plan.person: plan.quarters[n].planned for plan in planned})
        so_far += quarter.value
        running = sheet.worked(Unit.MONEY, so_far, f"sum of the quarters up to {label}", {})
        found.append(Quarter(label=label, starts=starts, ends=ends, planned=quarter, cumulative=running))
    return tuple(found)


def _needs(plans: Sequence[BusinessPlan]) -> tuple[DepartmentNeeds, ...]:
    asks: dict[str, list[Ask]] = {}
    for plan in plans:
        for need in plan.needs:
            asks.setdefault(need.department, []).append(Ask(name=plan.name, what=need.what))
    return tuple(DepartmentNeeds(department=department, asks=tuple(of)) for department, of in asks.items())


def _themes(plans: Sequence[BusinessPlan]) -> tuple[Theme, ...]:
    """Why-nots by how many people have them, most first."""
    themes: dict[str, Theme] = {}
    for plan in plans:
        for why in plan.why_nots:
            before = themes.get(why.key) or Theme(key=why.key, item=why.item, people=())
            company = (Ask(name=plan.name, what=why.company),) if why.company else ()
            grown = {"people": (*before.people, plan.name), "company": (*before.company, *company)}
            themes[why.key] = before.model_copy(update=grown)
    return tuple(sorted(themes.values(), key=lambda theme: -len(theme.people)))


def _readings(sheet: Sheet, rolled: RollUp) -> Iterable[str]:
    yield _against_budget(sheet, rolled)
    yield _cover_reading(rolled)
    yield _goals_reading(sheet, rolled.total.goal, rolled.budget, rolled.assigned.value)
    if rolled.outlook.worths:
        yield _honest_reading(sheet, rolled)
        yield from _gap(sheet, rolled)
        yield from _stale_reading(rolled)
    yield from _balance(rolled)
    if rolled.without_plan:
        yield f"No plan yet from {and_list(rolled.without_plan)}."
    if rolled.last_year_pattern:
        yield rolled.last_year_pattern
    if rolled.themes and len(rolled.themes[0].people) > 1:
        theme = rolled.themes[0]
        yield f'The why-not that comes up most is "{theme.item}", in {len(theme.people)} plans.'


def _against_budget(sheet: Sheet, rolled: RollUp) -> str:
    start = "So far the plans come" if rolled.adds_up is None else "The plans come"
    text = f"{start} to {sheet.write(rolled.total.planned)} against a budget of {sheet.write(rolled.budget)}"
    left = rolled.difference.value
    if left < 0:
        return f"{text}: {sheet.amount(-left)} short."
    return f"{text}: they add up, with {sheet.amount(left)} to spare." if left else f"{text}: they add up exactly."


def _honest_reading(sheet: Sheet, rolled: RollUp) -> str:
    """What the plans are worth at what people have shown, and which of them are soft."""
    honest, soft = rolled.outlook.honest, rolled.outlook.soft
    left = honest - rolled.budget.value
    against = f"{sheet.amount(-left)} below the budget" if left < 0 else "enough for the budget"
    text = f"At what people have shown so far the plans are worth {sheet.amount(honest)}, {against}"
    if not soft:
        return f"{text}; no plan is soft."
    return f"{text}. Soft: {and_list([f'{worth.name} ({sheet.amount(worth.short)})' for worth in soft])}."


def _gap(sheet: Sheet, rolled: RollUp) -> Iterable[str]:
    """Who the honest shortfall sits with: plans that are not in yet with their whole goal, then the soft ones."""
    missing = [line for line in rolled.people if line.planned is None and line.goal]
    if rolled.outlook.honest >= rolled.budget.value or not (missing or rolled.outlook.soft):
        return
    parts = [f"{line.name} {sheet.write(line.goal)} (nothing planned yet)" for line in missing if line.goal]
    parts += [f"{worth.name} {sheet.amount(worth.short)} (soft)" for worth in rolled.outlook.soft]
    yield f"Where the gap is: {and_list(parts)}."


def _stale_reading(rolled: RollUp) -> Iterable[str]:
    """The open deals that are past their expected date, and whose they are."""
    stale = [f"{deal} ({worth.name})" for worth in rolled.outlook.worths for deal in worth.stale]
    if stale:
        yield f"Still open past their expected date, and not counted: {and_list(stale)}. Win, lose or redate them."


def _balance(rolled: RollUp) -> Iterable[str]:
    """Hunters win, Farmers keep and grow (M12): what rests on each; with only one of them half of it is undone."""
    farmers = sum(line.role.farms for line in rolled.people)
    hunters = len(rolled.people) - farmers
    if not hunters or not farmers:
        missing, undone = ("Farmer", "keeps and grows accounts") if hunters else ("Hunter", "wins new accounts")
        yield f"There is no {missing} in the team, so nobody's plan {undone}."
        return
    new = rolled.outlook.weighted + rolled.outlook.stretch
    won = sum((w.weighted.value + w.stretch.value for w in rolled.outlook.worths if not w.role.farms), ZERO)
    goals = sum((line.goal.value for line in rolled.people if line.goal and not line.role.farms), ZERO)
    carry = f"carry {percent(share(goals / rolled.total.goal.value))} of the goals"
    carry += f" and {percent(share(won / new))} of what is still to win" if new > 0 else ""
    yield f"Hunters and Farmers: the Hunters ({hunters} of {len(rolled.people)}) {carry}; the rest farm."


def _cover_reading(rolled: RollUp) -> str:
    covers = f"Run-rate covers {percent(rolled.cover.value)} of the budget"
    if rolled.judgement is RunRateJudgement.LOW:
        return f"{covers}. That is low, and no excuse: Sales and Marketing need plans strong enough to fill the gap."
    if rolled.judgement is RunRateJudgement.HIGH:
        return f"{covers}. The budget is probably too low: raise it or show why not, and keep the plans just as strong."
    return f"{covers}." if rolled.judgement is RunRateJudgement.MIDDLE else f"{covers} as far as it is known."


def _goals_reading(sheet: Sheet, goals: Figure, budget: Figure, assigned: Decimal) -> str:
    text = f"The goals come to {sheet.write(goals)}, {percent(assigned)} of the budget"
    return (
        f"{text}." if goals.value >= budget.value else f"{text}: even if everyone makes theirs, the budget is missed."
    )
