"""What each column means, and why: by its header where there is one, by what stands in it where there is none."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from bot.reading.tables.days import read_day
from bot.reading.tables.figures import (
    Money,
    header_currency,
    header_scale,
    read_money,
    read_share,
    says_monthly,
    stated_scale,
)
from bot.reading.tables.known import known_layout
from bot.reading.tables.layout import Layout, is_figure, said_above
from bot.reading.tables.model import Cell, Choices, Column, Meaning, Option, Question, Uncalculated
from bot.reading.tables.words import meaning_of, plain, says_stage

_AMOUNTS = {Meaning.AMOUNT, Meaning.ACTUAL, Meaning.WEIGHTED, Meaning.LAST_YEAR, Meaning.QUOTA, Meaning.SALES_TO_DATE}
_DAYS = {Meaning.CLOSES, Meaning.CLOSED, Meaning.CREATED, Meaning.RENEWS, Meaning.QUOTA_FROM}
_FLAGS = {Meaning.IS_WON, Meaning.IS_LOST, Meaning.IS_CLOSED}
_FLAG_WORDS = {"true", "false", "yes", "no", "ja", "nein", "oui", "non", "y", "n", "x", "0", "1", "wahr", "falsch"}
_SAMPLE = 400
_WHOLE_CONTRACT = {"tcv", "total contract value", "contract value"}
_YEAR_OF_CONTRACT = {"acv", "annual contract value"}
_MEANT = {
    Meaning.AMOUNT: "amount",
    Meaning.ACTUAL: "amount it closed at",
    Meaning.ACCOUNT: "account",
    Meaning.CLOSES: "close date",
    Meaning.OWNER: "owner",
}


class Mapped:
    """The columns with their meaning, and the questions that came up; at most one column for each meaning."""

    def __init__(self, columns: Sequence[Column], questions: Sequence[Question] = ()) -> None:
        self.columns = tuple(columns)
        self.questions = tuple(questions)

    def column(self, meaning: Meaning) -> Column | None:
        return next((column for column in self.columns if column.meaning is meaning), None)


def map_columns(layout: Layout, file: str, choices: Choices) -> Mapped:
    """Say what every column means. A choice that a person made comes before everything else."""
    headers, why = _headers(layout, file, choices)
    values = [_values(layout, at) for at in range(len(headers))]  # a sample is enough to tell what a column holds
    columns = [_column(at, header, values[at], why) for at, header in enumerate(headers)]
    if layout.header is None and not any(column.meaning for column in columns):
        columns = _by_contents(columns, values)
    columns = [_chosen(column, choices) for column in columns]
    columns, questions = _one_each(columns, choices)
    columns = _promoted(columns, values)
    return Mapped([_scaled(column, layout, choices) for column in columns], questions)


def _headers(layout: Layout, file: str, choices: Choices) -> tuple[list[str], str]:
    width = max((len(row.cells) for row in (*layout.data[:1], *layout.above[:1])), default=0)
    if layout.header:
        return ["" if cell is None else str(cell) for cell in layout.header.cells], "its header"
    if choices.headers:
        return [*choices.headers, *[""] * width][:width], "the header you gave"
    known = known_layout(file, layout.data)
    if known:
        return list(known.headers), f"no header, but laid out like {known.name}"
    return [""] * width, "no header"


def _values(layout: Layout, at: int) -> list[Cell]:
    return list(islice((row.cells[at] for row in layout.data if row.cells[at] is not None), _SAMPLE))


def _column(at: int, header: str, values: list[Cell], why: str) -> Column:
    base = Column(position=at + 1, header=header, why="not needed for a plan" if header else "no header")
    found = meaning_of(header) if header else None
    if not found:
        return base
    meaning = found[0]
    if not _fits(meaning, values):
        return base.model_copy(update={"why": f'called like "{meaning.value}", but what stands in it does not fit'})
    return base.model_copy(update={"meaning": meaning, "why": why if found[1] < 100 else f"{why}, read loosely"})


def _fits(meaning: Meaning, values: list[Cell]) -> bool:
    """Whether at least half of a column's cells can be what its header says; an empty column fits anything."""
    return sum(_can_be(meaning, cell) for cell in values) * 2 >= len(values)


