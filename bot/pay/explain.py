"""A rep's compensation plan in plain words, with every example worked by the engine from their own business plan."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from bot.figures import Unit, money, percent, plain
from bot.markup import escape
from bot.pay.clauses import clause_in_words
from bot.pay.examples import example
from bot.pay.measures import Measure
from bot.pay.model import CompPlan, with_goal
from bot.pay.payout import payout
from bot.pay.planned import PlannedResults, Stripped, is_open, planned_in, without_the_unplanned, year_of
from bot.pay.sections import awaited, could_reduce, glossary, months_table, rules_in_words, settled_in_words
from bot.pay.terms import Terms
from bot.plan.model import BusinessPlan

LEVELS = tuple(Decimal(level) for level in ("0.5", "0.75", "0.8", "1", "1.2", "1.5"))
ROUNDING = "Pay is worked out in full and rounded to the cent only once. Half a cent is rounded up."
NOT_THE_CONTRACT = (
    "This page explains your pay plan. It is not the contract. Where they differ, the signed plan decides."
)
SOMEONE = "your sales executive"
STILL_OPEN = "Your goal is still open. Once it is set, I will put figures to each part of your pay."


def explain_for(plan: CompPlan, business_plan: BusinessPlan, executive: str = SOMEONE) -> str:
    """Explain a plan to the rep whose business plan this is, as Markdown; `executive` is asked what it leaves open."""
    return explain(plan, business_plan.name, planned_in(business_plan), executive)


def explain(plan: CompPlan, name: str, planned: PlannedResults, executive: str = SOMEONE) -> str:
    """Explain a plan as Markdown: in short, clause by clause, when money comes, at several levels, on landing it."""
    parts = [f"# {escape(name)}: how your pay works", *in_short(plan, planned)]
    if is_open(plan, planned):
        parts.append(STILL_OPEN)
    else:
        settled = plan if planned.goal is None else with_goal(plan, planned.goal)
        stripped = without_the_unplanned(settled, planned)
        parts += [*_clauses(settled, stripped, planned), *levels(stripped.plan, planned)]
        parts += [*_suppositions(stripped, planned), *landing(stripped.plan, planned)]
        parts += ["## What could reduce it", *could_reduce(settled)]
    parts += _section("What is still open", awaited(plan, executive))
    parts += _section("What has been settled since", settled_in_words(plan))
    parts += _section("What the words mean", glossary("\n".join(parts)))
    return "\n\n".join([*parts, "## Good to know", ROUNDING, NOT_THE_CONTRACT]) + "\n"


def _section(heading: str, body: Iterator[str]) -> list[str]:
    """A section, left out whole where it has nothing to say."""
    lines = list(body)
    return [f"## {heading}", *lines] if lines else []


def in_short(plan: CompPlan, planned: PlannedResults) -> Iterator[str]:
    """The pay in one paragraph."""
    said = []
    if plan.base_pay is not None:
        said.append(f"Your base pay is {money(plan.base_pay, plan.currency)} a year, whatever you sell.")
    count = len(plan.components)
    said.append(f"{'On top' if said else 'Here'} you earn from what you sell, in {_counted(count)}.")
    if planned.goal is not None:
        said.append(_at_goal(plan, planned, planned.goal))
    yield " ".join(said)


def _counted(parts: int) -> str:
    return "one part" if parts == 1 else f"{parts} parts"


def _at_goal(plan: CompPlan, planned: PlannedResults, goal: Decimal) -> str:
    pay = payout(without_the_unplanned(plan, planned).plan, year_of(plan, planned, goal)).total
    said = f"Land your goal of {money(goal, plan.currency)} and your sales pay you {money(pay, plan.currency)}."
    if plan.base_pay is None:
        return said
    return f"{said} All in, that is {money(plan.base_pay + pay, plan.currency)} for the year."


def _clauses(plan: CompPlan, stripped: Stripped, planned: PlannedResults) -> Iterator[str]:
    yield "## Part by part"
    for component, simpler in zip(plan.components, stripped.plan.components, strict=True):
        yield f"### {plan.clause_of(component)} {component.name}"
        yield from _flowing([*clause_in_words(Terms.of(plan, component)), *example(stripped.plan, simpler, planned)])
    yield from _section("For all parts", rules_in_words(plan))


def _flowing(told: Sequence[str]) -> Iterator[str]:
    """Sentences that follow each other as one paragraph; lists and what leads into them stand by themselves."""
    for is_prose, group in groupby(told, key=lambda text: "\n" not in text and not text.startswith("- ")):
        parts = list(group)
        yield from [" ".join(parts)] if is_prose else parts


def _suppositions(stripped: Stripped, planned: PlannedResults) -> Iterator[str]:
    """What the sums take as given, beside the revenue they name."""
    paid_on = {component.measure for component in stripped.plan.components}
    lines = [*stripped.supposed, *(_supposed(m, amount) for m, amount in planned.others.items() if m in paid_on)]
    if lines:
        yield "The sums on this page suppose:"
        yield "\n".join(f"- {line}." for line in lines)


def _supposed(measure: Measure, amount: Decimal) -> str:
    if measure.unit is Unit.PERCENT:
        return f"Your {measure} is {percent(amount)}, as you plan"
    return f"Your {measure} are {plain(amount)} if you land your plan. They move with revenue"


def levels(plan: CompPlan, planned: PlannedResults) -> Iterator[str]:
    """The table of pay at several levels of the goal; without a goal there are no levels."""
    if planned.goal is None:
        return
    yield "## What a weaker or stronger year pays"
    head = ["Of your goal", "Revenue", "Pay from sales", *(["With base pay"] if plan.base_pay is not None else [])]
    rows = [head, ["---:" for _ in head], *(_level(plan, planned, planned.goal * at, at) for at in LEVELS)]
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)
    yield from _left_out(plan, planned)


def _level(plan: CompPlan, planned: PlannedResults, revenue: Decimal, at: Decimal) -> list[str]:
    pay = payout(plan, year_of(plan, planned, revenue)).total
    all_in = [] if plan.base_pay is None else [money(plan.base_pay + pay, plan.currency)]
    return [percent(at), money(revenue, plan.currency), money(pay, plan.currency), *all_in]


def _left_out(plan: CompPlan, planned: PlannedResults) -> Iterator[str]:
    absent = [f"- {component.name}." for component in plan.components if component.measure not in planned.measures]
    if absent:
        yield "These parts are left out here. Your plan does not say how much of them to expect:"
        yield "\n".join(absent)


def landing(plan: CompPlan, planned: PlannedResults) -> Iterator[str]:
    """What landing the rep's own plan exactly would pay, and in which months."""
    yield "## If you land your plan"
    if planned.revenue is None:
        yield "Your plan does not add up to a figure yet. Once it does, this is where its pay will stand."
        return
    paid = payout(plan, year_of(plan, planned, planned.revenue))
    share = "" if not planned.goal else f" That is {percent(planned.revenue / planned.goal)} of your goal."
    yield f"Your plan lands {money(planned.revenue, plan.currency)} in revenue.{share}"
    yield f"Land it exactly and you earn {money(paid.total, plan.currency)} from sales."
    if plan.base_pay is not None:
        yield f"With base pay, that makes {money(plan.base_pay + paid.total, plan.currency)} for the year."
    yield "## When the money comes"
    yield from months_table(plan, paid)
