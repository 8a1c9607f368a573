"""The cells of a mapped table as values: each column read one way throughout, and what a person must say asked once."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bot.facts import Day, Read
from bot.reading.tables.days import DayVotes, Order, day_order, day_votes, read_day
from bot.reading.tables.figures import (
    Mark,
    Money,
    Unread,
    Votes,
    counts_in_ones,
    decimal_mark,
    is_nothing,
    read_money,
    read_share,
    votes,
)
from bot.reading.tables.layout import Layout
from bot.reading.tables.limits import HAND_MADE_ROWS
from bot.reading.tables.mapping import Mapped
from bot.reading.tables.model import Cell, Choices, Column, Meaning, Option, Problem, Question, Row

_MONEY = (Meaning.AMOUNT, Meaning.ACTUAL, Meaning.LAST_YEAR, Meaning.QUOTA, Meaning.SALES_TO_DATE)
_DAYS = (Meaning.CLOSES, Meaning.CLOSED, Meaning.RENEWS, Meaning.QUOTA_FROM)


class About(NamedTuple):
    """What the cells do not say: the file and sheet, its delimiter, the day it is read, and a person's choices."""

    file: str
    sheet: str | None
    delimiter: str | None
    today: date
    choices: Choices


class Columns:
    """Reads the cells of a table by meaning, and keeps the problems and questions that come up."""

    def __init__(self, layout: Layout, mapped: Mapped, about: About) -> None:
        self.layout, self.mapped, self.about = layout, mapped, about
        self.problems: list[Problem] = []
        self.questions: list[Question] = list(mapped.questions)
        self.by_hand = len(layout.data) <= HAND_MADE_ROWS
        self._columns = {column.meaning: column for column in mapped.columns if column.meaning}
        self._marks = {meaning: self._mark(column) for meaning, column in self._columns.items() if meaning in _MONEY}
        self._orders = {meaning: self._order(column) for meaning, column in self._columns.items() if meaning in _DAYS}
        self._ones = counts_in_ones(self._cells(Meaning.ODDS))

    def has(self, meaning: Meaning) -> bool:
        return meaning in self._columns

    def header(self, meaning: Meaning) -> str:
        column = self._columns[meaning]
        return column.header or f"column {column.position}"

    def source(self, row: Row) -> Read:
        """Where a row stands: the file, its sheet where it has sheets, and the row."""
        place = f"{self.about.file}, sheet {self.about.sheet}" if self.about.sheet else self.about.file
        return Read(file=place, row=row.number)

    def cell(self, row: Row, meaning: Meaning) -> Cell:
        column = self._columns.get(meaning)
        return row.cells[column.position - 1] if column else None

    def text(self, row: Row, meaning: Meaning) -> str | None:
        """A cell as text, None where it is empty or says that it knows nothing; a formula stays the text it is."""
        cell = self.cell(row, meaning)
        if cell is None:
            return None
        text = cell if isinstance(cell, str) else _written(cell)
        return None if is_nothing(text) else re.sub(r"\s+", " ", text)

    def money(self, row: Row, meaning: Meaning) -> Money | None:
        """The amount of a row in full units; a cell that says something else is a problem of that row."""
        if meaning not in self._columns:
            return None
        column, cell = self._columns[meaning], self.cell(row, meaning)
        found = read_money(cell, self._marks[meaning])
        if isinstance(found, Unread) and not found.empty and self.by_hand and isinstance(cell, str):
            found = _money_in_words(cell) or found
        if isinstance(found, Unread):
            if not found.empty and not self._asked("decimal_mark", found):
                self.problem(row, meaning, f"The amount cannot be taken: {found.why}.")
            return None
        value = found.value if found.scaled else found.value * column.scale
        return Money(value, found.currency or column.currency, found.scaled)

    def day(self, row: Row, meaning: Meaning) -> Day | None:
        """The day, month or quarter of a row; one that cannot be read, or could be two, is a problem of that row."""
        cell = self.cell(row, meaning)
        if cell is None or (isinstance(cell, str) and is_nothing(cell)):
            return None
        found = read_day(cell, self._orders[meaning])
        if found is None and self.by_hand and isinstance(cell, str):
            found = _day_in_words(cell, self.about.today)
        if found is None and not self._asked("date_order", None):
            self.problem(row, meaning, f'"{str(cell)[:60]}" is no date that can be read one way.')
        return found

    def share(self, row: Row, meaning: Meaning) -> Decimal | None:
        cell = self.cell(row, meaning)
        if cell is None:
            return None
        ones = self._ones if meaning is Meaning.ODDS else True
        found = read_share(cell, of_one=ones)
        if found is None or not 0 <= found <= 1:
            self.problem(row, meaning, f'"{str(cell)[:60]}" is no percentage.')
            return None
        return found

    def unnamed_figures(self) -> list[Column]:
        """The columns with a header and without a meaning that hold figures."""
        return [
            column
            for column in self.mapped.columns
            if column.meaning is None
            and column.header
            and any(
                isinstance(cell, Decimal) or (cell and isinstance(read_money(cell, "."), Money))
                for cell in self._at(column)
            )
        ]

    def _at(self, column: Column) -> Iterator[Cell]:
        return (row.cells[column.position - 1] for row in self.layout.data)

    def problem(self, row: Row, meaning: Meaning | None, text: str) -> None:
        header = self.header(meaning) if meaning else None
        self.problems.append(Problem(row=row.number, column=header, text=text))

    def _cells(self, meaning: Meaning) -> Iterator[Cell]:
        return (self.cell(row, meaning) for row in self.layout.data) if meaning in self._columns else iter(())

    def _asked(self, about: str, unread: Unread | None) -> bool:
        """Whether a question for the whole column already says what is wrong with this cell."""
        concerns = unread is None or "two ways" in unread.why
        return concerns and any(question.about == about for question in self.questions)

    def _mark(self, column: Column) -> Mark | None:
        """The decimal mark: as chosen, as this column's cells say, or as the other columns of figures say."""
        if self.about.choices.decimal_mark:
            return self.about.choices.decimal_mark
        own = votes(row.cells[column.position - 1] for row in self.layout.data)
        groups = self.about.delimiter != ";" and column.currency != "EUR"
        mark = decimal_mark(own, comma_groups=groups)
        if mark or not (own.either_point or own.either_comma) or (own.point and own.comma):
            return mark
        mark = decimal_mark(_together(self._all_votes()), comma_groups=False)
        if mark is None:
            self.questions.append(self._which_mark(column))
        return mark

    def _all_votes(self) -> list[Votes]:
        places = (column.position - 1 for meaning, column in self._columns.items() if meaning in _MONEY)
        return [votes(row.cells[place] for row in self.layout.data) for place in places]

    def _which_mark(self, column: Column) -> Question:
        cells = (row.cells[column.position - 1] for row in self.layout.data)
        example = next(cell for cell in cells if isinstance(cell, str) and isinstance(read_money(cell, None), Unread))
        marks: tuple[Mark, Mark] = (",", ".") if "." in example else (".", ",")
        whole, part = (read_money(example, mark) for mark in marks)
        options = tuple(
            Option(label=f"{money.value * column.scale:,f}", means=Choices(decimal_mark=mark))
            for mark, money in zip(marks, (whole, part), strict=True)
            if isinstance(money, Money)
        )
        name = column.header or f"column {column.position}"
        readings = " or ".join(option.label for option in options)
        text = f'In "{name}", does {example} mean {readings}? No amount is taken from here until you say.'
        return Question(about="decimal_mark", text=text, options=options)

    def _order(self, column: Column) -> Order | None:
        """The order of day and month: as chosen, as this column's cells say, or as the other columns of dates say."""
        if self.about.choices.date_order:
            return self.about.choices.date_order
        own = day_votes(row.cells[column.position - 1] for row in self.layout.data)
        order = day_order(own)
        if order or not own.either or (own.day_first and own.month_first):
            return order
        order = day_order(_days_together([day_votes(self._cells(meaning)) for meaning in _DAYS]))
        if order is None and not any(question.about == "date_order" for question in self.questions):
            cells = (str(row.cells[column.position - 1]) for row in self.layout.data)
            example = next(cell for cell in cells if day_votes([cell]).either)
            text = f"Is {example} written day first or month first? No date of that kind was taken until you say."
            options = (
                Option(label="day first", means=Choices(date_order="day first")),
                Option(label="month first", means=Choices(date_order="month first")),
            )
            self.questions.append(Question(about="date_order", text=text, options=options))
        return order


def _together(all_votes: list[Votes]) -> Votes:
    return Votes(*(sum(counts) for counts in zip(*all_votes, strict=True)))


def _days_together(all_votes: list[DayVotes]) -> DayVotes:
    return DayVotes(*(sum(counts) for counts in zip(*all_votes, strict=True)))


def _written(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return f"={cell.formula}"
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _money_in_words(text: str) -> Money | None:
    """ "About 40k", as a reply is read; only where one figure can be meant."""
    from bot.reading.amounts import read_amounts

    found = read_amounts(text, "money") if len(text) <= 60 else ()
    if len(found) != 1 or found[0].value is None or found[0].kind not in {"money", "unknown", "count"}:
        return None
    amount = found[0]
    return (
        None
        if amount.uncertain or amount.denied or amount.value is None
        else Money(amount.value, amount.currency, scaled=True)
    )


def _day_in_words(text: str, today: date) -> Day | None:
    """ "Mar 31" or "end of Q2", as a reply is read on the day of the import; only where one day can be meant."""
    from bot.reading.dates import read_dates

    found = read_dates(text, today) if len(text) <= 60 else ()
    return Day(starts=found[0].starts, ends=found[0].ends) if len(found) == 1 and not found[0].ambiguous else None
