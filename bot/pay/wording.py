"""A plan's clauses in plain words: short sentences, everyday words, every figure from the plan or the engine."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.figures import Unit, money, percent
from bot.pay.amounts import Edge, Rate, RateKind
from bot.pay.model import Band, FlatRate, MarginalTiers, QuotaRate, Span
from bot.pay.payout import Line
from bot.pay.shapes import Terms, rate_in

WHEN = {
    Span.DEAL: "deal by deal",
    Span.MONTH: "each month",
    Span.QUARTER: "each quarter",
    Span.YEAR: "once, after the year",
}
RUNS = {
    Span.DEAL: "Each deal counts by itself.",
    Span.MONTH: "It adds up over a month, then starts again.",
    Span.QUARTER: "It adds up over a quarter, then starts again.",
    Span.YEAR: "It adds up over the whole year.",
}
OPERATORS = re.compile(r"( [×÷+−] )")


def clause_in_words(terms: Terms) -> Iterator[str]:
    """What a component pays, as sentences and list lines."""
    component = terms.component
    yield f"This part pays on your {component.measure}. {RUNS[component.per]}"
    if terms.quota is not None:
        yield f"Your quota is {terms.written(terms.quota)}. A quota is the mark you aim for."
    yield from _shape_in_words(terms)
    yield f"It is paid {WHEN[component.paid_every]}."


def _shape_in_words(terms: Terms) -> Iterator[str]:
    shape = terms.component.pays
    if isinstance(shape, FlatRate):
        yield f"It pays {_rate(shape.rate, terms)}, from the first one on."
    elif isinstance(shape, QuotaRate):
        yield from _quota_rate(terms)
    else:
        yield from _tiers(terms, shape)


def _quota_rate(terms: Terms) -> Iterator[str]:
    target, quota = terms.target or Decimal(0), terms.quota or Decimal(1)
    yield f"Reach your quota and it pays {money(target, terms.currency)}. That is its target."
    yield f"Half the quota pays half the target. The rate is {_rate(_quota_share(terms, target / quota), terms)}."


def _quota_share(terms: Terms, value: Decimal) -> Rate:
    is_money = terms.component.measure.unit is Unit.MONEY
    return Rate(value=value, kind=RateKind.PERCENT if is_money else RateKind.EACH)


def _tiers(terms: Terms, shape: MarginalTiers) -> Iterator[str]:
    yield "The rate changes as you go. Each rate pays only on its own part:"
    yield "\n".join(f"- {_band(terms, band)}: {_band_rate(terms, shape, band)}." for band in shape.bands)


def _band_rate(terms: Terms, shape: MarginalTiers, band: Band) -> str:
    if not band.rate.value:
        return "nothing yet"
    return _rate(rate_in(terms, shape, band.rate), terms)


def _band(terms: Terms, band: Band) -> str:
    low, high = _edge(terms, band.starts), band.ends and _edge(terms, band.ends)
    if high is None:
        return f"Above {low}"
    return f"Up to {high}" if band.starts.value == 0 else f"From {low} to {high}"


def _edge(terms: Terms, edge: Edge) -> str:
    """An edge of a band as the amount it comes to, with the share of quota where the plan gives one."""
    amount = terms.written(terms.at(edge))
    return f"{amount} ({percent(edge.value)} of quota)" if edge.of_quota else amount


def _rate(rate: Rate, terms: Terms) -> str:
    written = rate.written(terms.currency)
    exact = rate.value * (100 if rate.kind is RateKind.PERCENT else 1)
    places = 2 if rate.kind is RateKind.EACH else 4
    return written if exact == round(exact, places) else f"about {written}"


def working(line: Line, currency: str) -> str:
    """A line of working with its figures put in: "$80,000 × 6.75% = $5,400"."""
    parts = [line.inputs.get(part, part) for part in OPERATORS.split(line.formula)]
    return f"{''.join(parts)} = {money(line.amount, currency)}"
