"""Whom the plan is about: a Hunter's targets, a Farmer's accounts with their totals."""

from bot.facts import Figure, Statement
from bot.figures import Unit
from bot.plan.model import ZERO, Account, Accounts, Target, Targets
from bot.plan.review_calendar import with_calendar
from bot.plan.rounding import share
from bot.plan.sheet import Input, Sheet, usable
from bot.plan.white_space import white_space
from bot.team.model import Team
from bot.team.services import lines_named


def build_targets(sheet: Sheet) -> Targets:
    """A Hunter's ideal client, named targets and lead sources."""
    named = tuple(
        Target(key=key, name=sheet.name("prospects", key), amount=sheet.money(f"prospects.{key}.amount"))
        for key in sheet.keys("prospects")
    )
    return Targets(
        profile=sheet.words("targets.profile"),
        named=named,
        sources=sheet.words("targets.sources"),
        first_quarter=sheet.words("targets.first_quarter"),
    )


def build_accounts(sheet: Sheet, team: Team) -> Accounts:
    """A Farmer's accounts. Totals are over the accounts whose figure is known, and say over how many."""
    known = tuple(_account(sheet, key, team.service_lines) for key in sheet.keys("accounts"))
    items = with_calendar(known, sheet.count("reviews.per_account"), team.fiscal_year)
    return Accounts(
        items=items,
        last_year=_sum(sheet, "last year", {item.key: item.last_year for item in items}),
        keep=_sum(sheet, "kept", {item.key: item.keep for item in items}),
        growth=_sum(sheet, "growth", {item.key: item.growth for item in items}),
        retention=_retention(sheet, items),
        net_retention=_net_retention(sheet, items),
        reviews=_reviews(sheet, items),
        services=team.service_lines,
        white_space=white_space(items, team.service_lines),
    )


def _account(sheet: Sheet, key: str, lines: tuple[str, ...]) -> Account:
    at = f"accounts.{key}"
    buys, sell = sheet.words(f"{at}.buys"), sheet.words(f"{at}.sell")
    growth = sheet.money(f"{at}.growth")
    return Account(
        key=key,
        name=sheet.name("accounts", key),
        last_year=sheet.money(f"{at}.last_year"),
        keep=sheet.money(f"{at}.keep"),
        growth=growth,
        sell=sell,
        buys=lines_named(buys.text, lines) if buys else None,
        grows_into=lines_named(sell.text, lines) if sell and growth and growth.value else (),
        relationship=sheet.words(f"{at}.relationship"),
        renewal=sheet.day(f"{at}.renewal"),
        risk=sheet.words(f"{at}.risk"),
    )


def _sum(sheet: Sheet, what: str, figures: dict[str, Figure | None]) -> Figure | None:
    known = [figure for figure in figures.values() if figure is not None]
    formula = f"sum of {what} over {len(known)} of {len(figures)} accounts"
    return sheet.total(formula, sheet.by_name("accounts", figures))


def _retention(sheet: Sheet, items: tuple[Account, ...]) -> Figure | None:
    """Revenue kept of last year's, account by account; downgrades count as lost, growth does not count.

    This is gross revenue retention, https://attive.ai/glossary/net-revenue-retention.
    """
    pairs = [(item.keep, item.last_year) for item in items if item.keep is not None and item.last_year is not None]
    last_year = sum((before.value for _, before in pairs), ZERO)
    if not last_year:
        return None
    kept = sum((min(keep.value, before.value) for keep, before in pairs), ZERO)
    inputs: dict[str, Input] = {"kept": sheet.amount(kept), "last year": sheet.amount(last_year)}
    formula = f"kept / last year, each account at most in full, over {len(pairs)} of {len(items)} accounts"
    return sheet.worked(Unit.PERCENT, share(kept / last_year), formula, inputs)


def _net_retention(sheet: Sheet, items: tuple[Account, ...]) -> Figure | None:
    """Revenue kept and grown of last year's: downgrades and losses count against it, growth for it.

    This is net revenue retention, https://attive.ai/glossary/net-revenue-retention.
    """
    known = [(i.keep, i.growth, i.last_year) for i in items if i.keep and i.growth and i.last_year]
    last_year = sum((before.value for _, _, before in known), ZERO)
    if not last_year:
        return None
    kept, grown = (sum((each[n].value for each in known), ZERO) for n in (0, 1))
    inputs: dict[str, Input] = {
        "kept": sheet.amount(kept),
        "growth": sheet.amount(grown),
        "last year": sheet.amount(last_year),
    }
    formula = f"(kept + growth) / last year, over {len(known)} of {len(items)} accounts"
    return sheet.worked(Unit.PERCENT, share((kept + grown) / last_year), formula, inputs)


def reviews_in_the_year(sheet: Sheet, accounts: int) -> Figure | None:
    """Business reviews in the year: reviews per account times accounts."""
    per_account = usable(sheet.count("reviews.per_account"))
    if per_account is None or not accounts:
        return None
    inputs: dict[str, Input] = {"reviews per account": per_account, "accounts": str(accounts)}
    return sheet.worked(Unit.COUNT, per_account.value * accounts, "reviews per account x accounts", inputs)


def _reviews(sheet: Sheet, items: tuple[Account, ...]) -> Statement | None:
    per_account, reviews = sheet.count("reviews.per_account"), reviews_in_the_year(sheet, len(items))
    if per_account is None or reviews is None:
        return None
    text = f"{sheet.write(per_account)} business reviews per account, {sheet.write(reviews)} in the year."
    return Statement(text=text, source=reviews.source)
