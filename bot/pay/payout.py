"""The engine: what a plan pays for given results, and why, line by line.

One rounding rule. What a component has earned so far, over everything before it too, is worked out exactly and rounded
once to the cent, half up; each line is what it adds to that. So the parts sum to the whole however finely it is cut:
the lines sum to the total, and neither shorter pay periods nor smaller deals ever change a year.
"""

from collections.abc import Generator, Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from bot.pay.credits import Credit, called, credits_of, is_of
from bot.pay.currencies import converted, in_plan_currency
from bot.pay.deal_by_deal import deal_entries
from bot.pay.draw import ledger
from bot.pay.earned import earned_to_date
from bot.pay.gauges import Gauge
from bot.pay.limit import capped
from bot.pay.looks import looked_at
from bot.pay.measures import Measure
from bot.pay.model import Component, CompPlan, with_goal
from bot.pay.periods import DAY, Period, months_between, period_of, ramp_in, share_on_plan
from bot.pay.rates import Matrix, picked_by
from bot.pay.results import Results, Total, known_by
from bot.pay.span import Span
from bot.pay.terms import ZERO, Step, Terms
from bot.pay.trace import Balance, Entry, Line, Payout, PeriodPay, cents, entry, exact, rounded

NOTHING = Decimal("0.00")


def payout(plan: CompPlan, results: Results) -> Payout:
    """What the plan pays for the results, besides base pay.

    Raises ValueError when a quota is the rep's goal and the results do not say what that is, or when a sale is in a
    currency the plan states no rate for.
    """
    settled = plan if results.goal is None else with_goal(plan, results.goal)
    results = in_plan_currency(settled, known_by(results))
    earned = _all_entries(settled, results)
    found = [*earned, *capped(settled, earned)]
    due = [e for e in found if results.through is None or e.due <= results.through]
    draws = ledger(settled, results, due)
    entries = sorted([*due, *draws.entries, *_paid_before(results, due)], key=lambda e: e.period.ends)
    later = _sum(e.line for e in found) - _sum(e.line for e in due)
    return Payout(
        total=_sum(e.line for e in entries),
        by_period=tuple(_by_period(entries)),
        lines=tuple(e.line for e in entries),
        balances=(*draws.balances, *_not_yet_due(later, results)),
        uncounted=tuple(_uncounted(settled, results)),
    )


def _uncounted(plan: CompPlan, results: Results) -> Iterator[str]:
    counted = {credit.of for c in plan.components for credit in credits_of(c, results, plan.effective)}
    yield from (deal.id for deal in results.deals if deal.id not in counted)
    looks = [gauge for c in plan.components for gauge in (Gauge(measure=c.measure, only=c.only), *looked_at(c))]
    totals = (t for t in results.totals if not any(is_of(gauge.measure, gauge.only, t) for gauge in looks))
    yield from (called(total) for total in totals)


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount for line in lines), NOTHING)


def _by_period(entries: list[Entry]) -> Iterator[PeriodPay]:
    amounts = dict[Period, Decimal]()
    for e in entries:
        amounts[e.period] = amounts.get(e.period, NOTHING) + e.line.amount
    for period, amount in amounts.items():
        yield PeriodPay(period=period.label, ends=period.ends, amount=amount)


def _not_yet_due(later: Decimal, results: Results) -> Iterator[Balance]:
    if later and results.through:
        yield Balance(name="earned, not yet due", period=f"after {results.through}", amount=later)


def _paid_before(results: Results, due: list[Entry]) -> Iterator[Entry]:
    """What was paid outside these results comes off once, with the last pay that is due."""
    if not results.paid_before or not due:
        return
    last = max(due, key=lambda e: e.due)
    line = last.line.model_copy(
        update={"formula": "less already paid", "inputs": {}, "amount": -cents(results.paid_before)}
    )
    yield last.model_copy(update={"line": line})


def _all_entries(plan: CompPlan, results: Results) -> list[Entry]:
    """Every component in turn; what the ones before it pay is a measure that the next may look at."""
    found, seen = list[Entry](), results
    for component in plan.components:
        entries = list(_component_entries(plan, component, _burdened(component, seen)))
        paid = (Total(measure=Measure.OWN_PAY, date=e.due, reached=e.line.amount, of=component.name) for e in entries)
        seen = seen.model_copy(update={"totals": (*seen.totals, *paid)})
        found += entries
    return found


