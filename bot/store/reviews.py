"""Reviews in the database: what may change is one row; versions and history are rows that are only ever added."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, func, insert, select

from bot.plan.model import BusinessPlan
from bot.review.model import Entry, Review, Version
from bot.store.model import Stored
from bot.store.tables import history, plan_versions, reviews

_ADD_VERSION = insert(plan_versions)
_ADD_ENTRY = insert(history)
_COUNTS = select(
    *(
        select(func.count()).select_from(table).where(table.c.person == bindparam("person")).scalar_subquery()
        for table in (plan_versions, history)
    )
)
_EVERYONE = {table: select(table).order_by(*table.primary_key) for table in (reviews, plan_versions, history)}
_ONE = {table: query.where(table.c.person == bindparam("person")) for table, query in _EVERYONE.items()}


def read(connection: Connection, person: str | None = None) -> dict[str, Stored[Review]]:
    """Read one person's review, or everyone's, in three statements."""
    versions, entries = _grouped(connection, plan_versions, person), _grouped(connection, history, person)
    return {
        row.person: Stored(_review(row.value, versions[row.person], entries[row.person]), row.version)
        for row in _rows(connection, reviews, person)
    }


def _rows(connection: Connection, table: Table, person: str | None) -> list[Row[Any]]:
    if person is None:
        return list(connection.execute(_EVERYONE[table]))
    return list(connection.execute(_ONE[table], {"person": person}))


def _grouped(connection: Connection, table: Table, person: str | None) -> defaultdict[str, list[Row[Any]]]:
    groups: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in _rows(connection, table, person):
        groups[row.person].append(row)
    return groups


def _review(value: str, versions: list[Row[Any]], entries: list[Row[Any]]) -> Review:
    grown = {
        "versions": tuple(
            Version(
                number=row.number,
                plan=BusinessPlan.model_validate_json(row.plan),
                pay_text=row.pay_text,
                submitted_at=row.submitted_at,
            )
            for row in versions
        ),
        "history": tuple(
            Entry(at=row.at, by=row.by, action=row.action, version=row.version, note=row.note) for row in entries
        ),
    }
    return Review.model_validate_json(value).model_copy(update=grown)


def changing_part(review: Review) -> str:
    """Return what of a review may change, as JSON text: everything but its versions and history."""
    return review.model_dump_json(exclude={"versions", "history"})


def grow(connection: Connection, review: Review) -> None:
    """Add the versions and entries that are not stored yet; what is stored stands as it is.

    Raises ValueError if the review has lost some.
    """
    stored_versions, stored_entries = connection.execute(_COUNTS, {"person": review.person}).one()
    if len(review.versions) < stored_versions or len(review.history) < stored_entries:
        msg = "A review's versions and history can only grow."
        raise ValueError(msg)
    if versions := [_version_row(review.person, version) for version in review.versions[stored_versions:]]:
        connection.execute(_ADD_VERSION, versions)
    if entries := [
        _entry_row(review.person, position, entry)
        for position, entry in enumerate(review.history[stored_entries:], stored_entries)
    ]:
        connection.execute(_ADD_ENTRY, entries)


def _version_row(person: str, version: Version) -> dict[str, Any]:
    return {
        "person": person,
        "number": version.number,
        "plan": version.plan.model_dump_json(),
        "pay_text": version.pay_text,
        "submitted_at": version.submitted_at,
    }


def _entry_row(person: str, position: int, entry: Entry) -> dict[str, Any]:
    return {"person": person, "position": position, **dict(entry)}
