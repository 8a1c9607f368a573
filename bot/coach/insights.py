"""Something useful back after an answer: one line worked out from the plan so far, by the name a topic gives it."""

import re
from collections.abc import Callable
from decimal import Decimal

from bot.figures import Unit, percent, whole_money, written
from bot.plan.judging import and_list
from bot.plan.model import BusinessPlan, Verdict

POINT = "point"
"""The line that says what one point of the close rate is worth."""
ONE_POINT = Decimal("0.01")
_FIRST = re.compile(r"(?<=[\w%)]\.) (?=[A-Z])")


def insight(name: str, plan: BusinessPlan, *, changed: bool = False) -> str:
    """The line called `name`, or nothing while the plan does not know enough for it.

    After a change its first sentence will do: the rest has been said.
    """
    if changed and name == "batting":
        return _point(plan) or _guess(plan)
    line = _LINES[name](plan) or "" if name in _LINES else ""
    return _FIRST.split(line, maxsplit=1)[0] if changed else line


def _attainment(plan: BusinessPlan) -> str | None:
    """Revenue against quota; for who keeps accounts, also what a point of last year's book is worth."""
    reached, revenue = plan.look_back.attainment, plan.look_back.revenue
    if reached is None or revenue is None:
        return None
    text = f"That is {percent(reached.value)} of quota."
    if not plan.role.farms:
        return text
    return f"{text} Every point of that book you keep is worth {whole_money(ONE_POINT * revenue.value, plan.currency)}."


def _batting(plan: BusinessPlan) -> str | None:
    average = plan.look_back.batting_average
    if average is None:
        return None
    before = plan.look_back.batting_before
    a_year_ago = f"The year before it was {before.part} of {before.whole}. " if before else ""
    return f"We call that your batting average. {a_year_ago}{_guess(plan)}".strip()


def _guess(plan: BusinessPlan) -> str:
    average = plan.look_back.batting_average
    is_guess = average is not None and average.is_guess
    return "Fewer than ten decided deals, so we treat it as a guess." if is_guess else ""


def _point(plan: BusinessPlan) -> str | None:
    """What one point of close rate is worth on last year's decided deals (M03)."""
    average, deal = plan.look_back.batting_average, plan.look_back.average_deal
    if average is None or deal is None:
        return None
    worth = whole_money(ONE_POINT * average.decided * deal.value, plan.currency)
    return f"On {average.decided} decided deals, every point of close rate is worth {worth} a year."


def _price(plan: BusinessPlan) -> str | None:
    """What the price has to do with the lost deals; a mere count has just been read back (M02)."""
    back = plan.look_back
    pattern, average, on_price = back.price_pattern, back.batting_average, back.lost_on_price
    if pattern is None or average is None or on_price is None:
        return None
    lost = average.decided - average.won
    return f"That is {percent(on_price.value / lost)} of the lost deals." if 0 < on_price.value < lost else pattern


def _quota(plan: BusinessPlan) -> str | None:
    """Where the quota was missed and is no why-not, or reached and is one (M04, M06)."""
    reached = plan.look_back.attainment
    if reached is None:
        return None
    named, part = any(item.key == "quota" for item in plan.why_nots), percent(reached.value)
    if named and reached.value >= 1:
        return f"You reached {part} of quota, though: say *remove quota* if that one is none."
    if not named and reached.value < 1:
        return f"Quota itself came to {part}: between them these should explain why."
    return None


def _goal(plan: BusinessPlan) -> str | None:
    growth, share = plan.goal.growth_on_last_year, plan.goal.budget_share
    if growth is None:
        return None
    direction = "above" if growth.value >= 0 else "below"
    part = f" and {percent(share.value)} of the company's budget" if share else ""
    return f"That is {percent(abs(growth.value))} {direction} last year{part}."


def _run_rate(plan: BusinessPlan) -> str | None:
    return plan.run_rate.reading


def _farming(plan: BusinessPlan) -> str | None:
    accounts = plan.accounts
    if accounts is None or accounts.keep is None or accounts.growth is None:
        return None
    kept, grown = (whole_money(figure.value, plan.currency) for figure in (accounts.keep, accounts.growth))
    net = accounts.net_retention
    means = f", {percent(net.value)} net retention" if net else ""
    return f"Together: {kept} kept and {grown} of growth{means}. {accounts.white_space or ''}".strip()


def _white_space(plan: BusinessPlan) -> str | None:
    return plan.accounts.white_space if plan.accounts else None


def _kept(plan: BusinessPlan) -> str | None:
    kept = plan.accounts.retention if plan.accounts else None
    return f"You keep {percent(kept.value)} of last year's revenue: gross retention, growth left out." if kept else None


def _calendar(plan: BusinessPlan) -> str | None:
    """The review calendar of one account, the next renewal's."""
    items = [item for item in plan.accounts.items if item.reviews and item.renewal] if plan.accounts else []
    if not items:
        return None
    first = min(items, key=lambda item: item.renewal.starts if item.renewal else plan.year.ends)
    return f"For {first.name} I put them in {and_list(first.reviews)}; the plan has them all."


def _at_bats(plan: BusinessPlan) -> str | None:
    return plan.funnel.at_bats if plan.funnel else None


def _ramp(plan: BusinessPlan) -> str | None:
    return plan.goal.first_year


def _activity(plan: BusinessPlan) -> str | None:
    funnel = plan.funnel
    if funnel is None or funnel.selling_weeks is None:
        return None
    weeks = f"That leaves {written(funnel.selling_weeks.value, Unit.WEEKS, plan.currency)} selling weeks."
    needed = funnel.per_week_needed
    if needed is None:
        return weeks
    return f"{weeks} The goal needs {written(needed.value, Unit.COUNT, plan.currency)} {funnel.activity} a week."


def _adds_up(plan: BusinessPlan) -> str | None:
    return plan.adds_up.reading


def _double_a(plan: BusinessPlan) -> str | None:
    halves = (plan.double_a.aggressive.verdict, plan.double_a.attainable.verdict)
    return plan.double_a.reading if Verdict.OPEN not in halves else None


_LINES: dict[str, Callable[[BusinessPlan], str | None]] = {
    "attainment": _attainment,
    "batting": _batting,
    POINT: _point,
    "price": _price,
    "quota": _quota,
    "goal": _goal,
    "run_rate": _run_rate,
    "white_space": _white_space,
    "kept": _kept,
    "farming": _farming,
    "calendar": _calendar,
    "activity": _activity,
    "ramp": _ramp,
    "at_bats": _at_bats,
    "adds_up": _adds_up,
    "double_a": _double_a,
}
