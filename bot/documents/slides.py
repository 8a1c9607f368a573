"""A plan as five slides with what to say to each (M13): the year, what was learned, the revenue, how, what it takes.

A slide shows little and its notes say the rest. Every figure is the plan's own; pay has no place here.
"""

from collections.abc import Callable

from bot.documents.form import NOTHING, Block, Bullets, Column, KeyFigure, KeyFigures, Paragraph, Picture, Table, Text
from bot.documents.waterfall import Step, waterfall, waterfall_alt
from bot.documents.words import Pen, apart, in_figures, in_motion, pen_for, total_of
from bot.facts import Frozen
from bot.plan.model import Account, BusinessPlan, DoubleA, Judgement, Section, Target, WhyNot
from bot.review.summary import gap_filled_by

MOST_ROWS = 6
"""Rows of a list on one slide; the notes and the plan itself have them all."""


Blocks = tuple[Block, ...]


class Slide(Frozen):
    """One slide: what it says in a sentence, what it shows, and what to say to it."""

    title: Text
    blocks: Blocks
    notes: tuple[str, ...]


class Deck(Frozen):
    """The slides of one plan; `footer` stands on each."""

    title: Text
    footer: Text
    slides: tuple[Slide, ...]


def plan_deck(plan: BusinessPlan, version: int | None = None) -> Deck:
    """The five slides of a plan; `version` is the number it was approved under."""
    stands = f"version {version}" if version else "draft"
    slides = tuple(_with_open(make(plan), plan, sections) for make, sections in _SLIDES)
    return Deck(
        title=f"{plan.name}: business plan {plan.year.label}",
        footer=f"{plan.name} · {plan.role.value} · {plan.company} · {plan.year.label}, {stands}",
        slides=slides,
    )


def _year(plan: BusinessPlan) -> Slide:
    goal, currency = plan.goal, plan.currency
    motion, cover = in_motion(plan.run_rate, currency)
    figures = (
        KeyFigure(label="Goal", value=in_figures(goal.revenue, currency), note=_growth(plan)),
        KeyFigure(label="Already in motion", value=motion, note=cover),
        KeyFigure(label="Gap", value=in_figures(goal.gap, currency), note="left to win"),
        KeyFigure(
            label="Planned",
            value=in_figures(plan.adds_up.planned, currency),
            note=apart(plan.adds_up.difference, "the goal", currency),
        ),
    )
    return Slide(
        title=f"{plan.year.label}: {in_figures(goal.revenue, currency)}, and how I get there",
        blocks=(
            KeyFigures(items=figures),
            Paragraph(text=plan.run_rate.reading),
            Paragraph(lead="How the gap is filled.", text=gap_filled_by(plan)),
            *_verdict(plan.double_a),
        ),
        notes=(plan.adds_up.reading, plan.double_a.reading, *_evidence(plan.double_a)),
    )


def _verdict(double_a: DoubleA) -> Blocks:
    """Aggressive but attainable (M14), each with the first thing that speaks for and against it."""
    columns = (Column(title="", share=3), Column(title="Speaks for it", share=6), Column(title="Against it", share=6))
    halves = (("Aggressive", double_a.aggressive), ("Attainable", double_a.attainable))
    rows = tuple(
        (f"{name}: {half.verdict.value}", _first(half, for_it=True), _first(half, for_it=False))
        for name, half in halves
    )
    return (Table(columns=columns, rows=rows),)


def _first(half: Judgement, *, for_it: bool) -> str:
    return next((evidence.text for evidence in half.evidence if evidence.supports is for_it), NOTHING)


def _evidence(double_a: DoubleA) -> tuple[str, ...]:
    both = (*double_a.aggressive.evidence, *double_a.attainable.evidence)
    return tuple(f"{'For' if evidence.supports else 'Against'}: {evidence.text}" for evidence in both)


def _growth(plan: BusinessPlan) -> str:
    growth = plan.goal.growth_on_last_year
    return f"{in_figures(growth, plan.currency)} on last year" if growth else ""


