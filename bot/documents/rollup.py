"""The roll-up of a team laid out as a document: the plans of all against the budget, and what they share."""

from bot.documents.figure_tables import workings
from bot.documents.form import OPEN, Block, Bullets, Column, Document, Heading, KeyFigure, KeyFigures, Table
from bot.documents.outlook import month_blocks, worth_blocks
from bot.documents.words import Line, apart, in_figures
from bot.figures import on
from bot.plan.model import RunRateJudgement
from bot.plan.rollup import PersonLine, RollUp, Totals


def rollup_pages(rollup: RollUp) -> Document:
    """The roll-up as a document. A person without a plan stays in it, marked as open."""
    people, plans = len(rollup.people), sum(line.has_plan for line in rollup.people)
    year = f"{on(rollup.year.starts)} to {on(rollup.year.ends)}"
    return Document(
        title=f"Team plan {rollup.year.label}",
        subtitle=f"{rollup.company} · all plans against the budget",
        about=(f"{plans} of {people} plans are in. Year: {year}.",),
        blocks=(
            _key_figures(rollup),
            *((Bullets(items=rollup.readings),) if rollup.readings else ()),
            Heading(text="Person by person"),
            _people(rollup),
            Heading(text="By role"),
            _roles(rollup),
            *worth_blocks(rollup),
            *month_blocks(rollup),
            *_section("Needs from others", _needs(rollup)),
            *_section("Why nots", _themes(rollup)),
            *_section("Only the company can fix", _company(rollup)),
            *_workings(rollup),
        ),
    )


def _key_figures(rollup: RollUp) -> KeyFigures:
    total, currency = rollup.total, rollup.currency
    so_far = " so far" if rollup.judgement is RunRateJudgement.UNKNOWN else ""
    cover = f"{in_figures(rollup.cover, currency)} of the budget{so_far}"
    assigned = f"{in_figures(rollup.assigned, currency)} of the budget"
    planned = apart(rollup.difference, "the budget", currency)
    return KeyFigures(
        items=(
            KeyFigure(label="Budget", value=in_figures(rollup.budget, currency)),
            KeyFigure(label="Goals", value=in_figures(total.goal, currency), note=assigned),
            KeyFigure(label="Run-rate", value=in_figures(total.run_rate, currency), note=cover),
            KeyFigure(label="Planned", value=in_figures(total.planned, currency), note=planned),
        )
    )


def _section(title: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return (Heading(text=title), *blocks) if blocks else ()


def _columns(first: Column, second: Column) -> tuple[Column, ...]:
    titles = ("Goal", "Run-rate", "Planned", "To the goal")
    return (first, second, *(Column(title=title, share=3, figures=True) for title in titles))


def _people(rollup: RollUp) -> Table:
    columns = _columns(Column(title="Person", share=5), Column(title="Role", share=2))
    rows = tuple((line.name, line.role.value, *_figures(line, rollup.currency)) for line in rollup.people)
    return Table(columns=columns, rows=rows, total=("Team", "", *_sums(rollup.total, rollup)))


def _roles(rollup: RollUp) -> Table:
    columns = _columns(Column(title="Role", share=5), Column(title="People", share=2, figures=True))
    rows = tuple(
        (totals.role.value if totals.role else "Team", str(totals.people), *_sums(totals, rollup))
        for totals in (*rollup.roles, rollup.total)
    )
    return Table(columns=columns, rows=rows[:-1], total=rows[-1])


def _sums(totals: Totals, rollup: RollUp) -> tuple[str, ...]:
    """The sums of a role or of all; a sum of nothing known is open, not zero."""
    lines = [line for line in rollup.people if totals.role in (None, line.role)]
    unknown = {
        name: None
        for name in ("run_rate", "planned", "difference")
        if all(getattr(line, name) is None for line in lines)
    }
    return _figures(totals.model_copy(update=unknown), rollup.currency)


def _figures(line: PersonLine | Totals, currency: str) -> tuple[str, ...]:
    return tuple(in_figures(f, currency) for f in (line.goal, line.run_rate, line.planned, line.difference))


def _needs(rollup: RollUp) -> tuple[Block, ...]:
    columns = (Column(title="Department", share=3), Column(title="Asked by", share=3), Column(title="What", share=9))
    rows = tuple(
        (need.department if number == 0 else "", ask.name, ask.what.text or OPEN)
        for need in rollup.needs
        for number, ask in enumerate(need.asks)
    )
    return (Table(columns=columns, rows=rows),) if rows else ()


def _themes(rollup: RollUp) -> tuple[Block, ...]:
    columns = (
        Column(title="What fell short", share=7),
        Column(title="Plans", share=2, figures=True),
        Column(title="Whose", share=7),
    )
    rows = tuple((theme.item, str(len(theme.people)), ", ".join(theme.people)) for theme in rollup.themes)
    return (Table(columns=columns, rows=rows),) if rows else ()


def _company(rollup: RollUp) -> tuple[Block, ...]:
    """The company's part of what fell short, as the reps see it, the most named first."""
    columns = (
        Column(title="What fell short", share=4),
        Column(title="Said by", share=3),
        Column(title="What", share=9),
    )
    with_company = sorted((theme for theme in rollup.themes if theme.company), key=lambda theme: -len(theme.company))
    rows = tuple(
        (f"{theme.item} ({len(theme.company)})" if number == 0 else "", ask.name, ask.what.text)
        for theme in with_company
        for number, ask in enumerate(theme.company)
    )
    return (Table(columns=columns, rows=rows),) if rows else ()


def _workings(rollup: RollUp) -> tuple[Block, ...]:
    """How the team compares with its budget; the sums stand under their columns."""
    return workings(
        (
            Line(label="Planned against the budget", figure=rollup.difference),
            Line(label="Goals of the budget", figure=rollup.assigned),
            Line(label="Run-rate of the budget", figure=rollup.cover),
        )
    )
