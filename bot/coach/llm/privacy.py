"""What never leaves the house: talk of pay and the figures of somebody's compensation plan, in whatever words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.coach.plainness import stem
from bot.pay.model import CompPlan
from bot.reading.amounts import read_amounts

_PAY = re.compile(
    r"\b(?:pay(?:s|ing|outs?|checks?|cheques?|roll|day|slips?|grade)?|paid|underpaid|overpaid|salar\w+|wages?|remunerat\w+"
    r"|ote|on[- ]target earnings|commissions?|commish|bonus(?:es)?|incentives?|comp|compensat\w+|accelerators?|kickers?"
    r"|spiffs?|spifs?|claw(?:ed)?[- ]?backs?|(?:my|the|a) draw|draw against|earn(?:s|ed|ings?)?|take[- ]home|w-?2"
    r"|(?:my|his|her|their|your|yearly|annual) (?:base|variable|rates?|equity|raise)|base is|stock options?|rsus?"
    r"|gehalt|lohn|salaire|sueldo|salario|comisi[oó]n|stipendio|sal[aá]rio)\b",
    re.IGNORECASE,
)
"""Wider than pay itself: a sentence about a client who paid late is read without a model, and nothing is lost."""
_ITS_QUOTA = ("quota", "quotas")
LEAST_AMOUNT = 100
"""Amounts below this are too common to say whose they are; with a word about pay they stay here anyway."""
MONTHS = 12


def mentions_pay(text: str) -> bool:
    """Whether a text is, or may be, about anybody's pay."""
    return bool(_PAY.search(text))


@dataclass(frozen=True)
class Secrets:
    """The amounts and names of a person's compensation plan; they are not printed."""

    amounts: frozenset[Decimal] = field(default=frozenset(), repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)

    def are_in(self, text: str) -> bool:
        """Whether a text says any of them, or is about pay at all."""
        if mentions_pay(text) or any(re.search(rf"\b{re.escape(name)}", text, re.IGNORECASE) for name in self.names):
            return True
        return any(value in self.amounts for amount in read_amounts(text) for value in _values(amount))


def _values(amount: Any) -> Iterator[Decimal | None]:  # noqa: ANN401 - an Amount and its other readings
    for reading in (amount, *amount.ambiguous):
        yield from (reading.value, reading.low, reading.high)


def secrets_of(plans: Iterable[CompPlan], words: frozenset[str] = frozenset()) -> Secrets:
    """What compensation plans would give away: their amounts, their odd rates, and what their parts are called.

    Of a name, any word that is not among the coach's own (`words`, as stems) gives it away: "Zebra commission".
    """
    several = tuple(plans)
    names = [name.casefold() for plan in several for name in (plan.name, *(part.name for part in plan.components))]
    telling = {word for name in names for word in re.findall(r"[^\W\d_]{4,}", name) if stem(word) not in words}
    amounts = frozenset(amount for plan in several for amount in _all_amounts(plan))
    return Secrets(amounts, (*names, *sorted(telling)))


def _all_amounts(plan: CompPlan) -> Iterator[Decimal]:
    """Every amount a plan names or comes to: a year's, a quarter's and a month's."""
    whole = {plan.base_pay, plan.incentive, plan.on_target_earnings, *map(plan.target_of, plan.components)} - {None}
    for amount in {*_amounts(plan.model_dump()), *whole}:
        parts = (1, 4, MONTHS) if amount is not None and amount >= LEAST_AMOUNT else (1,)
        yield from (_cents(amount / part) for part in parts if amount is not None)


def _cents(amount: Decimal) -> Decimal:
    return amount if amount < LEAST_AMOUNT else round(amount, 2)


def _amounts(value: object) -> Iterator[Decimal]:
    """Every amount in a dumped plan that tells whose it is: all but its quotas, which the business plan has too."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield from () if key in _ITS_QUOTA else _amounts(held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from _amounts(held)
    elif isinstance(value, Decimal) and (value >= LEAST_AMOUNT or _is_odd(value)):
        yield value


def _is_odd(rate: Decimal) -> bool:
    """Whether a rate has so many figures that it is nobody's guess: 103.7%, but neither 10% nor 1.5."""
    return len(rate.normalize().as_tuple().digits) > 2
