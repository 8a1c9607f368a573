"""From a table that was read to facts about one rep: their own deals and accounts, each with its file and row.

Deals that are stale or incomplete are counted and left out. What the rep has said themselves is not overruled.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from bot.coach.listing import slug
from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Computed, Fact, Number, Ratio, Said, Source, Value, Words
from bot.figures import Unit
from bot.interview.state import Interview, Pending
from bot.reading.tables.model import Account, Accounts, Deal, Deals, Outcome, Table
from bot.team.model import Rep

CENT = Decimal("0.01")


def offer(table: Table, rep: Rep, year: FiscalYear, at: datetime) -> Pending:
    """What a file would bring for this rep, to be confirmed before it is taken over."""
    contents = table.contents
    if isinstance(contents, Accounts) and rep.role.farms:
        facts = tuple(_account_facts(_own(contents.accounts, rep), at))
        return Pending(file=table.file, facts=facts)
    if not isinstance(contents, Deals):
        return Pending(file=table.file, facts=())
    mine = _own(contents.deals, rep)
    opened = [deal for deal in mine if deal.outcome is Outcome.OPEN]
    sound = [deal for deal in opened if not deal.stale and deal.amount is not None and _name(deal)]
    facts = (*_look_back(table.file, mine, year, at), *_deal_facts(sound, at))
    left_out = [deal for deal in opened if deal not in sound]
    return Pending(
        file=table.file,
        facts=facts,
        left_out=len(left_out),
        left_out_amount=sum((deal.amount for deal in left_out if deal.amount), Decimal(0)),
    )


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


def _look_back(file: str, deals: Sequence[Deal], year: FiscalYear, at: datetime) -> Iterator[Fact]:
    """Won of decided, and the average won deal, from last year's deals where the file has dates."""
    decided = [deal for deal in deals if deal.outcome is not Outcome.OPEN]
    last = [deal for deal in decided if deal.closes and year.before.starts <= deal.closes.ends <= year.before.ends]
    decided = last or decided
    won = [deal for deal in decided if deal.outcome is Outcome.WON]
    if decided:
        source = Computed(formula=f"won of decided deals in {file}", inputs={"rows": str(len(decided))})
        yield Fact(slot="last_year.won", value=Ratio(part=len(won), whole=len(decided)), source=source, at=at)
    amounts = [deal.amount for deal in won if deal.amount is not None]
    if amounts:
        average = (sum(amounts, Decimal(0)) / len(amounts)).quantize(CENT, ROUND_HALF_UP)
        source = Computed(formula=f"average of the won deals in {file}", inputs={"won deals": str(len(amounts))})
        yield Fact(slot="last_year.average_deal", value=Number(value=average, unit=Unit.MONEY), source=source, at=at)


def _deal_facts(deals: Iterable[Deal], at: datetime) -> Iterator[Fact]:
    for key, deal in _keyed(deals, _name):
        yield _fact(f"deals.{key}.name", Words(text=_name(deal)), deal.source, at)
        yield _fact(f"deals.{key}.amount", Number(value=deal.amount or Decimal(0), unit=Unit.MONEY), deal.source, at)
        if deal.odds is not None and 0 < deal.odds < 1:
            yield _fact(f"deals.{key}.odds", Number(value=deal.odds, unit=Unit.PERCENT), deal.source, at)


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


def take_over(interview: Interview, pending: Pending) -> tuple[Interview, tuple[tuple[Fact, Fact], ...]]:
    """Store what was offered; where the rep had said otherwise theirs is kept, and both are given: (said, read)."""
    differing = []
    for fact in pending.facts:
        known = interview.facts.get(fact.slot)
        if known is not None and isinstance(known.source, Said):
            if known.value != fact.value:
                differing.append((known, fact))
            continue
        interview = interview.keep(fact)
    return interview.model_copy(update={"pending": None}), tuple(differing)
