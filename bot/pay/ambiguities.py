"""What a plan leaves open: each point as a question to the executive, with what is assumed until it is answered.

A question disappears when the plan says it: the answer is a word in the plan file, or a point `settled` there.
"""

from collections.abc import Iterator

from bot.facts import Frozen
from bot.pay.amounts import RateKind
from bot.pay.gauges import Condition
from bot.pay.measures import Measure
from bot.pay.model import Component, CompPlan
from bot.pay.rates import Curve, MarginalTiers, QuotaRate, RetroactiveTiers, Shape, SteppedTable
from bot.pay.rules import Add, Cap, Gate, Multiply
from bot.pay.span import Span

DAY_COUNTS = ("calendar days", "whole months", "30-day months", "working days")
NO_CAP, GOES_ON = "there is no cap", "the last rate goes on"
PROFITS = (Measure.GROSS_PROFIT, Measure.GROSS_MARGIN, Measure.MARKUP, Measure.PROFIT, Measure.PROFIT_PERCENT)


class Question(Frozen):
    """Something a plan does not say. `key` stays the same while it is open; `clause` is where, `assumed` until then.

    `choices` are the usual answers; any other may be given in words.
    """

    key: str
    clause: str
    text: str
    assumed: str
    choices: tuple[str, ...] = ()


EDGES = ("the higher band", "the lower band")
BASE_RATES = ("the quota rate (target by quota)", "the amount itself")
BEYOND = ("it stops growing", "it goes on")
ABOVE = ("all of it", "only what is above")
COSTS = ("the cost on each deal",)
LOSSES = ("both", "only those that leave")
TAX = ("amounts are without tax",)
NEW = ("never a client before", "as marked on the deal")
OVER = ("over the month", "over the quarter", "over the year")
EARNED = ("booked", "live", "billed", "collected")
RETURNS = ("none goes back", "all of it goes back within 12 months", "pro rata within 12 months")
RETIER = ("they keep their rate", "they are paid again at the lower rate")


def _paid(per: Span) -> tuple[str, ...]:
    """How often what is earned over a span may be paid: once for it, or each shorter span."""
    spans = (Span.MONTH, Span.QUARTER, Span.YEAR)
    shorter = spans[: spans.index(per)] if per in spans else ()
    return (f"once for the {per}", *(f"each {span}" for span in reversed(shorter)))


def open_questions(plan: CompPlan) -> tuple[Question, ...]:
    """Everything a plan leaves open, the plan's own points first, then clause by clause."""
    found = list(_plan_questions(plan))
    for component in plan.components:
        clause = f"{plan.clause_of(component)} {component.name}"
        for key, text, assumed, choices in _component_questions(plan, component):
            name = f"{component.name}: {key}"
            found.append(Question(key=name, clause=clause, text=text, assumed=assumed, choices=choices))
    settled = {point.key for point in plan.settled}
    return tuple(question for question in found if question.key not in settled)


def _plan_questions(plan: CompPlan) -> Iterator[Question]:
    where = "Whole plan"
    if plan.proration is None:
        yield Question(
            key="day count",
            clause=where,
            text="When someone joins or leaves within the year: goal and pay cut by calendar days or by whole months?",
            assumed="nothing is cut.",
            choices=DAY_COUNTS,
        )
    if plan.draw is not None and plan.draw.ends is None:
        yield Question(
            key="draw end",
            clause=where,
            text="Until when is the draw paid, and what becomes of a balance when someone leaves?",
            assumed="it runs all year, and a balance stays owed.",
            choices=("all year, and a balance stays owed", "all year, and a balance is forgiven"),
        )
    if plan.on_target_earnings is None:
        yield Question(
            key="ote",
            clause=where,
            text="What is the pay at exactly 100%, base and incentive together?",
            assumed="only what the clauses pay is shown.",
        )


Point = tuple[str, str, str, tuple[str, ...]]


def _component_questions(plan: CompPlan, component: Component) -> Iterator[Point]:
    yield from _about_shape(plan, component)
    yield from _about_counting(component)
    yield from _about_changes(component)
    yield from _about_timing(component)


