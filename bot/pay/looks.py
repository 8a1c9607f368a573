"""Everything a clause looks at: what it pays on, what picks its rate, what its changes depend on."""

from collections.abc import Iterator

from bot.pay.gauges import Condition, Gauge
from bot.pay.model import Component
from bot.pay.rates import Matrix, picked_by
from bot.pay.rules import Add, Change, FactorTable, Gate, Multiply, PoolShare


def looked_at(component: Component) -> Iterator[Gauge]:
    """Every figure beside its own measure that a component looks at."""
    yield from (Gauge(measure=other.measure, only=other.only) for other in component.also_counts)
    yield from component.mix
    by = picked_by(component.pays)
    if by is not None:
        yield by
    if isinstance(component.pays, Matrix):
        yield from (component.pays.rows, component.pays.columns)
    for change in component.then:
        yield from rests_on(change)


def rests_on(change: Change) -> Iterator[Gauge]:
    """The figures that decide a change."""
    if isinstance(change, Multiply) and isinstance(change.by, FactorTable):
        yield change.by
    yield from conditions_of(change)
    if isinstance(change, PoolShare):
        yield from (held for held in (change.mine, change.of) if isinstance(held, Gauge))


def conditions_of(change: Change) -> Iterator[Condition]:
    """Every condition a change has."""
    if isinstance(change, Multiply | Add | Gate) and change.when is not None:
        yield from change.when.all
