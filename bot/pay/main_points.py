"""The main points of a compensation plan, that whoever understands it can say: each with its clause and figures."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum

from bot.figures import money, percent
from bot.pay.amounts import Edge, RateKind
from bot.pay.clauses import PAID_ON, WHEN, change_in_words
from bot.pay.cues import (
    CHANGING,
    COMING,
    DEPENDS,
    GOAL,
    GOES_BACK,
    IN_PARTS,
    LIMITED,
    MENTIONS,
    NEEDING,
    ONLY_LESS,
    PASSING,
    PAYING,
    SALES,
    TIMES,
    TOO_LITTLE,
    Cue,
)
from bot.pay.model import Component, CompPlan, with_goal
from bot.pay.payout import payout
from bot.pay.planned import PlannedResults, without_the_unplanned, year_of
from bot.pay.private import Private
from bot.pay.rates import Curve, MarginalTiers, RetroactiveTiers, SteppedTable
from bot.pay.right_figures import rates_of, right_figures
from bot.pay.rules import Cap, Gate
from bot.pay.span import Span
from bot.pay.terms import Terms
from bot.pay.wording import shape_in_words

MOST = 6
NAMED = 3
ZERO = Decimal(0)


class Topic(StrEnum):
    """What a main point is about, as it is named to the rep."""

    PAYS = "what pays you"
    RATE = "the rate"
    CHANGES = "where the rate changes"
    TARGET = "what your goal pays"
    WHEN = "when it is paid"
    BACK = "when pay goes back"
    AIM = "the second aim"
    LEAST = "the least you must reach"
    CAP = "the cap"
    LESS = "what could reduce it"


class MainPoint(Private):
    """One point in plain words with the clause it stands in.

    It is made by any of `figures`, or by a sentence that holds all of one of its `cues`; where `edges` are given, by
    one of them said of a change. `right` are the figures of its kind that are right somewhere in the plan: naming one
    of them is never a contradiction. `spans` are how often the plan pays out, `months` how long pay may go back.
    """

    topic: Topic
    clause: str
    text: str
    cues: tuple[Cue, ...] = ()
    figures: tuple[Decimal, ...] = ()
    edges: tuple[Decimal, ...] = ()
    spans: tuple[Span, ...] = ()
    months: tuple[int, ...] = ()
    right: frozenset[Decimal] = frozenset()


def main_points(plan: CompPlan, planned: PlannedResults) -> tuple[MainPoint, ...]:
    """At most six points in order of weight; what rests on a goal that nobody has given is left out."""
    settled = plan if planned.goal is None else with_goal(plan, planned.goal)
    ordered = _by_pay(settled, planned)
    told = [Terms.of(settled, component) for component in ordered if component.quota != "goal"]
    points = [_pays(settled, ordered), *_rate(told), *_changes(told), *_target(settled, planned, told)]
    points += [_when(settled, ordered), *_reduces(settled, told)]
    if len(told) < len(ordered):
        return tuple(points[:MOST])
    right = right_figures(settled, planned, told)
    kinds = {
        Topic.RATE: right.rates,
        Topic.CHANGES: right.rates | right.places,
        Topic.TARGET: right.pays,
        Topic.CAP: right.pays | right.places,
    }
    return tuple(point.model_copy(update={"right": kinds.get(point.topic, frozenset())}) for point in points[:MOST])


def _by_pay(plan: CompPlan, planned: PlannedResults) -> list[Component]:
    """The components with what pays most at the goal first."""
    if planned.goal is None:
        return list(plan.components)
    simpler = without_the_unplanned(plan, planned).plan
    lines = payout(simpler, year_of(simpler, planned, planned.goal)).lines
    paid = {c.name: sum((line.amount for line in lines if line.component == c.name), ZERO) for c in plan.components}
    return sorted(plan.components, key=lambda component: -paid[component.name])


def _clauses(plan: CompPlan, components: Sequence[Component]) -> str:
    """The clauses in the plan's own order; where there are more than a few, all of them."""
    named = [plan.clause_of(component) for component in plan.components if component in components]
    return ", ".join(named) if len(named) <= NAMED else "all clauses"


