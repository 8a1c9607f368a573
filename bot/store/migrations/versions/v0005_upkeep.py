"""The record of upkeep: while a row of it is under way, what can only grow may be changed, in that transaction alone.

Two things need it: locking what is kept with a new key, and deleting what is held about a person. The row is written
and closed in the one transaction that makes the change, so nobody else sees the door open, and none goes unrecorded.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

GROWING = ("plan_versions", "history", "transcript", "model_use", "pay_answers", "nudges")
SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
SAME = 'OLD.under_way AND NOT NEW.under_way AND OLD.at = NEW.at AND OLD."by" = NEW."by" AND OLD.deed = NEW.deed'


def upgrade() -> None:
    """Create the record, which itself can only grow, and have the other tables look at it."""
    op.create_table(
        "upkeep",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("deed", sa.String, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("under_way", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
    else:
        _on_sqlite()


def _on_sqlite() -> None:
    for table in GROWING:
        for change in ("UPDATE", "DELETE"):
            op.execute(f"DROP TRIGGER {table}_refuses_{change.lower()}")
            _refuse(table, change, "NOT EXISTS (SELECT 1 FROM upkeep WHERE under_way)")
    _refuse("upkeep", "UPDATE", f"NOT ({SAME})")
    _refuse("upkeep", "DELETE", "TRUE")


def _refuse(table: str, change: str, when: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} can only grow'); END"
    )


def _on_postgresql() -> None:
    refused = "RAISE EXCEPTION '% can only grow', TG_TABLE_NAME;"
    op.execute(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608 - all ours
        "IF TG_OP <> 'TRUNCATE' AND EXISTS (SELECT 1 FROM upkeep WHERE under_way) THEN RETURN NULL; END IF; "
        f"{refused} END $$"
    )
    op.execute(
        "CREATE FUNCTION refuse_reopening() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN IF {SAME} THEN RETURN NEW; END IF; END IF; {refused} END $$"
    )
    op.execute(
        "CREATE TRIGGER upkeep_refuses_changes BEFORE UPDATE OR DELETE ON upkeep "
        "FOR EACH ROW EXECUTE FUNCTION refuse_reopening()"
    )
    op.execute(
        "CREATE TRIGGER upkeep_refuses_truncate BEFORE TRUNCATE ON upkeep "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
