"""Revenue already in motion for the year (M08), and what its share of the goal says in both directions (M09)."""

from collections.abc import Mapping
from decimal import Decimal

from bot.facts import Figure
from bot.figures import Unit, percent
from bot.plan.model import ZERO, Accounts, BattingAverage, Deal, RunRate, RunRateJudgement
from bot.plan.rounding import cents, share
from bot.plan.sheet import Sheet, usable

# M09 names 20% and 80% as the two kinds of year; these are the bounds of "near" (ours).
LOW_UP_TO = Decimal("0.30")
HIGH_FROM = Decimal("0.70")

PARTS = {
    "contracted": "contracted",
    "not_renewing": "not renewing",
    "signed": "signed",
    "follow_on": "follow-on",
    "weighted_pipeline": "weighted pipeline",
}


def build_run_rate(sheet: Sheet, batting: BattingAverage | None, accounts: Accounts | None) -> RunRate:
    """The four parts, their total and the judgement. What a Farmer's accounts keep is the contracted part."""
    kept = accounts.keep if accounts else None
    deals = build_deals(sheet, batting)
    parts = {
        "contracted": kept or sheet.money("run_rate.contracted"),
        # What an account keeps is already net of what it loses.
        "not_renewing": None if kept else sheet.money("run_rate.not_renewing"),
        "signed": sheet.money("run_rate.signed"),
        "follow_on": sheet.money("run_rate.follow_on"),
        "weighted_pipeline": _weighted_pipeline(sheet, deals),
    }
    total = _total(sheet, parts)
    cover = _cover(sheet, total, sheet.money("goal.revenue")) if any(parts.values()) else None
    unknown = unknown_parts(parts, accounts)
    judgement = judge(cover, is_complete=not unknown)
    reading = read(sheet, judgement, cover, total, unknown)
    return RunRate(**parts, deals=deals, total=total, cover=cover, judgement=judgement, reading=reading)


def build_deals(sheet: Sheet, batting: BattingAverage | None) -> tuple[Deal, ...]:
    """The open pipeline, each deal weighted by its own odds, else by the batting average."""
    return tuple(_deal(sheet, key, batting) for key in sheet.keys("deals"))


def _deal(sheet: Sheet, key: str, batting: BattingAverage | None) -> Deal:
    amount, odds = sheet.money(f"deals.{key}.amount"), sheet.percent(f"deals.{key}.odds")
    planned_with = sheet.percent("funnel.close_rate")
    if odds is None and batting is None and planned_with is not None:
        inputs = {"close rate to plan with": planned_with}
        formula = "close rate to plan with, a guess, as no odds were given"
        odds = sheet.worked(Unit.PERCENT, planned_with.value, formula, inputs)
    if odds is None and batting is not None:
        inputs = {"batting average": batting.rate}
        odds = sheet.worked(Unit.PERCENT, batting.rate.value, "batting average, as no odds were given", inputs)
    weighted = None
    if amount is not None and odds is not None:
        inputs = {"amount": amount, "odds": odds}
        weighted = sheet.worked(Unit.MONEY, cents(amount.value * odds.value), "amount x odds", inputs)
    closes, name = sheet.day(f"deals.{key}.closes"), sheet.name("deals", key)
    return Deal(key=key, name=name, amount=amount, odds=odds, weighted=weighted, closes=closes)


def _weighted_pipeline(sheet: Sheet, deals: tuple[Deal, ...]) -> Figure | None:
    weighted = {deal.key: deal.weighted for deal in deals}
    return sheet.total("sum of amount x odds of the open deals", sheet.by_name("deals", weighted))


def _total(sheet: Sheet, parts: Mapping[str, Figure | None]) -> Figure:
    signs = {name: -1 if name == "not_renewing" else 1 for name in parts}
    value = sum((signs[name] * figure.value for name, figure in parts.items() if figure), ZERO)
    known = {PARTS[name]: figure for name, figure in parts.items() if figure}
    formula = " + ".join(known).replace(f"+ {PARTS['not_renewing']}", f"- {PARTS['not_renewing']}")
    return sheet.worked(Unit.MONEY, value, formula or "nothing known yet", known)


def _cover(sheet: Sheet, total: Figure, goal: Figure | None) -> Figure | None:
    if goal is None or usable(goal) is None:
        return None
    inputs = {"run-rate": total, "goal": goal}
    return sheet.worked(Unit.PERCENT, share(total.value / goal.value), "run-rate / goal", inputs)


def unknown_parts(parts: Mapping[str, Figure | None], accounts: Accounts | None) -> tuple[str, ...]:
    """Names of the parts without which the total says little. Losses and open deals nobody named count as none."""
    contracted = parts["contracted"]
    unknown = ["contracted revenue"] if contracted is None else []
    if accounts and any(account.keep is None for account in accounts.items):
        unknown = ["what some accounts keep"]
    named = {"signed": "signed work not yet delivered", "follow_on": "refresh and follow-on work"}
    return (*unknown, *(words for name, words in named.items() if parts[name] is None))


def judge(cover: Figure | None, *, is_complete: bool) -> RunRateJudgement:
    """Low, middle or high cover (M09); open while a part is unknown, for it could change the answer."""
    if cover is None or not is_complete:
        return RunRateJudgement.UNKNOWN
    if cover.value <= LOW_UP_TO:
        return RunRateJudgement.LOW
    return RunRateJudgement.HIGH if cover.value >= HIGH_FROM else RunRateJudgement.MIDDLE


def read(
    sheet: Sheet, judgement: RunRateJudgement, cover: Figure | None, total: Figure, unknown: tuple[str, ...]
) -> str:
    """The judgement in words. Low cover never excuses, and high cover never relaxes (M09)."""
    goal = sheet.money("goal.revenue")
    if cover is None or goal is None:
        return "Run-rate is not known yet, so nobody can say how much of the goal is already in motion."
    covers = f"Run-rate covers {percent(cover.value)} of the goal"
    if total.value < 0:
        covers = "More revenue is lost than is in motion"
    rest = sheet.amount(goal.value - total.value)
    if judgement is RunRateJudgement.UNKNOWN:
        return f"{covers} as far as it is known. Still to find out: {', '.join(unknown)}."
    if judgement is RunRateJudgement.LOW:
        return f"{covers}. That is low, and no excuse: Sales and Marketing need plans strong enough to win {rest}."
    if judgement is RunRateJudgement.MIDDLE:
        return f"{covers}. The plan has to win the other {rest}."
    if goal.value <= total.value:
        return f"{covers}, so the goal asks for nothing new. It is too low: raise it, and keep the plan just as strong."
    return f"{covers}. The goal is probably too low: raise it or show why not, and keep the plan just as strong."
