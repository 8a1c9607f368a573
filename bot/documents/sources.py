"""Where the figures of a plan come from: said, read, set or computed, section by section."""

from itertools import groupby

from bot.documents.figure_tables import workings
from bot.documents.form import Block, Column, Heading, Note, Table
from bot.documents.plan_lines import is_computed, lines_in_lists, lines_of
from bot.documents.words import Line, in_figures, origin, sentence
from bot.plan.model import BusinessPlan, Section


def source_blocks(plan: BusinessPlan) -> tuple[Block, ...]:
    """The appendix that says where each figure comes from."""
    columns = (
        Column(title="Section", share=3),
        Column(title="Figure", share=6),
        Column(title="Value", share=4, figures=True),
        Column(title="Where it comes from", share=6),
    )
    rows = tuple(row for section in plan.sections for row in _of_section(plan, section))
    intro = Note(
        text="Figures that were said, read from a file or set by the company, with their source. "
        "Computed figures show their working beside them, those of lists below."
    )
    lists = tuple(line for section in plan.sections for line in lines_in_lists(plan, section))
    table = Table(columns=columns, rows=rows, small=True)
    return (Heading(text="Where the figures come from"), intro, table, *workings(lists))


def _of_section(plan: BusinessPlan, section: Section) -> tuple[tuple[str, ...], ...]:
    """Rows for the given figures and one that names the computed; the section stands in the first of them."""
    lines = lines_of(plan, section)
    given = groupby((line for line in lines if not is_computed(line)), key=_place)
    rows = [_given(plan, tuple(together)) for _, together in given]
    computed = dict.fromkeys(sentence(line.label) for line in lines if is_computed(line))
    if computed:
        rows.append(("; ".join(computed), "", "computed"))
    return tuple((section.value if number == 0 else "", *row) for number, row in enumerate(rows))


def _place(line: Line) -> tuple[str, str]:
    """Figures of one row of a list that come from one place stand together; any other figure stands alone."""
    return (line.row or line.label, _origin(line))


def _given(plan: BusinessPlan, lines: tuple[Line, ...]) -> tuple[str, str, str]:
    labels = ", ".join(line.label for line in lines)
    name = f"{lines[0].row}: {labels}" if lines[0].row else labels
    values = "; ".join(in_figures(line.figure, plan.currency) for line in lines)
    return (name, values, _origin(lines[0]))


def _origin(line: Line) -> str:
    return origin(line.figure.source) if line.figure else ""
