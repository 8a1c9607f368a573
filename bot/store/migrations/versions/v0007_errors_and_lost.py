"""Two reasons why a row is claimed again, told apart: its own work failed, or nobody came back with it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Count both; what was tried before starts from nought."""
    for queue in ("inbox", "outbox"):
        for count in ("errors", "lost"):
            op.add_column(queue, sa.Column(count, sa.Integer, nullable=False, server_default="0"))
