"""What does not add up in a table that was read: its own totals, stale and incomplete deals, mixed currencies."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.figures import plain as number
from bot.reading.tables.model import Deal, Deals, LeftOut, Problem, Table
from bot.reading.tables.outcomes import CLOSED_SOMEHOW
from bot.reading.tables.totals import main_currency
from bot.reading.tables.words import plain


def checks(table: Table, scale: Decimal) -> Iterator[Problem]:
    """The problems that show only when all rows are known. `scale` is that of the amounts, for the printed totals."""
    contents = table.contents
    if not isinstance(contents, Deals):
        return
    yield from _totals_that_differ(table.left_out, contents, scale)
    main = main_currency(contents.deals)
    # Where the amounts hang on a question, the question says so once.
    asked = {"amount"} if {question.about for question in table.questions} & {"columns", "decimal_mark"} else set()
    for deal in contents.deals:
        yield from _of_deal(deal, main, asked)


def _of_deal(deal: Deal, main: str | None, asked: set[str]) -> Iterator[Problem]:
    row = deal.source.row
    wrong = [f"its close date {deal.closes.ends.isoformat()} has passed"] if deal.stale and deal.closes else []
    wrong += [f"it has no {what}" for what in deal.lacks if what not in asked]
    if wrong:
        yield Problem(row=row, text=f"Open, but {' and '.join(wrong)}; left out of the counted total.")
    if deal.currency not in {None, main}:
        yield Problem(row=row, text=f"In {deal.currency}, while most deals are in {main}; not added to the totals.")
    if deal.stage and plain(deal.stage) in CLOSED_SOMEHOW:
        yield Problem(
            row=row, text=f'"{deal.stage}" does not say whether it was won or lost; taken as {deal.outcome.value}.'
        )


def _totals_that_differ(left_out: tuple[LeftOut, ...], deals: Deals, scale: Decimal) -> Iterator[Problem]:
    """A total row that is neither the sum of the rows since the last one nor of all rows so far."""
    last = 0
    for each in left_out:
        if each.kind != "total" or each.figure is None:
            continue
        figure = each.figure if abs(each.figure) >= 1000 * scale else each.figure * scale
        so_far = [deal for deal in deals.deals if deal.source.row < each.row]
        group, everything = _sum(deal for deal in so_far if deal.source.row > last), _sum(so_far)
        last = each.row
        if not {figure, each.figure} & {group, everything, _sum(deals.deals)}:
            text = f"The total row says {number(figure, 2)}; the rows above add up to {number(group or everything, 2)}."
            yield Problem(row=each.row, text=text)


def _sum(deals: Iterable[Deal]) -> Decimal:
    return sum((deal.amount for deal in deals if deal.amount is not None), Decimal(0))
