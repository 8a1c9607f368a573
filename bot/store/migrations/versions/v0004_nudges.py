"""What people want of nudges, and every nudge that was sent: one of a kind for a person, and never taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create both tables, and refuse changes to what was sent."""
    op.create_table(
        "wishes",
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
    )
    op.create_table(
        "nudges",
        sa.Column("season", sa.String, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("milestone", sa.String, primary_key=True),
        sa.Column("step", sa.String, primary_key=True),
        sa.Column("post", sa.String, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("asked", sa.Boolean, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER nudges_refuses_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON nudges "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER nudges_refuses_{change.lower()} BEFORE {change} ON nudges "
            "BEGIN SELECT RAISE(ABORT, 'nudges can only grow'); END"
        )
