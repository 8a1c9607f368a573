"""What is read from a table: the columns and what they mean, the deals, and everything that stays to be asked."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic import Field

from bot.facts import Day, Frozen, Read


class Uncalculated(NamedTuple):
    """A formula in a workbook whose result was never saved; its text is data, and nothing here works it out."""

    formula: str


Cell = str | Decimal | date | bool | Uncalculated | None


class Row(NamedTuple):
    """A row with its number as a person sees it in the file or sheet, from 1; all rows of a grid are of one length."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> list[Cell]:
        return [cell for cell in self.cells if cell is not None]


class Refusal(Frozen):
    """Why a file is not read: a short code for programs and a sentence for people."""

    code: str
    message: str


class Problem(Frozen):
    """What could not be read or does not add up, with its row and column header where it has one."""

    row: int | None = None
    column: str | None = None
    text: str


class Grid(NamedTuple):
    """One sheet, or a text file as a whole (`sheet` is None), with what was noticed on opening it."""

    sheet: str | None
    rows: list[Row]
    hidden: bool = False
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    delimiter: str | None = None


class Meaning(StrEnum):
    """What a column tells."""

    ID = "id"
    DEAL = "deal"
    ACCOUNT = "account"
    OWNER = "owner"
    STAGE = "stage"
    STATUS = "status"
    AMOUNT = "amount"
    ACTUAL = "actual_amount"
    WEIGHTED = "weighted_amount"
    CURRENCY = "currency"
    PERIOD = "amount_period"
    ODDS = "probability"
    CLOSES = "close_date"
    CLOSED = "closed_on"
    CREATED = "created_on"
    LOST_REASON = "lost_reason"
    IS_WON = "is_won"
    IS_LOST = "is_lost"
    IS_CLOSED = "is_closed"
    LAST_YEAR = "last_year"
    RENEWS = "renewal_date"
    PERSON = "person"
    QUOTA = "quota"
    QUOTA_FROM = "quota_from"
    SALES_TO_DATE = "sales_to_date"
    COMMISSION = "commission_rate"


class Outcome(StrEnum):
    """Where a deal stands."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class Column(Frozen):
    """A column (`position` from 1), its header as written, what it means or None, and why that is believed.

    `scale` is 1000 for amounts in thousands, `currency` the ISO code that the header names.
    """

    position: int
    header: str
    meaning: Meaning | None = None
    why: str
    scale: Decimal = Decimal(1)
    currency: str | None = None


class LeftOut(Frozen):
    """A row that is no deal: a total, a heading, a footer, a duplicate; its text shortened, and the reason."""

    row: int
    text: str
    why: str
    kind: Literal["total", "heading", "footer", "duplicate", "header"]
    figure: Decimal | None = None


class Choices(Frozen):
    """What a person said about a file: the answers to questions, or a mapping they corrected.

    `columns` is position (from 1) to meaning, None for a column to leave alone; `headers` names the columns of a file
    without a header; `stages` says how a stage counts, `otherwise` how a row does whose words do not say; `monthly`
    whether amounts under a header such as "MRR" are per month.
    """

    columns: Mapping[int, Meaning | None] = Field(default_factory=dict)
    headers: tuple[str, ...] = ()
    decimal_mark: Literal[".", ","] | None = None
    date_order: Literal["day first", "month first"] | None = None
    sheet: str | None = None
    stages: Mapping[str, Outcome] = Field(default_factory=dict)
    otherwise: Outcome | None = None
    monthly: bool | None = None

    def and_also(self, more: "Choices") -> "Choices":
        """These choices with more of them; where both say something, the later holds."""
        merged = {"columns": {**self.columns, **more.columns}, "stages": {**self.stages, **more.stages}}
        single = {name: getattr(more, name) for name in more.model_fields_set - set(merged)}
        return self.model_copy(update={**merged, **single})


class Option(Frozen):
    """One answer to a question: the words for it, and what is chosen by it."""

    label: str
    means: Choices


class Question(Frozen):
    """What only a person can say, before the figures that hang on it are used. `about` is the name of a choice."""

    about: str
    text: str
    options: tuple[Option, ...] = ()


class Deal(Frozen):
    """A deal as its row tells it; unknown stays None. `odds` is a fraction, `amount` in `currency` where that is known.

    `stale`: still open though its close date has passed. `lacks` names what an open deal needs and does not say.
    """

    source: Read
    id: str | None = None
    name: str | None = None
    account: str | None = None
    owner: str | None = None
    stage: str | None = None
    outcome: Outcome
    amount: Decimal | None = None
    currency: str | None = None
    odds: Decimal | None = None
    closes: Day | None = None
    lost_reason: str | None = None
    stale: bool = False
    lacks: tuple[str, ...] = ()


class Deals(Frozen):
    """A list of deals, and how each stage was counted."""

    kind: Literal["deals"] = "deals"
    deals: tuple[Deal, ...]
    stages: Mapping[str, Outcome]


class Account(Frozen):
    """An account as its row tells it: revenue last year, and the day its agreement renews."""

    source: Read
    name: str
    owner: str | None = None
    last_year: Decimal | None = None
    renews: Day | None = None


class Accounts(Frozen):
    """A list of accounts."""

    kind: Literal["accounts"] = "accounts"
    accounts: tuple[Account, ...]


class PersonResult(Frozen):
    """A salesperson's row: sales to date and last year, a commission rate (a fraction), a quota and its start."""

    source: Read
    person: str
    sales_to_date: Decimal | None = None
    last_year: Decimal | None = None
    commission_rate: Decimal | None = None
    quota: Decimal | None = None
    quota_from: Day | None = None


class People(Frozen):
    """A list of people's results or quotas."""

    kind: Literal["people"] = "people"
    results: tuple[PersonResult, ...]


class Unknown(Frozen):
    """A table that holds none of these; its columns are listed so that a person can say what they mean."""

    kind: Literal["unknown"] = "unknown"
    rows: int


class Table(Frozen):
    """A file that was read: its mapping to confirm, what stays to be asked, and the typed contents.

    `as_of` is the day the file says it was made, or the day it was read; `as_of_why` says which.
    """

    file: str
    sheet: str | None
    as_of: date
    as_of_why: str
    columns: tuple[Column, ...]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    contents: Deals | Accounts | People | Unknown = Field(discriminator="kind")
