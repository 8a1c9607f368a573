"""The day a file speaks of: what its name or a line around the table says, or the day it was read."""

import re
from datetime import date

from bot.reading.tables.columns import Columns
from bot.reading.tables.days import day_order, day_votes, read_day
from bot.reading.tables.layout import Layout, said_above

_NAMED = re.compile(r"(?<![0-9])(20[0-9]{2})[-_.]?([01][0-9])[-_.]?([0-3][0-9])(?![0-9])")
_DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}")
_SAYS_WHEN = re.compile(
    r"\b(?:as of|as at|generated|exported|printed|created|run on|report date|date|stand|per)\b", re.IGNORECASE
)


def as_of(layout: Layout, columns: Columns) -> tuple[date, str]:
    """The day, and a few words on where it comes from. A day still to come is not believed."""
    today = columns.about.today
    for found, why in (_in_name(columns.about.file), _in_lines(layout)):
        if found and found <= today:
            return found, why
    return today, "the day it was read; the file does not say when it was made"


def _in_name(file: str) -> tuple[date | None, str]:
    match = _NAMED.search(file)
    try:
        return (date(int(match[1]), int(match[2]), int(match[3])) if match else None), "the date in the file's name"
    except ValueError:
        return None, ""


def _in_lines(layout: Layout) -> tuple[date | None, str]:
    around = [said_above(layout.above), *(each.text for each in layout.left_out if each.kind == "footer")]
    for line in around:
        written = _DATED.findall(line) if _SAYS_WHEN.search(line) else []
        day = read_day(written[-1], day_order(day_votes(written))) if written else None
        if day:
            return day.starts, "the date in a line outside the table"
    return None, ""
