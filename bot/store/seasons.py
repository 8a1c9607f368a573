"""What was kept before seasons were told apart, and of which nothing tells its year (see the migration 0008)."""

from datetime import datetime

from sqlalchemy import Engine, select, update

from bot.store.database import for_reading
from bot.store.tables import conversations, reviews
from bot.store.upkeep import Deed, on_record

UNKNOWN = ""
"""The season of such rows."""


def adopt(engine: Engine, season: str, at: datetime) -> None:
    """Give such rows a season, on record; the rows that hang on a review follow it."""
    with for_reading(engine).begin() as connection:
        orphans = [
            table
            for table in (reviews, conversations)
            if connection.execute(select(1).select_from(table).where(table.c.season == UNKNOWN).limit(1)).first()
        ]
    if not orphans:
        return
    with engine.begin() as connection, on_record(connection, Deed.ADOPT, season, "planwright", at):
        for table in orphans:
            connection.execute(update(table).where(table.c.season == UNKNOWN).values(season=season))
