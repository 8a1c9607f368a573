"""Whether a finished plan adds up, worked out here once more, and whether its double A is complete.

Each check gives the problems it found, in words; none is a pass.
"""

from collections.abc import Iterable
from decimal import Decimal

from bot.documents.plan_lines import lines_of
from bot.documents.plan_sections import SECTIONS
from bot.facts import Figure
from bot.plan.model import BusinessPlan, Judgement, Section, Verdict

CENT = Decimal("0.01")


def sums_wrong(plan: BusinessPlan) -> list[str]:
    """What does not add up: the run-rate, the gap, the planned revenue against the goal, the quarters."""
    rate, goal, sums = plan.run_rate, plan.goal, plan.adds_up
    parts = (rate.contracted, rate.signed, rate.follow_on, rate.weighted_pipeline)
    net = _sum(parts) - (_value(rate.not_renewing) or 0)
    checks = [
        ("run-rate is the sum of its parts", rate.total.value, net),
        (
            "weighted pipeline is the sum of the deals",
            _value(rate.weighted_pipeline),
            _sum(d.weighted for d in rate.deals),
        ),
        ("gap is goal less run-rate", _value(goal.gap), max(_less(goal.revenue, rate.total) or Decimal(0), Decimal(0))),
        ("planned is the sum of its parts", _value(sums.planned), _sum(part.figure for part in sums.parts)),
        ("difference is planned less goal", _value(sums.difference), _less(sums.planned, goal.revenue)),
        ("quarters come to what is planned", _sum(q.planned for q in plan.quarters), _value(sums.planned)),
    ]
    wrong = [f"{what}: {left} is not {right}" for what, left, right in checks if _apart(left, right)]
    return [*wrong, *_said_wrong(plan)]


def _said_wrong(plan: BusinessPlan) -> list[str]:
    """What the plan says of itself against its own figures."""
    sums = plan.adds_up
    if sums.difference is None:
        return [] if sums.adds_up is None else ["it says whether it adds up without knowing the difference"]
    expected = sums.difference.value >= 0
    return (
        []
        if sums.adds_up in (expected, None)
        else [f"it says adds up: {sums.adds_up}, and the difference is {sums.difference.value}"]
    )


def _value(figure: Figure | None) -> Decimal | None:
    return figure.value if figure else None


def _sum(figures: Iterable[Figure | None]) -> Decimal:
    return sum((figure.value for figure in figures if figure is not None), Decimal(0))


def _less(figure: Figure | None, other: Figure | None) -> Decimal | None:
    return figure.value - other.value if figure and other else None


def _apart(left: Decimal | None, right: Decimal | None) -> bool:
    """Whether two sums differ by more than the cents that rows may be rounded by; an unknown one cannot be wrong."""
    return left is not None and right is not None and abs(left - right) > CENT * 10


def double_a_gaps(plan: BusinessPlan) -> list[str]:
    """What keeps the double A from being complete (M14): a verdict without evidence, a section that says nothing."""
    halves = {"aggressive": plan.double_a.aggressive, "attainable": plan.double_a.attainable}
    gaps = [f"{name} {fault}" for name, half in halves.items() if (fault := _unfounded(half, plan))]
    gaps += [] if plan.double_a.reading else ["the verdict is not put in words"]
    return [*gaps, *_silent_sections(plan)]


def _unfounded(half: Judgement, plan: BusinessPlan) -> str:
    """What a verdict lacks: evidence on its side, or for an open one the open point that keeps it so."""
    if half.verdict is Verdict.OPEN:
        return "" if plan.open_points else "is open and no point of the plan is"
    supports = half.verdict is Verdict.YES
    founded = any(evidence.supports is supports for evidence in half.evidence)
    return "" if founded else f"is {half.verdict} and nothing says so"


def _silent_sections(plan: BusinessPlan) -> list[str]:
    """Sections that show nothing and do not say that something is open."""
    open_in = {point.section for point in plan.open_points}
    if plan.adds_up.planned is None:
        open_in.add(Section.QUARTERS)  # there is nothing to spread, and why is open elsewhere
    return [
        f"{section.value} is empty and has no open point"
        for section in plan.sections
        if section not in open_in and not SECTIONS[section](plan) and not lines_of(plan, section)
    ]
