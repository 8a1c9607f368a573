"""A rep's compensation plan in plain words, with every example worked by the engine from their own business plan."""

from collections.abc import Iterator
from decimal import Decimal

from bot.figures import money, percent
from bot.pay.clauses import clause_in_words
from bot.pay.model import Component, CompPlan, with_goal
from bot.pay.payout import payout
from bot.pay.planned import REVENUE, PlannedResults, planned_in, year_of
from bot.pay.results import Deal, Results, Total
from bot.pay.span import Span
from bot.pay.terms import Terms
from bot.pay.wording import working
from bot.plan.model import BusinessPlan

LEVELS = tuple(Decimal(level) for level in ("0.8", "1", "1.2"))
SPANS = {
    Span.YEAR: (1, "the year"),
    Span.QUARTER: (4, "a quarter"),
    Span.MONTH: (12, "a month"),
    Span.WEEK: (52, "a week"),
}
NOT_THE_CONTRACT = (
    "This page explains your pay plan. It is not the contract. Where they differ, the signed plan decides."
)


def explain_for(plan: CompPlan, business_plan: BusinessPlan) -> str:
    """Explain a plan to the rep whose business plan this is, as Markdown."""
    return explain(plan, business_plan.name, planned_in(business_plan))


def explain(plan: CompPlan, name: str, planned: PlannedResults) -> str:
    """Explain a plan as Markdown: in short, clause by clause, at several levels, on landing the plan exactly."""
    parts = [f"# {name}: how your pay works", *_in_short(plan, planned)]
    if _is_open(plan, planned):
        parts += ["Your goal is still open. Once it is set, I will put figures to each part of your pay."]
    else:
        settled = plan if planned.goal is None else with_goal(plan, planned.goal)
        parts += [*_clauses(settled, planned), *_levels(settled, planned), *_landing(settled, planned)]
    return "\n\n".join([*parts, "## Good to know", ROUNDING, NOT_THE_CONTRACT]) + "\n"


ROUNDING = "Pay is worked out in full and rounded to the cent only once. Half a cent is rounded up."


def _is_open(plan: CompPlan, planned: PlannedResults) -> bool:
    """Whether the plan rests on a goal that nobody has given."""
    return planned.goal is None and any(component.quota == "goal" for component in plan.components)


def _in_short(plan: CompPlan, planned: PlannedResults) -> Iterator[str]:
    said = []
    if plan.base_pay is not None:
        said.append(f"Your base pay is {money(plan.base_pay, plan.currency)} a year, whatever you sell.")
    parts = len(plan.components)
    said.append(f"On top of base pay you earn from what you sell, in {_counted(parts)}.")
    if planned.goal is not None:
        said.append(_at_goal(plan, planned, planned.goal))
    yield " ".join(said)


def _counted(parts: int) -> str:
    return "one part" if parts == 1 else f"{parts} parts"


def _at_goal(plan: CompPlan, planned: PlannedResults, goal: Decimal) -> str:
    pay = payout(plan, year_of(plan, planned, goal)).total
    said = f"Land your goal of {money(goal, plan.currency)} and that part pays {money(pay, plan.currency)}."
    if plan.base_pay is None:
        return said
    return f"{said} All in, that is {money(plan.base_pay + pay, plan.currency)} for the year."


def _clauses(plan: CompPlan, planned: PlannedResults) -> Iterator[str]:
    yield "## Part by part"
    for component in plan.components:
        yield f"### {plan.clause_of(component)} {component.name}"
        yield from clause_in_words(Terms.of(plan, component))
        yield from _example(plan, component, planned)


def _example(plan: CompPlan, component: Component, planned: PlannedResults) -> Iterator[str]:
    """The component by itself on the rep's own figures; where their plan has none for it, it says so."""
    example = _example_results(component, planned, plan)
    if example is None:
        yield f"Your plan has no figure for {component.measure} yet, so there is no example here."
        return
    told, results = example
    paid = payout(plan.model_copy(update={"components": (component,)}), results)
    lines = [working(line, plan.currency) for line in paid.lines if line.amount]
    yield "\n".join([f"Your own numbers: {told}", "", *(f"- {line}" for line in lines)])
    if len(lines) > 1:
        yield f"That adds up to {money(paid.total, plan.currency)}."


def _example_results(component: Component, planned: PlannedResults, plan: CompPlan) -> tuple[str, Results] | None:
    if component.measure not in REVENUE:
        return None
    if component.per is Span.DEAL:
        return _one_deal(plan, planned)
    revenue = planned.revenue or planned.goal
    if revenue is None:
        return None
    spans, word = SPANS[component.per]
    amount = revenue / spans
    source = "you plan" if planned.revenue else "your goal is"
    total = Total(measure=component.measure, date=plan.effective.starts, reached=amount)
    return f"{source} {money(amount, plan.currency)} for {word}.", Results(goal=planned.goal, totals=(total,))


def _one_deal(plan: CompPlan, planned: PlannedResults) -> tuple[str, Results] | None:
    if planned.average_deal is None:
        return None
    deal = Deal(id="your usual deal", booked=plan.effective.starts, amount=planned.average_deal)
    told = f"your usual deal is {money(planned.average_deal, plan.currency)}."
    return told, Results(goal=planned.goal, deals=(deal,))


def _levels(plan: CompPlan, planned: PlannedResults) -> Iterator[str]:
    """The table of pay at several levels of the goal; without a goal there are no levels."""
    if planned.goal is None:
        return
    yield "## What a weaker or stronger year pays"
    head = ["Of your goal", "Revenue", "Pay from sales", *(["With base pay"] if plan.base_pay is not None else [])]
    rows = [head, ["---:" for _ in head], *(_level(plan, planned, planned.goal * at, at) for at in LEVELS)]
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)
    yield from _left_out(plan)


def _level(plan: CompPlan, planned: PlannedResults, revenue: Decimal, at: Decimal) -> list[str]:
    pay = payout(plan, year_of(plan, planned, revenue)).total
    all_in = [] if plan.base_pay is None else [money(plan.base_pay + pay, plan.currency)]
    return [percent(at), money(revenue, plan.currency), money(pay, plan.currency), *all_in]


def _left_out(plan: CompPlan) -> Iterator[str]:
    absent = [component.name for component in plan.components if component.measure not in REVENUE]
    for name in absent:
        yield f"{name} is left out here. Your plan does not say how much of it to expect."


def _landing(plan: CompPlan, planned: PlannedResults) -> Iterator[str]:
    yield "## If you land your plan"
    if planned.revenue is None:
        yield "Your plan does not add up to a figure yet. Once it does, this is where its pay will stand."
        return
    pay = payout(plan, year_of(plan, planned, planned.revenue)).total
    share = "" if not planned.goal else f" That is {percent(planned.revenue / planned.goal)} of your goal."
    yield f"Your plan lands {money(planned.revenue, plan.currency)} in revenue.{share}"
    yield f"Land it exactly and you earn {money(pay, plan.currency)} from sales."
    if plan.base_pay is not None:
        yield f"With base pay, that makes {money(plan.base_pay + pay, plan.currency)} for the year."
