"""Every figure of a plan under the name a reader knows it by, section by section.

The tables of a section and the list of where figures come from both read these names, so that they agree. A given
figure that is missing stays in, and shows as open; one that would be worked out from it is left out.
"""

from bot.documents.words import Line, sentence
from bot.facts import Computed, Figure
from bot.plan.model import Account, BusinessPlan, Deal, FunnelStep, Kpi, Section


def _known(label: str, figure: Figure | None) -> tuple[Line, ...]:
    return () if figure is None else (Line(label=label, figure=figure),)


def guessed(name: str, held: FunnelStep | Kpi) -> str:
    """A name that says where its figure is a guess."""
    return f"{name} (a guess)" if held.is_guess else name


def look_back_lines(plan: BusinessPlan) -> tuple[Line, ...]:
    """Last year's figures; the close rate carries its counts, and says when it is a guess (M03)."""
    last, batting = plan.look_back, plan.look_back.batting_average
    rate = "Close rate (a guess: fewer than ten decided deals)" if batting and batting.is_guess else "Close rate"
    return (
        Line(label="Quota", figure=last.quota, slot="last_year.quota"),
        Line(label="Revenue", figure=last.revenue, slot="last_year.revenue"),
        *_known("Attainment of quota", last.attainment),
        Line(label=rate, figure=batting.rate if batting else None, slot="last_year.won"),
        *_known("Average deal", last.average_deal),
        Line(label="Deals lost on price", figure=last.lost_on_price, slot="last_year.lost_on_price"),
    )


def run_rate_lines(plan: BusinessPlan) -> tuple[Line, ...]:
    """The parts of run-rate without the total and the cover; what accounts keep is already net of what they lose."""
    rate = plan.run_rate
    net = plan.accounts is not None and rate.not_renewing is None
    contracted = "Kept in existing accounts" if net else "Contracted recurring revenue"
    lost = Line(label="Less: not expected to renew", figure=rate.not_renewing, slot="run_rate.not_renewing")
    return (
        Line(label=contracted, figure=rate.contracted, slot="accounts" if net else "run_rate.contracted"),
        *(() if net else (lost,)),
        Line(label="Signed, not yet delivered", figure=rate.signed, slot="run_rate.signed"),
        Line(label="Refresh and follow-on work", figure=rate.follow_on, slot="run_rate.follow_on"),
        *_known("Open pipeline, weighted by its odds", rate.weighted_pipeline),
    )


def goal_lines(plan: BusinessPlan) -> tuple[Line, ...]:
    """The goal, its share of the budget, and the gap that run-rate leaves."""
    goal = plan.goal
    return (
        Line(label="Revenue goal", figure=goal.revenue, slot="goal.revenue"),
        Line(label="Budgeted revenue of the team", figure=goal.budget),
        *_known("Share of the budget", goal.budget_share),
        *_known("Growth on last year", goal.growth_on_last_year),
        *_known("Gap that run-rate leaves", goal.gap),
    )


def funnel_lines(plan: BusinessPlan) -> tuple[Line, ...]:
    """The steps from the gap to a week, what is promised, and what that brings; no figure twice."""
    funnel = plan.funnel
    if funnel is None:
        return ()
    steps = tuple(Line(label=guessed(step.label, step), figure=step.figure) for step in funnel.steps)
    activity = sentence(funnel.activity)
    rest = (
        *_known("Selling weeks", funnel.selling_weeks),
        *_known(f"{activity} held a week last year", funnel.per_week_held),
        *_known(f"{activity} needed a week", funnel.per_week_needed),
        *_known(f"{activity} promised a week", funnel.per_week_committed),
        *_known("Revenue to expect from that", funnel.expected_revenue),
    )
    shown = [step.figure for step in steps]
    return (*steps, *(line for line in rest if line.figure not in shown))


def adds_up_lines(plan: BusinessPlan) -> tuple[Line, ...]:
    """The parts of the planned revenue, then the plan against the goal."""
    sums = plan.adds_up
    return (
        *(Line(label=part.label, figure=part.figure) for part in sums.parts),
        *_known("Planned in all", sums.planned),
        *_known("Difference to the goal", sums.difference),
    )


def _deal_lines(deal: Deal) -> tuple[Line, ...]:
    named = {"amount": deal.amount, "odds": deal.odds, "weighted": deal.weighted}
    return tuple(Line(row=deal.name, label=what, figure=figure) for what, figure in named.items())


def _account_lines(account: Account) -> tuple[Line, ...]:
    named = {"last year": account.last_year, "kept": account.keep, "growth": account.growth}
    return tuple(Line(row=account.name, label=what, figure=figure) for what, figure in named.items())


def accounts_total_lines(plan: BusinessPlan) -> tuple[Line, ...]:
    """What stands in the total row of the accounts, and the retention in both senses."""
    accounts = plan.accounts
    if accounts is None:
        return ()
    return (
        *_known("Total last year", accounts.last_year),
        *_known("Total kept", accounts.keep),
        *_known("Total growth", accounts.growth),
        *_known("Gross retention", accounts.retention),
        *_known("Net retention", accounts.net_retention),
    )


def _own_kpis(plan: BusinessPlan) -> tuple[Kpi, ...]:
    """KPIs whose target stands in no other section; the others have their source there."""
    before = (Section.GOAL, Section.ACCOUNTS, Section.FUNNEL, Section.LOOK_BACK)
    elsewhere = [line.figure for section in before for line in lines_of(plan, section)]
    return tuple(kpi for kpi in plan.kpis if kpi.target not in elsewhere)


def lines_in_lists(plan: BusinessPlan, section: Section) -> tuple[Line, ...]:
    """Figures that stand in a table with several to a row, each under the name of its row."""
    match section:
        case Section.RUN_RATE:
            total = Line(label="Run-rate", figure=plan.run_rate.total)
            cover = _known("Share of the goal", plan.run_rate.cover)
            return (*(line for deal in plan.run_rate.deals for line in _deal_lines(deal)), total, *cover)
        case Section.TARGETS:
            named = plan.targets.named if plan.targets else ()
            return tuple(Line(label=target.name, figure=target.amount) for target in named)
        case Section.ACCOUNTS:
            items = plan.accounts.items if plan.accounts else ()
            return (*(line for item in items for line in _account_lines(item)), *accounts_total_lines(plan))
        case Section.QUARTERS:
            # The running total is the sum of the rows above it, as its column says.
            return tuple(Line(row=each.label, label="planned", figure=each.planned) for each in plan.quarters)
        case Section.KPIS:
            return tuple(Line(label=guessed(kpi.name, kpi), figure=kpi.target) for kpi in _own_kpis(plan))
    return ()


_ONE_TO_A_ROW = {
    Section.LOOK_BACK: look_back_lines,
    Section.RUN_RATE: run_rate_lines,
    Section.GOAL: goal_lines,
    Section.FUNNEL: funnel_lines,
}


def lines_of(plan: BusinessPlan, section: Section) -> tuple[Line, ...]:
    """All figures of a section that are known."""
    single = _ONE_TO_A_ROW.get(section)
    lines = (*(single(plan) if single else ()), *lines_in_lists(plan, section))
    return tuple(line for line in lines if line.figure is not None)


def is_computed(line: Line) -> bool:
    """Whether code worked the figure out."""
    return line.figure is not None and isinstance(line.figure.source, Computed)
