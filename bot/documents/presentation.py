"""What came back from a plan's presentation (M13) as blocks: questions with answers, offers of help, agreed changes."""

from collections.abc import Sequence

from bot.documents.form import OPEN, Block, Column, Heading, Table
from bot.figures import on
from bot.review.remarks import Kind, Remark
from bot.team.model import Team

_NAMES = {Kind.QUESTION: "Question", Kind.OFFER: "Offer of help", Kind.CHANGE: "Agreed change"}


def presentation_blocks(remarks: Sequence[Remark], version: int, team: Team) -> tuple[Block, ...]:
    """The section of a version: what was said up to it; all of it for the draft (version 0). Empty without any."""
    said = tuple(_row(remark, team) for remark in remarks if not version or remark.version <= version)
    columns = (
        Column(title="What", share=3),
        Column(title="By", share=3),
        Column(title="In their words", share=8),
        Column(title="Answer", share=7),
    )
    return (Heading(text="From the presentation"), Table(columns=columns, rows=said)) if said else ()


def _row(remark: Remark, team: Team) -> tuple[str, str, str, str]:
    person = team.person(remark.by)
    by = f"{person.name if person else remark.by}, {on(remark.at.date())}"
    unanswered = "" if remark.kind is Kind.CHANGE else OPEN
    return _NAMES[remark.kind], by, remark.text, remark.answer or unanswered
