"""Rows into deals: who, what, how much, when, and whether it is open, won or lost."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.facts import Day
from bot.reading.tables.columns import Columns
from bot.reading.tables.figures import Money
from bot.reading.tables.layout import shown
from bot.reading.tables.model import Cell, Deal, Deals, LeftOut, Meaning, Outcome, Row
from bot.reading.tables.outcomes import Said, outcome, standing
from bot.reading.tables.owners import owners

_SAYING = (Meaning.STAGE, Meaning.STATUS, Meaning.IS_WON, Meaning.IS_LOST, Meaning.IS_CLOSED)
_PERIODS = {"monthly": 12, "month": 12, "per month": 12, "quarterly": 4, "quarter": 4}
_TEST = re.compile(
    r"^\W*(?:test|dummy)\b\W*(?:account|deal|opportunity|opp|row|record|$)|\bdo not use\b", re.IGNORECASE
)
_LONGEST_GROUP = 500  # rows that a total without a label may sum up


class Built(NamedTuple):
    """The contents, and further rows that turned out to be none of it."""

    deals: Deals
    left_out: list[LeftOut]


def build_deals(columns: Columns) -> Built:
    """Every row as a deal; a row that only sums up those above it and a second row with one id are left out."""
    by = owners(columns)
    deals: list[Deal] = []
    left_out: list[LeftOut] = []
    seen: dict[str, int] = {}
    rows: dict[tuple[Cell, ...], int] = {}
    for row in columns.layout.data:
        why = _unlabelled_total(columns, row, deals) or _again(columns, row, seen)
        if why:
            left_out.append(why)
        else:
            deals.append(_deal(columns, row, by[row.number]))
            _look_twice(columns, row, rows)
    stages = {deal.stage: deal.outcome for deal in deals if deal.stage}
    return Built(Deals(deals=tuple(deals), stages=stages), left_out)


def _deal(columns: Columns, row: Row, owner: str | None) -> Deal:
    said: Said = {meaning: columns.cell(row, meaning) for meaning in _SAYING if columns.has(meaning)}
    decided = outcome(said, columns.about.choices)
    money, closes = _money(columns, row, decided), _closes(columns, row, decided)
    name, account = columns.text(row, Meaning.DEAL), columns.text(row, Meaning.ACCOUNT)
    opened = decided is Outcome.OPEN
    lacks = tuple(_lacking(columns, money, closes, name or account)) if opened else ()
    return Deal(
        source=columns.source(row),
        id=columns.text(row, Meaning.ID),
        name=name,
        account=account,
        owner=owner,
        stage=standing(said, decided),
        outcome=decided,
        amount=money.value if money else None,
        currency=columns.text(row, Meaning.CURRENCY) or (money.currency if money else None),
        odds=columns.share(row, Meaning.ODDS),
        closes=closes,
        lost_reason=columns.text(row, Meaning.LOST_REASON),
        stale=opened and closes is not None and closes.ends < columns.about.today,
        lacks=lacks,
    )


def _look_twice(columns: Columns, row: Row, rows: dict[tuple[Cell, ...], int]) -> None:
    """A row like another in every cell, or called a test, is counted and named."""
    if row.cells in rows:
        columns.problem(row, None, f"The same as row {rows[row.cells]} in every cell; both are counted.")
    rows.setdefault(row.cells, row.number)
    names = (columns.text(row, Meaning.DEAL), columns.text(row, Meaning.ACCOUNT))
    if any(name and _TEST.search(name) for name in names):
        columns.problem(row, None, "It looks like a test; it is counted all the same.")


def _money(columns: Columns, row: Row, decided: Outcome) -> Money | None:
    """What a won deal really closed at comes before what was once estimated; a monthly amount counts twelve times."""
    actual = columns.money(row, Meaning.ACTUAL) if decided is Outcome.WON else None
    money = actual or columns.money(row, Meaning.AMOUNT)
    months = _PERIODS.get((columns.text(row, Meaning.PERIOD) or "").casefold(), 1)
    if money is None or months == 1:
        return money
    columns.problem(row, Meaning.PERIOD, f"The amount is {columns.text(row, Meaning.PERIOD)}; counted {months} times.")
    return money._replace(value=money.value * months)


def _closes(columns: Columns, row: Row, decided: Outcome) -> Day | None:
    closed = columns.day(row, Meaning.CLOSED) if decided is not Outcome.OPEN and columns.has(Meaning.CLOSED) else None
    return closed or (columns.day(row, Meaning.CLOSES) if columns.has(Meaning.CLOSES) else None)


def _lacking(columns: Columns, money: Money | None, closes: Day | None, whose: str | None) -> Iterator[str]:
    if money is None:
        yield "amount"
    if closes is None and columns.has(Meaning.CLOSES):
        yield "close date"
    if whose is None and (columns.has(Meaning.ACCOUNT) or columns.has(Meaning.DEAL)):
        yield "account"


def _unlabelled_total(columns: Columns, row: Row, deals: list[Deal]) -> LeftOut | None:
    """A row with an amount and nothing that makes a deal, where the amount is the sum of rows right above it."""
    telling = (Meaning.ACCOUNT, Meaning.DEAL, Meaning.STAGE, Meaning.STATUS, Meaning.ID)
    if len(row.filled) > 2 or any(columns.cell(row, meaning) is not None for meaning in telling):
        return None
    money = columns.money(row, Meaning.AMOUNT)
    if money is None or not _sums_up(money.value, deals):
        return None
    return LeftOut(
        row=row.number,
        text=shown(row),
        why="the sum of the rows above it, without a label",
        kind="total",
        figure=money.value,
    )


def _sums_up(figure: Decimal, deals: list[Deal]) -> bool:
    total = Decimal(0)
    for count, deal in enumerate(reversed(deals[-_LONGEST_GROUP:]), start=1):
        total += deal.amount or 0
        if count > 1 and total == figure:
            return True
    return False


def _again(columns: Columns, row: Row, seen: dict[str, int]) -> LeftOut | None:
    key = columns.text(row, Meaning.ID)
    if key is None:
        return None
    if key in seen:
        why = f"the same {columns.header(Meaning.ID)} as row {seen[key]}"
        return LeftOut(row=row.number, text=shown(row), why=why, kind="duplicate")
    seen[key] = row.number
    return None
