"""Tables of figures with what they rest on, and tables of how figures were worked out."""

from collections.abc import Callable

from bot.documents.form import Block, Column, Table
from bot.documents.words import Line, Pen, basis, in_figures, listed, sentence, working
from bot.facts import Computed, Figure
from bot.figures import on
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
    """The formula once with the inputs that all rows share, then what went into each row."""
    if len(uses) == 1:
        row, source = uses[0]
        return f"{row}: {working(source)}" if row else working(source)
    inputs = [source.inputs for _, source in uses]
    shared = {name: value for name, value in inputs[0].items() if all(each.get(name) == value for each in inputs)}
    own = (f"{row}: {listed({n: v for n, v in source.inputs.items() if n not in shared})}" for row, source in uses)
    return f"{working(Computed(formula=formula, inputs=shared))}. {'. '.join(own)}."


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
    rows = tuple(
        (
            each.label,
            on(each.starts),
            on(each.ends),
            *(in_figures(f, currency) for f in (each.planned, each.cumulative)),
        )
        for each in quarters
    )
    first, last = quarters[0], quarters[-1]
    total = ("Year", on(first.starts), on(last.ends), in_figures(last.cumulative, currency), "")
    return (Table(columns=columns, rows=rows, total=total),)
