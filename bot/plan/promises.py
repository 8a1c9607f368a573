"""Last year's plan in this year's: what it promised, asked one by one, and what is known from it already.

A plan lives on: its commitments and its ways to 100% come back as questions, its goal as the quota, its quarters as
the result, its accounts as the list to begin with. All of it is set, not said, so that the person confirms it.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.facts import Fact, Number, Ratio, Setting, Value, Words
from bot.figures import Unit, whole_money
from bot.plan.model import Actual, BusinessPlan, Promise
from bot.plan.sheet import Sheet

PROMISES = "promises"
"""The list that holds what last year's plan promised, by key."""
SO_FAR = "before.so_far"
"""What the reviewed quarters of last year's plan came to, in a sentence."""
BATTING = "before.won"
"""The batting average that last year's plan looked back on."""
QUARTERS = 4


class Kept(StrEnum):
    """What became of a promise, in the words it is shown in."""

    KEPT = "kept"
    PARTLY = "partly kept"
    NOT = "not kept"


_PARTLY = (
    r"part(?:ly|ially)?|in part|half|mostly|some(?:times|what)?|almost|nearly|(?:kind|sort) of|more or less"
    r"|not (?:\w+ )?(?:always|fully|quite|entirely|all|every)"
)
_NOT = r"no\b|not|nope|never|did(?:n'?t| not)|have(?:n'?t| not)|missed|failed|dropped|gave up"
_KEPT = r"yes|yep|yeah|yup|kept|fully|completely|all|always|every|done|did|i did|it is|100 ?%|sure"
_STANDS = tuple(
    (kept, re.compile(rf"(?:{words})\b", re.IGNORECASE))
    for kept, words in ((Kept.PARTLY, _PARTLY), (Kept.NOT, _NOT), (Kept.KEPT, _KEPT))
)


def read_kept(text: str) -> Kept | None:
    """What an answer opens with: "Partly, two Fridays missed". None where it only tells a story."""
    return next((kept for kept, pattern in _STANDS if pattern.match(text.strip())), None)


def build_promises(sheet: Sheet) -> tuple[Promise, ...]:
    """What last year's plan promised, each with the answer as far as there is one."""
    return tuple(_promise(sheet, key) for key in sheet.keys(PROMISES))


def _promise(sheet: Sheet, key: str) -> Promise:
    said = sheet.words(f"{PROMISES}.{key}.kept")
    kept = read_kept(said.text) if said else None
    return Promise(key=key, text=sheet.name(PROMISES, key), said=said, kept=kept.value if kept else None)


def carried(plan: BusinessPlan, version: int, at: datetime) -> dict[str, Fact]:
    """What an interview knows from the plan that was approved for the year before, by slot."""
    source = Setting(where=f"plan for {plan.year.label}, version {version}")
    return {slot: Fact(slot=slot, value=value, source=source, at=at) for slot, value in _values(plan)}


def _values(plan: BusinessPlan) -> Iterator[tuple[str, Value]]:
    for number, text in enumerate(_promised(plan), 1):
        yield f"{PROMISES}.p{number}.name", Words(text=text)
    if plan.goal.revenue:
        yield "last_year.quota", Number(value=plan.goal.revenue.value, unit=Unit.MONEY)
    average = plan.look_back.batting_average
    if average:
        yield BATTING, Ratio(part=average.won, whole=average.decided)
    yield from _results(plan)
    for account in plan.accounts.items if plan.accounts else ():
        yield f"accounts.{account.key}.name", Words(text=account.name)


def _promised(plan: BusinessPlan) -> Iterator[str]:
    yield from (said.text.rstrip(". ") for said in plan.commitments)
    for why in plan.why_nots:
        if why.action:
            yield f"{why.item} to 100%: {why.action.text.rstrip('. ')}"


def _results(plan: BusinessPlan) -> Iterator[tuple[str, Value]]:
    """What the quarters brought: the whole year where all were reviewed, else a sentence on those that were."""
    known = [actual for actual in plan.actuals if actual.revenue]
    if not known:
        return
    brought = sum((actual.revenue.value for actual in known if actual.revenue), Decimal(0))
    if len(known) == QUARTERS:
        yield "last_year.revenue", Number(value=brought, unit=Unit.MONEY)
    yield SO_FAR, Words(text=_in_words(known, brought, plan.currency))
    decided = sum(actual.decided or 0 for actual in known)
    if decided:
        yield "last_year.won", Ratio(part=sum(actual.won or 0 for actual in known), whole=decided)


def _in_words(known: list[Actual], brought: Decimal, currency: str) -> str:
    labels = known[0].label if len(known) == 1 else f"{known[0].label} to {known[-1].label}"
    told, planned = (
        f"{labels} brought {whole_money(brought, currency)}",
        [each.planned for each in known if each.planned],
    )
    if len(planned) < len(known):
        return told
    return f"{told} against {whole_money(sum((each.value for each in planned), Decimal(0)), currency)} planned"