def _learned(plan: BusinessPlan) -> Slide:
    last, pen = plan.look_back, pen_for(plan)
    batting = last.batting_average
    guess = "a guess: fewer than ten decided" if batting and batting.is_guess else ""
    counted = f"{batting.won} of {batting.decided} decided deals" if batting else ""
    figures = (
        KeyFigure(label="Attainment", value=in_figures(last.attainment, plan.currency), note=_of_quota(plan)),
        KeyFigure(
            label="Close rate",
            value=in_figures(batting.rate if batting else None, plan.currency),
            note=guess or counted,
        ),
        KeyFigure(label="Average deal", value=in_figures(last.average_deal, plan.currency)),
    )
    said = (("Why I won.", last.won_because), ("Why I lost.", last.lost_because))
    words = tuple(Paragraph(lead=lead, text=statement.text) for lead, statement in said if statement)
    return Slide(
        title="What last year taught me",
        blocks=(KeyFigures(items=figures), *words, *_why_nots(plan, pen)),
        notes=(*((last.price_pattern,) if last.price_pattern else ()), *map(_why_not_said, plan.why_nots)),
    )


def _of_quota(plan: BusinessPlan) -> str:
    last = plan.look_back
    if last.revenue is None or last.quota is None:
        return ""
    return f"{in_figures(last.revenue, plan.currency)} of {in_figures(last.quota, plan.currency)}"


def _why_nots(plan: BusinessPlan, pen: Pen) -> Blocks:
    columns = (
        Column(title="What was not at 100%", share=5),
        Column(title="What I do about it", share=7),
        Column(title="By", share=3),
    )
    rows = tuple(
        (why.item, pen.words(why.action, f"why_nots.{why.key}.action"), pen.day(why.due, f"why_nots.{why.key}.due"))
        for why in plan.why_nots[: MOST_ROWS - 2]
    )
    return (Table(columns=columns, rows=rows),) if rows else ()


def _why_not_said(why: WhyNot) -> str:
    parts = (("cause", why.cause), ("evidence", why.evidence), ("the company's share", why.company))
    told = [f"{name}: {statement.text}" for name, statement in parts if statement]
    return f"{why.item}. {'; '.join(told) if told else 'The cause is still open'}."


def _revenue(plan: BusinessPlan) -> Slide:
    steps = [Step(part.label, part.figure.value) for part in plan.adds_up.parts if part.figure.value]
    goal = plan.goal.revenue.value if plan.goal.revenue else None
    picture = (
        (Picture(png=waterfall(steps, goal, plan.currency), alt=waterfall_alt(steps, goal, plan.currency)),)
        if steps
        else ()
    )
    quarters = ", ".join(f"{q.label} {in_figures(q.planned, plan.currency)}" for q in plan.quarters)
    return Slide(
        title=_adds_up_title(plan),
        blocks=(*picture, *((Paragraph(lead="By quarter.", text=quarters),) if quarters else ())),
        notes=(plan.adds_up.reading, plan.run_rate.reading),
    )


def _adds_up_title(plan: BusinessPlan) -> str:
    match plan.adds_up.adds_up:
        case True:
            return "Where the revenue comes from: it adds up"
        case False:
            return "Where the revenue comes from: it falls short"
        case _:
            return "Where the revenue comes from, as far as it is known"


def _how(plan: BusinessPlan) -> Slide:
    pen = pen_for(plan)
    if plan.accounts is not None:
        items = plan.accounts.items
        white = (Paragraph(text=plan.accounts.white_space),) if plan.accounts.white_space else ()
        table = _accounts_table(items, pen)
        return Slide(
            title="Account by account",
            blocks=(*table, *white),
            notes=(_retention_said(plan), *_left_out(len(items)), *map(_account_said, items)),
        )
    targets = plan.targets
    named = targets.named if targets else ()
    said = (("Ideal client.", targets.profile), ("Where leads come from.", targets.sources)) if targets else ()
    return Slide(
        title="Whom I go after, and what I do each week",
        blocks=(
            *(Paragraph(lead=lead, text=statement.text) for lead, statement in said if statement),
            *_targets_table(named, pen, plan.currency),
            *_activity(plan),
        ),
        notes=(
            *((f"First quarter: {targets.first_quarter.text}",) if targets and targets.first_quarter else ()),
            *_left_out(len(named)),
            *(f"{s.label}: {in_figures(s.figure, plan.currency)}." for s in (plan.funnel.steps if plan.funnel else ())),
        ),
    )


def _left_out(count: int) -> tuple[str, ...]:
    return (f"{count - MOST_ROWS} more are in the plan.",) if count > MOST_ROWS else ()


