"""When each account's business reviews are held: spread over the year, one of them before the renewal (ours)."""

from collections.abc import Sequence

from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Day, Figure
from bot.plan.model import Account

MONTHS = 12
AHEAD = 3
"""Months between a review and the renewal it prepares: enough to mend what it finds."""


def with_calendar(accounts: Sequence[Account], per_account: Figure | None, year: FiscalYear) -> tuple[Account, ...]:
    """The accounts with the months of their reviews; nothing while their number is open or not one to twelve."""
    count = int(per_account.value) if per_account else 0
    if not 0 < count <= MONTHS:
        return tuple(accounts)
    months = (_months(account.renewal, at, count, year) for at, account in enumerate(accounts))
    return tuple(a.model_copy(update={"reviews": held}) for a, held in zip(accounts, months, strict=True))


def _months(renewal: Day | None, at: int, count: int, year: FiscalYear) -> tuple[str, ...]:
    """The months of one account's reviews. Where no renewal sets them, each account begins a month after the last."""
    first = year.starts.year * MONTHS + year.starts.month - 1
    anchor = _month_before(renewal, first) if renewal and _is_one_date(renewal) else at
    held = sorted({(anchor + MONTHS * n // count) % MONTHS for n in range(count)})
    return tuple(f"{year.starts.replace(month=(first + month) % MONTHS + 1):%b}" for month in held)


def _month_before(renewal: Day, first: int) -> int:
    return (renewal.starts.year * MONTHS + renewal.starts.month - 1 - first - AHEAD) % MONTHS


def _is_one_date(renewal: Day) -> bool:
    """Whether a contract ends on a date; one that rolls can end in any month."""
    return (renewal.ends - renewal.starts).days < MONTHS * 28
