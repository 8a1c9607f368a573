"""Sales in other currencies: brought into the plan's before anything counts, at the rate the plan states."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from bot.figures import Unit, plain
from bot.pay.model import CompPlan
from bot.pay.results import Dated, Deal, Results, Total

MONEY_OF_A_DEAL = ("amount", "cost", "list_price", "monthly", "annual")


def in_plan_currency(plan: CompPlan, results: Results) -> Results:
    """The results in the plan's currency. A deal converts at the rate of the day it was booked, whenever it is paid.

    Raises ValueError for a currency the plan states no rate for on that day.
    """
    deals = tuple(_deal(plan, deal) for deal in results.deals)
    totals = tuple(_total(plan, total) for total in results.totals)
    return results.model_copy(update={"deals": deals, "totals": totals})


def converted(plan: CompPlan, deals: Iterable[Deal | None]) -> dict[str, str]:
    """At what rate deals were converted, as an input of a line; nothing where none was."""
    told = [
        f"{deal.id} at {plain(_rate(plan, deal.currency, deal.booked, deal.id), places=6)} for 1 {deal.currency}"
        for deal in deals
        if deal is not None and deal.currency not in (None, plan.currency)
    ]
    return {"converted": "; ".join(dict.fromkeys(told))} if told else {}


def _deal(plan: CompPlan, deal: Deal) -> Deal:
    if deal.currency in (None, plan.currency):
        return deal
    rate = _rate(plan, deal.currency, deal.booked, deal.id)
    amounts = {name: getattr(deal, name) for name in MONEY_OF_A_DEAL}
    changed: dict[str, object] = {name: amount * rate for name, amount in amounts.items() if amount is not None}
    changed |= {"billed": _parts(deal.billed, rate), "collected": _parts(deal.collected, rate)}
    return deal.model_copy(update=changed)


def _parts(parts: tuple[Dated, ...], rate: Decimal) -> tuple[Dated, ...]:
    return tuple(part.model_copy(update={"amount": part.amount * rate}) for part in parts)


def _total(plan: CompPlan, total: Total) -> Total:
    if total.currency in (None, plan.currency) or total.measure.unit is not Unit.MONEY:
        return total
    rate = _rate(plan, total.currency, total.on, str(total.measure))
    return total.model_copy(update={"reached": total.reached * rate})


def _rate(plan: CompPlan, currency: str | None, day: date, called: str) -> Decimal:
    """The latest rate in force on a day."""
    stated = [c for c in plan.conversions if c.currency == currency and (c.starts is None or c.starts <= day)]
    if not stated:
        raise ValueError(
            f"{called} is in {currency}, and the plan states no rate from {currency} to {plan.currency} for {day}. "
            f'Add it to the plan, such as "conversions: [{{currency: {currency}, rate: 1.1, from: {day}}}]"'
        )
    return max(stated, key=lambda conversion: conversion.starts or date.min).rate
