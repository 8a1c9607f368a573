"""A list pasted as rows, out of a spreadsheet or a CRM: what the table readers make of it, row by row.

They know a header, a total, an id and a stage, which are no names of anything.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bot.coach.values import LEAST_BARE_MONEY
from bot.reading.tables.model import Deals, Outcome, Refusal
from bot.reading.tables.read import read_table


class Row(NamedTuple):
    """A row: its name, its amount and odds (a fraction) where it has them, and the line as it was pasted."""

    name: str
    amount: Decimal | None
    odds: Decimal | None
    quote: str


def read_rows(text: str, today: date) -> tuple[Row, ...]:
    """The rows of a pasted list that are still open; nothing where it is no table, or leaves a question open."""
    lines = [line for line in text.splitlines() if line.strip()]
    divider = next((each for each in "\t|" if lines and all(each in line.strip() for line in lines)), None)
    if divider is None:
        return ()
    lines = [f'"sep={divider}"', *lines]
    table = read_table("message", "\n".join(lines).encode(), today)
    if isinstance(table, Refusal) or not isinstance(table.contents, Deals):
        return ()
    if any(question.about != "stages" for question in table.questions):
        return ()
    rows = tuple(_rows(table.contents, lines))
    return () if any(_is_bare(row) for row in rows) else rows


def _is_bare(row: Row) -> bool:
    """Whether an amount is so small that it may be meant in thousands, as it is where a list is typed."""
    return row.amount is not None and 0 < row.amount < LEAST_BARE_MONEY


def _rows(contents: Deals, lines: list[str]) -> Iterator[Row]:
    for deal in contents.deals:
        name = deal.account or deal.name
        if name and deal.outcome is Outcome.OPEN:
            yield Row(name, deal.amount, deal.odds, lines[deal.source.row - 1].strip())
