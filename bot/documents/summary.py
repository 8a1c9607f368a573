"""A review summary laid out as a document: what the executive needs to decide on one plan in under a minute."""

from itertools import zip_longest

from bot.documents.form import Block, Bullets, Column, Document, Heading, KeyFigure, KeyFigures, Paragraph, Table
from bot.documents.verdict import verdict_blocks, verdict_line
from bot.documents.words import in_figures, in_motion
from bot.review.model import Summary


def summary_pages(summary: Summary) -> Document:
    """The summary as a document. It carries no pay, as the summary itself does not."""
    return Document(
        title=f"Review summary: {summary.name}",
        subtitle=f"{summary.role} · version {summary.version} of the plan",
        blocks=(
            _key_figures(summary),
            Paragraph(lead="Run-rate.", text=summary.run_rate_reading),
            Paragraph(lead="How the gap is filled.", text=summary.gap_filled_by),
            Paragraph(lead="Does it add up?", text=summary.adds_up),
            verdict_line(summary.double_a),
            *_strong_and_weak(summary),
            *_changes(summary),
            *_listed("Still open", summary.open_points, is_open=True),
            *_listed("Needs from others", summary.needs),
            *verdict_blocks(summary.double_a),
        ),
    )


def _key_figures(summary: Summary) -> KeyFigures:
    currency = summary.currency
    motion, cover = in_motion(summary, currency)
    return KeyFigures(
        items=(
            KeyFigure(label="Goal", value=in_figures(summary.goal, currency)),
            KeyFigure(label="Run-rate", value=motion, note=cover),
            KeyFigure(label="Gap", value=in_figures(summary.gap, currency), note="left to win"),
        )
    )


def _strong_and_weak(summary: Summary) -> tuple[Block, ...]:
    rows = tuple(zip_longest(summary.strongest, summary.weakest, fillvalue=""))
    columns = (Column(title="Strongest", share=1), Column(title="Weakest", share=1))
    return (Table(columns=columns, rows=rows),) if rows else ()


def _listed(title: str, items: tuple[str, ...], *, is_open: bool = False) -> tuple[Block, ...]:
    return (Heading(text=title), Bullets(items=items, is_open=is_open)) if items else ()


def _changes(summary: Summary) -> tuple[Block, ...]:
    changes = tuple((change.section.value, change.text) for change in summary.changes)
    answers = tuple((asked.section.value, asked.text, asked.answer or "") for asked in summary.answered)
    changed = Table(columns=(Column(title="Section", share=3), Column(title="What changed", share=10)), rows=changes)
    names = (("Section", 3), ("You asked", 6), ("Answer", 6))
    answered = Table(columns=tuple(Column(title=title, share=share) for title, share in names), rows=answers)
    heading = Heading(text="Since the last version")
    blocks: tuple[Block, ...] = (*((answered,) if answers else ()), *((changed,) if changes else ()))
    return (heading, *blocks) if blocks else ()