def _can_be(meaning: Meaning, cell: Cell) -> bool:
    if isinstance(cell, Uncalculated):
        return True
    if meaning in _AMOUNTS:
        return not isinstance(cell, str) or any(sign.isdigit() for sign in cell) or not cell.strip("-–— ?")
    if meaning in _DAYS:
        return not isinstance(cell, bool) and not (isinstance(cell, str) and len(cell) > 40)
    if meaning is Meaning.STAGE:
        return isinstance(cell, str) and not is_figure(cell)
    if meaning in _FLAGS:
        return isinstance(cell, bool) or plain(str(cell)) in _FLAG_WORDS
    return True


def _chosen(column: Column, choices: Choices) -> Column:
    if column.position not in choices.columns:
        return column
    return column.model_copy(update={"meaning": choices.columns[column.position], "why": "you said so"})


def _one_each(columns: list[Column], choices: Choices) -> tuple[list[Column], list[Question]]:
    """Keep the best column for each meaning; two with the very same header are asked about, and neither is used."""
    questions: list[Question] = []
    for meaning in dict.fromkeys(column.meaning for column in columns if column.meaning):
        rivals = [column for column in columns if column.meaning is meaning]
        ranked = sorted(rivals, key=lambda column: (column.position not in choices.columns, _rank(column)))
        best = ranked[0]
        if best.position not in choices.columns and (kinds := _contract_and_year(rivals)):
            questions.append(_which_contract(kinds))
            columns = [_dropped(column, meaning, "two columns could be it") for column in columns]
        elif len(ranked) > 1 and _rank(best) == _rank(ranked[1]) and best.position not in choices.columns:
            places = tuple(str(column.position) for column in rivals)
            what = _MEANT.get(meaning, meaning.value.replace("_", " "))
            text = (
                f'{len(rivals)} columns are called "{best.header}". Which one holds the {what}: {" or ".join(places)}?'
            )
            options = tuple(_holds(column, f"column {column.position}", meaning) for column in rivals)
            questions.append(Question(about="columns", text=text, options=options))
            columns = [_dropped(column, meaning, "two columns could be it") for column in columns]
        else:
            columns = [
                column if column is best else _dropped(column, meaning, f'"{best.header}" was taken')
                for column in columns
            ]
    return columns, questions


def _contract_and_year(rivals: list[Column]) -> list[Column]:
    """The columns for a whole contract and for a year of it, where both are there and nothing else says the amount."""
    names = [plain(column.header) for column in rivals]
    if not set(names) & _WHOLE_CONTRACT or not set(names) & _YEAR_OF_CONTRACT:
        return []
    return rivals if set(names) <= _WHOLE_CONTRACT | _YEAR_OF_CONTRACT else []


def _which_contract(columns: list[Column]) -> Question:
    headers = " or ".join(f'"{column.header}" (column {column.position})' for column in columns)
    text = f"Which amount should the plan count: {headers}? No amount is taken until you say."
    options = tuple(_holds(column, column.header, Meaning.AMOUNT) for column in columns)
    return Question(about="columns", text=text, options=options)


def _holds(column: Column, label: str, meaning: Meaning) -> Option:
    return Option(label=label, means=Choices(columns={column.position: meaning}))


def _rank(column: Column) -> int:
    found = meaning_of(column.header)
    return found[1] if found else 1000


def _dropped(column: Column, meaning: Meaning, why: str) -> Column:
    if column.meaning is not meaning:
        return column
    return column.model_copy(update={"meaning": None, "why": f"{meaning.value.replace('_', ' ')} too, but {why}"})


