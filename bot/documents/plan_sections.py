"""The sections of a plan as blocks; a section of which nothing is known has none. What is not known shows as open."""

from collections.abc import Callable

from bot.documents.account_sections import accounts_blocks
from bot.documents.actuals import actuals_blocks
from bot.documents.figure_tables import figure_table, quarter_table, rounding_note
from bot.documents.form import NOTHING, OPEN, Block, Bullets, Column, Note, Paragraph, Table
from bot.documents.plan_lines import (
    funnel_lines,
    goal_lines,
    guessed,
    look_back_lines,
    run_rate_lines,
)
from bot.documents.words import Pen, in_motion, pen_for, total_of
from bot.facts import Statement
from bot.plan.model import BusinessPlan, Section, WhyNot

Blocks = tuple[Block, ...]


def _said(pen: Pen, lead: str, statement: Statement | None, slot: str) -> Blocks:
    """What was said under a lead, or that it is open; nothing where it does not apply."""
    text = pen.words(statement, slot)
    return () if text == NOTHING else (Paragraph(lead=lead, text=text),)


def _look_back(plan: BusinessPlan) -> Blocks:
    last, pen = plan.look_back, pen_for(plan)
    if last.newcomer is not None and last.revenue is None:
        return (Paragraph(lead="New this year.", text=f"There is no last year here: “{last.newcomer.text}”"),)
    pattern = (Paragraph(lead="What price says.", text=last.price_pattern),) if last.price_pattern else ()
    return (
        figure_table(look_back_lines(plan), pen),
        *_said(pen, "Why deals were won.", last.won_because, "last_year.won_because"),
        *_said(pen, "Why deals were lost.", last.lost_because, "last_year.lost_because"),
        *pattern,
        *_said(pen, "KPIs reached.", last.kpis_reached, "last_year.kpis_reached"),
        *_said(pen, "Were they the right KPIs?", last.kpis_right, "last_year.kpis_right"),
        *_promises(plan),
    )


def _promises(plan: BusinessPlan) -> Blocks:
    """What the plan for last year promised, and what became of it."""
    if not plan.look_back.promises:
        return ()
    columns = (
        Column(title=f"Promised for {plan.year.before.label}", share=7),
        Column(title="Kept?", share=2),
        Column(title="In their words", share=7),
    )
    pen = pen_for(plan)
    rows = tuple(
        (each.text, each.kept or NOTHING, pen.words(each.said, f"promises.{each.key}.kept"))
        for each in plan.look_back.promises
    )
    return (Table(columns=columns, rows=rows),)


def _why_nots(plan: BusinessPlan) -> Blocks:
    """Cause and evidence in the rep's view, the company's part in a column of its own, and who mends it by when."""
    if not plan.why_nots:
        return _nothing_fell_short(plan)
    company = any(why.company for why in plan.why_nots)
    titles = (
        ("What fell short", 4),
        (f"Cause, as {plan.name.split()[0]} sees it", 6),
        *((("The company's part", 4),) if company else ()),
        ("Evidence", 5),
        ("Action to 100%", 6),
        ("Owner", 4),
        ("By", 3),
    )
    pen = pen_for(plan)
    rows = tuple(_why_not(why, pen, company=company) for why in plan.why_nots)
    thin = Note(text="○ thin: the cause is not yet something a person can act on. Ask what happened before that.")
    columns = tuple(Column(title=title, share=share) for title, share in titles)
    return (Table(columns=columns, rows=rows), *((thin,) if any(why.cause_is_thin for why in plan.why_nots) else ()))


def _nothing_fell_short(plan: BusinessPlan) -> Blocks:
    """Why there are no why-nots: who is new has none yet, others said that nothing fell short; else nobody knows."""
    if plan.look_back.newcomer is not None:
        return (Paragraph(lead="New this year.", text="There was no last year here to fall short in."),)
    name = plan.name.split()[0]
    said = Paragraph(lead="None.", text=f"{name} went through the list: nothing on it fell short of 100% last year.")
    return (said,) if plan.checked else ()


def _why_not(why: WhyNot, pen: Pen, *, company: bool) -> tuple[str, ...]:
    at = f"why_nots.{why.key}"
    cause = pen.words(why.cause, f"{at}.cause")
    return (
        why.item,
        f"○ thin: {cause}" if why.cause_is_thin else cause,
        *((pen.words(why.company),) if company else ()),
        pen.words(why.evidence, f"{at}.evidence"),
        pen.words(why.action, f"{at}.action"),
        pen.words(why.owner, f"{at}.owner"),
        pen.by(why.due, f"{at}.due"),
    )


def _run_rate(plan: BusinessPlan) -> Blocks:
    rate = plan.run_rate
    total = ("Run-rate", *in_motion(rate, plan.currency))
    parts = figure_table(run_rate_lines(plan), pen_for(plan), total)
    deals = (_deals(plan),) if rate.deals else ()
    rounded = rounding_note([deal.weighted for deal in rate.deals], rate.weighted_pipeline)
    return (parts, *deals, *rounded)


