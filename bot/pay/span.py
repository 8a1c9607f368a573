"""Over what something adds up, or how often it is paid."""

from enum import StrEnum


class Span(StrEnum):
    """A deal by itself, or a stretch of time counted from the plan's first day."""

    DEAL = "deal"
    WEEK = "week"
    TWO_WEEKS = "two weeks"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half-year"
    YEAR = "year"


SPANS_IN_YEAR = {
    Span.YEAR: 1,
    Span.HALF: 2,
    Span.QUARTER: 4,
    Span.MONTH: 12,
    Span.TWO_WEEKS: 26,
    Span.WEEK: 52,
    Span.DEAL: 1,
}
