"""A business plan laid out as a document: in short first, then section by section, then where the figures come from."""

from bot.documents.figure_tables import figure_table, rounding_note
from bot.documents.form import Block, Bullets, Document, Heading, KeyFigure, KeyFigures, Paragraph
from bot.documents.plan_lines import adds_up_lines, lines_of
from bot.documents.plan_sections import SECTIONS, Blocks
from bot.documents.sources import source_blocks
from bot.documents.verdict import verdict_blocks, verdict_line
from bot.documents.words import apart, basis, in_figures, in_motion, pen_for
from bot.facts import Figure
from bot.figures import on
from bot.plan.model import BusinessPlan, Section
from bot.review.summary import gap_filled_by

MOST_ASKS = 3
_ADDS_UP = {True: "yes", False: "no", None: "open"}


def plan_pages(plan: BusinessPlan, version: int | None = None, said: Blocks = ()) -> Document:
    """The plan as a document; `version` is the number it was submitted under, none while it is being drafted.

    `said` is what colleagues said to it, as blocks.
    """
    sections = tuple(block for section in plan.sections for block in _section(plan, section))
    stands = f"Version {version}" if version else "Draft"
    return Document(
        title=f"Business plan {plan.year.label}",
        subtitle=f"{plan.name} · {plan.role.value} · {plan.company}",
        about=(f"{stands}, drawn up {on(plan.as_of.date())}. Year: {on(plan.year.starts)} to {on(plan.year.ends)}.",),
        blocks=(*_in_short(plan), *verdict_blocks(plan.double_a), *_sums(plan), *sections, *said, *source_blocks(plan)),
    )


def _in_short(plan: BusinessPlan) -> Blocks:
    """What it takes to decide: the figures, the verdict, how the gap is filled, what is asked for, what is open."""
    return (
        Heading(text="In short"),
        _key_figures(plan),
        verdict_line(plan.double_a),
        Paragraph(lead="Run-rate.", text=plan.run_rate.reading),
        Paragraph(lead="How the gap is filled.", text=gap_filled_by(plan)),
        Paragraph(lead=f"Adds up: {_ADDS_UP[plan.adds_up.adds_up]}.", text=plan.adds_up.reading),
        *_asks_and_risk(plan),
        *_open_count(plan),
    )


def _asks_and_risk(plan: BusinessPlan) -> Blocks:
    """What the plan needs from others, and the first risk the rep named."""
    asks = tuple(f"{need.department}: {need.what.text.rstrip('.')}" for need in plan.needs[:MOST_ASKS])
    asked = (Paragraph(lead="Asks.", text=f"{'; '.join(asks)}."),) if asks else ()
    risk = (Paragraph(lead="First risk.", text=plan.risks[0].text),) if plan.risks else ()
    return (*asked, *risk)


def _key_figures(plan: BusinessPlan) -> KeyFigures:
    goal, rate, currency = plan.goal, plan.run_rate, plan.currency
    share = f"{in_figures(goal.budget_share, currency)} of the budget" if goal.budget_share else ""
    motion, cover = in_motion(rate, currency)
    planned = plan.adds_up.planned
    return KeyFigures(
        items=(
            KeyFigure(label="Goal", value=in_figures(goal.revenue, currency), note=share),
            KeyFigure(label="Run-rate", value=motion, note=cover),
            KeyFigure(label="Gap", value=in_figures(goal.gap, currency), note="left to win"),
            KeyFigure(
                label="Planned",
                value=in_figures(planned, currency),
                note=apart(plan.adds_up.difference, "the goal", currency),
            ),
        )
    )


def _open_count(plan: BusinessPlan) -> Blocks:
    points = plan.open_points
    if not points:
        return (Paragraph(lead="Open.", text="Nothing: every question has an answer."),)
    counts = {section: sum(point.section is section for point in points) for section in Section}
    where = ", ".join(f"{section.value} ({count})" for section, count in counts.items() if count)
    noun = "point is" if len(points) == 1 else "points are"
    return (Paragraph(lead=f"○ {len(points)} {noun} open.", text=f"{where}. Each is marked ○ in its section."),)


def _section(plan: BusinessPlan, section: Section) -> Blocks:
    blocks: tuple[Block, ...] = SECTIONS[section](plan)
    points = tuple(point.text for point in plan.open_points if point.section is section)
    if not blocks and not points:
        points = ("Nothing is known here yet.",)
    prose = (Paragraph(text=plan.narrative[section]),) if section in plan.narrative else ()
    return (Heading(text=section.value), *prose, *blocks, *((Bullets(items=points, is_open=True),) if points else ()))


def _sums(plan: BusinessPlan) -> Blocks:
    lines = adds_up_lines(plan)
    table = (figure_table(lines, pen_for(plan), rests_on=lambda figure: _where(plan, figure)),) if lines else ()
    if not table:
        return ()
    sums = plan.adds_up
    return (Heading(text="Does it add up?"), *table, *rounding_note([part.figure for part in sums.parts], sums.planned))


def _where(plan: BusinessPlan, figure: Figure | None) -> str:
    """The section that already shows how a figure came about, else what it rests on."""
    shown_in = (section for section in plan.sections for line in lines_of(plan, section) if line.figure == figure)
    section = next(shown_in, None)
    return f"see {section.value}" if section else basis(figure)
