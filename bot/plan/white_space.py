"""What the accounts do not buy yet of what the company sells, and how much of it the growth goes into."""

from collections.abc import Sequence

from bot.plan.model import Account

SHOWN = 3
"""Service lines named in a line; those missing most often first."""


def openings(account: Account, lines: Sequence[str]) -> tuple[str, ...]:
    """The service lines an account does not buy; none while nobody said what it buys."""
    return () if account.buys is None else tuple(line for line in lines if line not in account.buys)


def white_space(accounts: Sequence[Account], lines: Sequence[str]) -> str | None:
    """The white space in a line or two; None while nobody said what any account buys."""
    known = [account for account in accounts if account.buys is not None]
    if not known:
        return None
    without = {line: [a.name for a in known if line in openings(a, lines)] for line in lines}
    total = sum(len(names) for names in without.values())
    if not total:
        return "Every account buys everything, so growth has to come from more of the same."
    most = sorted((line for line in lines if without[line]), key=lambda line: -len(without[line]))
    told = ", ".join(f"{line} in {len(without[line])}" for line in most[:SHOWN])
    more = f" and {len(most) - SHOWN} more lines" if len(most) > SHOWN else ""
    return f"White space over {len(known)} accounts: {told}{more}.{_planned(known, lines, total)}"


def _planned(accounts: Sequence[Account], lines: Sequence[str], total: int) -> str:
    """How many openings the growth goes into, once growth is planned."""
    if not any(account.growth for account in accounts):
        return ""
    into = sum(len(set(account.grows_into) & set(openings(account, lines))) for account in accounts)
    return f" Growth goes into {into} of these {total} openings."
