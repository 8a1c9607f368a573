"""Tables of figures with what they rest on, and tables of how figures were worked out."""

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from bot.documents.form import Block, Column, Note, Table
from bot.documents.words import Line, Pen, adds_up_as_written, basis, in_figures, sentence, working
from bot.facts import Computed, Figure
from bot.figures import on, whole_money
from bot.plan.model import Quarter


def figure_table(
    lines: tuple[Line, ...],
    pen: Pen,
    total: tuple[str, str, str] | None = None,
    rests_on: Callable[[Figure | None], str] = basis,
) -> Table:
    """Figures one to a row, each with what it rests on."""
    columns = (
        Column(title="Measure", share=5),
        Column(title="Figure", share=3, figures=True),
        Column(title="Basis", share=9, quiet=True),
    )
    rows = tuple((line.label, pen.figure(line.figure, line.slot), rests_on(line.figure)) for line in lines)
    return Table(columns=columns, rows=rows, total=total)


def workings(lines: tuple[Line, ...]) -> tuple[Block, ...]:
    """How the computed figures among these were worked out, one formula to a row; nothing when there are none."""
    worked: dict[tuple[str, str], list[tuple[str, Computed]]] = {}
    for line in lines:
        if line.figure is not None and isinstance(line.figure.source, Computed):
            source = line.figure.source
            worked.setdefault((sentence(line.label), source.formula), []).append((line.row, source))
    rows = tuple((label, _one_formula(formula, uses)) for (label, formula), uses in worked.items())
    columns = (Column(title="How this was worked out", share=4), Column(title="Working", share=12))
    return (Table(columns=columns, rows=rows, small=True),) if rows else ()


def _one_formula(formula: str, uses: list[tuple[str, Computed]]) -> str:
    """The formula once, then it with what went into each row."""
    if len(uses) == 1:
        row, source = uses[0]
        return f"{row}: {working(source)}" if row else working(source)
    own = (f"{row}: {working(source).split(', ')[0]}" for row, source in uses)
    return f"{formula}. {'. '.join(own)}."


def quarter_table(quarters: tuple[Quarter, ...], currency: str) -> tuple[Block, ...]:
    """The quarters with their running total, and the year; nothing while no revenue is planned."""
    if not quarters:
        return ()
    columns = (
        Column(title="Quarter", share=3),
        Column(title="From", share=3),
        Column(title="To", share=3),
        Column(title="Planned", share=3, figures=True),
        Column(title="Running total", share=3, figures=True),
    )
    # A quarter shows as the step between running totals, so that what is written adds up to the year.
    totals = [each.cumulative.value.quantize(Decimal(1), ROUND_HALF_UP) for each in quarters]
    steps = [after - before for before, after in pairwise([Decimal(0), *totals])]
    rows = tuple(
        (each.label, on(each.starts), on(each.ends), whole_money(step, currency), whole_money(total, currency))
        for each, step, total in zip(quarters, steps, totals, strict=True)
    )
    first, last = quarters[0], quarters[-1]
    total = ("Year", on(first.starts), on(last.ends), in_figures(last.cumulative, currency), "")
    return (Table(columns=columns, rows=rows, total=total),)


def rounding_note(parts: Iterable[Figure | None], total: Figure | None) -> tuple[Block, ...]:
    """Says so where amounts written without cents do not come to their total; nothing where they do."""
    text = "Written without cents; with them the parts come to the total exactly."
    return () if adds_up_as_written(parts, total) else (Note(text=text),)
