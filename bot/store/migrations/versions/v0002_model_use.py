"""What a language model was used for, one row a call; rows are only ever added."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the table, and refuse changes to it as to the others that can only grow."""
    op.create_table(
        "model_use",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("job", sa.String, nullable=False),
        sa.Column("prompt", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("prompt_tokens", sa.Integer, nullable=False),
        sa.Column("completion_tokens", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_model_use_at", "model_use", ["at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER model_use_refuses_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON model_use "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER model_use_refuses_{change.lower()} BEFORE {change} ON model_use "
            "BEGIN SELECT RAISE(ABORT, 'model_use can only grow'); END"
        )
