"""Where plans stand as canvases."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "canvases",
        sa.Column("season", sa.String, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("canvas", sa.String, nullable=False),
        sa.Column("link", sa.String, nullable=False),
        sa.Column("readers", sa.String, nullable=False),
    )
