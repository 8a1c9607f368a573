"""What happens around the rate: the threshold before it, and the changes after it in the order they are written."""

from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from bot.figures import money, percent, plain
from bot.pay.bands import A_HAIR, Ruler, holding, interpolated, reaches
from bot.pay.gauges import Condition, Gauge
from bot.pay.rules import Add, AtLeast, Cap, Change, FactorTable, Gate, Multiply, PoolShare
from bot.pay.shapes import steps
from bot.pay.stretch import Stretch
from bot.pay.terms import ZERO, Step, Terms

ONE = Decimal(1)


def worked(terms: Terms, amount: Decimal, stretch: Stretch) -> tuple[Step, ...]:
    """Everything an amount pays: what counts of it, the rate, and each change after it. Steps sum to the exact pay."""
    counted, remark = _counted(terms, amount)
    found = [*remark, *(() if remark and not counted else steps(terms, counted, stretch.came_to))]
    before = _sum(found)
    for change in terms.component.then:
        found.extend(_changed(terms, change, _sum(found), before, stretch))
    return tuple(found)


def _sum(found: list[Step]) -> Decimal:
    return sum((step.amount for step in found), ZERO)


def _counted(terms: Terms, amount: Decimal) -> tuple[Decimal, tuple[Step, ...]]:
    """What counts of an amount after the cap on credited sales and the threshold, and a remark where that is less."""
    cap, threshold, name = terms.component.counts_at_most, terms.component.threshold, terms.component.measure
    counted = _in_full(terms, amount if cap is None else min(amount, terms.ruler.at(cap)))
    if threshold is not None:
        at = terms.ruler.at(threshold.at)
        if not reaches(counted, at):
            counted = ZERO
        elif threshold.pays == "only above":
            counted = max(counted - at, ZERO)
    if counted == amount:
        return amount, ()
    inputs = {name.value: terms.written(amount), "what counts": terms.written(counted)}
    if threshold is not None:
        inputs["threshold"] = terms.written(terms.ruler.at(threshold.at))
    if terms.component.counts_in_full is not None:
        inputs["in steps of"] = terms.written(terms.ruler.at(terms.component.counts_in_full))
    if cap is not None:
        inputs["counts at most"] = terms.written(terms.ruler.at(cap))
    return counted, (Step(formula="only a part of it counts", inputs=inputs),)


def _in_full(terms: Terms, amount: Decimal) -> Decimal:
    """Only whole steps, where the component counts in steps; a hair below a whole step is that step."""
    if terms.component.counts_in_full is None:
        return amount
    step = terms.ruler.at(terms.component.counts_in_full)
    return (amount + A_HAIR) // step * step


def _changed(terms: Terms, change: Change, so_far: Decimal, before: Decimal, stretch: Stretch) -> Iterator[Step]:
    """One change as a step that adds or takes away; none where its condition does not hold."""
    told = {"pay so far": money(so_far, terms.currency)}
    if isinstance(change, Multiply | Add | Gate) and change.when is not None:
        told |= {"when": condition_written(terms, change.when, stretch)}
        if holds(terms, change.when, stretch) is isinstance(change, Gate):
            return
    formula, inputs, amount = _effect(terms, change, so_far, before, stretch)
    if amount:
        yield Step(formula=formula, inputs={**told, **inputs}, amount=amount)


def _effect(
    terms: Terms, change: Change, so_far: Decimal, before: Decimal, stretch: Stretch
) -> tuple[str, dict[str, str], Decimal]:
    """What a change does to the pay so far: the formula, its inputs and the difference it makes."""
    if isinstance(change, Multiply):
        factor, seen = _factor(terms, change.by, stretch)
        inputs = {"multiple": plain(factor, places=4), **seen}
        return "pay so far × multiple − pay so far", inputs, so_far * (factor - ONE)
    if isinstance(change, Add):
        inputs = {"share": change.pay.written(terms.currency), "pay before changes": money(before, terms.currency)}
        if change.pay.is_share and change.share_of == "target":
            inputs = {"share": inputs["share"], "target incentive": money(terms.target or ZERO, terms.currency)}
            return "target incentive × share", inputs, change.pay.of(terms.target)
        if change.pay.is_share:
            return "pay before changes × share", inputs, change.pay.of(before)
        return "a fixed amount on top", {"amount": change.pay.written(terms.currency)}, change.pay.value
    if isinstance(change, Gate):
        return (
            "pay so far × share kept − pay so far",
            {"share kept": percent(change.otherwise)},
            so_far * (change.otherwise - ONE),
        )
    if isinstance(change, PoolShare):
        return _pooled(terms, change, so_far, stretch)
    if isinstance(change, Cap | AtLeast):
        return _limited(terms, change, so_far)
    assert_never(change)


