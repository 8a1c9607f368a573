"""The double-A verdict as blocks: aggressive but attainable (M14), with what speaks for and against each half."""

from bot.documents.form import Block, Column, Heading, Paragraph, Table
from bot.plan.model import DoubleA, Judgement, Verdict

_VERDICTS = {Verdict.YES: "yes", Verdict.NO: "not yet", Verdict.OPEN: "open"}


def verdict_line(double_a: DoubleA) -> Paragraph:
    """Both halves of the verdict in one reading."""
    return Paragraph(lead="Double A.", text=double_a.reading)


def verdict_blocks(double_a: DoubleA) -> tuple[Block, ...]:
    """The verdict with its evidence, for and against side by side in rows."""
    columns = (Column(title="Verdict", share=4), Column(title="Speaks", share=2), Column(title="Evidence", share=12))
    rows = (*_rows("Aggressive", double_a.aggressive), *_rows("Attainable", double_a.attainable))
    table = (Table(columns=columns, rows=rows),) if rows else ()
    return (Heading(text="Aggressive but attainable?"), *table) if table else ()


def _rows(name: str, half: Judgement) -> tuple[tuple[str, str, str], ...]:
    label = f"{name}: {_VERDICTS[half.verdict]}"
    ordered = sorted(half.evidence, key=lambda evidence: not evidence.supports)
    # The half stands once, beside its first point.
    labels = (label, *("" for _ in ordered[1:]))
    return tuple(
        (first, "for" if point.supports else "against", point.text)
        for first, point in zip(labels, ordered, strict=False)
    )
