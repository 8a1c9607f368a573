"""The team as it was set up: versions that are only ever added, and the texts of its compensation plans."""

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from bot.store.tables import pay_plans, team_versions
from bot.team.audit import TeamVersion
from bot.team.sheet import Sheet, without

_ALL = select(team_versions).order_by(team_versions.c.number)
_LAST = select(team_versions).order_by(team_versions.c.number.desc()).limit(1)
_NUMBER = select(func.coalesce(func.max(team_versions.c.number), 0))
_TEXTS = select(pay_plans.c.name, pay_plans.c.text).where(pay_plans.c.name.in_(bindparam("names", expanding=True)))
_CHANGE = update(team_versions).where(team_versions.c.number == bindparam("this")).values(sheet=bindparam("new"))


def number(connection: Connection) -> int:
    """The number of the version in force; 0 where there is none."""
    return int(connection.execute(_NUMBER).scalar_one())


def last(connection: Connection) -> TeamVersion | None:
    """The version in force."""
    row = connection.execute(_LAST).one_or_none()
    return _version(row) if row else None


def read(connection: Connection) -> tuple[TeamVersion, ...]:
    """Every version, in order."""
    return tuple(map(_version, connection.execute(_ALL)))


def add(connection: Connection, version: TeamVersion) -> bool:
    """Write the next version; False, and nothing is written, where it does not follow the one in force."""
    if number(connection) != version.number - 1:
        return False
    row = {"number": version.number, "at": version.at, "by": version.by, "sheet": version.sheet.model_dump_json()}
    return connection.execute(_new(connection, team_versions), row).one_or_none() is not None


def add_plan(connection: Connection, name: str, text: str, by: str, at: datetime) -> str:
    """Keep the text of a compensation plan; gives its name, with a number where that has another text."""
    stem = name.removesuffix(".yaml")
    for each in (name if number == 1 else f"{stem}-{number}.yaml" for number in count(1)):
        row = {"name": each, "text": text, "by": by, "at": at}
        made = connection.execute(_new(connection, pay_plans), row).one_or_none()
        if made is not None or plans(connection, [each])[each] == text:
            return each
    raise AssertionError  # numbers do not end


def plans(connection: Connection, names: Collection[str]) -> Mapping[str, str]:
    """The texts of compensation plans, by name."""
    return {row.name: row.text for row in connection.execute(_TEXTS, {"names": list(names)})}


def of_person(connection: Connection, person: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What the versions say of one person, and the compensation plans that are nobody else's."""
    versions = read(connection)
    said = [
        {"number": version.number, "at": version.at, "fields": version.sheet.people[person]}
        for version in versions
        if person in version.sheet.people
    ]
    others = {name for version in versions for name in without(version.sheet, person).pay_plans}
    own = {name for version in versions for name in version.sheet.pay_plans} - others
    return said, [{"name": name, "text": text} for name, text in plans(connection, own).items()]


def forget(connection: Connection, person: str) -> int:
    """Take one person out of every version, and their own compensation plans away; gives the number of rows."""
    said, own = of_person(connection, person)
    numbers = {row["number"] for row in said}
    for version in read(connection):
        if version.number in numbers:
            sheet = without(version.sheet, person)
            connection.execute(_CHANGE, {"this": version.number, "new": sheet.model_dump_json()})
    names = [row["name"] for row in own]
    connection.execute(delete(pay_plans).where(pay_plans.c.name.in_(names)))
    return len(said) + len(own)


def _new(connection: Connection, table: Table) -> ReturningInsert[Any]:
    put = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return put(table).on_conflict_do_nothing().returning(next(iter(table.primary_key)))


def _version(row: Row[Any]) -> TeamVersion:
    return TeamVersion(number=row.number, at=row.at, by=row.by, sheet=Sheet.model_validate_json(row.sheet))
