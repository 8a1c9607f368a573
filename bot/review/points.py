"""What is strongest and weakest in a plan, by one ranked list of checks.

Each check looks at one thing and says at most one sentence: a strength, a weakness, or nothing where there is nothing
to say. The order of the list is the rank; the first three strengths and the first three weaknesses are told.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from itertools import islice

from bot.facts import Frozen
from bot.figures import percent, whole_money
from bot.plan.model import ZERO, BusinessPlan, RunRateJudgement, Verdict, WhyNot
from bot.plan.weight import HEAVY, heaviest_account

TOLD = 3
# Bounds of what is worth an executive's attention (ours).
KEPT = Decimal("0.90")
"""Keeping less than this of last year's account revenue is a leak that growth has to fill first."""


class Point(Frozen):
    """One strength or weakness, as a whole sentence."""

    is_strong: bool
    text: str


def strongest(plan: BusinessPlan) -> tuple[str, ...]:
    """At most three strengths, the weightiest first."""
    return tuple(islice((point.text for _, point in _points(plan) if point.is_strong), TOLD))


def weakest(plan: BusinessPlan) -> tuple[str, ...]:
    """At most three weaknesses, the weightiest first."""
    return tuple(islice((point.text for _, point in _points(plan) if not point.is_strong), TOLD))


def _adds_up(plan: BusinessPlan) -> Point | None:
    """The sum of what is planned meets the goal (M11)."""
    difference = plan.adds_up.difference
    if plan.adds_up.adds_up is None or difference is None:
        return Point(is_strong=False, text="The plan cannot be added up against the goal yet.")
    away = whole_money(abs(difference.value), plan.currency)
    if not plan.adds_up.adds_up:
        return Point(is_strong=False, text=f"What is planned falls {away} short of the goal.")
    text = (
        f"What is planned beats the goal by {away}." if difference.value else "What is planned meets the goal exactly."
    )
    return Point(is_strong=True, text=text)


def _attainable(plan: BusinessPlan) -> Point | None:
    """The goal can be reached (M14). Evidence that only repeats the sum is left to the check on the sum."""
    half = plan.double_a.attainable
    own = [point for point in half.evidence if point.text not in plan.adds_up.reading]
    against = [point.text for point in own if not point.supports]
    if against:
        return Point(is_strong=False, text=against[0])
    return Point(is_strong=True, text=own[-1].text) if half.verdict is Verdict.YES and own else None


def _aggressive(plan: BusinessPlan) -> Point | None:
    """The goal asks for enough (M14)."""
    against = [point.text for point in plan.double_a.aggressive.evidence if not point.supports]
    if against:
        return Point(is_strong=False, text=against[0])
    growth = plan.goal.growth_on_last_year
    if growth is None or growth.value <= 0:
        return None
    return Point(is_strong=True, text=f"The goal is {percent(growth.value)} above last year's revenue.")


def _cover(plan: BusinessPlan) -> Point | None:
    """Low cover never excuses (M09); that high cover never relaxes is said by the check on the goal."""
    cover, judgement = plan.run_rate.cover, plan.run_rate.judgement
    if cover is None or judgement not in (RunRateJudgement.LOW, RunRateJudgement.MIDDLE):
        return None
    is_low = judgement is RunRateJudgement.LOW
    text = f"{'Only ' if is_low else ''}{percent(cover.value)} of the goal is already in motion."
    return Point(is_strong=not is_low, text=text)


def _complete(plan: BusinessPlan) -> Point:
    """Nothing is left open (M14: complete and thought through)."""
    if not plan.open_points:
        return Point(is_strong=True, text="The plan is complete: nothing is left open.")
    sections = ", ".join(dict.fromkeys(point.section.value for point in plan.open_points))
    count = len(plan.open_points)
    return Point(is_strong=False, text=f"{count} {'point is' if count == 1 else 'points are'} still open ({sections}).")


def _why_nots(plan: BusinessPlan) -> Point:
    """Every why-not has its plan to 100% (M06, M07)."""
    if not plan.why_nots and plan.look_back.newcomer is not None:
        return Point(is_strong=True, text="New this year: there was no last year here to take why-nots from.")
    if not plan.why_nots:
        said = "It says that nothing fell short" if plan.checked else "No why-not is named"
        return Point(is_strong=False, text=f"{said}, and nothing is right every time.")
    unready = [why_not.item for why_not in plan.why_nots if not _has_plan(why_not)]
    count = len(plan.why_nots)
    if not unready:
        who = "The one why-not has" if count == 1 else f"All {count} why-nots have"
        return Point(is_strong=True, text=f"{who} a cause, evidence, an action, an owner and a date.")
    text = f"No full plan to 100% yet for {len(unready)} of {count} why-nots: {', '.join(unready)}."
    return Point(is_strong=False, text=text)


