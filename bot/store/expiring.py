"""Ending old talk: what people wrote and were told goes after a time; what was decided, and the plans, stay."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine, delete

from bot.store.tables import inbox, outbox, transcript, votes
from bot.store.upkeep import Deed, on_record

STAYS = (
    "interviews with the words that facts rest on, plans and their versions, comments, decisions, answers on pay, "
    "reminders, and counts of a language model's use"
)


def expire(engine: Engine, before: datetime, by: str, at: datetime) -> Mapping[str, int]:
    """Delete talk that is over and older, in one transaction and on record; gives the rows by what they are."""
    talk = {
        "lines of conversations": delete(transcript).where(transcript.c.at < before),
        "events received": delete(inbox).where(inbox.c.done_at < before),
        "posts sent": delete(outbox).where(outbox.c.done_at < before),
        "votes on answers": delete(votes).where(votes.c.at < before),
    }
    with engine.begin() as connection, on_record(connection, Deed.EXPIRE, f"before {before:%Y-%m-%d}", by, at):
        return {words: connection.execute(statement).rowcount for words, statement in talk.items()}
