"""An import as JSON: mapping, questions, problems by row and totals, for other programs and for measuring."""

from datetime import date
from decimal import Decimal
from typing import Any

from bot.reading.tables.accounts import account_totals
from bot.reading.tables.model import Accounts, Choices, Deals, People, Refusal, Table
from bot.reading.tables.people import people_totals
from bot.reading.tables.read import read_table
from bot.reading.tables.totals import of_table, totals


def report(name: str, content: bytes, today: date, choices: Choices | None = None) -> dict[str, Any]:
    """Read a file and tell everything about it in one JSON object.

    `{"file", "ok": false, "code", "message"}` for a refusal; otherwise `ok` is true, and beside `kind`, `sheet`,
    `as_of`, `mapping`, `questions`, `problems`, `left_out` and `notes` stand the totals, amounts as plain numbers.
    """
    table = read_table(name, content, today, choices)
    if isinstance(table, Refusal):
        return {"file": name, "ok": False, "code": table.code, "message": table.message}
    return {"file": name, "ok": True} | _about(table) | _plain(_totals(table))


def _about(table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": table.contents.kind, "sheet": table.sheet}
    found |= {"as_of": table.as_of.isoformat(), "as_of_why": table.as_of_why}
    found |= {"mapping": [_plain(column.model_dump()) for column in table.columns]}
    found |= {
        "questions": [
            {"about": question.about, "text": question.text, "options": [option.label for option in question.options]}
            for question in table.questions
        ]
    }
    found |= {"problems": [problem.model_dump(mode="json") for problem in table.problems]}
    found |= {"left_out": [_plain(each.model_dump()) for each in table.left_out], "notes": list(table.notes)}
    if isinstance(table.contents, Deals):
        found |= {"stages": {stage: outcome.value for stage, outcome in table.contents.stages.items()}}
    return found


def _totals(table: Table) -> dict[str, Any]:
    contents = table.contents
    if isinstance(contents, Deals):
        found = totals(contents.deals) | of_table(table)
        rows = found["rows"] + len(found["total_rows"])
        return found | {
            "opportunities": found["rows"],
            "revenue_total": found["total_amount"],
            "rows_including_total": rows,
        }
    if isinstance(contents, Accounts):
        return account_totals(contents) | of_table(table)
    return people_totals(contents) if isinstance(contents, People) else {"rows": contents.rows}


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    return dict(plain_numbers(value))


def plain_numbers(value: Any) -> Any:  # noqa: ANN401 -- any JSON value
    """Decimals as the numbers of JSON, at any depth."""
    if isinstance(value, dict):
        return {key: plain_numbers(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain_numbers(each) for each in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
