"""From an amount of a measure to pay: each shape of a rate, as steps that show their working."""

from collections.abc import Callable
from decimal import Decimal
from typing import assert_never

from bot.figures import Unit, money, plain
from bot.pay.amounts import Pay, Rate, RateKind
from bot.pay.bands import Ruler, holding, interpolated, part_inside, weights_at
from bot.pay.gauges import Gauge
from bot.pay.rates import (
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
from bot.pay.terms import ZERO, Step, Terms

Lookup = Callable[[Gauge], Decimal]


def steps(terms: Terms, amount: Decimal, measured: Lookup) -> tuple[Step, ...]:
    """What `amount` of the measure pays under a component, step by step; the steps sum to the exact pay.

    `measured` answers what another figure came to, for shapes that look at two.
    """
    shape = terms.component.pays
    if isinstance(shape, FlatRate | QuotaRate):
        return (_flat(terms, shape.rate, amount) if isinstance(shape, FlatRate) else _quota_rate(terms, amount),)
    if isinstance(shape, MarginalTiers):
        return _marginal(terms, shape, amount)
    if isinstance(shape, RetroactiveTiers):
        return _retroactive(terms, shape, amount, measured)
    if isinstance(shape, Curve):
        return _curve(terms, shape, amount, measured)
    if isinstance(shape, SteppedTable):
        return _table(terms, shape, amount, measured)
    if isinstance(shape, Matrix):
        return _matrix(terms, shape, amount, measured)
    assert_never(shape)


def _flat(terms: Terms, rate: Rate, amount: Decimal) -> Step:
    inputs = {terms.component.measure.value: terms.written(amount), "rate": rate.written(terms.currency)}
    return Step(formula=f"{terms.component.measure} × rate", inputs=inputs, amount=amount * rate.value)


def _quota_rate(terms: Terms, amount: Decimal) -> Step:
    target, quota = terms.target or ZERO, terms.quota or Decimal(1)
    inputs = {
        terms.component.measure.value: terms.written(amount),
        "target incentive": money(target, terms.currency),
        "quota": terms.written(quota),
    }
    formula = f"{terms.component.measure} × target incentive ÷ quota"
    return Step(formula=formula, inputs=inputs, amount=amount * target / quota)


def _marginal(terms: Terms, shape: MarginalTiers, amount: Decimal) -> tuple[Step, ...]:
    parts = ((band, part_inside(terms.ruler, band, amount)) for band in shape.bands)
    return tuple(
        _at_rate(terms, shape, band, ("part in this band", part), terms.ruler) for band, part in parts if part > 0
    )


def _retroactive(terms: Terms, shape: RetroactiveTiers, amount: Decimal, measured: Lookup) -> tuple[Step, ...]:
    ruler, position = _ruler(terms, shape.by, amount, measured)
    band = holding(ruler, shape.bands, position, shape.at_edge)
    if band is None:
        return (_outside(ruler, position),)
    step = _at_rate(terms, shape, band, (terms.component.measure.value, amount), ruler)
    reached = {} if shape.by is None else {shape.by.measure.value: ruler.written(position)}
    return (step.model_copy(update={"inputs": {**step.inputs, **reached}}),)


def _ruler(terms: Terms, by: Gauge | None, amount: Decimal, measured: Lookup) -> tuple[Ruler, Decimal]:
    """What places an amount among the bands: the component's own measure, or the one that is named."""
    if by is None:
        return terms.ruler, amount
    return terms.ruler_of(by), measured(by)


def _at_rate(
    terms: Terms, shape: MarginalTiers | RetroactiveTiers, band: Band, part: tuple[str, Decimal], ruler: Ruler
) -> Step:
    """An amount paid at a band's rate, or at a multiple of the base rate the shape names."""
    name, amount = part
    rate, base = band.rate, shape.base_rate
    inputs = {name: terms.written(amount), "band": ruler.band_written(band.starts, band.ends)}
    if rate.kind is not RateKind.TIMES or base is None:
        inputs["rate"] = rate.written(terms.currency)
        return Step(formula=f"{name} × rate", inputs=inputs, amount=amount * rate.value)
    inputs["multiple"] = plain(rate.value, places=4)
    if isinstance(base, Rate):
        inputs["base rate"] = base.written(terms.currency)
        paid = amount * rate.value * base.value
        return Step(formula=f"{name} × multiple × base rate", inputs=inputs, amount=paid)
    target, quota = terms.target or ZERO, terms.quota or Decimal(1)
    inputs |= {"target incentive": money(target, terms.currency), "quota": terms.written(quota)}
    paid = amount * rate.value * target / quota
    return Step(formula=f"{name} × multiple × target incentive ÷ quota", inputs=inputs, amount=paid)


def rate_in(terms: Terms, shape: MarginalTiers | RetroactiveTiers, rate: Rate) -> Rate:
    """What a band's rate comes to: "1.5x" of a base rate of 10% is 15%."""
    if rate.kind is not RateKind.TIMES or shape.base_rate is None:
        return rate
    if isinstance(shape.base_rate, Rate):
        return Rate(value=rate.value * shape.base_rate.value, kind=shape.base_rate.kind)
    value = rate.value * (terms.target or ZERO) / (terms.quota or Decimal(1))
    return Rate(value=value, kind=RateKind.PERCENT if terms.component.measure.unit is Unit.MONEY else RateKind.EACH)


def _outside(ruler: Ruler, position: Decimal) -> Step:
    return Step(formula="outside every step, nothing", inputs={ruler.measure.value: ruler.written(position)})


def _curve(terms: Terms, shape: Curve, amount: Decimal, measured: Lookup) -> tuple[Step, ...]:
    ruler, position = _ruler(terms, shape.by, amount, measured)
    points = [(ruler.at(point.at), point.pays.value) for point in shape.points]
    value = interpolated(points, position, goes_on=shape.beyond == "goes on")
    if value is None:
        return (_outside(ruler, position),)
    name = (shape.by or terms.component).measure.value
    inputs = {name: ruler.written(position), "curve": ", ".join(_point(terms, ruler, shape))}
    return (_worth(terms, Pay(value=value, is_share=shape.points[0].pays.is_share), inputs, shape, amount),)


def _point(terms: Terms, ruler: Ruler, shape: Curve) -> list[str]:
    return [f"{ruler.edge_written(p.at)} pays {p.pays.written(terms.currency)}" for p in shape.points]


def _worth(terms: Terms, pay: Pay, inputs: dict[str, str], shape: Curve | Matrix | None, amount: Decimal) -> Step:
    """An amount of pay, a share of the target, or with a sliding rate a share of the measure itself."""
    if not pay.is_share:
        return Step(
            formula="the amount of this line",
            inputs={**inputs, "amount": money(pay.value, terms.currency)},
            amount=pay.value,
        )
    if shape is not None and shape.of == "measure":
        whole = {terms.component.measure.value: terms.written(amount), "rate": pay.written(terms.currency)}
        formula = f"{terms.component.measure} × rate"
        return Step(formula=formula, inputs={**inputs, **whole}, amount=amount * pay.value)
    target = terms.target or ZERO
    whole = {"target incentive": money(target, terms.currency), "share": pay.written(terms.currency)}
    return Step(formula="target incentive × share", inputs={**inputs, **whole}, amount=target * pay.value)


def _table(terms: Terms, shape: SteppedTable, amount: Decimal, measured: Lookup) -> tuple[Step, ...]:
    ruler, position = _ruler(terms, shape.by, amount, measured)
    row: Row | None = holding(ruler, shape.bands, position, shape.at_edge)
    if row is None:
        return (_outside(ruler, position),)
    inputs = {ruler.measure.value: ruler.written(position), "band": ruler.band_written(row.starts, row.ends)}
    return (_worth(terms, row.pays, inputs, None, amount),)


def _matrix(terms: Terms, shape: Matrix, amount: Decimal, measured: Lookup) -> tuple[Step, ...]:
    """The cell where two measures meet; with straight lines, the cells around it weighed by how near each is."""
    weighed, inputs = [], dict[str, str]()
    for axis in (shape.rows, shape.columns):
        ruler, position = terms.ruler_of(axis), measured(axis)
        inputs[axis.measure.value] = ruler.written(position)
        weights = weights_at([ruler.at(edge) for edge in axis.starts], position, straight=shape.between != "steps")
        if not weights:
            return (_outside(ruler, position),)
        weighed.append(weights)
    cells = ((shape.pays[row][column], x * y) for row, x in weighed[0] for column, y in weighed[1])
    value = sum((cell.value * weight for cell, weight in cells), ZERO)
    return (_worth(terms, Pay(value=value, is_share=shape.pays[0][0].is_share), inputs, shape, amount),)