def _has_plan(why_not: WhyNot) -> bool:
    parts = (why_not.cause, why_not.evidence, why_not.action, why_not.owner, why_not.due)
    return not why_not.cause_is_thin and all(part is not None for part in parts)


def _spread(plan: BusinessPlan) -> Point | None:
    """Not too much of a Farmer's planned revenue hangs on one account."""
    heaviest = heaviest_account(plan)
    if heaviest is None:
        return None
    largest, share = heaviest
    if share > HEAVY:
        text = f"{largest.name} alone carries {percent(share)} of what the accounts are to bring."
        return Point(is_strong=False, text=text)
    return Point(
        is_strong=True, text=f"No account carries more than {percent(share)} of what the accounts are to bring."
    )


def _targets(plan: BusinessPlan) -> Point | None:
    """A Hunter's named targets could fill the gap."""
    if plan.targets is None:
        return None
    if not plan.targets.named:
        return Point(is_strong=False, text="No target is named.")
    amounts = [target.amount.value for target in plan.targets.named if target.amount]
    gap = plan.goal.gap
    if not amounts or gap is None or not gap.value:
        return None
    worth, against = whole_money(sum(amounts, ZERO), plan.currency), whole_money(gap.value, plan.currency)
    if sum(amounts, ZERO) >= gap.value:
        return Point(is_strong=True, text=f"The named targets are worth {worth} against a gap of {against}.")
    text = f"Winning every named target brings {worth} of the {against} gap."
    return Point(is_strong=False, text=text)


def _retention(plan: BusinessPlan) -> Point | None:
    retention = plan.accounts.retention if plan.accounts else None
    if retention is None:
        return None
    is_kept = retention.value >= KEPT
    text = f"The accounts keep {'' if is_kept else 'only '}{percent(retention.value)} of last year's revenue."
    return Point(is_strong=is_kept, text=text)


def _batting_average(plan: BusinessPlan) -> Point | None:
    """Fewer than about ten decided deals is a guess (M03)."""
    batting = plan.look_back.batting_average
    if batting is None:
        return None
    deals = f"{batting.decided} decided {'deal' if batting.decided == 1 else 'deals'}"
    if batting.is_guess:
        return Point(is_strong=False, text=f"The batting average rests on only {deals}, so it is a guess.")
    return Point(is_strong=True, text=f"The batting average of {percent(batting.rate.value)} rests on {deals}.")


def _commitments(plan: BusinessPlan) -> Point:
    count = len(plan.commitments)
    if not count:
        return Point(is_strong=False, text="No commitment is made.")
    said = "One commitment is" if count == 1 else f"{count} commitments are"
    return Point(is_strong=True, text=f"{said} made, in {plan.name}'s own words.")


def _risks(plan: BusinessPlan) -> Point | None:
    return None if plan.risks else Point(is_strong=False, text="No risk is named.")


class Check(StrEnum):
    """What a check looks at; what it finds weak is what a rep is coached on."""

    ADDS_UP = "adds up"
    ATTAINABLE = "attainable"
    AGGRESSIVE = "aggressive"
    COVER = "cover"
    COMPLETE = "complete"
    WHY_NOTS = "why nots"
    SPREAD = "spread"
    TARGETS = "targets"
    RETENTION = "retention"
    BATTING_AVERAGE = "batting average"
    COMMITMENTS = "commitments"
    RISKS = "risks"


RANKED: Mapping[Check, Callable[[BusinessPlan], Point | None]] = {
    Check.ADDS_UP: _adds_up,
    Check.ATTAINABLE: _attainable,
    Check.AGGRESSIVE: _aggressive,
    Check.COVER: _cover,
    Check.COMPLETE: _complete,
    Check.WHY_NOTS: _why_nots,
    Check.SPREAD: _spread,
    Check.TARGETS: _targets,
    Check.RETENTION: _retention,
    Check.BATTING_AVERAGE: _batting_average,
    Check.COMMITMENTS: _commitments,
    Check.RISKS: _risks,
}


def first_weak_check(plan: BusinessPlan) -> Check | None:
    """The weightiest check that finds a weakness, None when none does."""
    return next((check for check, point in _points(plan) if not point.is_strong), None)


def _points(plan: BusinessPlan) -> Iterator[tuple[Check, Point]]:
    return ((name, point) for name, check in RANKED.items() if (point := check(plan)) is not None)
