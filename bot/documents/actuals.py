"""The quarters that are over as blocks: actual against planned, and the rep's own words to each."""

from bot.documents.form import OPEN, Block, Column, Paragraph, Table
from bot.documents.words import in_figures
from bot.plan.model import Actual, BusinessPlan


def actuals_blocks(plan: BusinessPlan) -> tuple[Block, ...]:
    """A table of the quarters reviewed and what was said to each; empty before the first review."""
    if not plan.actuals:
        return ()
    titles = ("Planned, as approved", "Actual", "Difference", "Won of decided")
    columns = (Column(title="Reviewed", share=3), *(Column(title=title, share=4, figures=True) for title in titles))
    rows = tuple(
        (
            each.label,
            *(in_figures(figure, plan.currency) for figure in (each.planned, each.revenue, each.difference)),
            f"{each.won} of {each.decided}" if each.decided else OPEN,
        )
        for each in plan.actuals
    )
    return (Table(columns=columns, rows=rows), *(block for each in plan.actuals for block in _said(each)))


def _said(actual: Actual) -> tuple[Block, ...]:
    said = {
        "what went differently": actual.why,
        "commitments": actual.kept,
        "next": actual.ahead,
        "help needed": actual.help,
    }
    return tuple(
        Paragraph(lead=f"{actual.label}, {lead}.", text=statement.text) for lead, statement in said.items() if statement
    )
