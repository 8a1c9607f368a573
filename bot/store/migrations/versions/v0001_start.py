"""The first schema: inbox, outbox, conversations, reviews, and the three tables that can only grow."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("done_at IS NULL")


def upgrade() -> None:
    """Create every table, and refuse changes to what can only grow."""
    _queue("inbox", "conversation", sa.Column("received_at", MOMENT, nullable=False), sa.UniqueConstraint("key"))
    _queue(
        "outbox",
        "recipient",
        sa.Column("sent_channel", sa.String),
        sa.Column("sent_ts", sa.String),
        sa.UniqueConstraint("recipient", "key"),
    )
    _aggregate("conversations")
    _aggregate("reviews")
    _plan_versions()
    _history()
    _transcript()
    _refuse_changes("plan_versions", "history", "transcript")


def _queue(name: str, lane: str, *more: sa.Column[object] | sa.UniqueConstraint) -> None:
    op.create_table(
        name,
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String, nullable=False),
        sa.Column(lane, sa.String, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("claimed_by", sa.String),
        sa.Column("held_until", MOMENT),
        sa.Column("done_at", MOMENT),
        sa.Column("problem", sa.String),
        *more,
        sqlite_autoincrement=True,
    )
    for index, columns in ((f"ix_{name}_open", ["seq"]), (f"ix_{name}_open_lane", [lane, "seq"])):
        op.create_index(index, name, columns, sqlite_where=OPEN, postgresql_where=OPEN)


def _aggregate(name: str) -> None:
    op.create_table(
        name,
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
    )


def _plan_versions() -> None:
    op.create_table(
        "plan_versions",
        sa.Column("person", sa.String, sa.ForeignKey("reviews.person"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("pay_text", sa.Text),
        sa.Column("submitted_at", MOMENT, nullable=False),
    )


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("person", sa.String, sa.ForeignKey("reviews.person"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )


def _transcript() -> None:
    op.create_table(
        "transcript",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("direction", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_transcript_person", "transcript", ["person", "seq"])


def _refuse_changes(*tables: str) -> None:
    """Make the database itself refuse to change or delete rows of these tables."""
    if op.get_bind().dialect.name == "postgresql":
        _refuse_on_postgresql(tables)
        return
    for table in tables:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} can only grow'); END"
            )


def _refuse_on_postgresql(tables: tuple[str, ...]) -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% can only grow', TG_TABLE_NAME; END $$"
    )
    for table in tables:
        op.execute(
            f"CREATE TRIGGER {table}_refuses_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