def _accounts_table(items: tuple[Account, ...], pen: Pen) -> Blocks:
    columns = (
        Column(title="Account", share=4),
        Column(title="Last year", share=3, figures=True),
        Column(title="Kept", share=3, figures=True),
        Column(title="Growth", share=3, figures=True),
        Column(title="Sold into it", share=6),
    )
    largest = sorted(items, key=lambda a: a.last_year.value if a.last_year else 0, reverse=True)[:MOST_ROWS]
    rows = tuple(
        (
            account.name,
            *(pen.figure(figure) for figure in (account.last_year, account.keep, account.growth)),
            pen.words(account.sell, f"accounts.{account.key}.sell"),
        )
        for account in largest
    )
    totals = (total_of([getattr(a, part) for a in items], pen.currency) for part in ("last_year", "keep", "growth"))
    total = (f"All {len(items)} accounts", *totals, "")
    return (Table(columns=columns, rows=rows, total=total),) if rows else ()


def _retention_said(plan: BusinessPlan) -> str:
    accounts = plan.accounts
    if accounts is None or accounts.retention is None:
        return "What the accounts keep is not known in full yet."
    net = f", net {in_figures(accounts.net_retention, plan.currency)}" if accounts.net_retention else ""
    return f"Retention: gross {in_figures(accounts.retention, plan.currency)}{net}."


def _account_said(account: Account) -> str:
    parts = (("relationship", account.relationship), ("risk", account.risk))
    told = [f"{name}: {statement.text}" for name, statement in parts if statement]
    return f"{account.name}. {'; '.join(told) or 'Relationship and risk are still open'}."


def _targets_table(named: tuple[Target, ...], pen: Pen, currency: str) -> Blocks:
    columns = (Column(title="Named target", share=7), Column(title="Planned", share=3, figures=True))
    rows = tuple((each.name, pen.figure(each.amount, f"prospects.{each.key}.amount")) for each in named[:MOST_ROWS])
    total = (f"All {len(named)} named targets", total_of([target.amount for target in named], currency))
    return (Table(columns=columns, rows=rows, total=total),) if rows else ()


def _activity(plan: BusinessPlan) -> Blocks:
    funnel = plan.funnel
    if funnel is None or funnel.per_week_needed is None:
        return ()
    text = f"{in_figures(funnel.per_week_needed, plan.currency)} {funnel.activity} a week are needed"
    if funnel.per_week_committed is not None:
        text += f", {in_figures(funnel.per_week_committed, plan.currency)} are what I commit to"
    return (Paragraph(lead="Each week.", text=f"{text}."),)


def _takes(plan: BusinessPlan) -> Slide:
    needs = tuple(Paragraph(lead=f"{need.department}:", text=need.what.text) for need in plan.needs)
    lists = (
        ("What I commit to", tuple(said.text for said in plan.commitments)),
        ("What I need from you", needs),
        ("What could go wrong", tuple(said.text for said in plan.risks)),
    )
    blocks = tuple(
        block
        for name, items in lists
        if items
        for block in (Paragraph(lead=name, text=""), Bullets(items=items[:MOST_ROWS]))
    )
    asked = (f"{each.question} {each.answer.text if each.answer else 'No answer yet.'}" for each in plan.rehearsal)
    return Slide(
        title="What I commit to, and what I need from you",
        blocks=blocks or (Paragraph(text="Commitments, needs and risks are still open."),),
        notes=("Close with one ask, and wait for the answer.", *asked),
    )


def _with_open(slide: Slide, plan: BusinessPlan, sections: tuple[Section, ...]) -> Slide:
    """The slide with what is still open of its sections in the notes, so that nobody is caught by it."""
    points = tuple(f"Still open: {point.text}" for point in plan.open_points if point.section in sections)
    return slide.model_copy(update={"notes": (*slide.notes, *points)})


_SLIDES: tuple[tuple[Callable[[BusinessPlan], Slide], tuple[Section, ...]], ...] = (
    (_year, (Section.GOAL,)),
    (_learned, (Section.LOOK_BACK, Section.WHY_NOTS)),
    (_revenue, (Section.RUN_RATE, Section.QUARTERS)),
    (_how, (Section.TARGETS, Section.ACCOUNTS, Section.FUNNEL, Section.KPIS)),
    (_takes, (Section.NEEDS, Section.RISKS, Section.COMMITMENTS)),
)