def _burdened(component: Component, results: Results) -> Results:
    """The results with the plan's burden on each cost, where a component names one."""
    if component.burden is None:
        return results
    deals = (d.model_copy(update={"cost": d.cost and d.cost * (1 + component.burden)}) for d in results.deals)
    return results.model_copy(update={"deals": tuple(deals)})


def _component_entries(plan: CompPlan, component: Component, results: Results) -> Iterator[Entry]:
    terms = Terms.of(plan, component)
    counted = credits_of(component, results, plan.effective)
    before = ZERO
    for window in _windows(plan, component, counted):
        span = period_of(component.per, window[0].on, plan.effective.starts)
        part = share_on_plan(plan, results, span) if component.per is not Span.DEAL else Decimal(1)
        quota, target = ramp_in(plan, results, span)
        scaled = _quota_of(terms, plan, span).scaled(part * quota, part * target)
        entries = deal_entries if component.deal_by_deal else _window_entries
        before += yield from entries(plan, scaled, results, (span, window), before)


def _quota_of(terms: Terms, plan: CompPlan, span: Period) -> Terms:
    """The terms with the quota of this span, where the plan has one for each; the last holds for those after it."""
    quotas = terms.component.quotas
    if not quotas:
        return terms
    place = months_between(plan.effective.starts, span.starts) // (months_between(span.starts, span.ends) + 1)
    return terms.model_copy(update={"quota": quotas[min(place, len(quotas) - 1)]})


def _windows(plan: CompPlan, component: Component, counted: list[Credit]) -> Iterator[list[Credit]]:
    """The credits that add up together: each deal by itself, or those of one month, quarter or year."""
    if component.per is Span.DEAL:
        yield from ([credit] for credit in counted)
        return
    for _, group in groupby(counted, lambda c: period_of(component.per, c.on, plan.effective.starts).starts):
        yield list(group)


def _window_entries(
    plan: CompPlan, terms: Terms, results: Results, over: tuple[Period, list[Credit]], before: Decimal
) -> Generator[Entry, None, Decimal]:
    """What each pay period in a span adds: earned to date, less what earlier periods paid.

    `before` is what the component earned in earlier spans, exactly; returns what this span earned, exactly.
    """
    (span, window), earned, paid = over, ZERO, ZERO
    for period in _pay_periods(plan, terms.component, results, span, window):
        to_date = [credit for credit in window if credit.on <= period.ends]
        passed = _passed(span, period) if terms.component.quota_to_date else Decimal(1)
        found = earned_to_date(plan, terms.scaled(passed, passed), results, span, to_date, period)
        earned = exact(found)
        if to_date[-1].on < period.starts and cents(before + earned) - cents(before) == paid:
            continue
        told = {"deal": to_date[0].of} if terms.component.per is Span.DEAL else {}
        told |= converted(plan, (credit.deal for credit in to_date))
        for step, amount in rounded(found, before):
            yield entry(terms, period, step.model_copy(update={"inputs": {**told, **step.inputs}}), amount)
        if paid:
            yield entry(terms, period, Step(formula="less already paid for earlier periods"), -paid)
        paid = cents(before + earned) - cents(before)
    return earned


def _pay_periods(
    plan: CompPlan, component: Component, results: Results, span: Period, window: list[Credit]
) -> Iterator[Period]:
    """The pay periods in which something counts; where the pay rests on more than that, every one to the span's end."""
    every, starts = component.paid_every, plan.effective.starts
    looks_around = picked_by(component.pays) is not None or isinstance(component.pays, Matrix) or component.mix
    if not (component.then or component.quota_to_date or looks_around):
        yield from dict.fromkeys(period_of(every, credit.on, starts) for credit in window)
        return
    day, last = window[0].on, min(span.ends, plan.effective.ends, results.through or span.ends)
    while day <= last:
        period = period_of(every, day, starts)
        yield period
        day = period.ends + DAY


def _passed(span: Period, period: Period) -> Decimal:
    """The share of a span's months that has passed by the end of a pay period."""
    return Decimal(months_between(span.starts, period.ends) + 1) / (months_between(span.starts, span.ends) + 1)
