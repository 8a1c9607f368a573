"""A Farmer's accounts as blocks: figures, white space by service line, then sponsor, risk and review calendar."""

from bot.documents.form import NOTHING, Block, Column, Note, Paragraph, Table
from bot.documents.words import Pen, in_figures, pen_for
from bot.plan.model import Account, Accounts, BusinessPlan

BOUGHT, PLANNED, OPENING = "●", "+", "○"


def accounts_blocks(plan: BusinessPlan) -> tuple[Block, ...]:
    """The section, or nothing while no account is named."""
    accounts = plan.accounts
    if accounts is None or not accounts.items:
        return ()
    pen = pen_for(plan)
    return (
        _figures(accounts, pen),
        *_retention(accounts, plan.currency),
        *_white_space(accounts),
        _words(accounts, pen),
        *((Paragraph(lead="Business reviews.", text=accounts.reviews.text),) if accounts.reviews else ()),
    )


def _figures(accounts: Accounts, pen: Pen) -> Table:
    columns = (
        Column(title="Account", share=6),
        Column(title="Renewal", share=4),
        Column(title="Last year", share=3, figures=True),
        Column(title="Kept", share=3, figures=True),
        Column(title="Growth", share=3, figures=True),
    )
    rows = tuple(
        (
            item.name,
            pen.day(item.renewal, f"accounts.{item.key}.renewal"),
            pen.figure(item.last_year, f"accounts.{item.key}.last_year"),
            pen.figure(item.keep, f"accounts.{item.key}.keep"),
            pen.figure(item.growth, f"accounts.{item.key}.growth"),
        )
        for item in accounts.items
    )
    sums = (pen.figure(figure) for figure in (accounts.last_year, accounts.keep, accounts.growth))
    return Table(columns=columns, rows=rows, total=("All accounts", "", *sums))


def _retention(accounts: Accounts, currency: str) -> tuple[Block, ...]:
    """Gross and net retention, each with what it means beside it: sources differ on the words."""
    gross, net = accounts.retention, accounts.net_retention
    told = (
        (gross, "Gross retention", "of last year's revenue is kept; losses and downgrades count, growth does not."),
        (net, "Net retention", "of last year's revenue is reached with the same accounts; growth counts too."),
    )
    return tuple(
        Paragraph(lead=f"{name} {in_figures(figure, currency)}.", text=f"So much {means}")
        for figure, name, means in told
        if figure is not None
    )


def _white_space(accounts: Accounts) -> tuple[Block, ...]:
    """Accounts against service lines: bought, planned, or open; nothing while nobody said what is bought."""
    if accounts.white_space is None:
        return ()
    columns = (Column(title="White space", share=6), *(Column(title=line, share=3) for line in accounts.services))
    rows = tuple((item.name, *(_mark(item, line) for line in accounts.services)) for item in accounts.items)
    legend = f"{BOUGHT} bought   {PLANNED} growth planned   {OPENING} white space"
    return (Paragraph(text=accounts.white_space), Table(columns=columns, rows=rows), Note(text=legend))


def _mark(account: Account, line: str) -> str:
    if account.buys is None:
        return NOTHING
    bought = BOUGHT if line in account.buys else ""
    planned = PLANNED if line in account.grows_into else ""
    return " ".join(mark for mark in (bought, planned) if mark) or OPENING


def _words(accounts: Accounts, pen: Pen) -> Table:
    titles = (("Account", 4), ("What to sell", 4), ("Sponsor", 4), ("Risk", 5), ("Business reviews", 3))
    rows = tuple(
        (
            item.name,
            pen.words(item.sell, f"accounts.{item.key}.sell"),
            pen.words(item.relationship, f"accounts.{item.key}.relationship"),
            pen.words(item.risk, f"accounts.{item.key}.risk"),
            ", ".join(item.reviews) or pen.words(None, "reviews.per_account"),
        )
        for item in accounts.items
    )
    return Table(columns=tuple(Column(title=title, share=share) for title, share in titles), rows=rows)