def _pays(plan: CompPlan, ordered: Sequence[Component]) -> MainPoint:
    shown = ordered[:NAMED]
    by_measure = {c.measure: [p.name for p in shown if p.measure is c.measure] for c in shown}
    text = "; ".join(f"{measure}: {' and '.join(names)}" for measure, names in by_measure.items())
    said = MENTIONS.get(ordered[0].measure, SALES)
    return MainPoint(
        topic=Topic.PAYS, clause=_clauses(plan, shown), text=f"You earn on {text}.", cues=((PAYING, said),)
    )


def _steps(terms: Terms) -> list[str]:
    """Each band, row or point of a shape, as it is told in the explanation, turned round: "4.5% below $1,000,000"."""
    lines = [line for block in shape_in_words(terms) for line in block.splitlines() if line.startswith("- ")]
    parted = (line.removeprefix("- ").removesuffix(".").rpartition(": ") for line in lines)
    return [f"{pays} {_placed(place)}" for place, _, pays in parted]


def _placed(place: str) -> str:
    """A place in the middle of a sentence: "above $1,000,000", "at $1,000,000 or more"."""
    opens = place.split(maxsplit=1)[0] in ("Above", "Up", "Below", "From", "At")
    return place[0].lower() + place[1:] if opens else f"at {place}"


def _rate(told: Sequence[Terms]) -> Iterator[MainPoint]:
    """What the component that pays most pays first, by itself and with the first rates of the others on top."""
    for terms in told[:1]:
        steps, paid = _steps(terms), [rate for rate in rates_of(terms) if rate.value]
        first = [rate.value for rate in paid[:1]]
        text = steps[0] if steps else paid[0].written(terms.currency) if paid else "what two measures give together"
        yield MainPoint(
            topic=Topic.RATE,
            clause=terms.clause,
            text=f"{terms.component.name} pays {text}.",
            figures=_with_others(first, terms, told) or _pays_of(terms),
            cues=() if paid else ((PAYING, DEPENDS),),
        )


def _with_others(rates: Sequence[Decimal], terms: Terms, told: Sequence[Terms]) -> tuple[Decimal, ...]:
    """Rates by themselves, and with the first rate of another component on top."""
    others = [r.value for each in told if each is not terms for r in rates_of(each)[:1] if r.kind is RateKind.PERCENT]
    return (*rates, *(rate + other for rate in rates for other in others if other))


def _changes(told: Sequence[Terms]) -> Iterator[MainPoint]:
    """Where the first component that has bands goes on to another rate."""
    terms = next((each for each in told if len(_steps(each)) > 1), None)
    if terms is None:
        return
    rates = [rate.value for rate in rates_of(terms)]
    first = next(filter(None, rates), None)
    later = [rate for rate in rates if rate not in (ZERO, first)] or rates[1:]
    edges = [terms.ruler.at(edge) for edge in _edges(terms)]
    yield MainPoint(
        topic=Topic.CHANGES,
        clause=terms.clause,
        text=f"{terms.component.name} then pays {', and '.join(_steps(terms)[1:3])}.",
        figures=(
            *(_with_others(later, terms, told) or _pays_of(terms)[1:]),
            *(rate / first for rate in rates if first and rate not in (ZERO, first)),
        ),
        edges=(*edges, *(edge / terms.quota for edge in edges if terms.quota)),
        cues=((CHANGING, PASSING, GOAL),) if terms.quota in edges else (),
    )


def _edges(terms: Terms) -> list[Edge]:
    """Where a shape goes on to its second band or point, its third and so on."""
    shape = terms.component.pays
    if isinstance(shape, MarginalTiers | RetroactiveTiers | SteppedTable):
        return [band.starts for band in shape.bands[1:]]
    return [point.at for point in shape.points[1:]] if isinstance(shape, Curve) else []


def _pays_of(terms: Terms) -> tuple[Decimal, ...]:
    """What the points of a curve or the rows of a table pay, in money and as the share they are written as."""
    shape = terms.component.pays
    steps = shape.points if isinstance(shape, Curve) else shape.bands if isinstance(shape, SteppedTable) else ()
    pays = [step.pays for step in steps if step.pays.value]
    return (*(pay.of(terms.target) for pay in pays), *(pay.value for pay in pays if pay.is_share))


