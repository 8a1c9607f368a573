"""Delimited text into rows: the delimiter found from the lines, and a broken quote reported with its line."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import NamedTuple

from bot.reading.tables.limits import MOST_AREA, MOST_CELL, MOST_COLUMNS, MOST_LINES, MOST_ROWS
from bot.reading.tables.model import Grid, Problem, Refusal, Row

_DELIMITERS = (",", ";", "\t", "|")
_SHIELD = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")  # the apostrophe that keeps a spreadsheet from working a text out
_SAMPLE = 60
_MOST_BROKEN = 200


class _Record(NamedTuple):
    line: int
    fields: list[str]
    broken: bool = False


class _TooMuch(Exception):  # noqa: N818 -- no error of the program: the file is over a limit
    """A limit was passed; the words say which."""


def split(text: str) -> Grid | Refusal:
    """Split text into a grid; a row's number is the line it begins on."""
    if text.count("\n") + text.count("\r") > 2 * MOST_LINES:
        return Refusal(
            code="too big", message=f"The file has more than {MOST_LINES:,} lines. Please export only what you need."
        )
    lines = list(StringIO(text, newline=""))
    skipped, named = _named_delimiter(lines)
    delimiter = named or _delimiter(lines)
    try:
        records = list(_records(lines, skipped, delimiter))
    except _TooMuch as reached:
        return Refusal(code="too big", message=str(reached))
    width = max((len(record.fields) for record in records), default=0)
    if width * len(records) > MOST_AREA:
        return Refusal(
            code="too big", message=f"The file has more than {MOST_AREA:,} cells. Please export only what you need."
        )
    rows = [Row(record.line, _cells(record.fields, width)) for record in records]
    problems = tuple(
        Problem(
            row=record.line,
            text="A quote opens here and is never closed; the line was read as it stands, please check it.",
        )
        for record in records
        if record.broken
    )
    return Grid(sheet=None, rows=rows, problems=problems, delimiter=delimiter)


def _named_delimiter(lines: list[str]) -> tuple[int, str | None]:
    """Excel's own first line "sep=;" is about the file and no part of it."""
    first = lines[0].strip().strip('"') if lines else ""
    return (1, first[4]) if first.casefold().startswith("sep=") and len(first) == 5 else (0, None)


def _delimiter(lines: list[str]) -> str:
    return max(_DELIMITERS, key=lambda each: _evenness(lines, each))


def _evenness(lines: list[str], delimiter: str) -> float:
    """How alike the lines become when split here: the share of them with the usual number of columns, more for more."""
    sample = [line for line in lines[:_SAMPLE] if line.strip()]
    try:
        widths = [len(fields) for fields in csv.reader(sample, delimiter=delimiter)]
    except csv.Error:
        return 0.0
    usual = Counter(width for width in widths if width > 1).most_common(1)
    if not usual:
        return 0.0
    width, times = usual[0]
    return float(times / len(widths) * (width - 1) ** 0.5)


def _records(lines: list[str], start: int, delimiter: str) -> Iterator[_Record]:
    at, broken, count = start, 0, 0
    while at < len(lines):
        for record, end in _unbroken(lines, at, delimiter):
            count += 1
            yield _within_limits(record, count)
            at = end
        if at < len(lines):
            broken += 1
            count += 1
            if broken > _MOST_BROKEN:
                raise _TooMuch(
                    f"More than {_MOST_BROKEN} lines open a quotation mark and never close it. "
                    "Please export the file again as CSV and send that."
                )
            yield _within_limits(_Record(at + 1, _as_it_stands(lines[at], delimiter), broken=True), count)
            at += 1


def _unbroken(lines: list[str], start: int, delimiter: str) -> Iterator[tuple[_Record, int]]:
    """Each record and the index of the line after it, up to the end or to the first record with a broken quote."""
    reader = csv.reader((lines[at] for at in range(start, len(lines))), delimiter=delimiter, strict=True)
    begins = start
    try:
        for fields in reader:
            ends = start + reader.line_num
            yield _Record(begins + 1, fields), ends
            begins = ends
    except csv.Error:
        return


def _as_it_stands(line: str, delimiter: str) -> list[str]:
    return [field.strip().strip('"') for field in line.rstrip("\r\n").split(delimiter)]


def _within_limits(record: _Record, count: int) -> _Record:
    if count > MOST_ROWS:
        raise _TooMuch(
            f"The file has more than {MOST_ROWS:,} rows; reading stopped there. Please export only the rows you need."
        )
    if len(record.fields) > MOST_COLUMNS:
        raise _TooMuch(
            f"Line {record.line} has {len(record.fields):,} columns; at most {MOST_COLUMNS} are read. "
            "Please export only the columns you need."
        )
    if any(len(field) > MOST_CELL for field in record.fields):
        raise _TooMuch(
            f"Line {record.line} has a cell of more than {MOST_CELL:,} characters, more than a spreadsheet keeps. "
            "Please shorten or remove it and send the file again."
        )
    return record


def _cells(fields: list[str], width: int) -> tuple[str | None, ...]:
    cells = [_SHIELD.sub("", field.replace("\xa0", " ").strip()) or None for field in fields]
    return (*cells, *[None] * (width - len(cells)))
