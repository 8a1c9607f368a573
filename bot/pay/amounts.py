"""How a compensation plan writes its figures: money, percentages, rates and the edges of bands.

A percentage is always written with its sign ("5%"), so that 5 and 0.05 cannot be mistaken for each other. It is held
as a fraction. Everything is Decimal from the file to the page.
"""

import re
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from bot.facts import Frozen
from bot.figures import money, percent, plain
from bot.reading.yaml_lines import UnreadableError

A_NUMBER = "a number such as 1200000 or 1,200,000"
LARGEST = Decimal(10) ** 12
NUMBER_OR_TEXT = {"type": ["number", "string"]}


def read_number(raw: object) -> Decimal:
    """A number as YAML gives it: 1200000, 1_200_000, "1,200,000" or 0.5. Raises UnreadableError for anything else."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        raise UnreadableError(f'"{raw}" is not a number', A_NUMBER)
    try:
        number = Decimal(str(raw).replace(",", "").replace("_", "").strip())
    except InvalidOperation:
        raise UnreadableError(f'"{raw}" is not a number', A_NUMBER) from None
    if not number.is_finite() or abs(number) > LARGEST:
        raise UnreadableError(f'"{raw}" is not a number that pay can be worked out on', A_NUMBER)
    return number


def read_percent(raw: object) -> Decimal:
    """A percentage as a fraction: "5%" is 0.05. A bare number is refused: it could mean either."""
    if isinstance(raw, str) and raw.strip().endswith("%"):
        return read_number(raw.strip()[:-1]) / 100
    raise UnreadableError(f'"{raw}" is not a percentage', 'a percentage with its sign, such as "5%"')


Amount = Annotated[Decimal, BeforeValidator(read_number), WithJsonSchema(NUMBER_OR_TEXT)]
Positive = Annotated[Decimal, BeforeValidator(read_number), Field(gt=0), WithJsonSchema(NUMBER_OR_TEXT)]
Percent = Annotated[
    Decimal, BeforeValidator(read_percent), Field(ge=0), WithJsonSchema({"type": "string", "pattern": "%$"})
]


LONGEST_LABEL = 120
MARKUP = re.compile(r"[<>\[\]`|\\]|://|\bwww\.|\bmailto:|(?:^|[^\w.])@\w", re.IGNORECASE)
"""What a name could become a mention, a link or a table with, wherever it is shown."""


def _label(raw: object) -> object:
    """A name as it may stand in a message, a table or a heading. Raises UnreadableError for one with markup in it."""
    text = str(raw) if isinstance(raw, int | Decimal) and not isinstance(raw, bool) else raw
    if isinstance(text, str) and (not text.isprintable() or len(text) > LONGEST_LABEL or MARKUP.search(text)):
        what = f"one line of at most {LONGEST_LABEL} characters, without < > [ ] | ` \\, web addresses or @names"
        raise UnreadableError(f'"{text[:40]}" cannot be shown as a name', what)
    return text


Label = Annotated[str, BeforeValidator(_label), Field(min_length=1), WithJsonSchema(NUMBER_OR_TEXT)]


class RateKind(StrEnum):
    """What a rate is a rate of."""

    PERCENT = "percent"
    EACH = "each"
    TIMES = "times"


class Rate(Frozen):
    """What one unit of a measure pays: "5%" of it, "1000 each", or "2x" (twice the measure, or twice a base rate)."""

    value: Decimal
    kind: RateKind

    def written(self, currency: str) -> str:
        if self.kind is RateKind.PERCENT:
            return f"{plain(self.value * 100, places=4)}%"
        if self.kind is RateKind.EACH:
            return f"{money(self.value, currency)} each"
        return f"{plain(self.value, places=4)} times"


def _rate(raw: object) -> Rate:
    if isinstance(raw, Rate):
        return raw
    text = str(raw).strip()
    if text.startswith("-"):
        raise UnreadableError(f'"{raw}" is a negative rate', "a rate of 0% or more")
    if text.endswith("%"):
        return Rate(value=read_percent(text), kind=RateKind.PERCENT)
    if text.endswith("each"):
        return Rate(value=read_number(text.removesuffix("each")), kind=RateKind.EACH)
    if text.endswith("x"):
        return Rate(value=read_number(text[:-1]), kind=RateKind.TIMES)
    raise UnreadableError(f'"{raw}" is not a rate', 'a rate such as "5%", "1000 each" or "2x"')


RATE_SCHEMA = {"type": "string", "pattern": "(%|each|x)$", "examples": ["5%", "1000 each", "2x"]}
WrittenRate = Annotated[Rate, BeforeValidator(_rate), WithJsonSchema(RATE_SCHEMA)]


class Edge(Frozen):
    """Where a band begins or ends: a share of quota ("120%") or an amount of the measure (100000)."""

    value: Decimal
    of_quota: bool

    def written(self, currency: str, *, is_money: bool) -> str:
        if self.of_quota:
            return percent(self.value)
        return money(self.value, currency) if is_money else plain(self.value, places=4)


def _edge(raw: object) -> Edge:
    if isinstance(raw, Edge):
        return raw
    if isinstance(raw, str) and raw.strip().endswith("%"):
        return Edge(value=read_percent(raw), of_quota=True)
    return Edge(value=read_number(raw), of_quota=False)


WrittenEdge = Annotated[Edge, BeforeValidator(_edge), WithJsonSchema(NUMBER_OR_TEXT)]


class Pay(Frozen):
    """An amount of pay: money, or a share ("70%") of a target or whatever else it is said to be a share of."""

    value: Decimal
    is_share: bool

    def of(self, whole: Decimal | None) -> Decimal:
        """What it comes to, given what it is a share of."""
        return self.value * (whole or Decimal(0)) if self.is_share else self.value

    def written(self, currency: str) -> str:
        return f"{plain(self.value * 100, places=4)}%" if self.is_share else money(self.value, currency)


def _pay(raw: object) -> Pay:
    if isinstance(raw, Pay):
        return raw
    if isinstance(raw, str) and raw.strip().endswith("%"):
        return Pay(value=read_percent(raw), is_share=True)
    return Pay(value=read_number(raw), is_share=False)


def _factor(raw: object) -> Decimal:
    text = str(raw).strip()
    if text.endswith("x"):
        return read_number(text[:-1])
    if text.endswith("%"):
        return read_percent(text)
    raise UnreadableError(f'"{raw}" is not a multiplier', 'a multiplier such as "1.25x"')


WrittenPay = Annotated[Pay, BeforeValidator(_pay), WithJsonSchema(NUMBER_OR_TEXT)]
WrittenFactor = Annotated[
    Decimal,
    BeforeValidator(_factor),
    Field(ge=0),
    WithJsonSchema({"type": "string", "pattern": "(x|%)$", "examples": ["1.25x"]}),
]
