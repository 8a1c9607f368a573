"""Copying a whole database into an empty one of either kind, and proving that everything has arrived."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Table, func, insert, select

from bot.store.database import for_reading
from bot.store.installed import installed
from bot.store.model import StoreError
from bot.store.tables import metadata

AT_ONCE = 500
"""Rows that are held in memory at a time."""


class Content(NamedTuple):
    """What a table holds: its rows counted, and the sum of the SHA-256 of each. No order of the rows changes it."""

    rows: int
    checksum: int


def copy(source: Engine, target: Engine) -> Mapping[str, Content]:
    """Copy every row, as it stands at one moment, in one transaction; gives what each table holds.

    Both databases have the newest schema. Raises StoreError, and nothing is written, where the target holds something
    already, or where it does not hold the same afterwards. With them go the tokens of workspaces, locked as they are.
    """
    tables = (*metadata.sorted_tables, *installed(source))
    with for_reading(source).begin() as old, target.begin() as new:
        for table in tables:
            table.create(new, checkfirst=True)
        refuse_unless_empty(new, tables)
        for table in tables:
            for rows in _rows(old, table):
                new.execute(insert(table), rows)
            _number_on(new, table)
        expected, arrived = contents(old, tables), contents(new, tables)
        if expected != arrived:
            differing = ", ".join(name for name in expected if expected[name] != arrived[name])
            raise StoreError(
                f"The copy was not the same as the original ({differing}), so it was taken back. Nothing was changed. "
                "Stop the bot, then run it once more."
            )
    return arrived


def contents(connection: Connection, tables: Iterable[Table] = metadata.sorted_tables) -> Mapping[str, Content]:
    """What every table holds."""
    return {table.name: _content(connection, table) for table in tables}


def refuse_unless_empty(connection: Connection, tables: Iterable[Table]) -> None:
    """Raise StoreError where a table holds a row."""
    for table in tables:
        if connection.execute(select(1).select_from(table).limit(1)).first():
            raise StoreError(
                f"The database that was to be filled holds something already (in {table.name}). Nothing was changed. "
                "Name an empty one, or put that one away first."
            )


def _rows(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    names = [column.key for column in table.c]
    found = connection.execution_options(yield_per=AT_ONCE).execute(select(table))
    for rows in found.partitions():
        yield [dict(zip(names, row, strict=True)) for row in rows]


def _content(connection: Connection, table: Table) -> Content:
    count = total = 0
    for rows in _rows(connection, table):
        for row in rows:
            written = json.dumps(list(row.values()), default=_written).encode()
            count, total = count + 1, total + int.from_bytes(sha256(written).digest())
    return Content(count, total % 2**256)


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _number_on(connection: Connection, table: Table) -> None:
    # SQLite goes on behind the highest number by itself.
    number = table.autoincrement_column
    if connection.dialect.name == "postgresql" and number is not None:
        next_one = select(func.coalesce(func.max(number), 0) + 1).scalar_subquery()
        counter = func.pg_get_serial_sequence(table.name, number.name)
        connection.execute(select(func.setval(counter, next_one, False)))  # noqa: FBT003 - SQL's own