def _deals(plan: BusinessPlan) -> Table:
    rate, pen = plan.run_rate, pen_for(plan)
    columns = (
        Column(title="Open deal", share=6),
        Column(title="Amount", share=3, figures=True),
        Column(title="Odds", share=2, figures=True),
        Column(title="Weighted", share=3, figures=True),
    )
    rows = tuple(
        (
            deal.name,
            pen.figure(deal.amount, f"deals.{deal.key}.amount"),
            pen.figure(deal.odds, f"deals.{deal.key}.odds"),
            pen.figure(deal.weighted),
        )
        for deal in rate.deals
    )
    amounts = total_of([deal.amount for deal in rate.deals], plan.currency)
    total = ("Open pipeline", amounts, "", pen.figure(rate.weighted_pipeline))
    return Table(columns=columns, rows=rows, total=total)


def _goal(plan: BusinessPlan) -> Blocks:
    return (figure_table(goal_lines(plan), pen_for(plan)),)


def _targets(plan: BusinessPlan) -> Blocks:
    targets, pen = plan.targets, pen_for(plan)
    if targets is None:
        return ()
    columns = (Column(title="Named target", share=7), Column(title="Planned", share=3, figures=True))
    rows = tuple((each.name, pen.figure(each.amount, f"prospects.{each.key}.amount")) for each in targets.named)
    total = ("All named targets", total_of([target.amount for target in targets.named], plan.currency))
    return (
        *_said(pen, "Ideal client.", targets.profile, "targets.profile"),
        *_said(pen, "Where leads come from.", targets.sources, "targets.sources"),
        *_said(pen, "First quarter.", targets.first_quarter, "targets.first_quarter"),
        Table(columns=columns, rows=rows or ((OPEN, OPEN),), total=total if rows else None),
    )


def _funnel(plan: BusinessPlan) -> Blocks:
    lines = funnel_lines(plan)
    said = {"At-bats or average?": plan.funnel.at_bats, "Ramp.": plan.funnel.ramp} if plan.funnel else {}
    table = (figure_table(lines, pen_for(plan)),) if lines else ()
    return (*table, *(Paragraph(lead=lead, text=text) for lead, text in said.items() if text))


def _quarters(plan: BusinessPlan) -> Blocks:
    return (*quarter_table(plan.quarters, plan.currency), *actuals_blocks(plan))


def _kpis(plan: BusinessPlan) -> Blocks:
    if not plan.kpis:
        return ()
    pen = pen_for(plan)
    columns = (
        Column(title="KPI", share=7),
        Column(title="Target", share=3, figures=True),
        Column(title="Per", share=3),
    )
    rows = tuple((guessed(kpi.name, kpi), pen.figure(kpi.target), kpi.period) for kpi in plan.kpis if kpi.target)
    own = tuple(kpi.name for kpi in plan.kpis if kpi.target is None)
    counted = (Table(columns=columns, rows=rows),) if rows else ()
    return (*counted, *((Paragraph(lead="Also steered by.", text=f"{'; '.join(own)}."),) if own else ()))


def _needs(plan: BusinessPlan) -> Blocks:
    if not plan.needs:
        return ()
    columns = (Column(title="Department", share=3), Column(title="What the plan needs from it", share=10))
    return (Table(columns=columns, rows=tuple((need.department, need.what.text) for need in plan.needs)),)


def _risks(plan: BusinessPlan) -> Blocks:
    return _listed(plan.risks)


def _commitments(plan: BusinessPlan) -> Blocks:
    return _listed(plan.commitments)


def _rehearsal(plan: BusinessPlan) -> Blocks:
    return tuple(
        Paragraph(lead=f"{number}. {each.question}", text=each.answer.text if each.answer else "○ no answer yet")
        for number, each in enumerate(plan.rehearsal, 1)
    )


def _listed(statements: tuple[Statement, ...]) -> Blocks:
    return (Bullets(items=tuple(statement.text for statement in statements)),) if statements else ()


SECTIONS: dict[Section, Callable[[BusinessPlan], Blocks]] = {
    Section.LOOK_BACK: _look_back,
    Section.WHY_NOTS: _why_nots,
    Section.RUN_RATE: _run_rate,
    Section.GOAL: _goal,
    Section.TARGETS: _targets,
    Section.ACCOUNTS: accounts_blocks,
    Section.FUNNEL: _funnel,
    Section.QUARTERS: _quarters,
    Section.KPIS: _kpis,
    Section.NEEDS: _needs,
    Section.RISKS: _risks,
    Section.COMMITMENTS: _commitments,
    Section.REHEARSAL: _rehearsal,
}
