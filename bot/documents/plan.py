"""A business plan laid out as a document: in short first, then section by section, then where the figures come from."""

from bot.documents.figure_tables import figure_table
from bot.documents.form import Block, Bullets, Column, Document, Heading, KeyFigure, KeyFigures, Note, Paragraph, Table
from bot.documents.plan_lines import adds_up_lines, is_computed, lines_of
from bot.documents.plan_sections import SECTIONS, Blocks
from bot.documents.verdict import verdict_blocks, verdict_line
from bot.documents.words import Line, basis, in_figures, in_motion, on, origin, pen_for, sentence
from bot.facts import Figure
from bot.plan.model import AddsUp, BusinessPlan, Section
from bot.review.summary import gap_filled_by

_ADDS_UP = {True: "Yes", False: "No", None: "Open"}


def plan_pages(plan: BusinessPlan, version: int | None = None) -> Document:
    """The plan as a document; `version` is the number it was submitted under, none while it is being drafted."""
    sections = tuple(block for section in plan.sections for block in _section(plan, section))
    stands = f"Version {version}" if version else "Draft"
    return Document(
        title=f"Business plan {plan.year.label}",
        subtitle=f"{plan.name} · {plan.role.value} · {plan.company}",
        about=(f"{stands}, drawn up {on(plan.as_of.date())}. Year: {on(plan.year.starts)} to {on(plan.year.ends)}.",),
        blocks=(*_in_short(plan), *sections, *_sums(plan), *verdict_blocks(plan.double_a), *_sources(plan)),
    )


def _in_short(plan: BusinessPlan) -> Blocks:
    return (
        Heading(text="In short"),
        _key_figures(plan),
        Paragraph(lead="Run-rate.", text=plan.run_rate.reading),
        Paragraph(lead="How the gap is filled.", text=gap_filled_by(plan)),
        Paragraph(lead=f"Adds up: {_ADDS_UP[plan.adds_up.adds_up].lower()}.", text=plan.adds_up.reading),
        verdict_line(plan.double_a),
        *_open_count(plan),
    )


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
            KeyFigure(label="Planned", value=in_figures(planned, currency), note=against_goal(plan.adds_up, currency)),
        )
    )


def against_goal(adds_up: AddsUp, currency: str) -> str:
    """How far the plan is above or below the goal, in a few words."""
    difference = adds_up.difference
    if difference is None:
        return "not known against the goal"
    if not difference.value:
        return "exactly the goal"
    apart = difference.model_copy(update={"value": abs(difference.value)})
    return f"{in_figures(apart, currency)} {'above' if difference.value > 0 else 'below'} the goal"


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
    return (Heading(text=section.value), *blocks, *((Bullets(items=points, is_open=True),) if points else ()))


def _sums(plan: BusinessPlan) -> Blocks:
    lines = adds_up_lines(plan)
    table = (figure_table(lines, pen_for(plan), rests_on=lambda figure: _where(plan, figure)),) if lines else ()
    return (Heading(text="Does it add up?"), Paragraph(text=plan.adds_up.reading), *table)


def _where(plan: BusinessPlan, figure: Figure | None) -> str:
    """The section that already shows how a figure came about, else what it rests on."""
    shown_in = (section for section in plan.sections for line in lines_of(plan, section) if line.figure == figure)
    section = next(shown_in, None)
    return f"see {section.value}" if section else basis(figure)


def _sources(plan: BusinessPlan) -> Blocks:
    columns = (
        Column(title="Section", share=3),
        Column(title="Figure", share=6),
        Column(title="Value", share=3, figures=True),
        Column(title="Where it comes from", share=6),
    )
    rows = tuple(row for section in plan.sections for row in _sources_in(plan, section))
    intro = Note(
        text="Figures that were said, read from a file or set by the organisation, with their source. "
        "Computed figures are named here, and show their working in their section."
    )
    table = (Table(columns=columns, rows=rows, small=True),) if rows else ()
    return (Heading(text="Where the figures come from"), intro, *table)


def _sources_in(plan: BusinessPlan, section: Section) -> tuple[tuple[str, ...], ...]:
    """A row for each given figure and one that names the computed; the section stands in the first of them."""
    lines = lines_of(plan, section)
    given = tuple(
        (_full_name(line), in_figures(line.figure, plan.currency), origin(line.figure.source))
        for line in lines
        if line.figure is not None and not is_computed(line)
    )
    computed = dict.fromkeys(sentence(line.label) for line in lines if is_computed(line))
    rows = (*given, ("; ".join(computed), "", "computed")) if computed else given
    return tuple((section.value if number == 0 else "", *row) for number, row in enumerate(rows))


def _full_name(line: Line) -> str:
    return f"{line.row}: {line.label}" if line.row else line.label
