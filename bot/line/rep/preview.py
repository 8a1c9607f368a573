"""What a file would bring, in a message: columns, figures, what was left out and why, rows that could not be read."""

from decimal import Decimal

from bot.coach.importing import Offer
from bot.coach.readback import summary
from bot.coach.telling import NOUNS, and_list
from bot.facts import Number
from bot.figures import money
from bot.line.case import Case
from bot.reading.tables.model import Column, Deal, Meaning, Table

SHOWN = 3
"""Rows and notes that are spelled out; the rest are counted."""
UNUSED = {Meaning.ID, Meaning.CREATED}
"""What is understood, and of no use in a plan."""
ZERO = Decimal(0)


def preview(table: Table, offered: Offer, case: Case) -> str:
    """What was understood of the columns, what it would bring, what was left out, and the question for a yes."""
    columns = ", ".join(_told(column) for column in table.columns if column.meaning and column.meaning not in UNUSED)
    lines = [case.written("file_read", name=table.file, columns=columns), *_brings(offered, case)]
    lines += not_counted(offered, case)
    lines += _problems(table, offered, case)
    lines += table.notes[:SHOWN]
    return "\n".join([*lines, "", case.written("file_confirm")])


def _told(column: Column) -> str:
    """A column as its header, what it means where it does not say that itself, and a unit that is no plain one."""
    meaning = column.meaning.value.replace("_", " ") if column.meaning else ""
    header = column.header or f"column {column.position}"
    unit = {1000: "in thousands", 12: "per month", 1_000_000: "in millions"}.get(int(column.scale), "")
    means = ", ".join(part for part in (meaning if meaning != header.casefold() else "", unit) if part)
    return f"{header} ({means})" if means else header


def _brings(offered: Offer, case: Case) -> list[str]:
    """The facts in a few lines, with what is known so far where that is something else."""
    known = case.interview.facts
    there = tuple(
        known[fact.slot] for fact in offered.facts if fact.slot in known and known[fact.slot].value != fact.value
    )
    ahead = case.interview
    for fact in offered.facts:
        ahead = ahead.keep(fact)
    return [f"- {line}" for line in summary(offered.facts, there, case.with_interview(ahead).telling)]


def not_counted(offered: Offer, case: Case) -> list[str]:
    """What of the rep's rows does not count, and why: open deals that are stale or incomplete, and other years."""
    last = case.desk.office.team.fiscal_year.before.label
    others = case.written("file_other_years", count=str(offered.other_years), last=last)
    return [*_left_out(offered, case), *([others] if offered.other_years else [])]


def _left_out(offered: Offer, case: Case) -> list[str]:
    """The open deals that do not count, by name and row, and the pipeline without and with them."""
    if not offered.left_out:
        return []
    counted = [
        fact.value.value
        for fact in offered.facts
        if fact.slot.startswith("deals.") and fact.slot.endswith(".amount") and isinstance(fact.value, Number)
    ]
    more = sum((deal.amount for deal in offered.left_out if deal.amount), ZERO)
    named = [_reason(deal) for deal in offered.left_out[:SHOWN]]
    rest = len(offered.left_out) - SHOWN
    currency = case.desk.office.team.currency
    return [
        case.written(
            "file_left_out",
            deals=and_list([*named, f"{rest} more"] if rest > 0 else named),
            count=f"{len(counted)} {NOUNS['deals'][len(counted) != 1]}",
            amount=money(sum(counted, ZERO), currency),
            total=money(sum(counted, ZERO) + more, currency),
        )
    ]


def _reason(deal: Deal) -> str:
    why = "past its date" if deal.stale else f"no {deal.lacks[0]}" if deal.lacks else "no name"
    name = deal.account or deal.name
    return f"{name} (row {deal.source.row}, {why})" if name else f"row {deal.source.row} ({why})"


def _problems(table: Table, offered: Offer, case: Case) -> list[str]:
    """What could not be read in the rows of this rep, a line each; what is left out is told already."""
    told = {deal.source.row for deal in offered.left_out}
    rows: dict[str, list[int]] = {}
    for each in table.problems:
        if each.row is None or each.row in offered.rows - told:
            rows.setdefault(each.text, []).extend([each.row] if each.row else [])
    lines = [f"{_rows(numbers)}: {text}" if numbers else text for text, numbers in list(rows.items())[:SHOWN]]
    rest = sum(len(numbers) for numbers in list(rows.values())[SHOWN:])
    return [*lines, case.written("file_more_rows", count=str(rest))] if rest > 0 else lines


def _rows(numbers: list[int]) -> str:
    """The rows that one thing is wrong with: "Row 7", or "Rows 13, 16, 18 and 2 more"."""
    if len(numbers) == 1:
        return f"Row {numbers[0]}"
    more = [f"{len(numbers) - SHOWN} more"] if len(numbers) > SHOWN else []
    return f"Rows {and_list([*map(str, numbers[:SHOWN]), *more])}"
