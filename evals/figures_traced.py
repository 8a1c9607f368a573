"""Whether every figure in a finished plan can be traced, and every number in its document is one of them.

Each check gives the problems it found, in words; none is a pass.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from pydantic import BaseModel

from bot.facts import Computed, Day, Figure, Read, Said, Setting, Statement
from bot.figures import between, in_plan, on, whole_money
from bot.plan.model import Accounts, BusinessPlan
from evals.holding import Held

_NUMBER = re.compile(r"(?<![\w.,])[$€£]?\d[\d,]*(?:\.\d+)?%?")
_COUNTED = re.compile(r"\b\d+ more\b")
"""What a sentence leaves out, counted."""


def figures_in(value: object, at: str = "plan") -> Iterator[tuple[str, Figure]]:
    """Every figure of a plan with its place: ("plan.goal.revenue", …)."""
    if isinstance(value, Figure):
        yield at, value
    elif isinstance(value, BaseModel):
        for name, part in value:
            yield from figures_in(part, f"{at}.{name}")
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from figures_in(part, f"{at}.{number}")


def without_source(held: Held) -> list[str]:
    """The figures whose source does not lead back to a message, a file, a setting or a working."""
    heard = {exchange.key: exchange.heard for exchange in held.exchanges}
    return [f"{at}: {why}" for at, figure in figures_in(held.plan) if (why := _fault(figure, heard))]


def _fault(figure: Figure, heard: Mapping[str, str]) -> str:
    match figure.source:
        case Said(message=key, quote=quote):
            if key not in heard:
                return f"no message {key}"
            return "" if quote and _bare(quote) in _bare(heard[key]) else f'"{quote}" is not in the message'
        case Read(file=file, row=row):
            return "" if file and row > 0 else "no file and row"
        case Setting(where=where):
            return "" if where else "no place in the team file"
        case Computed(formula=formula, inputs=inputs):
            # Nothing known comes to nothing, and takes no inputs.
            return "" if formula and (inputs or not figure.value) else "no working"


def _bare(text: str) -> str:
    return " ".join(text.split())


def unexplained(held: Held) -> list[str]:
    """The numbers in the document that are no figure of the plan, no date of it, and nobody's words.

    A number that follows from two others of its own line is explained there: "6 compare with 3, 100% more".
    """
    known = numbers_known(held.plan)
    lines = _COUNTED.sub("", held.document).splitlines()
    return sorted({number for line in lines for number in numbers_in(line) - known if not _follows(number, line)})


def _follows(number: str, line: str) -> bool:
    others = [Decimal(other) for other in numbers_in(line) if other != number]
    percents = [other / 100 for other in others]
    return any(_is_close(number, result) for a in others for b in (*others, *percents) for result in _results(a, b))


def _results(a: Decimal, b: Decimal) -> Iterator[Decimal]:
    """What two numbers give: sum, difference, product, quotient, and the change in percent."""
    yield from (a + b, abs(a - b), a * b)
    if b:
        yield from (a / b, abs(a - b) / b * 100)


def _is_close(number: str, result: Decimal) -> bool:
    """The same to the digits that are shown, give or take one for what was rounded before."""
    shown = Decimal(1).scaleb(-len(number.partition(".")[2]))
    return abs(Decimal(number) - result) <= max(shown, result / 1000)


def numbers_in(text: str) -> set[str]:
    """The numbers in a text, bare: "$1,250,000." is "1250000", "37.5%" is "37.5"."""
    return {re.sub(r"[^\d.]", "", found).strip(".") for found in _NUMBER.findall(text.replace("\\", ""))}


def numbers_known(plan: BusinessPlan) -> set[str]:
    """The numbers that stand in a plan's figures, workings, dates, names and words, and the totals of its tables."""
    texts = [*_written(plan), *_dates(plan), *_in_words(plan), *_totals(plan), *_counts(plan)]
    return set().union(*(numbers_in(text) for text in texts))


def _written(plan: BusinessPlan) -> Iterator[str]:
    """Figures as a plan writes them, with the working and the quote that stand beside them."""
    for _, figure in figures_in(plan):
        yield in_plan(abs(figure.value), figure.unit, plan.currency)
        match figure.source:
            case Computed(formula=formula, inputs=inputs):
                yield from (formula, *inputs, *inputs.values())
            case Said(quote=quote):
                yield quote
            case Setting(where=where):
                yield where


def _in_words(value: object) -> Iterator[str]:
    """What was said and what things are called; sentences that code wrote are not among them."""
    if isinstance(value, Statement):
        yield value.text
    elif isinstance(value, BaseModel):
        for name, part in value:
            if isinstance(part, str) and name in ("name", "item", "owner", "label", "company"):
                yield part
            else:
                yield from _in_words(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _in_words(part)


def _dates(value: object) -> Iterator[str]:
    if isinstance(value, date):
        yield on(value)
    elif isinstance(value, Day):
        yield between(value.starts, value.ends)
    elif isinstance(value, BaseModel):
        for _, part in value:
            yield from _dates(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _dates(part)


def _totals(plan: BusinessPlan) -> Iterator[str]:
    """The sums under the columns of a table, and what each quarter adds to the running total beside it."""
    columns = [[target.amount for target in plan.targets.named]] if plan.targets else []
    columns.append([deal.amount for deal in plan.run_rate.deals])
    for column in columns:
        known = [figure.value for figure in column if figure is not None]
        yield whole_money(sum(known, Decimal(0)), plan.currency)

    ends = [quarter.cumulative.value.quantize(Decimal(1), ROUND_HALF_UP) for quarter in plan.quarters]
    yield from (whole_money(later - before, plan.currency) for before, later in pairwise(ends))


def _counts(plan: BusinessPlan) -> Iterator[str]:
    """How many there are of something, and the 100% that every why-not is to reach (M07)."""
    batting = plan.look_back.batting_average
    open_points = [point.section for point in plan.open_points]
    counted = [open_points.count(section) for section in plan.sections]
    counted += [len(open_points), len(plan.accounts.items if plan.accounts else ()), len(plan.run_rate.deals)]
    counted += [sum(bool(item.growth and item.growth.value) for item in (plan.accounts.items if plan.accounts else ()))]
    counted += [len(plan.targets.named) if plan.targets else 0, batting.decided - batting.won if batting else 0]
    yield from map(str, [*counted, *_white_space(plan.accounts)])
    yield from ("100%", plan.year.label, on(plan.year.ends))


def _white_space(accounts: Accounts | None) -> Iterator[int]:
    """How many accounts do not buy a service, for each of them and in all, and how many of those growth goes into."""
    told = [account for account in accounts.items if account.buys is not None] if accounts else []
    missing = [(line, account) for account in told for line in accounts.services if line not in (account.buys or ())]
    yield from Counter(line for line, _ in missing).values()
    yield from (len(told), len(missing), sum(line in account.grows_into for line, account in missing))
