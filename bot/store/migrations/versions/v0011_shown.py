"""Where the reply to an event is shown while it is written: whoever answers the event after a crash ends it there."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Give the events of the inbox a place for it."""
    for name in ("shown_channel", "shown_ts"):
        op.add_column("inbox", sa.Column(name, sa.String))
