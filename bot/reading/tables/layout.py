"""Where the table stands on its sheet: the header, the rows of data, and the rows that are none of it."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bot.reading.tables.days import read_day
from bot.reading.tables.figures import Money, decimal_mark, read_money, votes
from bot.reading.tables.model import Cell, Grid, LeftOut, Row
from bot.reading.tables.words import ends_in_total, meaning_of, names_total, says_only_total

_SEARCHED = 40
_SHOWN = 80


class Layout(NamedTuple):
    """The lines above the header, the header or None, the data, and what was left out of it with the reason."""

    above: list[Row]
    header: Row | None
    data: list[Row]
    left_out: list[LeftOut]


def lay_out(grid: Grid) -> Layout:
    """Find the header and part the rows below into data, totals, headings and footers."""
    rows = [row for row in grid.rows if row.filled]
    at = _header_at(rows)
    header = None if at is None else rows[at]
    above, below = (rows[:at], rows[at + 1 :]) if at is not None else ([], rows)
    below, footers = _without_footer(below, header)
    data: list[Row] = []
    left_out = footers
    for row in below:
        why = _no_data(row, header)
        if why:
            left_out.append(why)
        else:
            data.append(row)
    return Layout(above, header, data, sorted(left_out, key=lambda each: each.row))


def shown(row: Row) -> str:
    """A row in a line, shortened."""
    text = " | ".join(str(cell) for cell in row.filled)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _header_at(rows: list[Row]) -> int | None:
    """The row with the most known headers; failing that, a first row of words above rows of figures."""
    known = [_known(row) for row in rows[:_SEARCHED]]
    best = max(range(len(known)), key=lambda at: (known[at], -at), default=None)
    if best is not None and (known[best] >= 2 or (known[best] == 1 and _above_figures(rows, best))):
        return best
    wide = next((at for at, row in enumerate(rows[:_SEARCHED]) if len(row.filled) >= 2), None)
    return wide if wide is not None and _above_figures(rows, wide) else None


def _known(row: Row) -> int:
    """How many different things the cells of a row would mean if it were a header; one that holds a figure is none."""
    texts = [cell for cell in row.filled if isinstance(cell, str)]
    if len(texts) < len(row.filled) or any(is_figure(text) or len(text) > 60 for text in texts):
        return 0
    return len({found[0] for text in texts if (found := meaning_of(text))})


def _above_figures(rows: Sequence[Row], at: int) -> bool:
    """Whether a row is all words, and figures or dates stand below one of them."""
    row = rows[at]
    if len(row.filled) < 2 or any(not isinstance(cell, str) or is_figure(cell) for cell in row.filled):
        return False
    below = rows[at + 1 : at + 6]
    return any(is_figure(other.cells[column]) for column, cell in enumerate(row.cells) if cell for other in below)


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a figure or a date."""
    if isinstance(cell, str):
        return isinstance(read_money(cell, "."), Money) or read_day(cell, "day first") is not None
    return isinstance(cell, Decimal | date)


def _without_footer(rows: list[Row], header: Row | None) -> tuple[list[Row], list[LeftOut]]:
    """Part off the closing lines with a single text in a table of three columns or more: titles, dates, copyright."""
    if header is None or len(header.filled) < 3:
        return rows, []
    end = len(rows)
    while end and len(rows[end - 1].filled) == 1 and not _label(rows[end - 1]):
        end -= 1
    footer = [
        LeftOut(row=row.number, text=shown(row), why="a line below the table", kind="footer") for row in rows[end:]
    ]
    return rows[:end], footer


def _label(row: Row) -> str | None:
    """The words on a row that name a total."""
    return next((cell for cell in row.cells if isinstance(cell, str) and names_total(cell)), None)


def _no_data(row: Row, header: Row | None) -> LeftOut | None:
    if header and row.cells == header.cells:
        return LeftOut(row=row.number, text=shown(row), why="the header again", kind="header")
    label = _label(row)
    if label and _stands_for_many(row, header):
        figure = _last_figure(row)
        return LeftOut(row=row.number, text=shown(row), why="a total of other rows", kind="total", figure=figure)
    if header and len(header.filled) >= 3 and len(row.filled) == 1 and isinstance(row.filled[0], str):
        return LeftOut(
            row=row.number, text=shown(row), why="a heading or a row with nothing else in it", kind="heading"
        )
    return None


def _stands_for_many(row: Row, header: Row | None) -> bool:
    """A total has its label and figures and little else; an account called "Total Care" has a row like every other."""
    width = len(header.filled) if header else len(row.cells)
    texts = [cell for cell in row.filled if isinstance(cell, str) and not is_figure(cell)]
    besides = [text for text in texts if not names_total(text)]
    if any(isinstance(cell, date) for cell in row.filled) or (width > 2 and len(row.filled) >= width):
        return False
    if width < 3 and not any(says_only_total(text) or ends_in_total(text) for text in texts):
        return False
    return not besides or (len(besides) == 1 and any(says_only_total(text) for text in texts) and width > 3)


def _last_figure(row: Row) -> Decimal | None:
    figures = [cell for cell in row.filled if not (isinstance(cell, str) and names_total(cell))]
    mark = decimal_mark(votes(figures), comma_groups=True)
    read = [money for cell in figures if isinstance(money := read_money(cell, mark), Money)]
    # Where a count of records stands beside the sum, the sum is the larger one.
    return max((money.value for money in read), default=None)


def said_above(above: Sequence[Row]) -> str:
    """The lines above the header as one text, for a date or a unit that stands there."""
    return re.sub(r"\s+", " ", " ".join(str(cell) for row in above for cell in row.filled))
