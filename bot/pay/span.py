"""Over what something adds up, or how often it is paid."""

from enum import StrEnum


class Span(StrEnum):
    """A deal by itself, or a stretch of time counted from the plan's first day."""

    DEAL = "deal"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


SPANS_IN_YEAR = {Span.YEAR: 1, Span.QUARTER: 4, Span.MONTH: 12, Span.WEEK: 52, Span.DEAL: 1}
