"""Sections that both explanations share: when money comes, what could reduce it, what the words mean."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bot.cycle.fiscal_year import add_months
from bot.figures import money, on, percent, plain
from bot.markup import escape
from bot.pay.ambiguities import open_questions
from bot.pay.clauses import change_in_words
from bot.pay.model import CompPlan
from bot.pay.rules import Cap, Draw, Gate
from bot.pay.scenarios import falls
from bot.pay.span import SPANS_IN_YEAR
from bot.pay.terms import Terms
from bot.pay.trace import Payout

GLOSSARY = {
    "base pay": "the pay you get each month, whatever you sell",
    "quota": "the mark you aim for in a part of the plan",
    "goal": "the revenue you set out to bring in this year",
    "target": "what a part pays when you reach its quota",
    "revenue": "what clients pay the company",
    "bookings": "what clients have signed for",
    "gross profit": "what is left of a sale after its own costs",
    "gross margin": "gross profit as a share of the price",
    "markup": "gross profit as a share of the cost",
    "net retention": "what clients of last year still spend, more and less taken together",
    "new logos": "clients who are new to the company",
    "monthly recurring revenue": "what a client pays again each month",
    "draw": "money paid ahead of what you earn",
    "ramp": "a softer start in your first months",
    "threshold": "the least you must reach before a part pays",
}


def rules_in_words(plan: CompPlan) -> Iterator[str]:
    """What holds for the whole plan beside its clauses: the draw, the ramp, joining or leaving within the year."""
    if plan.draw is not None:
        yield _draw_in_words(plan.draw, plan.currency)
    if plan.cap is not None:
        at = money(plan.cap.at.of(plan.incentive and plan.incentive / SPANS_IN_YEAR[plan.cap.per]), plan.currency)
        yield f"All parts together pay at most {at} in a {plan.cap.per}."
    if plan.ramp:
        yield "You start with a ramp, which is a softer start:"
        yield "\n".join(f"- Month {m.month}: {percent(m.quota)} of quota{_sure(plan, m.guarantee)}." for m in plan.ramp)
    for conversion in plan.conversions:
        since = f", from {on(conversion.starts)}" if conversion.starts else ""
        yield f"A sale in {conversion.currency} counts at {plain(conversion.rate, places=6)}{since}."
    if plan.after_leaving == "forfeited":
        yield "What falls due after your last day is not paid."
    if plan.proration is not None:
        yield f"If you join or leave within the year, quota and target are cut by {plan.proration}."


def _sure(plan: CompPlan, guarantee: Decimal) -> str:
    return f", and {money(guarantee, plan.currency)} is sure" if guarantee else ""


def _draw_in_words(draw: Draw, currency: str) -> str:
    until = f", until {on(draw.ends)}" if draw.ends else ""
    amount, every = money(draw.amount, currency), f"{draw.every}{until}"
    if draw.kind == "guaranteed":
        return f"You get at least {amount} each {every}. You do not owe it back."
    if draw.kind == "recoverable":
        return f"You get at least {amount} each {every}. What you had not earned yet comes off later pay."
    return f"You get {amount} each {every} on top of what you earn. It comes off later pay."


def months_table(plan: CompPlan, paid: Payout) -> Iterator[str]:
    """What comes in each month of a year that lands the plan, base pay included where it is known."""
    base = None if plan.base_pay is None else plan.base_pay / 12
    head = ["Month", "Pay from sales", *([] if base is None else ["With base pay"])]
    rows = [head, ["---", *["---:"] * (len(head) - 1)]]
    for month in _months(plan):
        here = [p.amount for p in paid.by_period if (p.ends.year, p.ends.month) == (month.year, month.month)]
        amount = sum(here, Decimal(0))
        all_in = [] if base is None else [money(base + amount, plan.currency)]
        rows.append([f"{month:%B %Y}", money(amount, plan.currency), *all_in])
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)
    yield "Each sum stands in the month it is earned. It may reach your account a little later."


def _months(plan: CompPlan) -> list[date]:
    first = plan.effective.starts.replace(day=1)
    months = (add_months(first, index) for index in range(12))
    return [month for month in months if month <= plan.effective.ends]


def could_reduce(plan: CompPlan) -> Iterator[str]:
    """What could make the pay smaller, clause by clause; figures come from the plan."""
    lines = [line for component in plan.components for line in _reduces(Terms.of(plan, component))]
    lines += [f"{fall.component}: {fall.why}" for fall in falls(plan)]
    if plan.cap is not None:
        lines.append("The cap on all parts together: above it, more sales do not pay more")
    if plan.draw is not None and plan.draw.kind != "guaranteed":
        lines.append("The draw: what it paid ahead comes off later pay")
    if lines:
        yield "\n".join(f"- {line}." for line in lines)
    else:
        yield "Only selling less than you plan. No clause takes pay back, and none caps it."


def _reduces(terms: Terms) -> Iterator[str]:
    component, name = terms.component, terms.component.name
    if component.threshold is not None:
        yield f"{name}: below {terms.written(terms.ruler.at(component.threshold.at))} it pays nothing"
    for change in component.then:
        if isinstance(change, Gate | Cap):
            yield f"{name}: {_lower(change_in_words(terms, change)).removesuffix('.')}"
    if component.clawback is not None:
        within = component.clawback.window
        yield f"{name}: if a client leaves within {within}, pay for that deal goes back"
    if component.earned_on in ("collected", "live"):
        yield f"{name}: a deal pays only once it is {component.earned_on}"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def awaited(plan: CompPlan, executive: str) -> Iterator[str]:
    """What the plan does not say and the executive was asked, with what these pages assume until then."""
    asked = dict[tuple[str, str], list[str]]()
    for question in open_questions(plan):
        asked.setdefault((question.text, question.assumed), []).append(question.clause)
    if asked:
        yield f"Your plan does not say; I have asked {executive}:"
        yield "\n".join(f"- {', '.join(at)}: {text} Until then, I assume: {so}" for (text, so), at in asked.items())


def settled_in_words(plan: CompPlan) -> Iterator[str]:
    """What the plan left open and has been answered since."""
    if plan.settled:
        yield "\n".join(f"- {point.clause}: {point.text} Answer: {escape(point.answer)}." for point in plan.settled)


def glossary(text: str) -> Iterator[str]:
    """The words of the glossary that a text uses, and only those."""
    used = [word for word in GLOSSARY if re.search(rf"\b{word}\b", text, re.IGNORECASE)]
    if used:
        yield "\n".join(f"- **{word.capitalize()}** is {GLOSSARY[word]}." for word in used)
