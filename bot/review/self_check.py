"""What a rep's draft is checked for as it is sent: complete, adds up, double A, aligned with pay (M11, M14, M17)."""

from bot.plan.model import BusinessPlan, Verdict
from bot.review.model import SelfCheck


def self_check(plan: BusinessPlan, *, fits_pay: bool | None) -> SelfCheck:
    """Check a plan. `fits_pay` is whether all that is paid has a target in the plan; None without a pay plan."""
    halves = {plan.double_a.aggressive.verdict, plan.double_a.attainable.verdict}
    is_double_a = False if Verdict.NO in halves else None if Verdict.OPEN in halves else True
    return SelfCheck(
        is_complete=not plan.open_points,
        adds_up=plan.adds_up.adds_up,
        is_double_a=is_double_a,
        fits_pay=fits_pay,
    )


def in_two_lines(check: SelfCheck) -> tuple[str, str]:
    """What holds and what does not, a line each; one of them may be empty. Pay is left out where there is none."""
    named = {
        "complete": check.is_complete,
        "adds up": check.adds_up,
        "aggressive but attainable": check.is_double_a,
        **({} if check.fits_pay is None else {"aligned with pay": check.fits_pay}),
    }
    holds = ", ".join(name for name, is_so in named.items() if is_so)
    lacks = ", ".join(name if is_so is False else f"{name} (open)" for name, is_so in named.items() if not is_so)
    return (f"Holds: {holds}." if holds else "", f"Not yet: {lacks}." if lacks else "")
