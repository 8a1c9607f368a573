"""The way in: the bytes of a file to a table of deals, accounts or people, with everything that stays to be asked."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bot.reading.tables.accounts import build_accounts
from bot.reading.tables.as_of import as_of
from bot.reading.tables.checks import checks
from bot.reading.tables.columns import About, Columns
from bot.reading.tables.deals import build_deals
from bot.reading.tables.figures import says_monthly
from bot.reading.tables.layout import Layout, lay_out
from bot.reading.tables.mapping import Mapped, map_columns
from bot.reading.tables.model import (
    Accounts,
    Choices,
    Column,
    Deals,
    Grid,
    LeftOut,
    Meaning,
    Option,
    Outcome,
    People,
    Question,
    Refusal,
    Table,
    Unknown,
)
from bot.reading.tables.opening import open_grids
from bot.reading.tables.outcomes import otherwise, stage_questions
from bot.reading.tables.people import build_people

_TELLS_PEOPLE = {Meaning.SALES_TO_DATE, Meaning.COMMISSION, Meaning.QUOTA}
_TELLS_DEALS = {
    Meaning.STAGE,
    Meaning.STATUS,
    Meaning.CLOSES,
    Meaning.ODDS,
    Meaning.AMOUNT,
    Meaning.DEAL,
    Meaning.ACTUAL,
}
_AMOUNTS = {Meaning.AMOUNT, Meaning.ACTUAL}
_STANDINGS = {Meaning.STAGE, Meaning.STATUS}
_TELLS_ACCOUNTS = {Meaning.LAST_YEAR, Meaning.RENEWS}
_NO_ROWS = "The file has a header and no rows. Please check the filter of the export and send it again."
_NO_TABLE = "The file holds no table that can be read. Please send a list with one deal or account a row, and a header."


class _Sheet(NamedTuple):
    grid: Grid
    layout: Layout
    mapped: Mapped


def read_table(name: str, content: bytes, today: date, choices: Choices | None = None) -> Table | Refusal:
    """Read an exported or hand-made list. `name` is what its figures' sources call it; `choices` answer questions.

    A file that cannot be read, or should not be, is a refusal with a sentence for people; nothing is raised. A figure
    that could be read two ways is left out and asked about. `today` decides what is stale and completes dates.
    """
    choices = choices or Choices()
    grids = open_grids(content)
    if isinstance(grids, Refusal):
        return grids
    sheets = [_mapped(grid, name, choices) for grid in grids if any(row.filled for row in grid.rows)]
    best = _best(sheets, choices)
    if best is None:
        return Refusal(code="no table", message=_NO_TABLE)
    if not best.layout.data:
        return Refusal(code="no rows", message=_NO_ROWS)
    return _table(
        best,
        sheets,
        Columns(best.layout, best.mapped, _about(best.grid, name, today, choices)),
    )


def _about(grid: Grid, name: str, today: date, choices: Choices) -> About:
    return About(file=name, sheet=grid.sheet, delimiter=grid.delimiter, today=today, choices=choices)


def _mapped(grid: Grid, name: str, choices: Choices) -> _Sheet:
    layout = lay_out(grid)
    return _Sheet(grid, layout, map_columns(layout, name, choices))


def _best(sheets: list[_Sheet], choices: Choices) -> _Sheet | None:
    """The sheet a person named, or the one whose columns tell most; a hidden one only where no other tells anything."""
    named = [sheet for sheet in sheets if choices.sheet and sheet.grid.sheet == choices.sheet]
    ranked = sorted(named or sheets, key=lambda sheet: (_worth(sheet) == 0, sheet.grid.hidden, -_worth(sheet)))
    return ranked[0] if ranked else None


def _worth(sheet: _Sheet) -> int:
    known = {column.meaning for column in sheet.mapped.columns if column.meaning}
    return len(known) if len(known) > 1 else 0


def _table(sheet: _Sheet, sheets: list[_Sheet], columns: Columns) -> Table:
    grids = [each.grid for each in sheets]
    known = {column.meaning for column in sheet.mapped.columns}
    left_out: list[LeftOut] = list(sheet.layout.left_out)
    contents: Deals | Accounts | People | None = None
    if known & _TELLS_PEOPLE and not known & {Meaning.STAGE, Meaning.STATUS}:
        contents = build_people(columns)
    elif known & _TELLS_ACCOUNTS and not known & (_TELLS_DEALS - {Meaning.AMOUNT, Meaning.DEAL}):
        contents = build_accounts(columns)
    elif known & _AMOUNTS or known & _STANDINGS or columns.questions:
        built = build_deals(columns)
        contents, left_out = built.deals, [*left_out, *built.left_out]
    day, why = as_of(sheet.layout, columns)
    table = Table(
        file=columns.about.file,
        sheet=sheet.grid.sheet,
        as_of=day,
        as_of_why=why,
        columns=sheet.mapped.columns,
        questions=(*columns.questions, *_open_questions(known, contents, columns), *_alike(sheet, sheets, columns)),
        problems=(),
        left_out=tuple(sorted(left_out, key=lambda each: each.row)),
        notes=(*sheet.grid.notes, *_sheet_notes(sheet.grid, grids)),
        contents=contents or Unknown(rows=len(sheet.layout.data)),
    )
    problems = [*sheet.grid.problems, *columns.problems, *checks(table, _scale(columns))]
    return table.model_copy(update={"problems": tuple(sorted(problems, key=lambda each: each.row or 0))})


def _alike(sheet: _Sheet, sheets: list[_Sheet], columns: Columns) -> Iterator[Question]:
    """Which sheet is meant, where another one that is shown holds a list of the same kind."""
    told = {column.meaning for column in sheet.mapped.columns}
    others = [
        each.grid.sheet
        for each in sheets
        if each is not sheet and not each.grid.hidden and {column.meaning for column in each.mapped.columns} == told
    ]
    if others and _worth(sheet) > 2 and not columns.about.choices.sheet:
        names = tuple(str(each.grid.sheet) for each in sheets if each is sheet or each.grid.sheet in others)
        options = tuple(Option(label=name, means=Choices(sheet=name)) for name in names)
        text = (
            f"The sheets {' and '.join(f'{name!r}' for name in names)} hold lists of the same kind. Which one is meant?"
        )
        yield Question(about="sheet", text=f'{text} Only "{sheet.grid.sheet}" was read.', options=options)


def _open_questions(known: AbstractSet[Meaning | None], contents: object, columns: Columns) -> Iterator[Question]:
    """What is asked of the table as a whole: what its columns are, and where its deals stand."""
    if contents is None:
        text = "Which columns hold the account, the amount, the close date and the stage? Their headers do not say."
        yield Question(about="columns", text=text)
    elif isinstance(contents, Deals) and not known & (_STANDINGS | {Meaning.IS_WON, Meaning.IS_CLOSED}):
        if columns.about.choices.otherwise is None:
            text = "No column says whether a deal is open, won or lost, so every row was taken as open. Is that right?"
            yield Question(about="stages", text=text, options=otherwise(*Outcome))
    elif isinstance(contents, Deals):
        yield from _monthly(columns)
        yield from stage_questions(contents, columns)
        if not known & _AMOUNTS and not columns.questions and len(figures := columns.unnamed_figures()) > 1:
            headers = " or ".join(column.header for column in figures)
            text = f"Which column holds the amount: {headers}? None is taken until you say."
            yield Question(about="columns", text=text, options=tuple(_is_the_amount(column) for column in figures))


def _monthly(columns: Columns) -> Iterator[Question]:
    column = columns.mapped.column(Meaning.AMOUNT)
    if column and says_monthly(column.header) and columns.about.choices.monthly is None:
        text = f'"{column.header}" says per month, so each amount was counted for twelve months. Is that right?'
        options = (
            Option(label="yes, per month", means=Choices(monthly=True)),
            Option(label="no, the whole amount", means=Choices(monthly=False)),
        )
        yield Question(about="columns", text=text, options=options)


def _is_the_amount(column: Column) -> Option:
    return Option(label=column.header, means=Choices(columns={column.position: Meaning.AMOUNT}))


def _scale(columns: Columns) -> Decimal:
    column = columns.mapped.column(Meaning.AMOUNT)
    return column.scale if column else Decimal(1)


def _sheet_notes(grid: Grid, grids: list[Grid]) -> list[str]:
    notes = []
    if grid.hidden:
        notes.append(
            f'The list is on the hidden sheet "{grid.sheet}"; no visible sheet holds one. Please confirm it is the one.'
        )
    others = [f'"{other.sheet}"{" (hidden)" if other.hidden else ""}' for other in grids if other is not grid]
    if others:
        notes.append(f'Read from sheet "{grid.sheet}"; not read: {", ".join(others)}.')
    return notes
