"""What the executive answers to the points that a compensation plan leaves open: a table that can only grow."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the table, and refuse changes to its rows."""
    op.create_table(
        "pay_answers",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("plan", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER pay_answers_refuses_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON pay_answers "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER pay_answers_refuses_{change.lower()} BEFORE {change} ON pay_answers "
            "BEGIN SELECT RAISE(ABORT, 'pay_answers can only grow'); END"
        )
