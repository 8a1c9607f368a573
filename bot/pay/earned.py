"""What the credits of a span have earned up to the end of a pay period, with the working."""

from bot.figures import Unit
from bot.pay.changes import worked
from bot.pay.credits import Credit
from bot.pay.gauges import Gauge
from bot.pay.model import CompPlan
from bot.pay.periods import Period
from bot.pay.results import Results
from bot.pay.span import Span
from bot.pay.stretch import Stretch
from bot.pay.terms import ZERO, Step, Terms


def earned_to_date(
    plan: CompPlan, terms: Terms, results: Results, span: Period, to_date: list[Credit], period: Period
) -> tuple[Step, ...]:
    """The working of what the credits of a span have earned to date."""
    component = terms.component
    alone = to_date[0] if component.per is Span.DEAL else None
    stretch = Stretch(
        component=component,
        results=results,
        plan_starts=plan.effective.starts,
        starts=span.starts,
        ends=period.ends,
        deal=alone,
    )
    if component.measure.unit is Unit.PERCENT:
        amount = stretch.came_to(Gauge(measure=component.measure, only=component.only))
    else:
        amount = sum((credit.amount for credit in to_date), ZERO)
    return worked(terms, amount, stretch)
