"""The figures of a list of deals, under the names the import's JSON gives them; each from the rows alone."""

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

from bot.reading.tables.model import Deal, Outcome, Table

NOBODY = "(none)"
FEW_DECIDED = 10  # a close rate from fewer decided deals is a guess


def totals(deals: Iterable[Deal]) -> dict[str, Any]:
    """The totals of deals in one currency, the most frequent; deals in others are counted apart, never converted.

    `open_amount` has every open deal; `open_amount_counted` leaves out what is stale or incomplete, and both are shown.
    Rates are in percent with two decimals, a rate from no decided deal is None.
    """
    everything = list(deals)
    main = main_currency(everything)
    ours = [deal for deal in everything if deal.currency in {None, main}]
    opened, won, lost = ([deal for deal in ours if deal.outcome is outcome] for outcome in Outcome)
    found: dict[str, Any] = {"rows": len(everything), "currency": main}
    found |= {"rows_by_stage": dict(Counter(_stage(deal) for deal in everything).most_common())}
    found |= _open(opened) | _won(won) | {"lost_count": len(lost), "lost_amount": amount(lost)}
    found |= _rates(won, lost)
    found |= {"amount_missing_total": _missing(everything), "total_amount": amount(ours)}
    return found | {"other_currencies": _others(everything, main)}


def main_currency(deals: Iterable[Deal]) -> str | None:
    """The currency that most deals are in, None where none names one."""
    counts = Counter(deal.currency for deal in deals if deal.currency)
    return counts.most_common(1)[0][0] if counts else None


def amount(deals: Iterable[Deal]) -> Decimal | None:
    """The sum of the amounts that are known: nothing for no deals, None for deals of which none has an amount."""
    everything = list(deals)
    known = [deal.amount for deal in everything if deal.amount is not None]
    return sum(known, Decimal(0)) if known or not everything else None


def by(deals: Iterable[Deal], key: Callable[[Deal], str]) -> dict[str, Decimal | None]:
    """The amounts of deals by a key, the largest first."""
    groups: dict[str, list[Deal]] = {}
    for deal in deals:
        groups.setdefault(key(deal), []).append(deal)
    sums = {name: amount(group) for name, group in groups.items()}
    return dict(sorted(sums.items(), key=lambda item: -(item[1] or 0)))


def close_rate(won: int, lost: int) -> Decimal | None:
    """Won of won and lost, in percent with two decimals; None where nothing is decided. Rule M03."""
    return None if won + lost == 0 else _cents(Decimal(won * 100) / (won + lost))


def _open(opened: list[Deal]) -> dict[str, Any]:
    stale = [deal for deal in opened if deal.stale]
    incomplete = [deal for deal in opened if deal.lacks]
    counted = [deal for deal in opened if not deal.stale and not deal.lacks]
    found: dict[str, Any] = {"open_count": len(opened), "open_amount": amount(opened)}
    found |= {"open_amount_missing": _missing(opened)}
    found |= {"open_amount_by_stage": by(opened, _stage), "open_amount_by_owner": by(opened, owner)}
    found |= {"open_count_counted": len(counted), "open_amount_counted": amount(counted)}
    found |= {"stale_count": len(stale), "stale_amount": amount(stale)}
    return found | {"incomplete_count": len(incomplete), "incomplete_amount": amount(incomplete)}


def _won(won: list[Deal]) -> dict[str, Any]:
    amounts = [deal.amount for deal in won if deal.amount is not None]
    found: dict[str, Any] = {"won_count": len(won), "won_amount": amount(won), "won_amount_missing": _missing(won)}
    found |= {"won_amount_by_owner": by(won, owner)}
    found |= {"avg_won_deal": _cents(sum(amounts, Decimal(0)) / len(amounts)) if amounts else None}
    return found | {"median_won_deal": _cents(median(amounts)) if amounts else None}


def _rates(won: list[Deal], lost: list[Deal]) -> dict[str, Any]:
    wins, losses = (Counter(owner(deal) for deal in deals) for deals in (won, lost))
    names = sorted({*wins, *losses})
    found: dict[str, Any] = {"close_rate": close_rate(len(won), len(lost)), "decided_count": len(won) + len(lost)}
    found |= {"close_rate_is_a_guess": len(won) + len(lost) < FEW_DECIDED}
    return found | {"close_rate_by_owner": {name: close_rate(wins[name], losses[name]) for name in names}}


def _others(deals: list[Deal], main: str | None) -> dict[str, Any]:
    """Deals in another currency than the main one: how many, and their sum, by currency."""
    apart = [deal for deal in deals if deal.currency not in {None, main}]
    counts = Counter(str(deal.currency) for deal in apart)
    sums = by(apart, lambda deal: str(deal.currency))
    return {code: {"count": counts[code], "amount": total} for code, total in sums.items()}


def of_table(table: Table) -> dict[str, Any]:
    """What the table itself says of its totals, to compare: its own total rows beside what its rows add up to."""
    printed = [each.figure for each in table.left_out if each.kind == "total" and each.figure is not None]
    duplicates = sum(each.kind == "duplicate" for each in table.left_out)
    return {"grand_total_row": printed[-1:], "total_rows": printed, "duplicate_ids": duplicates}


def owner(deal: Deal) -> str:
    """Whose deal it is, as the totals call them."""
    return deal.owner or NOBODY


def _stage(deal: Deal) -> str:
    return deal.stage or NOBODY


def _missing(deals: Iterable[Deal]) -> int:
    return sum(deal.amount is None for deal in deals)


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
