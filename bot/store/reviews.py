"""Reviews in the database: what may change is one row; versions and history are rows that are only ever added."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, bindparam, func, insert, select

from bot.plan.model import BusinessPlan
from bot.review.model import Entry, Review, Version
from bot.store.model import Stored
from bot.store.tables import history, plan_versions, reviews

_ADD_VERSION = insert(plan_versions)
_ADD_ENTRY = insert(history)


def _in_season(table: Table) -> ColumnElement[bool]:
    return table.c.season == bindparam("of")


def _their_own(table: Table) -> ColumnElement[bool]:
    return table.c.person == bindparam("person")


_COUNTS = select(
    *(
        select(func.count()).select_from(table).where(_their_own(table), _in_season(table)).scalar_subquery()
        for table in (plan_versions, history)
    )
)
_EVERYONE = {
    table: select(table).where(_in_season(table)).order_by(*table.primary_key)
    for table in (reviews, plan_versions, history)
}
_ONE = {table: query.where(_their_own(table)) for table, query in _EVERYONE.items()}
_SEASON_BEFORE = select(func.max(reviews.c.season)).where(_their_own(reviews), reviews.c.season < bindparam("of"))


def read(connection: Connection, season: str, person: str | None = None) -> dict[str, Stored[Review]]:
    """Read one person's review of a season, or everyone's, in three statements; in one where there is none yet."""
    own = _rows(connection, reviews, season, person)
    tables = (plan_versions, history) if own else ()
    grown = [_grouped(connection, table, season, person) for table in tables]
    return {row.person: Stored(_review(row.value, *(rows[row.person] for rows in grown)), row.version) for row in own}


def season_before(connection: Connection, season: str, person: str) -> str | None:
    """The last season before this one of which there is a review of this person."""
    before: str | None = connection.execute(_SEASON_BEFORE, {"person": person, "of": season}).scalar_one()
    return before


def _rows(connection: Connection, table: Table, season: str, person: str | None) -> list[Row[Any]]:
    if person is None:
        return list(connection.execute(_EVERYONE[table], {"of": season}))
    return list(connection.execute(_ONE[table], {"of": season, "person": person}))


def _grouped(connection: Connection, table: Table, season: str, person: str | None) -> defaultdict[str, list[Row[Any]]]:
    groups: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in _rows(connection, table, season, person):
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


def grow(connection: Connection, season: str, review: Review) -> None:
    """Add the versions and entries that are not stored yet; what is stored stands as it is.

    Raises ValueError if the review has lost some.
    """
    own = {"person": review.person, "of": season}
    stored_versions, stored_entries = connection.execute(_COUNTS, own).one()
    if len(review.versions) < stored_versions or len(review.history) < stored_entries:
        msg = "A review's versions and history can only grow."
        raise ValueError(msg)
    if versions := [_version_row(season, review.person, version) for version in review.versions[stored_versions:]]:
        connection.execute(_ADD_VERSION, versions)
    if entries := [
        _entry_row(season, review.person, position, entry)
        for position, entry in enumerate(review.history[stored_entries:], stored_entries)
    ]:
        connection.execute(_ADD_ENTRY, entries)


def _version_row(season: str, person: str, version: Version) -> dict[str, Any]:
    return {
        "person": person,
        "season": season,
        "number": version.number,
        "plan": version.plan.model_dump_json(),
        "pay_text": version.pay_text,
        "submitted_at": version.submitted_at,
    }


def _entry_row(season: str, person: str, position: int, entry: Entry) -> dict[str, Any]:
    return {"person": person, "season": season, "position": position, **dict(entry)}