def _promoted(columns: list[Column], values: list[list[Cell]]) -> list[Column]:
    """A table without an amount takes the nearest thing: its only other money, or its only column of figures."""
    meanings = {column.meaning for column in columns}
    if Meaning.AMOUNT in meanings or any("could be it" in column.why for column in columns):
        return columns
    expected = next(
        (c for c in columns if c.meaning is Meaning.WEIGHTED and plain(c.header) == "expected revenue"), None
    )
    if expected:
        return _promote(columns, expected, "the only amount in the table")
    if meanings & (_AMOUNTS - {Meaning.WEIGHTED}) or not meanings & {Meaning.ACCOUNT, Meaning.DEAL}:
        return columns
    money = [column for column in columns if column.meaning is None and _all_money(values[column.position - 1])]
    return _promote(columns, money[0], "the only column of figures") if len(money) == 1 else columns


def _promote(columns: list[Column], best: Column, why: str) -> list[Column]:
    return [c.model_copy(update={"meaning": Meaning.AMOUNT, "why": why}) if c is best else c for c in columns]


def _all_money(values: list[Cell]) -> bool:
    sample = [cell for cell in values if read_share(cell, of_one=True) is None or "%" not in str(cell)]
    return bool(sample) and all(isinstance(read_money(cell, "."), Money) for cell in sample)


def _by_contents(columns: list[Column], values: list[list[Cell]]) -> list[Column]:
    """Guess the columns of a list that never had a header, from what stands in them; every guess is to be confirmed."""
    guesses = [_guess(cells) for cells in values]
    taken: set[Meaning] = set()
    named: list[Column] = []
    for column, guess in zip(columns, guesses, strict=True):
        use = guess if guess and guess[0] not in taken and Counter(guesses)[guess] == 1 else None
        taken |= {use[0]} if use else set()
        named.append(column.model_copy(update={"meaning": use[0], "why": f"no header; {use[1]}"}) if use else column)
    return _named_accounts(named, values)


_NUMBERED = re.compile(r"#\d+|[A-Z]{1,8}(?:[-_#/]\d+|\d{3,})|\d{9,}|(?=.*\d)[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?")
"""An id as systems write them: "#4021", "OPP-20417", a long number, the fifteen or eighteen signs of Salesforce."""


def _guess(cells: list[Cell]) -> tuple[Meaning, str] | None:
    if not cells:
        return None
    texts = [str(cell) for cell in cells]
    if all(text.endswith("%") for text in texts):
        return Meaning.ODDS, "it holds percentages"
    if all(_NUMBERED.fullmatch(text) for text in texts) and len(set(texts)) == len(texts):
        return Meaning.ID, "it numbers the rows"
    if all(read_day(cell, "day first") or read_day(cell, "month first") for cell in cells):
        return Meaning.CLOSES, "it holds dates"
    if all(isinstance(read_money(cell, "."), Money) for cell in cells):
        return Meaning.AMOUNT, "it holds figures"
    if sum(map(says_stage, texts)) * 3 >= len(texts):
        return Meaning.STAGE, "its words say won, lost or open"
    return None


def _named_accounts(columns: list[Column], values: list[list[Cell]]) -> list[Column]:
    """The column of words with the most different ones is the account, where something beside it is an amount."""
    words = [
        c
        for c in columns
        if c.meaning is None and values[c.position - 1] and not any(map(is_figure, values[c.position - 1]))
    ]
    if not words or not any(column.meaning is Meaning.AMOUNT for column in columns):
        return columns
    best = max(words, key=lambda column: len({str(cell) for cell in values[column.position - 1]}))
    why = "no header; its words differ the most from row to row"
    return [c.model_copy(update={"meaning": Meaning.ACCOUNT, "why": why}) if c is best else c for c in columns]


def _scaled(column: Column, layout: Layout, choices: Choices) -> Column:
    if column.meaning not in _AMOUNTS:
        return column
    scale, said = header_scale(column.header), "the header"
    if scale == 1:
        scale, said = stated_scale(said_above(layout.above)), "a line above the table"
    why = (
        f"{column.why}; {said} says the figures are in {'thousands' if scale == 1000 else 'millions'}"
        if scale > 1
        else column.why
    )
    if column.meaning is Meaning.AMOUNT and says_monthly(column.header) and choices.monthly is not False:
        scale, why = scale * 12, f"{why}; the header says per month, so each is counted for twelve months"
    currency = header_currency(column.header)
    return column.model_copy(update={"scale": scale, "currency": currency, "why": why})
