"""What people thought of an answer to a question: a table that can only grow."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the table, and refuse changes to its rows, but for upkeep."""
    op.create_table(
        "votes",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("helped", sa.Boolean, nullable=False),
        sa.Column("missing", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER votes_refuses_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON votes "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER votes_refuses_{change.lower()} BEFORE {change} ON votes "  # noqa: S608 - all ours
            "WHEN NOT EXISTS (SELECT 1 FROM upkeep WHERE under_way) "
            "BEGIN SELECT RAISE(ABORT, 'votes can only grow'); END"
        )
