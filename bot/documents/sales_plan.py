"""The executive's pack for peers and CEO (M20): the team's year as a document and as slides.

It holds totals by role and of the team: no pay, and no name of a person who writes a plan.
"""

from bot.documents.figure_tables import quarter_table
from bot.documents.form import (
    NOTHING,
    OPEN,
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Picture,
    Table,
)
from bot.documents.outlook import ready_blocks
from bot.documents.slides import Deck, Slide
from bot.documents.waterfall import Step, waterfall, waterfall_alt
from bot.documents.words import apart, in_figures, sentence
from bot.facts import Statement
from bot.figures import on
from bot.plan.rollup import RollUp, Totals
from bot.plan.sales_plan import Ask, SalesPlan, Stand

Blocks = tuple[Block, ...]
NO_SUM = "No plan says yet what it comes to."
MOST = 6
"""Rows on one slide; the document has them all."""


def sales_plan_pages(plan: SalesPlan) -> Document:
    """The pack as a document: what it comes to first, then what is asked for, then what stands behind it."""
    rollup = plan.rollup
    return Document(
        title=f"Sales plan {rollup.year.label}",
        subtitle=f"{plan.name} · {rollup.company}",
        about=(f"As of {on(plan.as_of.date())}. {_in_so_far(rollup)} Figures are totals of the team.",),
        blocks=(
            _figures(rollup),
            *_listed("Decisions wanted", plan.decisions),
            *_titled("The year in review", _in_review(plan)),
            *_themes(rollup),
            Heading(text="What the plans come to"),
            *(Paragraph(text=reading) for reading in _first(rollup)),
            *_led("What I do about it.", plan.answer),
            *_led("First quarter.", plan.first_quarter),
            *_roles(rollup),
            *quarter_table(rollup.quarters, rollup.currency),
            *_titled("Asks of each department", _asks(plan.asks)),
            *ready_blocks(rollup),
            *_listed("Risks", plan.risks),
            *_said("How pay fits", plan.pay),
            *_said("Settled with the CEO", plan.settled),
            *_titled("Where everyone stands", _buy_in(plan)),
        ),
    )


def sales_plan_deck(plan: SalesPlan) -> Deck:
    """The pack as five slides; what does not fit is in the notes."""
    slides = (_year(plan), _sum(plan), _asked(plan), _risks(plan), _decided(plan))
    rollup = plan.rollup
    footer = f"{plan.name} · {rollup.company} · {rollup.year.label}, as of {on(plan.as_of.date())}"
    return Deck(title=f"Sales plan {rollup.year.label}", footer=footer, slides=slides)


def _in_so_far(rollup: RollUp) -> str:
    return f"{sum(line.has_plan for line in rollup.people)} of {len(rollup.people)} plans are in."


def _figures(rollup: RollUp) -> KeyFigures:
    total, currency = rollup.total, rollup.currency
    known = bool(total.planned.value)
    return KeyFigures(
        items=(
            KeyFigure(label="Budget", value=in_figures(rollup.budget, currency)),
            KeyFigure(
                label="Planned",
                value=in_figures(total.planned if known else None, currency),
                note=apart(rollup.difference if known else None, "the budget", currency),
            ),
            KeyFigure(
                label="Already in motion",
                value=in_figures(total.run_rate if known else None, currency),
                note=f"{in_figures(rollup.cover, currency)} of the budget" if known else "",
            ),
            KeyFigure(label="Goals of all", value=in_figures(total.goal, currency)),
        )
    )


def _titled(title: str, blocks: Blocks) -> Blocks:
    return (Heading(text=title), *blocks) if blocks else ()


def _said(title: str, said: Statement | None) -> Blocks:
    return _titled(title, (Paragraph(text=said.text),)) if said else ()


def _in_review(plan: SalesPlan) -> Blocks:
    """What the executive says of last year, and the numbers against goals (M04)."""
    numbers = plan.rollup.last_year_pattern
    said = (Paragraph(text=plan.year.text),) if plan.year else ()
    return (*said, *((Paragraph(lead="Numbers against goals.", text=numbers),) if numbers else ()))


def _led(lead: str, said: Statement | None) -> Blocks:
    return (Paragraph(lead=lead, text=said.text),) if said else ()


def _listed(title: str, said: tuple[Statement, ...]) -> Blocks:
    return _titled(title, (Bullets(items=tuple(sentence(each.text) for each in said)),)) if said else ()


def _first(rollup: RollUp) -> tuple[str, ...]:
    """The first readings: against the budget, and the cover. The rest speaks of people."""
    return rollup.readings[:2] if rollup.total.planned.value else (NO_SUM,)


def _themes(rollup: RollUp) -> Blocks:
    """What fell short in several plans, without names."""
    shared = [theme for theme in rollup.themes if len(theme.people) > 1][:MOST]
    columns = (Column(title="What fell short in several plans", share=8), Column(title="Plans", share=2, figures=True))
    rows = tuple((theme.item, str(len(theme.people))) for theme in shared)
    return (Table(columns=columns, rows=rows),) if rows else ()


