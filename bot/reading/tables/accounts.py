"""Rows into accounts: whose they are, what they bought last year, and when they renew."""

from decimal import Decimal
from typing import Any

from bot.reading.tables.columns import Columns
from bot.reading.tables.model import Account, Accounts, Meaning, Row
from bot.reading.tables.owners import owners


def build_accounts(columns: Columns) -> Accounts:
    """Every row that names an account; one without a name is a problem of its row."""
    by = owners(columns)
    found = [_account(columns, row, by[row.number]) for row in columns.layout.data]
    return Accounts(accounts=tuple(account for account in found if account))


def _account(columns: Columns, row: Row, owner: str | None) -> Account | None:
    name = columns.text(row, Meaning.ACCOUNT) or columns.text(row, Meaning.DEAL)
    if name is None:
        columns.problem(row, None, "The row names no account, so it was left out.")
        return None
    money = columns.money(row, Meaning.LAST_YEAR) or columns.money(row, Meaning.AMOUNT)
    renews = columns.day(row, Meaning.RENEWS) if columns.has(Meaning.RENEWS) else None
    return Account(
        source=columns.source(row), name=name, owner=owner, last_year=money.value if money else None, renews=renews
    )


def account_totals(accounts: Accounts) -> dict[str, Any]:
    """How many accounts, what they bought last year together, and for how many that is not known."""
    known = [account.last_year for account in accounts.accounts if account.last_year is not None]
    total = sum(known, Decimal(0))
    return {
        "rows": len(accounts.accounts),
        "last_year_total": total,
        "last_year_missing": len(accounts.accounts) - len(known),
    }