def _about_shape(plan: CompPlan, component: Component) -> Iterator[Point]:
    shape = component.pays
    if isinstance(shape, RetroactiveTiers | SteppedTable) and shape.at_edge is None and len(shape.bands) > 1:
        yield (
            "edge",
            "Does an amount exactly on an edge belong to the higher or the lower band?",
            "the higher one.",
            EDGES,
        )
    if isinstance(shape, MarginalTiers | RetroactiveTiers) and shape.bands[-1].ends is not None:
        yield "last band", "What does it pay above the last band?", "nothing.", ("nothing", GOES_ON)
    if isinstance(shape, MarginalTiers | RetroactiveTiers) and shape.base_rate is None and _has_multiples(shape):
        yield "accelerator", "Multiples such as 1.5x: of which base rate?", "of the amount itself.", BASE_RATES
    if isinstance(shape, Curve) and shape.beyond is None:
        yield "beyond", "Does the pay stop growing after the last point?", "it stays at the last point.", BEYOND
    capped = component.uncapped or plan.cap is not None
    if not capped and not any(isinstance(change, Cap) for change in component.then) and _grows(shape):
        yield "cap", "Is there a cap, on pay or on the sales that count?", "there is none.", (NO_CAP,)
    if component.threshold is not None and component.threshold.pays is None:
        yield "threshold", "Above the threshold, does all of it pay or only what is above?", "all of it.", ABOVE


def _has_multiples(shape: MarginalTiers | RetroactiveTiers) -> bool:
    return any(band.rate.kind is RateKind.TIMES for band in shape.bands)


def _grows(shape: Shape) -> bool:
    """Whether more always pays more, so that silence about a cap leaves something open."""
    return isinstance(shape, QuotaRate | MarginalTiers | RetroactiveTiers)


def _about_counting(component: Component) -> Iterator[Point]:
    measure = component.measure
    if measure in PROFITS:
        yield (
            "net of what",
            f"Which costs come off before {measure} is counted?",
            "the cost written on each deal.",
            COSTS,
        )
    if measure is Measure.NET_RETENTION:
        yield (
            "downgrades",
            "Does net retention count accounts that spend less, or only those that leave?",
            "both.",
            LOSSES,
        )
    if measure in (Measure.REVENUE, Measure.COLLECTIONS) and component.net_of_tax is None:
        yield "tax", "Is sales tax inside the amounts, and does it come off?", "amounts are without tax.", TAX
    if measure is Measure.NEW_LOGOS:
        yield "new logo", "When is a client new: never before, or not for some time?", "as marked on the deal.", NEW


def _about_changes(component: Component) -> Iterator[Point]:
    for change in component.then:
        when = change.when if isinstance(change, Gate | Multiply | Add) else None
        if when is not None and when.over is None and component.per is not Span.DEAL:
            yield (
                f"gate on {when.measure}",
                _gate_question(when),
                f"over the same {component.per} as the pay, to date.",
                OVER,
            )


def _gate_question(when: Condition) -> str:
    return f"Over what time must {when.measure} be reached, and on which day is it checked?"


def _about_timing(component: Component) -> Iterator[Point]:
    if component.earned_on is None and component.measure in (Measure.REVENUE, Measure.BOOKINGS, Measure.RECURRING):
        yield (
            "earned when",
            "Is it earned when booked, live, billed, or collected?",
            "on the day given in the results.",
            EARNED,
        )
    if component.paid is None and component.per is not Span.DEAL and not component.instalments:
        yield (
            "paid when",
            f"Is it paid once for the {component.per}, or in parts before?",
            f"once for the {component.per}.",
            _paid(component.per),
        )
    if component.clawback is None and component.per is Span.DEAL:
        yield "clawback", "If a client leaves early, does pay go back?", "none does.", RETURNS
    if component.clawback is not None and component.clawback.others is None and component.per is not Span.DEAL:
        text = "When a deal goes back, are the other deals paid again at the rate of a lower total?"
        yield "re-tier", text, "they keep their rate.", RETIER
