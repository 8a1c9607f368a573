"""From a table that was read to facts about one rep: their own deals and accounts, each with its file and row.

Deals that are stale or incomplete are counted and left out. What the rep has said themselves is not overruled.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, TypeVar

from bot.coach.listing import slug
from bot.coach.looking_back import Quarter, brought, look_back, of_other_years
from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Fact, Number, Source, Value, Words
from bot.figures import Unit
from bot.interview.state import ACTUALS, Interview, apart
from bot.plan.quarters import LABELS
from bot.reading.tables.model import Account, Accounts, Deal, Deals, Outcome, Table
from bot.team.model import Rep


class Offer(NamedTuple):
    """What a file would bring for one rep: the facts, the rows that are theirs, and the open deals left out of it.

    `other_years` counts the decided deals that did not close in the year that the plan looks back on.
    """

    facts: tuple[Fact, ...] = ()
    rows: frozenset[int] = frozenset()
    left_out: tuple[Deal, ...] = ()
    other_years: int = 0


def offer(table: Table, rep: Rep, known: Interview, year: FiscalYear, at: datetime) -> Offer:
    """What a file would bring for this rep, to be confirmed before it is taken over.

    A sum of won deals stands for last year's revenue only where nobody has said that. While a quarter is reviewed, the
    decided deals tell of that quarter.
    """
    contents = table.contents
    if isinstance(contents, Accounts) and rep.role.farms:
        accounts = _own(contents.accounts, rep)
        return Offer(tuple(_account_facts(accounts, at)), frozenset(row.source.row for row in accounts))
    if not isinstance(contents, Deals):
        return Offer()
    mine = _own(contents.deals, rep)
    opened = [deal for deal in mine if deal.outcome is Outcome.OPEN]
    sound = [deal for deal in opened if not deal.stale and deal.amount is not None and _name(deal)]
    quarter = _under_review(known, year)
    past = brought(table.file, mine, rep, quarter, at) if quarter else look_back(table.file, mine, rep, year, at)
    facts = (*(fact for fact in past if not _stands(fact.slot, known)), *_deal_facts(sound, at))
    decided = () if quarter else (deal for deal in mine if deal.outcome is not Outcome.OPEN)
    return Offer(
        facts=facts,
        rows=frozenset(deal.source.row for deal in mine),
        left_out=tuple(deal for deal in opened if deal not in sound),
        other_years=sum(of_other_years(deal, year) for deal in decided),
    )


def _under_review(known: Interview, year: FiscalYear) -> Quarter | None:
    """The quarter that is being reviewed, None outside of a review."""
    if known.focus is None or apart(known.focus) != ACTUALS:
        return None
    key = known.focus.partition("/")[2]
    return f"{ACTUALS}.{key}", year.quarters[LABELS.index(key.upper())]


def _stands(slot: str, known: Interview) -> bool:
    return slot == "last_year.revenue" and known.has(slot)


Owned = TypeVar("Owned", Deal, Account)


def _own(rows: Sequence[Owned], rep: Rep) -> list[Owned]:
    """The rows of this rep; all of them where the file names no owners."""
    if not any(row.owner for row in rows):
        return list(rows)
    return [row for row in rows if row.owner and _is_same(row.owner, rep.name)]


def _is_same(owner: str, name: str) -> bool:
    return set(slug(owner).split("-")) >= set(slug(name).split("-"))


def _name(deal: Deal) -> str:
    return deal.account or deal.name or ""


def _deal_facts(deals: Iterable[Deal], at: datetime) -> Iterator[Fact]:
    for key, deal in _keyed(deals, _name):
        yield _fact(f"deals.{key}.name", Words(text=_name(deal)), deal.source, at)
        yield _fact(f"deals.{key}.amount", Number(value=deal.amount or Decimal(0), unit=Unit.MONEY), deal.source, at)
        if deal.odds is not None and 0 < deal.odds < 1:
            yield _fact(f"deals.{key}.odds", Number(value=deal.odds, unit=Unit.PERCENT), deal.source, at)
        if deal.closes is not None:
            yield _fact(f"deals.{key}.closes", deal.closes, deal.source, at)


def _account_facts(accounts: Iterable[Account], at: datetime) -> Iterator[Fact]:
    for key, account in _keyed(accounts, lambda row: row.name):
        yield _fact(f"accounts.{key}.name", Words(text=account.name), account.source, at)
        if account.last_year is not None:
            value = Number(value=account.last_year, unit=Unit.MONEY)
            yield _fact(f"accounts.{key}.last_year", value, account.source, at)
        if account.renews is not None:
            yield _fact(f"accounts.{key}.renewal", account.renews, account.source, at)


def _keyed(rows: Iterable[Owned], name: Callable[[Owned], str]) -> Iterator[tuple[str, Owned]]:
    """Rows with a key each, made of their name; a second deal with the same account gets a number behind it."""
    seen: dict[str, int] = {}
    for row in rows:
        key = slug(name(row))
        seen[key] = seen.get(key, 0) + 1
        yield (key if seen[key] == 1 else f"{key}-{seen[key]}"), row


def _fact(slot: str, value: Value, source: Source, at: datetime) -> Fact:
    return Fact(slot=slot, value=value, source=source, at=at)
