"""Questions about one's own pay, answered by the engine with the clause: why a deal paid, what a new plan changes."""

from collections.abc import Iterator
from decimal import Decimal

from bot.figures import money
from bot.pay.clauses import clause_in_words
from bot.pay.model import CompPlan, with_goal
from bot.pay.payout import payout
from bot.pay.results import Deal, Results
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
    for component in plan.components:
        more = _of(paid, component.name) - _of(without, component.name)
        if more:
            share = f", {more / deal.amount:.2%} of its {money(deal.amount, plan.currency)}" if deal.amount else ""
            yield f"- Clause {plan.clause_of(component)}, {component.name}: {money(more, plan.currency)}{share}."


def _of(paid: Payout, component: str) -> Decimal:
    return sum((line.amount for line in paid.lines if line.component == component), Decimal(0))


def changed(old: CompPlan, new: CompPlan) -> tuple[str, ...]:
    """What a new plan says otherwise than the old one, a line for each difference.

    Raises ValueError where a quota is a goal that was not put in figures.
    """
    before, after = dict(_said(old)), dict(_said(new))
    found = list(_base_changed(old, new))
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name, ()), after.get(name, ())
        if not was or not now:
            found.append(f"{name} is {'new' if now else 'no longer there'}.")
            continue
        found += [f"{name}, no longer: {line}" for line in was if line not in now]
        found += [f"{name}, new: {line}" for line in now if line not in was]
    return tuple(found)


def _said(plan: CompPlan) -> Iterator[tuple[str, tuple[str, ...]]]:
    for component in plan.components:
        yield component.name, tuple(clause_in_words(Terms.of(plan, component)))


def _base_changed(old: CompPlan, new: CompPlan) -> Iterator[str]:
    if old.base_pay != new.base_pay and old.base_pay is not None and new.base_pay is not None:
        yield f"Base pay: {money(old.base_pay, old.currency)}, now {money(new.base_pay, new.currency)}."
