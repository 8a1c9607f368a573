"""A component told whole: what counts, how it pays, what changes the pay, when it comes and when it goes back."""

from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from bot.figures import money, on, percent, plain
from bot.pay.changes import limits_written
from bot.pay.gauges import Condition, Gauge, Only
from bot.pay.model import Component
from bot.pay.rules import (
    Add,
    AlsoCounts,
    AtLeast,
    Cap,
    Change,
    FactorTable,
    Gate,
    Instalment,
    Months,
    Multiply,
    PoolShare,
)
from bot.pay.span import Span
from bot.pay.terms import Terms
from bot.pay.wording import shape_in_words

WHEN = {
    Span.DEAL: "deal by deal",
    Span.WEEK: "each week",
    Span.TWO_WEEKS: "every two weeks",
    Span.MONTH: "each month",
    Span.QUARTER: "each quarter",
    Span.HALF: "each half-year",
    Span.YEAR: "once, after the year",
}
RUNS = {
    Span.DEAL: "Each deal counts by itself.",
    Span.WEEK: "It adds up over a week, then starts again.",
    Span.TWO_WEEKS: "It adds up over two weeks, then starts again.",
    Span.MONTH: "It adds up over a month, then starts again.",
    Span.QUARTER: "It adds up over a quarter, then starts again.",
    Span.HALF: "It adds up over a half-year, then starts again.",
    Span.YEAR: "It adds up over the whole year.",
}
COUNTS_WHEN = {
    "booked": "A deal counts when it is signed.",
    "live": "A deal counts when the service goes live.",
    "billed": "A deal counts when the bill goes out.",
    "collected": "A deal counts when the client pays.",
}
BACK = {
    "all": "all of its pay",
    "pro rata": "the part of its pay for the months left",
    "falling": "a part of its pay that falls with time",
}
PAID_ON = {
    "earned": "when you earn it",
    "booked": "when the deal is signed",
    "live": "when the service goes live",
    "billed": "when the bill goes out",
    "collected": "when the client pays",
}


def clause_in_words(terms: Terms) -> Iterator[str]:
    """What a component pays, as sentences and lists."""
    component = terms.component
    yield f"This part pays on your {component.measure}. {RUNS[component.per]}"
    if component.quotas:
        yield f"Your quotas are, in turn: {', '.join(terms.written(quota) for quota in component.quotas)}."
    elif terms.quota is not None:
        yield f"Your quota is {terms.written(terms.quota)}."
    if component.quota_to_date:
        yield "You are measured against the part of it that is due so far."
    yield from _what_counts(terms)
    yield from shape_in_words(terms)
    if component.then:
        yield "Then these steps follow, in this order:"
        yield "\n".join(f"- {change_in_words(terms, change)}" for change in component.then)
    if component.uncapped:
        yield "There is no cap."
    yield from _when_paid(terms)


def _what_counts(terms: Terms) -> Iterator[str]:
    component = terms.component
    if component.mix:
        yield "Each measure has its weight in it:"
        yield "\n".join(f"- {part.measure}: {percent(part.weight)}." for part in component.mix)
    yield from _which_sales(component.only)
    yield from (_counts_too(other) for other in component.also_counts)
    yield from _how_much(component)
    if component.earned_on is not None:
        yield COUNTS_WHEN[component.earned_on]
    if component.repeats_monthly is not None:
        yield f"It pays again each month while the deal runs{_which_months(component.repeats_monthly)}."
    yield from _limits(terms)


def _which_sales(only: Only) -> Iterator[str]:
    if only.names:
        yield f"Only these count: {', '.join(only.names)}."
    if only.without:
        yield f"These do not count: {', '.join(only.without)}."
    if only.starts or only.ends:
        window = [f"from {on(only.starts)}"] if only.starts else []
        window += [f"up to {on(only.ends)}"] if only.ends else []
        yield f"Only sales {' '.join(window)} count."
    if only.margin_at_least is not None:
        yield f"Only deals with a gross margin of {percent(only.margin_at_least)} or more count."
    if only.months_at_least is not None:
        yield f"Only deals of {plain(only.months_at_least)} months or longer count."


def _counts_too(other: AlsoCounts) -> str:
    named = f" of {', '.join(other.only.names)}" if other.only.names else ""
    share = "" if other.credit == 1 else f", at {percent(other.credit)}"
    pays = "" if other.pays else ". It moves you up, but pays nothing itself"
    return f"Your {other.measure}{named} counts too{share}{pays}."


def _how_much(component: Component) -> Iterator[str]:
    for kind, share in component.credit_by.items():
        yield f"Of each sale called {kind}, {percent(share)} counts."
    if component.credit != 1:
        yield f"You are credited with {percent(component.credit)} of each sale."
    if component.net_of_tax:
        yield f"The tax of {percent(component.net_of_tax)} is taken out first."
    if component.burden is not None:
        yield f"Costs count with {percent(component.burden)} on top."


