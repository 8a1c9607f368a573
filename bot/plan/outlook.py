"""What the plans are worth after honest discounting, and when the year falls due: pure arithmetic on their figures.

Three parts make up what is planned: in hand (run-rate without the pipeline), the weighted pipeline, and stretch, which
nobody has opened yet. Honest counts the pipeline and the stretch at what each person has shown (ours): their batting
average where they plan with more (M03), the activity they held where they commit to more. What nothing shows yet, as
with a newcomer, counts half. An open deal whose expected date has passed is stale and counts nothing (ours).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from bot.cycle.fiscal_year import add_months
from bot.cycle.selling_weeks import working_days
from bot.facts import Figure, Frozen
from bot.figures import Unit, on, percent, plain
from bot.plan.model import ZERO, BattingAverage, BusinessPlan, Deal
from bot.plan.quarters import running_totals
from bot.plan.rounding import cents, share
from bot.plan.sheet import Sheet
from bot.team.model import Role, Team

HALF, ONE = Decimal("0.5"), Decimal(1)
CLOSE_RATE = "Close rate of decided deals"


class Worth(Frozen):
    """One plan in its three parts, which add up to what is planned; `honest` after discounting, and what was cut.

    `stale` are the open deals that count nothing because their expected date has passed.
    """

    person: str
    name: str
    role: Role
    goal: Figure | None
    in_hand: Figure
    weighted: Figure
    stretch: Figure
    honest: Figure
    cut: tuple[str, ...]
    stale: tuple[str, ...] = ()

    @property
    def short(self) -> Decimal:
        """What the honest figure leaves of the goal; zero when it covers it, or while there is no goal."""
        return max(ZERO, self.goal.value - self.honest.value) if self.goal else ZERO


class Month(Frozen):
    """A month of all plans: revenue, new accounts to bring in, first meetings, and accounts that come up for renewal.

    Quarters are spread over their months by working days; accounts and meetings by the revenue of the month. Each
    plan is in hand, weighted and stretch in the same proportions all year.
    """

    starts: date
    by_person: tuple[Decimal, ...]
    revenue: Decimal
    in_hand: Decimal
    weighted: Decimal
    stretch: Decimal
    new_accounts: int
    meetings: int
    renewals: tuple[str, ...]


class Outlook(Frozen):
    """What the plans come to in parts, honestly, and by month; `worths` and `Month.by_person` in the same order."""

    worths: tuple[Worth, ...]
    in_hand: Decimal
    weighted: Decimal
    stretch: Decimal
    honest: Decimal
    months: tuple[Month, ...]

    @property
    def soft(self) -> tuple[Worth, ...]:
        """The plans that fall short of their goal after discounting, the shortest first."""
        return tuple(sorted((worth for worth in self.worths if worth.short), key=lambda worth: -worth.short))


def outlook(team: Team, plans: Sequence[BusinessPlan], today: date | None = None) -> Outlook:
    """The outlook of the plans that say what they come to; those that do not are left out.

    A deal is stale as of `today`, or else as of the day its plan was drawn up.
    """
    known = [plan for plan in plans if plan.adds_up.planned is not None]
    sheet = Sheet({}, team.currency)
    worths = tuple(_worth(sheet, plan, today or plan.as_of.date()) for plan in known)
    return Outlook(
        worths=worths,
        in_hand=sum((worth.in_hand.value for worth in worths), ZERO),
        weighted=sum((worth.weighted.value for worth in worths), ZERO),
        stretch=sum((worth.stretch.value for worth in worths), ZERO),
        honest=sum((worth.honest.value for worth in worths), ZERO),
        months=_months(team, known, worths),
    )


def _worth(sheet: Sheet, plan: BusinessPlan, today: date) -> Worth:
    planned = plan.adds_up.planned.value if plan.adds_up.planned else ZERO
    pipeline = plan.run_rate.weighted_pipeline.value if plan.run_rate.weighted_pipeline else ZERO
    in_hand = plan.run_rate.total.value - pipeline
    parts = {"in hand": in_hand, "weighted pipeline": pipeline, "stretch": planned - in_hand - pipeline}
    figures = {name: sheet.worked(Unit.MONEY, value, name, {}) for name, value in parts.items()}
    factor, cut = _shown(plan)
    stale = tuple(deal for deal in plan.run_rate.deals if deal.closes and deal.closes.ends < today)
    open_deals, dearer = _at_own_average(plan, stale)
    stretch = figures["stretch"].value
    honest = cents(in_hand + open_deals + (stretch * factor if stretch > 0 else stretch))
    fresh = ", without stale deals," if stale else ""
    formula = f"in hand + pipeline{fresh} at no more than the own average + stretch x {percent(share(factor))}"
    return Worth(
        person=plan.person,
        name=plan.name,
        role=plan.role,
        goal=plan.goal.revenue,
        in_hand=figures["in hand"],
        weighted=figures["weighted pipeline"],
        stretch=figures["stretch"],
        honest=sheet.worked(Unit.MONEY, honest, formula, figures),
        stale=tuple(deal.name for deal in stale),
        cut=(*map(_stale, stale), *dearer, *(cut if stretch > 0 else ())),
    )


def _shown(plan: BusinessPlan) -> tuple[Decimal, tuple[str, ...]]:
    """The part of the stretch that a person's record carries, and why not all of it."""
    batting = _average(plan)
    if batting is None:
        return HALF, ("no batting average to lean on, so half of what is still to open counts",)
    if plan.accounts is not None:
        text = f"growth nobody has opened yet counts at the batting average of {percent(batting.rate.value)}"
        return batting.rate.value, (text,)
    rates = tuple(_cuts(plan, batting))
    factor = ONE
    for part, _ in rates:
        factor *= part
    return factor, tuple(why for _, why in rates)


