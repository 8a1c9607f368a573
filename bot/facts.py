"""Facts with provenance: the words every room shares for what is known and how it came to be known.

A fact is one scalar at a dotted path: `last_year.revenue`, `accounts.acme.growth`. A list of things (accounts,
deals, targets, why-nots) is several facts that share the first two parts of the path.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.figures import Unit


class Frozen(BaseModel):
    """Base of every shared value: immutable, strict about unknown fields, and silent about what it was given."""

    # An error that quoted its input would carry pay into whatever prints it.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy works out anew what the original has worked out (its cached properties)."""
        copied = super().model_copy(update=update, deep=deep)
        for worked_out in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[worked_out]
        return copied


_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What steers a terminal, turns the order of a line around, or stands in no XML file."""


def _readable(typed: object) -> object:
    """Text without what nobody sees and no file holds: control characters, and halves of characters."""
    return _UNSEEN.sub("", typed).encode("utf-8", "ignore").decode() if isinstance(typed, str) else typed


Typed = Annotated[str, BeforeValidator(_readable)]
"""What somebody typed, or named a file."""


class Number(Frozen):
    """A figure. Percent is a fraction (0.375 for 37.5%); money is in the team's currency."""

    type: Literal["number"] = "number"
    value: Decimal
    unit: Unit
    about: bool = False


class Ratio(Frozen):
    """A count out of a count: won 9 of 24 decided."""

    type: Literal["ratio"] = "ratio"
    part: int = Field(ge=0)
    whole: int = Field(gt=0)

    @property
    def fraction(self) -> Decimal:
        return Decimal(self.part) / Decimal(self.whole)


class Words(Frozen):
    """Free text, in the person's own words."""

    type: Literal["words"] = "words"
    text: str


class Day(Frozen):
    """A date as the interval that was meant, both ends included: "mid-March" is 11 to 20 March."""

    type: Literal["day"] = "day"
    starts: date
    ends: date


Value = Annotated[Number | Ratio | Words | Day, Field(discriminator="type")]


class Said(Frozen):
    """A person said it: the inbox key of the message, and the words it rests on."""

    kind: Literal["said"] = "said"
    message: str
    quote: str


class Read(Frozen):
    """It was read from a file a person gave."""

    kind: Literal["read"] = "read"
    file: str
    row: int


class Setting(Frozen):
    """It was set by the organisation: the file and line, e.g. "team.yaml:31"."""

    kind: Literal["set"] = "set"
    where: str


class Computed(Frozen):
    """Code worked it out: the formula in plain words, and each input as it was used."""

    kind: Literal["computed"] = "computed"
    formula: str
    inputs: dict[str, str] = Field(default_factory=dict)


Source = Annotated[Said | Read | Setting | Computed, Field(discriminator="kind")]


class Fact(Frozen):
    """One thing that is known: where it sits, what it is, where it came from and when (UTC)."""

    slot: str
    value: Value
    source: Source
    at: datetime


class Figure(Frozen):
    """A number as it stands in a document, with its unit and where it came from."""

    value: Decimal
    unit: Unit
    source: Source
    about: bool = False


class Statement(Frozen):
    """A sentence as it stands in a document, with where it came from."""

    text: str
    source: Source
