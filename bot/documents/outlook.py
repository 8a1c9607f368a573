"""What the plans are worth and when the year falls due, laid out for the roll-up: tables, and the two pictures."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.documents.figure_tables import workings
from bot.documents.form import NOTHING, OPEN, Block, Bullets, Column, Heading, Note, Paragraph, Picture, Table
from bot.documents.heat_map import heat_map
from bot.documents.waterfall import Step, waterfall, waterfall_alt
from bot.documents.words import Line
from bot.figures import whole_money
from bot.plan.outlook import Month, Worth
from bot.plan.rollup import RollUp
from bot.team.model import Role

HONEST = (
    "Honest: the pipeline at no more than each person's batting average, and what is still to open at the average and "
    "the activity they have shown; half of it where nothing has been shown yet. A deal past its expected date counts "
    "nothing."
)
PARTS = "Each plan's quarters over working days, in hand, weighted and stretch in the same proportions all year."
READY = (
    "From the plans: revenue by quarter over working days, what of it is still to win as new work for Services, new "
    "accounts and first meetings in step with it, renewals on their dates."
)


def worth_blocks(rollup: RollUp) -> Iterator[Block]:
    """What the plans are worth: the waterfall, a line a person, and which plans are soft and why."""
    found, currency = rollup.outlook, rollup.currency
    if not found.worths:
        return
    parts = (
        Step("In hand", found.in_hand),
        Step("Pipeline, weighted", found.weighted),
        Step("Stretch", found.stretch),
    )
    yield Heading(text="What the plans are worth")
    budget = rollup.budget.value
    yield Picture(
        png=waterfall(parts, budget, currency, "Budget"), alt=waterfall_alt(parts, budget, currency, "Budget")
    )
    yield _worths(rollup)
    yield _by_role(rollup)
    yield Note(text=HONEST)
    if found.soft:
        yield Bullets(items=tuple(_soft(worth, currency) for worth in found.soft))
    yield from workings(tuple(Line(label=f"{worth.name}, honest", figure=worth.honest) for worth in found.worths))


def _worths(rollup: RollUp) -> Table:
    found, currency = rollup.outlook, rollup.currency
    titles = ("In hand", "Weighted", "Stretch", "Honest", "To the goal")
    columns = (Column(title="Person", share=4), *(Column(title=title, share=3, figures=True) for title in titles))
    rows = tuple((worth.name, *_money(worth, currency)) for worth in found.worths)
    sums = (found.in_hand, found.weighted, found.stretch, found.honest)
    total = (*(whole_money(value, currency) for value in sums), NOTHING)
    return Table(columns=columns, rows=rows, total=("Plans so far", *total))


def _by_role(rollup: RollUp) -> Table:
    """The same parts by role."""
    found, currency = rollup.outlook, rollup.currency
    titles = ("In hand", "Weighted", "Stretch", "Honest", "To the goal")
    columns = (Column(title="Role", share=4), *(Column(title=title, share=3, figures=True) for title in titles))
    of_role = ((role, [worth for worth in found.worths if worth.role is role]) for role in Role)
    rows = tuple((f"{role} ({len(worths)})", *_sums(worths, currency)) for role, worths in of_role if worths)
    return Table(columns=columns, rows=rows)


def _sums(worths: Sequence[Worth], currency: str) -> tuple[str, ...]:
    parts = ([getattr(worth, part).value for worth in worths] for part in ("in_hand", "weighted", "stretch", "honest"))
    sums = [sum(part, Decimal(0)) for part in parts]
    goals = [worth.goal.value for worth in worths if worth.goal]
    to_goal = whole_money(sums[-1] - sum(goals), currency) if len(goals) == len(worths) else OPEN
    return (*(whole_money(value, currency) for value in sums), to_goal)


def _money(worth: Worth, currency: str) -> tuple[str, ...]:
    figures = (worth.in_hand, worth.weighted, worth.stretch, worth.honest)
    to_goal = whole_money(worth.honest.value - worth.goal.value, currency) if worth.goal else OPEN
    return (*(whole_money(figure.value, currency) for figure in figures), to_goal)


def _soft(worth: Worth, currency: str) -> Paragraph:
    """Why a plan is soft, in what was cut; without a cut it is short as it was written."""
    why = "; ".join(worth.cut) or "what is planned does not reach the goal"
    lead = f"{worth.name} is soft by {whole_money(worth.short, currency)}."
    return Paragraph(lead=lead, text=f"{why[0].upper()}{why[1:]}.")


def month_blocks(rollup: RollUp) -> Iterator[Block]:
    """When the year falls due: the heat map, and what the other departments must be ready for (M19)."""
    months = rollup.outlook.months
    if not months:
        return
    names = [worth.name for worth in rollup.outlook.worths]
    amounts = [[month.by_person[at] for month in months] for at in range(len(names))]
    labels = [f"{month.starts:%b}" for month in months]
    yield Heading(text="When the year falls due")
    yield Picture(png=heat_map(names, labels, amounts), alt=_alt(rollup))
    yield Note(text=f"Planned revenue in thousands ({rollup.currency}).")
    yield _by_month(months, rollup.currency)
    yield Note(text=PARTS)
    yield from ready_blocks(rollup)


def ready_blocks(rollup: RollUp) -> Iterator[Block]:
    """What the other departments must be ready for, by month (M19); nothing while no quarter is planned."""
    months = rollup.outlook.months
    if months:
        yield Heading(text="What the others must be ready for")
        yield _ready(months, rollup.currency)
        yield Note(text=READY)


def _by_month(months: tuple[Month, ...], currency: str) -> Table:
    """The parts of the year by month, each quarter before its months."""
    titles = ("In hand", "Weighted", "Stretch", "Planned", "Running total")
    columns = (Column(title="When", share=3), *(Column(title=title, share=3, figures=True) for title in titles))
    rows: list[tuple[str, ...]] = []
    for at, month in enumerate(months):
        if at % 3 == 0:
            rows.append((f"Q{at // 3 + 1}", *_parts(months[at : at + 3], months[: at + 3], currency)))
        rows.append(
            (f"\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}{month.starts:%b %Y}", *_parts([month], months[: at + 1], currency))
        )
    return Table(columns=columns, rows=tuple(rows), total=("Year", *_parts(months, (), currency)[:-1], ""))


def _parts(months: Sequence[Month], until: Sequence[Month], currency: str) -> tuple[str, ...]:
    """The parts of these months with what they come to, and the running total up to the end of them."""
    sums = [
        sum((getattr(month, part) for month in months), Decimal(0))
        for part in ("in_hand", "weighted", "stretch", "revenue")
    ]
    running = sum((month.revenue for month in until), Decimal(0))
    return tuple(whole_money(value, currency) for value in (*sums, running))


def _alt(rollup: RollUp) -> str:
    most = max(rollup.outlook.months, key=lambda month: month.revenue)
    amount = whole_money(most.revenue, rollup.currency)
    return f"Heat map of planned revenue by person and month; most of it falls in {most.starts:%B}, {amount}."


def _ready(months: tuple[Month, ...], currency: str) -> Table:
    columns = (
        Column(title="Month", share=3),
        Column(title="Finance: revenue", share=4, figures=True),
        Column(title="Services: new work sold", share=4, figures=True),
        Column(title="Operations: new accounts", share=4, figures=True),
        Column(title="Marketing: meetings to feed", share=4, figures=True),
        Column(title="Renewals due", share=5),
    )
    rows = tuple(
        (
            f"{month.starts:%b %Y}",
            whole_money(month.revenue, currency),
            whole_money(month.weighted + month.stretch, currency),
            str(month.new_accounts),
            str(month.meetings),
            ", ".join(month.renewals) or NOTHING,
        )
        for month in months
    )
    revenue = whole_money(sum((month.revenue for month in months), Decimal(0)), currency)
    new = whole_money(sum((month.weighted + month.stretch for month in months), Decimal(0)), currency)
    accounts, meetings = (str(sum(of)) for of in zip(*((m.new_accounts, m.meetings) for m in months), strict=True))
    return Table(columns=columns, rows=rows, total=("Year", revenue, new, accounts, meetings, ""))
