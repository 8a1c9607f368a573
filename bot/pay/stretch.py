"""A stretch of time, or one deal, as a clause sees it: what any measure came to in it so far."""

from datetime import date
from decimal import Decimal

from bot.pay.credits import Credit, reached
from bot.pay.measures import Measure
from bot.pay.periods import period_of
from bot.pay.private import Private
from bot.pay.results import Results
from bot.pay.span import Span


class Stretch(Private):
    """From the first day of a span to the end of what is being paid. `deal` is set when each deal counts by itself."""

    results: Results
    plan_starts: date
    starts: date
    ends: date
    deal: Credit | None = None

    def measured(self, measure: Measure) -> Decimal:
        """What a measure came to in this stretch."""
        if self.deal is not None and self.deal.deal is not None:
            alone = Results(deals=(self.deal.deal,))
            return reached(measure, alone, self.deal.deal.booked, self.deal.deal.booked)
        return reached(measure, self.results, self.starts, self.ends)

    def over(self, measure: Measure, span: Span | None) -> Decimal:
        """What a measure came to in the span around the end of this stretch, to date."""
        if span is None or span is Span.DEAL:
            return self.measured(measure)
        starts = period_of(span, self.ends, self.plan_starts).starts
        return reached(measure, self.results, starts, self.ends)
