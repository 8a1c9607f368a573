"""The tables. The migrations build them; a test holds the two equal."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from bot.store.cipher import Cipher

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)

# SQLite numbers rows by itself only in a column of exactly the type INTEGER.
Sequence = BigInteger().with_variant(Integer, "sqlite")


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, given and returned aware. SQLite knows no time zones and holds it without one.

    Raises ValueError for a moment without a time zone.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "A stored moment needs a time zone."
            raise ValueError(msg)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Locked(TypeDecorator[str]):
    """Text that is about pay, or that people wrote or were told: locked where it is kept, if there is a key.

    The cipher is the engine's (`bot.store.database.connect`); through an engine without one the text passes as it is
    kept. Raises CipherError for text that was locked with a key that is not there.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        cipher = cipher_of(dialect)
        if value is None:
            return None
        # PostgreSQL keeps no NUL in a text, and no text has use for one; it can come out of a file.
        kept = value.replace("\x00", "")
        return cipher.lock(kept) if cipher else kept

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        cipher = cipher_of(dialect)
        return value if value is None or cipher is None else cipher.open(value)


def cipher_of(dialect: Dialect) -> Cipher | None:
    """The cipher that an engine was given, by its dialect: what a column's type is told of it."""
    return getattr(dialect, "planwright_cipher", None)


def _queue_columns(lane: str) -> list[Column[Any]]:
    """Columns of rows that are worked off in order within a lane: a conversation, or a recipient.

    `status` is waiting, claimed, done or failed. `held_until` is when a row may next be claimed: the end of a lease or
    of a pause. `done_at` is set once the row is over, well or badly. `attempts` counts claims; `errors` those that
    failed, `lost` those that nobody came back from.
    """
    return [
        Column("seq", Sequence, primary_key=True, autoincrement=True),
        Column("key", String, nullable=False),
        Column(lane, String, key="lane", nullable=False),
        Column("payload", Locked, nullable=False),
        Column("status", String, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("errors", Integer, nullable=False, server_default="0"),
        Column("lost", Integer, nullable=False, server_default="0"),
        Column("claimed_by", String),
        Column("held_until", Instant),
        Column("done_at", Instant),
        Column("problem", String),
    ]


inbox = Table(
    "inbox",
    metadata,
    *_queue_columns("conversation"),
    Column("received_at", Instant, nullable=False),
    Column("shown_channel", String),
    Column("shown_ts", String),
    UniqueConstraint("key"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    *_queue_columns("recipient"),
    Column("queued_at", Instant),
    Column("sent_channel", String),
    Column("sent_ts", String),
    UniqueConstraint("lane", "key"),
    sqlite_autoincrement=True,
)

# Open rows only, so that a claim costs the same after a million turns as after the first.
for _queue in (inbox, outbox):
    for _name, _columns in (("open", ["seq"]), ("open_lane", ["lane", "seq"])):
        _open = _queue.c.done_at.is_(None)
        Index(f"ix_{_queue.name}_{_name}", *(_queue.c[c] for c in _columns), sqlite_where=_open, postgresql_where=_open)

# What belongs to one planning year has its season (`bot.cycle.season.Season.key`): a new one starts clean.
conversations = Table(
    "conversations",
    metadata,
    Column("person", String, primary_key=True),
    Column("season", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("value", Locked, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

# A review without its versions and history, which have tables of their own that can only grow.
reviews = Table(
    "reviews",
    metadata,
    Column("person", String, primary_key=True),
    Column("season", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("value", Locked, nullable=False),
    Column("updated_at", Instant, nullable=False),
)


def _of_a_review() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["person", "season"], ["reviews.person", "reviews.season"], onupdate="CASCADE")


plan_versions = Table(
    "plan_versions",
    metadata,
    Column("person", String, primary_key=True),
    Column("season", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("plan", Text, nullable=False),
    Column("pay_text", Locked),
    Column("submitted_at", Instant, nullable=False),
    _of_a_review(),
)

history = Table(
    "history",
    metadata,
    Column("person", String, primary_key=True),
    Column("season", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by", String, nullable=False),
    Column("action", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("note", Locked, nullable=False),
    _of_a_review(),
)

transcript = Table(
    "transcript",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("person", String, nullable=False),
    Column("direction", String, nullable=False),
    Column("text", Locked, nullable=False),
    Column("at", Instant, nullable=False),
    Column("key", String, nullable=False),
    Index("ix_transcript_person", "person", "seq"),
    sqlite_autoincrement=True,
)

# What a language model was used for, without contents: the budget is counted from it.
model_use = Table(
    "model_use",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("person", String, nullable=False),
    Column("job", String, nullable=False),
    Column("prompt", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("model", String, nullable=False),
    Column("prompt_tokens", Integer, nullable=False),
    Column("completion_tokens", Integer, nullable=False),
    Column("outcome", String, nullable=False),
    Column("key", String, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_model_use_at", "at"),
    sqlite_autoincrement=True,
)

# What the executive said to the points that a compensation plan leaves open; the last answer to a point counts.
pay_answers = Table(
    "pay_answers",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("plan", String, nullable=False),
    Column("question", String, nullable=False),
    Column("answer", Locked),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

wishes = Table(
    "wishes",
    metadata,
    Column("person", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

# Where a plan stands as a canvas; `readers` are who may read it there: team id=Slack id.
canvases = Table(
    "canvases",
    metadata,
    Column("season", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("canvas", String, nullable=False),
    Column("link", String, nullable=False),
    Column("readers", String, nullable=False),
)

# What makes a nudge happen once: nobody gets the same step of the same milestone twice in a season.
nudges = Table(
    "nudges",
    metadata,
    Column("season", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("milestone", String, primary_key=True),
    Column("step", String, primary_key=True),
    Column("post", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("asked", Boolean, nullable=False),
)

# What was done past the rule that rows are only ever added (bot.store.upkeep): a row for each time.
upkeep = Table(
    "upkeep",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False),
    Column("by", String, nullable=False),
    Column("deed", String, nullable=False),
    Column("about", Text, nullable=False),
    Column("under_way", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

# What people thought of answers; `about` is the key of the message that asked.
votes = Table(
    "votes",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("person", String, nullable=False),
    Column("about", String, nullable=False),
    Column("helped", Boolean, nullable=False),
    Column("missing", Locked, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

# The team as it was set up, whole at each version: the last one counts, and what lies between two is the audit log.
team_versions = Table(
    "team_versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("by", String, nullable=False),
    Column("sheet", Locked, nullable=False),
)

# The texts of compensation plans, by the name that the team's versions know each by.
pay_plans = Table(
    "pay_plans",
    metadata,
    Column("name", String, primary_key=True),
    Column("text", Locked, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
)

APPEND_ONLY = (
    "plan_versions",
    "history",
    "transcript",
    "model_use",
    "pay_answers",
    "nudges",
    "votes",
    "team_versions",
    "pay_plans",
)
