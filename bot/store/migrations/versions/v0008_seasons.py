"""Interviews and reviews have the season they belong to, so that a new year starts clean and the old one stays.

The season of what is there already is told by what else is known, the surest first: the year of the person's own last
version, their own nudges, the versions and then the nudges of anybody. Where nothing tells it stays empty, and the
first team that the database is opened with says it (`bot.store.seasons`).
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)
GROWING = ("plan_versions", "history")
TABLES = ("reviews", "conversations", *GROWING)
KEYS = {
    "reviews": ("person", "season"),
    "conversations": ("person", "season"),
    "plan_versions": ("person", "season", "number"),
    "history": ("person", "season", "position"),
}


def upgrade() -> None:
    """Add the season to the four tables and to their keys."""
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
    else:
        _on_sqlite()


def _told(year: str) -> str:
    """The season of a row `t`; `year` reads the first day of the year from the plan of a version `v`."""
    own_versions = f"(SELECT {year} FROM plan_versions v WHERE v.person = t.person ORDER BY v.number DESC LIMIT 1)"  # noqa: S608 - all ours
    own_nudges = "(SELECT max(n.season) FROM nudges n WHERE n.person = t.person)"
    anybodys = f"(SELECT max({year}) FROM plan_versions v), (SELECT max(n.season) FROM nudges n)"  # noqa: S608 - all ours
    return f"coalesce({own_versions}, {own_nudges}, {anybodys}, '')"


def _on_postgresql() -> None:
    season = _told("v.plan::json -> 'year' ->> 'starts'")
    for table in GROWING:
        op.drop_constraint(f"fk_{table}_person", table)
        op.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for table in TABLES:
        op.add_column(table, sa.Column("season", sa.String))
    for table in TABLES:
        op.execute(f"UPDATE {table} t SET season = {season}")  # noqa: S608 - all ours
        op.drop_constraint(f"pk_{table}", table)
        op.create_primary_key(f"pk_{table}", table, list(KEYS[table]))
    for table in GROWING:
        both = ["person", "season"]
        op.create_foreign_key(f"fk_{table}_person", table, "reviews", both, both, onupdate="CASCADE")
        op.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _on_sqlite() -> None:
    """SQLite changes no key of a table: each is made anew beside the old one, and takes its place."""
    season = _told("json_extract(v.plan, '$.year.starts')")
    for table, columns in _columns().items():
        of_a_review = [_of_a_review()] if table in GROWING else []
        op.create_table(f"new_{table}", _person(), _season(), *columns, *of_a_review)
        kept = ", ".join(f'"{name}"' for name in ("person", *(column.name for column in columns)))
        op.execute(f'INSERT INTO new_{table} ({kept}, "season") SELECT {kept}, {season} FROM {table} t')  # noqa: S608 - all ours
    for table in reversed(TABLES):
        op.drop_table(table)
    for table in TABLES:
        op.rename_table(f"new_{table}", table)
    for table in GROWING:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "  # noqa: S608 - all ours
                "WHEN NOT EXISTS (SELECT 1 FROM upkeep WHERE under_way) "
                f"BEGIN SELECT RAISE(ABORT, '{table} can only grow'); END"
            )


def _person() -> sa.Column[str]:
    return sa.Column("person", sa.String, primary_key=True)


def _season() -> sa.Column[str]:
    return sa.Column("season", sa.String, primary_key=True)


def _of_a_review() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["person", "season"], ["new_reviews.person", "new_reviews.season"], onupdate="CASCADE"
    )


def _columns() -> Mapping[str, tuple[sa.Column[Any], ...]]:
    """What the tables hold besides person and season."""
    return {
        "reviews": _aggregate(),
        "conversations": _aggregate(),
        "plan_versions": (
            sa.Column("number", sa.Integer, primary_key=True),
            sa.Column("plan", sa.Text, nullable=False),
            sa.Column("pay_text", sa.Text),
            sa.Column("submitted_at", MOMENT, nullable=False),
        ),
        "history": (
            sa.Column("position", sa.Integer, primary_key=True),
            sa.Column("at", MOMENT, nullable=False),
            sa.Column("by", sa.String, nullable=False),
            sa.Column("action", sa.String, nullable=False),
            sa.Column("version", sa.Integer, nullable=False),
            sa.Column("note", sa.Text, nullable=False),
        ),
    }


def _aggregate() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
    )