def _cuts(plan: BusinessPlan, batting: BattingAverage) -> Iterator[tuple[Decimal, str]]:
    funnel = plan.funnel
    steps = funnel.steps if funnel else ()
    planned = next((step.figure.value for step in steps if step.label == CLOSE_RATE), None)
    if planned is not None and planned > batting.rate.value:
        text = f"plans with a close rate of {percent(planned)}, won {percent(batting.rate.value)} last year"
        yield batting.rate.value / planned, text
    committed = funnel.per_week_committed if funnel else None
    held = funnel.per_week_held if funnel else None
    if funnel and committed and held and ZERO < held.value < committed.value:
        text = f"commits to {plain(committed.value)} {funnel.activity} a week, held {plain(held.value)}"
        yield held.value / committed.value, text


def _stale(deal: Deal) -> str:
    return f"{deal.name} was expected by {on(deal.closes.ends)} and is still open" if deal.closes else ""


def _at_own_average(plan: BusinessPlan, stale: Sequence[Deal]) -> tuple[Decimal, tuple[str, ...]]:
    """The open deals at no more than the batting average, and how many had better odds than that."""
    deals = [deal for deal in plan.run_rate.deals if deal.amount and deal.odds and deal not in stale]
    batting = _average(plan)
    if batting is None:
        return sum((deal.weighted.value for deal in deals if deal.weighted), ZERO), ()
    dear = [deal for deal in deals if deal.odds and deal.odds.value > batting.rate.value]
    honest = sum(
        (deal.amount.value * min(deal.odds.value, batting.rate.value) for deal in deals if deal.amount and deal.odds),
        ZERO,
    )
    count = f"{len(dear)} open {'deal' if len(dear) == 1 else 'deals'}"
    text = f"{count} at better odds than the batting average of {percent(batting.rate.value)}"
    return honest, (text,) if dear else ()


def _average(plan: BusinessPlan) -> BattingAverage | None:
    """A batting average that is more than a guess (M03)."""
    batting = plan.look_back.batting_average
    return batting if batting and not batting.is_guess else None


def _months(team: Team, plans: Sequence[BusinessPlan], worths: Sequence[Worth]) -> tuple[Month, ...]:
    """The twelve months; none while nobody has planned any quarter."""
    quartered = [plan for plan in plans if plan.quarters]
    if not quartered:
        return ()
    firsts = [add_months(team.fiscal_year.starts, n) for n in range(12)]
    revenue = [_by_month(plan, firsts, team.country) for plan in plans]
    totals = [sum((each[n] for each in revenue), ZERO) for n in range(12)]
    in_hand = _part_by_month([worth.in_hand.value for worth in worths], revenue)
    weighted = _part_by_month([worth.weighted.value for worth in worths], revenue)
    accounts = _spread(sum((_yearly(plan, "new accounts won") for plan in plans), ZERO), totals)
    meetings = _spread(sum((_meetings(plan) for plan in plans), ZERO), totals)
    return tuple(
        Month(
            starts=first,
            by_person=tuple(each[n] for each in revenue),
            revenue=totals[n],
            in_hand=in_hand[n],
            weighted=weighted[n],
            stretch=totals[n] - in_hand[n] - weighted[n],
            new_accounts=accounts[n],
            meetings=meetings[n],
            renewals=_renewals(plans, first),
        )
        for n, first in enumerate(firsts)
    )


def _by_month(plan: BusinessPlan, firsts: Sequence[date], country: str) -> list[Decimal]:
    """A plan's quarters over their months by working days; the three of a quarter add up to it."""
    if not plan.quarters:
        return [ZERO] * 12
    months: list[Decimal] = []
    for n, quarter in enumerate(plan.quarters):
        days = [Decimal(working_days(first, country)) for first in firsts[3 * n : 3 * n + 3]]
        until = running_totals(quarter.planned.value, days)
        months += [after - before for before, after in pairwise((ZERO, *until))]
    return months


def _part_by_month(parts: Sequence[Decimal], revenue: Sequence[Sequence[Decimal]]) -> list[Decimal]:
    """A part of each plan over its months as its revenue is, and all of them together, to the cent."""
    found = [ZERO] * 12
    for part, months in zip(parts, revenue, strict=True):
        until = running_totals(part, months) if any(months) else [ZERO] * 12
        for n, (before, after) in enumerate(pairwise((ZERO, *until))):
            found[n] += after - before
    return found


def _spread(count: Decimal, weights: Sequence[Decimal]) -> list[int]:
    """Whole things over the months by weight; together they are the count, rounded."""
    total = sum(weights, ZERO)
    if not total:
        return [0] * len(weights)
    so_far, placed, found = ZERO, 0, []
    for weight in weights:
        so_far += weight
        until = round(count * so_far / total)
        found.append(until - placed)
        placed = until
    return found


def _yearly(plan: BusinessPlan, name: str) -> Decimal:
    found = (kpi.target.value for kpi in plan.kpis if kpi.name.casefold() == name and kpi.target)
    return next(found, ZERO)


def _meetings(plan: BusinessPlan) -> Decimal:
    """A Hunter's first meetings of the year."""
    funnel = plan.funnel
    if plan.accounts is not None or funnel is None or not funnel.per_week_committed or not funnel.selling_weeks:
        return ZERO
    return funnel.per_week_committed.value * funnel.selling_weeks.value


def _renewals(plans: Sequence[BusinessPlan], first: date) -> tuple[str, ...]:
    after = add_months(first, 1)
    accounts = (account for plan in plans if plan.accounts for account in plan.accounts.items)
    return tuple(a.name for a in accounts if a.renewal and first <= a.renewal.ends < after)
