"""When a post was queued, so that it can be told how long the oldest waits."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column; for posts from before, nobody knows."""
    op.add_column("outbox", sa.Column("queued_at", sa.DateTime(timezone=True)))