def _target(plan: CompPlan, planned: PlannedResults, told: Sequence[Terms]) -> Iterator[MainPoint]:
    if planned.goal is None or len(told) < len(plan.components):
        return
    simpler = without_the_unplanned(plan, planned).plan
    total = payout(simpler, year_of(simpler, planned, planned.goal)).total
    if not total:
        return
    text = f"Land your goal of {money(planned.goal, plan.currency)} and your sales pay {money(total, plan.currency)}"
    all_in = () if plan.base_pay is None else (plan.base_pay + total,)
    with_base = f", {money(all_in[0], plan.currency)} with base pay" if all_in else ""
    yield MainPoint(
        topic=Topic.TARGET,
        clause=_clauses(plan, plan.components),
        text=f"{text}{with_base}.",
        figures=(total, *all_in, total / 12, total / 4),
    )


def _when(plan: CompPlan, ordered: Sequence[Component]) -> MainPoint:
    parts = dict[str, list[Component]]()
    for component in ordered[:NAMED]:
        parts.setdefault(_paid(component), []).append(component)
    text = " ".join(f"{' and '.join(c.name for c in who)}: paid {when}." for when, who in parts.items())
    cue = (COMING, IN_PARTS if ordered[0].instalments else TIMES[ordered[0].paid_every])
    plain = not any(c.instalments or c.earned_on in ("collected", "live", "billed") for c in plan.components)
    spans = tuple({component.paid_every for component in plan.components}) if plain and plan.draw is None else ()
    clause = _clauses(plan, [component for who in parts.values() for component in who])
    return MainPoint(topic=Topic.WHEN, clause=clause, text=text, cues=(cue,), spans=spans)


def _paid(component: Component) -> str:
    if not component.instalments:
        return WHEN[component.paid_every]
    return "in parts, " + " and ".join(f"{percent(p.share)} {PAID_ON[p.when]}" for p in component.instalments)


def _reduces(plan: CompPlan, told: Sequence[Terms]) -> Iterator[MainPoint]:
    """What could take the most away first: pay that goes back, a second aim, a least to reach, a limit."""
    found = [*_goes_back(told), *_gates(told), *_least(told), *_limits(plan, told)]
    yield from found
    if not found:
        yield MainPoint(
            topic=Topic.LESS,
            clause=_clauses(plan, plan.components),
            text="Only selling less than you plan reduces it. No clause takes pay back, and none caps it.",
            cues=ONLY_LESS,
        )


def _goes_back(told: Sequence[Terms]) -> Iterator[MainPoint]:
    for terms in told:
        back = terms.component.clawback
        if back is not None:
            yield MainPoint(
                topic=Topic.BACK,
                clause=terms.clause,
                text=f"{terms.component.name}: if a client leaves within {back.window}, pay goes back.",
                cues=GOES_BACK,
                months=tuple(c.within_months for t in told if (c := t.component.clawback) and c.within_months),
            )
            return


def _gates(told: Sequence[Terms]) -> Iterator[MainPoint]:
    for terms in told:
        for change in terms.component.then:
            if isinstance(change, Gate):
                words = MENTIONS.get(change.when.measure, re.escape(change.when.measure))
                said = change_in_words(terms, change)
                yield MainPoint(
                    topic=Topic.AIM,
                    clause=terms.clause,
                    text=f"{terms.component.name}: {said[0].lower()}{said[1:]}",
                    cues=((NEEDING, words),),
                )


def _least(told: Sequence[Terms]) -> Iterator[MainPoint]:
    for terms in told:
        threshold = terms.component.threshold
        if threshold is not None:
            at = terms.ruler.at(threshold.at)
            yield MainPoint(
                topic=Topic.LEAST,
                clause=terms.clause,
                text=f"{terms.component.name}: below {terms.written(at)} it pays nothing.",
                cues=TOO_LITTLE,
            )


def _limits(plan: CompPlan, told: Sequence[Terms]) -> Iterator[MainPoint]:
    for terms in told:
        for change in terms.component.then:
            if isinstance(change, Cap):
                at = money(change.at.of(terms.target), terms.currency)
                text = f"{terms.component.name}: it pays at most {at}."
                yield MainPoint(topic=Topic.CAP, clause=terms.clause, text=text, cues=LIMITED)
    if plan.cap is not None:
        text = f"All parts together have a cap: {plan.cap.at.written(plan.currency)} for a {plan.cap.per}."
        yield MainPoint(topic=Topic.CAP, clause="for all parts", text=text, cues=LIMITED)