def _roles(rollup: RollUp) -> Blocks:
    titles = ("Goal", "In motion", "Planned", "To the goal")
    columns = (
        Column(title="Role", share=4),
        Column(title="People", share=2, figures=True),
        *(Column(title=title, share=3, figures=True) for title in titles),
    )
    rows = tuple((str(role.role), str(role.people), *_sums(role, rollup.currency)) for role in rollup.roles)
    total = ("Team", str(rollup.total.people), *_sums(rollup.total, rollup.currency))
    return (Table(columns=columns, rows=rows, total=total),)


def _sums(totals: Totals, currency: str) -> tuple[str, ...]:
    known = bool(totals.planned.value)
    planned = (totals.planned, totals.difference) if known else (None, None)
    run_rate = totals.run_rate if known or totals.run_rate.value else None
    return tuple(in_figures(figure, currency) for figure in (totals.goal, run_rate, *planned))


def _asks(asks: tuple[Ask, ...]) -> Blocks:
    columns = (
        Column(title="Department", share=3),
        Column(title="Asked for by Sales", share=7),
        Column(title="In the plans", share=7),
    )
    rows = tuple(
        (
            ask.department,
            sentence(ask.by_executive.text) if ask.by_executive else NOTHING,
            "; ".join(ask.by_plans) or NOTHING,
        )
        for ask in asks
    )
    return (Table(columns=columns, rows=rows),) if rows else ()


def _buy_in(plan: SalesPlan) -> Blocks:
    columns = (
        Column(title="Who", share=3),
        Column(title="Stands", share=7),
        Column(title="Since", share=3),
        Column(title="Before", share=6),
    )
    rows = (*map(_stand, plan.buy_in), *((peer, OPEN, "", "") for peer in plan.missing))
    return (Table(columns=columns, rows=rows),)


def _stand(stand: Stand) -> tuple[str, str, str, str]:
    return stand.peer, stand.says, on(stand.at.date()), "; then ".join(stand.before)


def _year(plan: SalesPlan) -> Slide:
    rollup = plan.rollup
    return Slide(
        title=f"{rollup.year.label}: {in_figures(rollup.budget, rollup.currency)}, and how we get there",
        blocks=(_figures(rollup), *_led("What last year taught us.", plan.year), *_themes(rollup)),
        notes=(_in_so_far(rollup), *_first(rollup), *((pattern,) if (pattern := rollup.last_year_pattern) else ())),
    )


def _sum(plan: SalesPlan) -> Slide:
    rollup, currency = plan.rollup, plan.rollup.currency
    motion, planned = rollup.total.run_rate.value, rollup.total.planned.value
    steps = [Step("In motion", motion), Step("To win", planned - motion)]
    budget = rollup.budget.value
    picture = Picture(png=waterfall(steps, budget, currency), alt=waterfall_alt(steps, budget, currency))
    shown: Block = picture if planned else Paragraph(text=NO_SUM)
    quarters = ", ".join(f"{quarter.label} {in_figures(quarter.planned, currency)}" for quarter in rollup.quarters)
    return Slide(
        title=_sum_title(rollup),
        blocks=(shown, *((Paragraph(lead="By quarter.", text=quarters),) if quarters else ())),
        notes=(*_first(rollup), *_notes(plan.answer, plan.first_quarter)),
    )


def _sum_title(rollup: RollUp) -> str:
    if rollup.adds_up is None:
        return "The plans so far, against the budget"
    return "The plans meet the budget" if rollup.adds_up else "The plans fall short of the budget"


def _notes(*said: Statement | None) -> tuple[str, ...]:
    return tuple(statement.text for statement in said if statement)


def _asked(plan: SalesPlan) -> Slide:
    open_ = Paragraph(text="No department is asked for anything yet.")
    return Slide(title="What Sales needs from each of you", blocks=_asks(plan.asks[:MOST]) or (open_,), notes=())


def _risks(plan: SalesPlan) -> Slide:
    blocks = (
        *_led("What we do about the sum.", plan.answer),
        *_led("In the first quarter.", plan.first_quarter),
        *((Paragraph(lead="What could go wrong", text=""), _bullets(plan.risks)) if plan.risks else ()),
        *_led("How pay fits.", plan.pay),
    )
    open_ = Paragraph(text="Risks and how pay fits are still open.")
    return Slide(title="How we get there, and what could stop us", blocks=blocks or (open_,), notes=())


def _bullets(said: tuple[Statement, ...]) -> Bullets:
    return Bullets(items=tuple(sentence(each.text) for each in said[:MOST]))


def _decided(plan: SalesPlan) -> Slide:
    blocks = (
        *((_bullets(plan.decisions),) if plan.decisions else ()),
        *_led("Settled with the CEO.", plan.settled),
        *_buy_in(plan),
    )
    return Slide(
        title="Decisions we want from you",
        blocks=blocks,
        notes=("Ask for each decision by name, and wait for the answer.",),
    )
