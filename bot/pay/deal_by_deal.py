"""Pay that matters deal by deal: what each adds when it counts, in instalments, and what a cancelled one takes back."""

from collections.abc import Generator, Iterator
from datetime import date
from decimal import Decimal

from bot.figures import money
from bot.pay.credits import Credit
from bot.pay.currencies import converted
from bot.pay.earned import earned_to_date
from bot.pay.model import Component, CompPlan
from bot.pay.periods import Period, period_of
from bot.pay.results import Results
from bot.pay.span import Span
from bot.pay.terms import ZERO, Step, Terms
from bot.pay.timing import due, goes_back, settled
from bot.pay.trace import Entry, cents, exact, figures_in


def deal_entries(
    plan: CompPlan, terms: Terms, results: Results, over: tuple[Period, list[Credit]], before: Decimal
) -> Generator[Entry, None, Decimal]:
    """What each deal adds to the pay of its span when it counts, paid in instalments and taken back if it must be.

    `before` is what the component earned in earlier spans, exactly; returns what this span earned, exactly.
    """
    (span, window), worth, paid = over, ZERO, before
    given = dict[str, Decimal]()
    for index, credit in enumerate(window):
        period = period_of(Span.MONTH, credit.on, plan.effective.starts)
        found = earned_to_date(plan, terms, results, span, window[: index + 1], period)
        added, worth = exact(found) - worth, exact(found)
        if not credit.pays:
            continue
        kept = _at_most(terms.component, added, given.get(credit.of, ZERO))
        given[credit.of] = given.get(credit.of, ZERO) + kept
        how = [figures_in(step.formula, step.inputs) for step in found]
        how += [f"less {money(worth - added, plan.currency)} for what came before"] if worth != added else []
        how += ["no more for one deal"] if kept != added else []
        how += converted(plan, [credit.deal]).values()
        amount = cents(paid + kept) - cents(paid)
        paid += kept
        over_time = settled(terms, credit, (amount, "; ".join(how)), plan.effective.starts)
        yield from (e for e in over_time if not (terms.component.instalments and _forfeited(plan, results, e)))
    clawback = terms.component.clawback
    if clawback is not None and clawback.others == "are paid again":
        yield from _paid_again(plan, terms, results, span, window)
    return paid - before


def _paid_again(plan: CompPlan, terms: Terms, results: Results, span: Period, window: list[Credit]) -> Iterator[Entry]:
    """What goes back with each cancelled deal when the others are paid at the rate of the lower total."""
    left = window
    for gone in sorted((c for c in window if c.deal and goes_back(terms, c)), key=_cancelled):
        day, without = _cancelled(gone), [credit for credit in left if credit.of != gone.of]
        period = period_of(Span.MONTH, day, plan.effective.starts)
        with_it, rest = (
            cents(exact(earned_to_date(plan, terms, results, span, kept, period))) if kept else ZERO
            for kept in (left, without)
        )
        told = {"pay without": money(rest, plan.currency), "pay with it": money(with_it, plan.currency)}
        step = Step(formula="pay without − pay with it", inputs={"deal": gone.of, **told})
        yield due(terms, day, step, rest - with_it, plan.effective.starts)
        left = without


def _cancelled(credit: Credit) -> date:
    return credit.deal.cancelled if credit.deal and credit.deal.cancelled else credit.on


def _at_most(component: Component, added: Decimal, given: Decimal) -> Decimal:
    limit = component.deal_pays_at_most
    return added if limit is None else min(added, limit - given)


def _forfeited(plan: CompPlan, results: Results, part: Entry) -> bool:
    """Whether a part falls due after someone has left, under a plan that then does not pay it."""
    gone = results.left is not None and part.due > results.left
    return gone and plan.after_leaving == "forfeited" and part.line.amount > 0