def _limited(terms: Terms, change: Cap | AtLeast, so_far: Decimal) -> tuple[str, dict[str, str], Decimal]:
    limit = change.at.of(terms.target)
    kept = min(so_far, limit) if isinstance(change, Cap) else max(so_far, limit)
    word = "cap" if isinstance(change, Cap) else "floor"
    return f"{word} − pay so far", {word: money(limit, terms.currency)}, kept - so_far


def _pooled(terms: Terms, change: PoolShare, so_far: Decimal, stretch: Stretch) -> tuple[str, dict[str, str], Decimal]:
    mine, every = (_shares(terms, held, stretch) for held in (change.mine, change.of))
    inputs = {"own shares": mine[1], "all shares": every[1]}
    kept = so_far * mine[0] / every[0] if every[0] else ZERO
    return "pay so far × own shares ÷ all shares − pay so far", inputs, kept - so_far


def _shares(terms: Terms, held: Decimal | Gauge, stretch: Stretch) -> tuple[Decimal, str]:
    if not isinstance(held, Gauge):
        return held, plain(held, places=4)
    came_to = stretch.came_to(held)
    return came_to, terms.ruler_of(held).written(came_to)


def _factor(terms: Terms, by: Decimal | FactorTable, stretch: Stretch) -> tuple[Decimal, dict[str, str]]:
    if not isinstance(by, FactorTable):
        return by, {}
    ruler, position = terms.ruler_of(by), stretch.came_to(by)
    return _factor_at(by, ruler, position), {by.measure.value: ruler.written(position)}


def _factor_at(by: FactorTable, ruler: Ruler, position: Decimal) -> Decimal:
    """The multiplier of the band or of the line between points; the figure itself where the table has neither."""
    if by.points:
        points = [(ruler.at(point.at), point.factor) for point in by.points]
        found = interpolated(points, position, goes_on=False)
        return by.points[0].factor if found is None else found
    if by.bands:
        band = holding(ruler, by.bands, position, by.at_edge)
        return ONE if band is None else band.factor
    return position / ruler.quota if ruler.quota else position


def holds(terms: Terms, condition: Condition, stretch: Stretch) -> bool:
    """Whether a condition, and each that is added to it, is met at the end of a stretch."""
    return all(_met(terms, one, part) for one in condition.all for part in stretch.parts_of(one))


def _met(terms: Terms, condition: Condition, stretch: Stretch) -> bool:
    value, ruler = _seen(terms, condition, stretch)
    return (
        (condition.at_least is None or reaches(value, ruler.at(condition.at_least)))
        and (condition.above is None or not reaches(ruler.at(condition.above), value))
        and (condition.at_most is None or reaches(ruler.at(condition.at_most), value))
        and (condition.below is None or not reaches(value, ruler.at(condition.below)))
    )


def _seen(terms: Terms, condition: Condition, stretch: Stretch) -> tuple[Decimal, Ruler]:
    gauge = condition if condition.in_each is None else condition.model_copy(update={"over": None})
    return stretch.came_to(gauge), terms.ruler_of(condition)


def condition_written(terms: Terms, condition: Condition, stretch: Stretch) -> str:
    """A condition and what was seen: "gross margin is at least 30%: 34%"."""
    return " and ".join(_one_written(terms, one, stretch) for one in condition.all)


def _one_written(terms: Terms, condition: Condition, stretch: Stretch) -> str:
    seen = (_seen(terms, condition, part) for part in stretch.parts_of(condition))
    values = ", ".join(ruler.written(value) for value, ruler in seen)
    return f"{limits_written(condition, terms.ruler_of(condition))}: {values}"


def limits_written(condition: Condition, ruler: Ruler) -> str:
    """A condition in words: "gross margin is at least 30%"."""
    limits = (
        ("at least", condition.at_least),
        ("above", condition.above),
        ("at most", condition.at_most),
        ("below", condition.below),
    )
    said = [f"{word} {ruler.written(ruler.at(edge))}" for word, edge in limits if edge is not None]
    each = f" in each {condition.in_each}" if condition.in_each else ""
    return f"{condition.measure} is {' and '.join(said)}{each}"
