"""What happens around the rate: the threshold before it, and the changes after it in the order they are written."""

from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from bot.figures import money, percent, plain
from bot.pay.bands import Ruler, holding, reaches
from bot.pay.rules import Add, AtLeast, Cap, Change, Condition, FactorTable, Gate, Multiply, PoolShare
from bot.pay.shapes import steps
from bot.pay.stretch import Stretch
from bot.pay.terms import ZERO, Step, Terms

ONE = Decimal(1)


def worked(terms: Terms, amount: Decimal, stretch: Stretch) -> tuple[Step, ...]:
    """Everything an amount pays: what counts of it, the rate, and each change after it. Steps sum to the exact pay."""
    counted, remark = _counted(terms, amount)
    found = [*remark, *(() if remark and not counted else steps(terms, counted, stretch.measured))]
    before = _sum(found)
    for change in terms.component.then:
        found.extend(_changed(terms, change, _sum(found), before, stretch))
    return tuple(found)


def _sum(found: list[Step]) -> Decimal:
    return sum((step.amount for step in found), ZERO)


def _counted(terms: Terms, amount: Decimal) -> tuple[Decimal, tuple[Step, ...]]:
    """What counts of an amount after the cap on credited sales and the threshold, and a remark where that is less."""
    cap, threshold, name = terms.component.counts_at_most, terms.component.threshold, terms.component.measure
    counted = amount if cap is None else min(amount, terms.ruler.at(cap))
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
    if cap is not None:
        inputs["counts at most"] = terms.written(terms.ruler.at(cap))
    return counted, (Step(formula="only a part of it counts", inputs=inputs),)


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
        inputs = {"own shares": plain(change.mine, places=4), "all shares": plain(change.of, places=4)}
        return "pay so far × own shares ÷ all shares − pay so far", inputs, so_far * change.mine / change.of - so_far
    if isinstance(change, Cap | AtLeast):
        return _limited(terms, change, so_far)
    assert_never(change)


def _limited(terms: Terms, change: Cap | AtLeast, so_far: Decimal) -> tuple[str, dict[str, str], Decimal]:
    limit = change.at.of(terms.target)
    kept = min(so_far, limit) if isinstance(change, Cap) else max(so_far, limit)
    word = "cap" if isinstance(change, Cap) else "floor"
    return f"{word} − pay so far", {word: money(limit, terms.currency)}, kept - so_far


def _factor(terms: Terms, by: Decimal | FactorTable, stretch: Stretch) -> tuple[Decimal, dict[str, str]]:
    if not isinstance(by, FactorTable):
        return by, {}
    quota = by.quota or (terms.quota if by.measure is terms.component.measure else None)
    ruler = Ruler(measure=by.measure, quota=quota, currency=terms.currency)
    position = stretch.over(by.measure, by.over)
    band = holding(ruler, by.bands, position, by.at_edge)
    return (ONE if band is None else band.factor), {by.measure.value: ruler.written(position)}


def holds(terms: Terms, condition: Condition, stretch: Stretch) -> bool:
    """Whether a condition is met at the end of a stretch."""
    value, ruler = _seen(terms, condition, stretch)
    return (
        (condition.at_least is None or reaches(value, ruler.at(condition.at_least)))
        and (condition.above is None or not reaches(ruler.at(condition.above), value))
        and (condition.at_most is None or reaches(ruler.at(condition.at_most), value))
        and (condition.below is None or not reaches(value, ruler.at(condition.below)))
    )


def _seen(terms: Terms, condition: Condition, stretch: Stretch) -> tuple[Decimal, Ruler]:
    quota = condition.quota or (terms.quota if condition.measure is terms.component.measure else None)
    ruler = Ruler(measure=condition.measure, quota=quota, currency=terms.currency)
    return stretch.over(condition.measure, condition.over), ruler


def condition_written(terms: Terms, condition: Condition, stretch: Stretch) -> str:
    """A condition and what was seen: "gross margin is at least 30%: 34%"."""
    value, ruler = _seen(terms, condition, stretch)
    return f"{limits_written(condition, ruler)}: {ruler.written(value)}"


def limits_written(condition: Condition, ruler: Ruler) -> str:
    """A condition in words: "gross margin is at least 30%"."""
    limits = (
        ("at least", condition.at_least),
        ("above", condition.above),
        ("at most", condition.at_most),
        ("below", condition.below),
    )
    said = [f"{word} {ruler.written(ruler.at(edge))}" for word, edge in limits if edge is not None]
    return f"{condition.measure} is {' and '.join(said)}"