def _which_months(months: Months) -> str:
    if months.ends is None:
        return "" if months.starts == 1 else f", from month {months.starts} on"
    return f", from month {months.starts} to {months.ends}"


def _limits(terms: Terms) -> Iterator[str]:
    component = terms.component
    if component.deal_counts_at_most is not None:
        yield f"One deal counts for at most {terms.written(component.deal_counts_at_most)}."
    if component.counts_at_most is not None:
        yield f"At most {terms.written(terms.ruler.at(component.counts_at_most))} counts."
    if component.counts_in_full is not None:
        yield f"It counts in full steps of {terms.written(terms.ruler.at(component.counts_in_full))}."
    if component.deal_pays_at_most is not None:
        yield f"One deal pays at most {money(component.deal_pays_at_most, terms.currency)}."
    if component.threshold is not None:
        at = terms.written(terms.ruler.at(component.threshold.at))
        counts = "only what is above" if component.threshold.pays == "only above" else "all of it"
        yield f"Below {at} it pays nothing. From there on, {counts} counts."


def change_in_words(terms: Terms, change: Change) -> str:
    """One change after the rate, as a sentence."""
    when = change.when if isinstance(change, Multiply | Add) else None
    if_met = "" if when is None else f", if {_condition(terms, when)}"
    if isinstance(change, Multiply):
        return f"{_multiplied(terms, change)}{if_met}."
    if isinstance(change, Add):
        whole = "your target" if change.share_of == "target" else "the pay before these steps"
        share = f" of {whole}" if change.pay.is_share else ""
        return f"Add {change.pay.written(terms.currency)}{share}{if_met}."
    if isinstance(change, Gate):
        left = f"only {percent(change.otherwise)} is paid" if change.otherwise else "this part pays nothing"
        return f"It pays in full only if {_condition(terms, change.when)}. If not, {left}."
    if isinstance(change, Cap):
        return f"It pays at most {money(change.at.of(terms.target), terms.currency)}."
    if isinstance(change, AtLeast):
        return f"It pays at least {money(change.at.of(terms.target), terms.currency)}."
    if isinstance(change, PoolShare):
        mine, every = (h.measure if isinstance(h, Gauge) else plain(h) for h in (change.mine, change.of))
        if isinstance(change.mine, Gauge) or isinstance(change.of, Gauge):
            return f"The pool is shared. Your part is your {mine} by the {every}."
        return f"The pool is shared. You hold {mine} of {every} shares."
    assert_never(change)


def _multiplied(terms: Terms, change: Multiply) -> str:
    by = change.by
    if not isinstance(by, FactorTable):
        return f"Multiply by {plain(by, places=4)}"
    ruler = terms.ruler_of(by)
    if by.points:
        lines = [f"{plain(p.factor, places=4)} at {ruler.written(ruler.at(p.at))}" for p in by.points]
        return f"Multiply by a figure that rests on your {by.measure}: {'; '.join(lines)}. Between them it moves evenly"
    if not by.bands:
        return f"Multiply by your {by.measure}{' as a share of its quota' if ruler.quota else ''}"
    bands = [f"{plain(b.factor, places=4)} {ruler.band_written(b.starts, b.ends)}" for b in by.bands]
    return f"Multiply by a figure that rests on your {by.measure}: {'; '.join(bands)}"


def _condition(terms: Terms, condition: Condition) -> str:
    return " and ".join(limits_written(one, terms.ruler_of(one)) for one in condition.all)


def _when_paid(terms: Terms) -> Iterator[str]:
    component = terms.component
    if component.instalments:
        yield "It is paid in parts:"
        yield "\n".join(f"- {_instalment(part)}." for part in component.instalments)
    else:
        yield f"It is paid {WHEN[component.paid_every]}."
    if component.clawback is not None:
        back = component.clawback.returns
        share = f"{percent(back)} of its pay" if isinstance(back, Decimal) else BACK.get(str(back), BACK["falling"])
        yield f"If the client leaves within {component.clawback.window}, {share} goes back."
        if component.clawback.others == "are paid again":
            yield "The other deals are then paid again, as if that one had never been."


def _instalment(part: Instalment) -> str:
    waits = [f"{part.months_later} months"] if part.months_later else []
    waits += [f"{part.days_later} days"] if part.days_later else []
    later = f"{' and '.join(waits)} after, counted from " if waits else ""
    spread = f", in {part.over_months} monthly parts" if part.over_months > 1 else ""
    return f"{percent(part.share)} {later}{PAID_ON[part.when]}{spread}"
