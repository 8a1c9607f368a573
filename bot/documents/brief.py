"""A plan on one page, to hand round before it is presented (M13)."""

from bot.documents.form import Bullets, Column, Document, Heading, KeyFigure, KeyFigures, Paragraph, Table
from bot.documents.slides import Blocks
from bot.documents.words import in_figures, in_motion
from bot.plan.model import BusinessPlan
from bot.review.summary import gap_filled_by

MOST_QUESTIONS = 3
MOST = 5
"""Items of each list, so that the page stays one."""


def plan_brief(plan: BusinessPlan, version: int | None = None) -> Document:
    """The page: the figures, how the gap is filled, the quarters, commitments, needs and risks."""
    stands = f"Version {version}" if version else "Draft"
    return Document(
        title=f"{plan.name}: {plan.year.label} on a page",
        subtitle=f"{plan.role.value} · {plan.company} · {stands}",
        blocks=(
            _figures(plan),
            Paragraph(text=plan.run_rate.reading),
            Paragraph(lead="How the gap is filled.", text=gap_filled_by(plan)),
            Paragraph(lead="Does it add up?", text=plan.adds_up.reading),
            *_quarters(plan),
            *_listed("Commitments", tuple(said.text for said in plan.commitments)),
            *_listed(
                "Needs from others", tuple(Paragraph(lead=f"{n.department}:", text=n.what.text) for n in plan.needs)
            ),
            *_listed("Risks", tuple(said.text for said in plan.risks)),
            *_asked(plan),
        ),
    )


def _figures(plan: BusinessPlan) -> KeyFigures:
    currency = plan.currency
    motion, cover = in_motion(plan.run_rate, currency)
    return KeyFigures(
        items=(
            KeyFigure(label="Goal", value=in_figures(plan.goal.revenue, currency)),
            KeyFigure(label="Run-rate", value=motion, note=cover),
            KeyFigure(label="Gap", value=in_figures(plan.goal.gap, currency)),
            KeyFigure(label="Planned", value=in_figures(plan.adds_up.planned, currency)),
        )
    )


def _quarters(plan: BusinessPlan) -> Blocks:
    if not plan.quarters:
        return ()
    columns = tuple(Column(title=quarter.label, share=1, figures=True) for quarter in plan.quarters)
    return (Table(columns=columns, rows=(tuple(in_figures(q.planned, plan.currency) for q in plan.quarters),)),)


def _asked(plan: BusinessPlan) -> Blocks:
    """The likely questions that the rep has answered (M13)."""
    answered = tuple(Paragraph(lead=each.question, text=each.answer.text) for each in plan.rehearsal if each.answer)
    return _listed("Questions you may have", answered[:MOST_QUESTIONS])


def _listed(title: str, items: tuple[str | Paragraph, ...]) -> Blocks:
    return (Heading(text=title, level=2), Bullets(items=items[:MOST])) if items else ()
