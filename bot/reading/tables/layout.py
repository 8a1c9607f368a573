"""Where the table stands on its sheet: the header, the rows of data, and the rows that are none of it."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bot.reading.tables.days import read_day
from bot.reading.tables.figures import Money, decimal_mark, read_money, votes
from bot.reading.tables.model import Cell, Grid, LeftOut, Row
from bot.reading.tables.words import ends_in_total, meaning_of, names_count, names_total, plain, says_only_total

_SEARCHED = 40
_SHOWN = 80
_GROUP = re.compile(
    r"^\s*([^:]{2,40}):\s*(.{1,80}?)\s*\(\s*[0-9][0-9,.]*\s+(?:records?|deals?|items?|opportunit\w+|rows?)\s*\)\s*$"
)
_UNIT = re.compile(
    r":?[-=_]{2,}:?|[$€£%#]|k?[$€£]|(?:in )?(?:usd|eur|gbp|chf|cad|aud)|text|string|date|number|currency"
    r"|(?:y{2,4}|m{1,2}|d{1,2}|t{2}|j{4})(?:[-/.](?:y{2,4}|m{1,2}|d{1,2}|j{4})){2}",
    re.IGNORECASE,
)


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
    groups: dict[int, Cell] = {}
    for row in below:
        why = _unit_row(row, first=not data) or _no_data(row, header)
        if group := _group(row, header):
            groups |= group
            why = LeftOut(row=row.number, text=shown(row), why="the heading of a group", kind="heading")
        if why:
            left_out.append(why)
        else:
            data.append(_in_group(row, groups))
    return Layout(above, header, _filled_down(data, header), sorted(left_out, key=lambda each: each.row))


def _unit_row(row: Row, *, first: bool) -> LeftOut | None:
    """A row below the header that names units or formats, or draws a line: "USD", "yyyy-mm-dd", "---"."""
    if not first or not all(isinstance(cell, str) and _UNIT.fullmatch(cell.strip()) for cell in row.filled):
        return None
    return LeftOut(row=row.number, text=shown(row), why="units or a line below the header", kind="header")


def _group(row: Row, header: Row | None) -> dict[int, Cell] | None:
    """ "Stage: Proposal (2 records)", with or without a sum: what the rows below have in the column of that name."""
    match = _GROUP.match(row.filled[0]) if header and isinstance(row.filled[0], str) else None
    if not match or not header or any(isinstance(cell, str) and not is_figure(cell) for cell in row.filled[1:]):
        return None
    names = [plain(str(cell)) if cell is not None else "" for cell in header.cells]
    return {names.index(plain(match[1])): match[2].strip()} if plain(match[1]) in names else None


def _in_group(row: Row, groups: dict[int, Cell]) -> Row:
    if not groups:
        return row
    return row._replace(cells=tuple(groups.get(at) if cell is None else cell for at, cell in enumerate(row.cells)))


def _filled_down(data: list[Row], header: Row | None) -> list[Row]:
    """Repeat what stands once at the top of a group in the first columns, as in a report with merged cells."""
    if header is None:
        return data
    for at in [at for at, cell in enumerate(header.cells) if cell is not None][:2]:
        rows = [row for row in data if len(row.filled) > 2]
        if not _stands_once([row.cells[at] for row in rows]):
            return data
        current: Cell = None
        filled: list[Row] = []
        for row in data:
            current = row.cells[at] if row.cells[at] is not None else current
            cells = (*row.cells[:at], current, *row.cells[at + 1 :]) if len(row.filled) > 2 else row.cells
            filled.append(row._replace(cells=cells))
        data = filled
    return data


def _stands_once(cells: list[Cell]) -> bool:
    """Whether a column names each group once, on its first row: words, none of them twice, and gaps below them."""
    named = [cell for cell in cells if cell is not None]
    words = all(isinstance(cell, str) and not is_figure(cell) for cell in named)
    return (
        bool(named)
        and cells[0] is not None
        and words
        and len(set(named)) == len(named)
        and len(cells) > 1.5 * len(named)
    )


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
    if header and _counts_others(row):
        return LeftOut(row=row.number, text=shown(row), why="a count or an average of other rows", kind="heading")
    label = _label(row)
    if label and _stands_for_many(row, header):
        figure = _last_figure(row)
        return LeftOut(row=row.number, text=shown(row), why="a total of other rows", kind="total", figure=figure)
    if header and len(header.filled) >= 3 and len(row.filled) == 1 and isinstance(row.filled[0], str):
        return LeftOut(
            row=row.number, text=shown(row), why="a heading or a row with nothing else in it", kind="heading"
        )
    return None


def _counts_others(row: Row) -> bool:
    """Whether a row has figures and no other words than "Count" or "Average"."""
    texts = [cell for cell in row.filled if isinstance(cell, str)]
    return any(map(names_count, texts)) and all(names_count(text) or is_figure(text) for text in texts)


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
