"""What a clause looks at: which sales and figures, over what time, against which quota, and what it must come to."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from bot.facts import Frozen
from bot.pay.amounts import Label, Percent, Positive, WrittenEdge
from bot.pay.measures import Measure
from bot.pay.span import Span


def _as_list(raw: object) -> object:
    return [raw] if isinstance(raw, str) else raw


Names = Annotated[tuple[Label, ...], BeforeValidator(_as_list, json_schema_input_type=str | tuple[str, ...])]


class Only(Frozen):
    """Which deals and totals count: of these kinds or products, in this window, with at least this margin or term.

    `of` is any name a deal or total carries: its kind, its product, one of its tags, whose or which objective it is.
    Whatever carries a name in `without` is left out.
    """

    kinds: Names = ()
    products: Names = ()
    of: Names = ()
    without: Names = ()
    starts: date | None = Field(default=None, alias="from")
    ends: date | None = Field(default=None, alias="to")
    margin_at_least: Percent | None = None
    months_at_least: Positive | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it asks for."""
        return (*self.kinds, *self.products, *self.of)


EVERYTHING = Only.model_validate({})


class Trailing(Frozen):
    """The last months: their total, or the average of a month; up to now, or to the day before the span being paid."""

    months: int = Field(gt=0, le=60)
    shows: Literal["total", "average"] = Field(default="total", alias="as")
    until: Literal["now", "before"] = "now"


class Gauge(Frozen):
    """A figure a clause looks at. `over` is its span to date or the last months; the component's own span unless said.

    With a `quota` its edges may be shares of it. The component's own quota holds for its own measure.
    """

    measure: Measure
    only: Only = EVERYTHING
    over: Span | Trailing | None = None
    quota: Positive | None = None


def _as_gauge(raw: object) -> object:
    return {"measure": raw} if isinstance(raw, str) else raw


WrittenGauge = Annotated[Gauge, BeforeValidator(_as_gauge, json_schema_input_type=Measure | Gauge)]


class MixPart(Gauge):
    """One measure of a weighted attainment: its share of the whole, and how much of it counts at most.

    Below `at_least` it counts nothing. A measure that is a percentage needs no quota.
    """

    weight: Percent
    at_least: Percent | None = None
    at_most: Percent | None = None


class Condition(Gauge):
    """What a figure must be. With `in_each: month` it must be so in every month of the stretch; `and` adds another."""

    at_least: WrittenEdge | None = None
    above: WrittenEdge | None = None
    at_most: WrittenEdge | None = None
    below: WrittenEdge | None = None
    in_each: Span | None = None
    also: "Condition | None" = Field(default=None, alias="and")

    @property
    def all(self) -> "Iterator[Condition]":
        """This condition and every one that is added to it."""
        yield self
        if self.also is not None:
            yield from self.also.all
