"""A plan's clauses in plain words: short sentences, everyday words, every figure from the plan or the engine."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import assert_never

from bot.figures import Unit, money, percent, plain
from bot.pay.amounts import Edge, Pay, Rate, RateKind
from bot.pay.bands import Ruler
from bot.pay.gauges import Gauge
from bot.pay.rates import (
    AtEdge,
    Axis,
    Band,
    Curve,
    FlatRate,
    MarginalTiers,
    Matrix,
    QuotaRate,
    RetroactiveTiers,
    Row,
    SteppedTable,
)
from bot.pay.shapes import rate_in
from bot.pay.terms import Terms
from bot.pay.trace import Line, figures_in


def shape_in_words(terms: Terms) -> Iterator[str]:
    """How the measure turns into pay, as sentences and lists."""
    shape = terms.component.pays
    if isinstance(shape, FlatRate):
        yield f"It pays {_rate(shape.rate, terms)}{_of_it(shape.rate)}."
    elif isinstance(shape, QuotaRate):
        yield from _quota_rate(terms)
    elif isinstance(shape, MarginalTiers):
        yield "The rate changes as you go. Each rate pays only on its own part:"
        yield _list(f"{_band(terms.ruler, band, 'lower')}: {_band_rate(terms, shape, band)}" for band in shape.bands)
    elif isinstance(shape, RetroactiveTiers):
        yield f"The rate depends on your {(shape.by or terms.component).measure}. The rate you reach pays on all of it:"
        ruler = _ruler(terms, shape.by)
        yield _list(f"{_band(ruler, band, shape.at_edge)}: {_band_rate(terms, shape, band)}" for band in shape.bands)
    elif isinstance(shape, Curve):
        yield from _curve(terms, shape)
    elif isinstance(shape, SteppedTable):
        yield f"What you reach in {(shape.by or terms.component).measure} picks one line. It pays that line only:"
        ruler = _ruler(terms, shape.by)
        yield _list(f"{_band(ruler, row, shape.at_edge)}: {_pay(terms, row.pays)}" for row in shape.bands)
    elif isinstance(shape, Matrix):
        yield from _matrix(terms, shape)
    else:
        assert_never(shape)


def _of_it(rate: Rate) -> str:
    if rate.kind is RateKind.EACH:
        return ", starting with the first one"
    return " of it, starting with the first sale" if rate.kind is RateKind.PERCENT else " that amount"


def _list(lines: Iterator[str]) -> str:
    return "\n".join(f"- {line}." for line in lines)


def _ruler(terms: Terms, by: Gauge | None) -> Ruler:
    return terms.ruler if by is None else terms.ruler_of(by)


def _quota_rate(terms: Terms) -> Iterator[str]:
    target, quota = terms.target or Decimal(0), terms.quota or Decimal(1)
    yield f"Reach your quota and it pays {money(target, terms.currency)}. That is its target."
    yield f"Half the quota pays half the target. The rate is {_rate(_quota_share(terms, target / quota), terms)}."


def _quota_share(terms: Terms, value: Decimal) -> Rate:
    is_money = terms.component.measure.unit is Unit.MONEY
    return Rate(value=value, kind=RateKind.PERCENT if is_money else RateKind.EACH)


def _band_rate(terms: Terms, shape: MarginalTiers | RetroactiveTiers, band: Band) -> str:
    if not band.rate.value:
        return "nothing yet"
    return _rate(rate_in(terms, shape, band.rate), terms)


def _band(ruler: Ruler, band: Band | Row, at_edge: AtEdge | None) -> str:
    """A band in words that say which side an edge is on: the higher band has its own lower edge unless said."""
    low, high = _edge(ruler, band.starts), band.ends and _edge(ruler, band.ends)
    if at_edge == "lower":
        if high is None:
            return f"Above {low}"
        return f"Up to {high}" if band.starts.value == 0 else f"Above {low}, up to {high}"
    if high is None:
        return f"{low} or more"
    return f"Below {high}" if band.starts.value == 0 else f"From {low} to just below {high}"


def _edge(ruler: Ruler, edge: Edge) -> str:
    """An edge of a band as the amount it comes to, with the share of quota where the plan gives one."""
    amount = ruler.written(ruler.at(edge))
    return f"{amount} ({percent(edge.value)} of quota)" if edge.of_quota and ruler.quota is not None else amount


def _rate(rate: Rate, terms: Terms) -> str:
    written = rate.written(terms.currency)
    exact = rate.value * (100 if rate.kind is RateKind.PERCENT else 1)
    places = 2 if rate.kind is RateKind.EACH else 4
    if exact == round(exact, places):
        return written
    return f"about {plain(exact, places=2)}%" if rate.kind is RateKind.PERCENT else f"about {written}"


def _pay(terms: Terms, pay: Pay) -> str:
    """An amount of pay in money, with the share of the target where the plan gives one."""
    if not pay.value:
        return "nothing"
    amount = money(pay.of(terms.target), terms.currency)
    return f"{amount} ({pay.written(terms.currency)} of target)" if pay.is_share else amount


def _curve(terms: Terms, shape: Curve) -> Iterator[str]:
    ruler = _ruler(terms, shape.by)
    slides = "rate" if shape.of == "measure" else "pay"
    yield f"The {slides} slides with your {(shape.by or terms.component).measure}. Between two lines it moves evenly:"
    worth = _as_rate if shape.of == "measure" else _pay
    yield _list(f"At {_edge(ruler, point.at)}: {worth(terms, point.pays)}" for point in shape.points)
    first, last = shape.points[0], shape.points[-1]
    if ruler.at(first.at) > 0:
        yield f"Below {_edge(ruler, first.at)} it pays nothing."
    if shape.beyond != "goes on":
        yield f"Above {_edge(ruler, last.at)} it stays the same."
    else:
        yield f"Above {_edge(ruler, last.at)} it goes on in the same way."


def _as_rate(terms: Terms, pay: Pay) -> str:
    return pay.written(terms.currency)


def _matrix(terms: Terms, shape: Matrix) -> Iterator[str]:
    rows, columns = shape.rows.measure, shape.columns.measure
    yield f"Two things count: {rows} and {columns}. Where they meet is what it pays."
    if shape.between == "straight lines":
        yield "Between two lines it moves evenly."
    across = [f"{columns} from {cell}" for cell in _starts(terms, shape.columns)]
    lines = [[f"{rows} from", *across], ["---:"] * (len(across) + 1)]
    for start, cells in zip(_starts(terms, shape.rows), shape.pays, strict=True):
        lines.append([start, *(_pay(terms, cell) for cell in cells)])
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _starts(terms: Terms, axis: Axis) -> Sequence[str]:
    ruler = terms.ruler_of(axis)
    return [_edge(ruler, edge) for edge in axis.starts]


def working(line: Line, currency: str) -> str:
    """A line of working with its figures put in: "$80,000 × 6.75% = $5,400"."""
    return f"{figures_in(line.formula, line.inputs)} = {money(line.amount, currency)}"
