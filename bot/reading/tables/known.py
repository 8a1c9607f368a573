"""Exports without a header whose layout is published: the columns are known from it, and a person confirms them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.reading.tables.model import Row

# Microsoft's sample company, table by table:
# https://github.com/microsoft/sql-server-samples/tree/master/samples/databases/adventure-works
_SAMPLES = {
    "SalesPerson": (
        "BusinessEntityID TerritoryID SalesQuota Bonus CommissionPct SalesYTD SalesLastYear rowguid ModifiedDate"
    ),
    "SalesPersonQuotaHistory": "BusinessEntityID QuotaDate SalesQuota rowguid ModifiedDate",
}
_GUID = re.compile(r"^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$", re.IGNORECASE)


class Known(NamedTuple):
    """A known layout: what it is called for people, and its headers in order."""

    name: str
    headers: tuple[str, ...]


def known_layout(file: str, rows: Sequence[Row]) -> Known | None:
    """The layout of a file without a header, by its name and shape: as many columns, the row's guid in its place."""
    stem = re.split(r"[\\/]", file)[-1].rpartition(".")[0]
    headers = tuple(_SAMPLES.get(stem, "").split())
    if not headers or any(len(row.cells) != len(headers) for row in rows[:20]):
        return None
    guid = headers.index("rowguid")
    if not all(_GUID.match(str(row.cells[guid])) for row in rows[:20]):
        return None
    return Known(f"the {stem} table of Microsoft's AdventureWorks sample", headers)
