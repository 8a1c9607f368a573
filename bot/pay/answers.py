"""Questions about one's own pay, answered by the engine with the clause: why a deal paid, what a new plan changes."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.figures import money
from bot.pay.clauses import clause_in_words
from bot.pay.model import CompPlan, with_goal
from bot.pay.payout import payout
from bot.pay.results import Deal, Results
from bot.pay.sections import rules_in_words
from bot.pay.terms import Terms
from bot.pay.trace import Payout


def why(plan: CompPlan, results: Results, about: str) -> str:
    """Why a deal paid what it paid: what each clause pays more with it than without it."""
    deal = next((d for d in results.deals if about.casefold() in d.id.casefold()), None)
    if deal is None:
        known = ", ".join(d.id for d in results.deals) or "none yet"
        return f'I know no deal called "{about}". The deals that count are: {known}.'
    settled = plan if results.goal is None else with_goal(plan, results.goal)
    without = results.model_copy(update={"deals": tuple(d for d in results.deals if d is not deal)})
    return "\n".join(_told(settled, deal, payout(settled, results), payout(settled, without)))


def _told(plan: CompPlan, deal: Deal, paid: Payout, without: Payout) -> Iterator[str]:
    yield f"{deal.id} adds {money(paid.total - without.total, plan.currency)} to your pay."
    for name in dict.fromkeys(line.component for line in (*paid.lines, *without.lines)):
        more = _of(paid, name) - _of(without, name)
        if more and name not in {component.name for component in plan.components}:
            yield f"- {name}: {money(more, plan.currency)}."
    for component in plan.components:
        more = _of(paid, component.name) - _of(without, component.name)
        if more:
            share = f", {more / deal.amount:.2%} of its {money(deal.amount, plan.currency)}" if deal.amount else ""
            yield f"- Clause {plan.clause_of(component)}, {component.name}: {money(more, plan.currency)}{share}."


def _of(paid: Payout, component: str) -> Decimal:
    return sum((line.amount for line in paid.lines if line.component == component), Decimal(0))


def changed(old: CompPlan, new: CompPlan) -> tuple[str, ...]:
    """What a new plan says otherwise than the old one: by clause, what it said before and what it says now.

    Raises ValueError where a quota is a goal that was not put in figures.
    """
    before, after = _by_name(old), _by_name(new)
    found = list(_yearly_changed(old, new))
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            terms = now or was
            said = "is new" if was is None else "is no longer there"
            found += [f"{_cited(terms)}, {said}."] if terms else []
        else:
            was_said, now_said = (_plainly(clause_in_words(terms)) for terms in (was, now))
            found += _sides(_cited(now), was_said, now_said)
    return (*found, *_sides("For all parts", _plainly(rules_in_words(old)), _plainly(rules_in_words(new))))


def _by_name(plan: CompPlan) -> dict[str, Terms]:
    return {component.name: Terms.of(plan, component) for component in plan.components}


def _cited(terms: Terms) -> str:
    return f"Clause {terms.clause}, {terms.component.name}"


def _plainly(told: Iterable[str]) -> list[str]:
    """Sentences one by one, lists line by line; without what only leads in a list."""
    parts = [part.removeprefix("- ") for text in told for part in re.split(r"\n|(?<=\.) (?=[A-Z])", text)]
    return [part for part in parts if not part.endswith(":")]


def _sides(where: str, before: list[str], after: list[str]) -> Iterator[str]:
    """What only one of the two says, each side on a line."""
    for when, here, there in (("Before", before, after), ("Now", after, before)):
        only = [line for line in here if line not in there]
        if only:
            yield f"{where}. {when}: {' '.join(only)}"


def _yearly_changed(old: CompPlan, new: CompPlan) -> Iterator[str]:
    for what, was, now in (
        ("Base pay", old.base_pay, new.base_pay),
        ("Target incentive", old.incentive, new.incentive),
    ):
        if was != now and was is not None and now is not None:
            yield f"{what} a year: {money(was, old.currency)} before, {money(now, new.currency)} now."
