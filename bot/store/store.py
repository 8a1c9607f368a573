"""The one door to what is kept. Every method is one short transaction, and safe to call from any thread."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import Connection, Engine, Table, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.dml import ReturningInsert

from bot.cycle.wishes import Wishes
from bot.facts import Frozen
from bot.line.inbound import Inbound
from bot.line.posts import Post, Sent
from bot.line.use import ModelUse, Spent
from bot.line.votes import VoteOn
from bot.pay.settling import PayAnswer
from bot.review.model import Review
from bot.store import nudging, teams
from bot.store import opening as openings
from bot.store import reviews as review_rows
from bot.store import uses as use_rows
from bot.store import votes as vote_rows
from bot.store.canvases import Canvases
from bot.store.cipher import Cipher
from bot.store.database import connect, for_reading, for_writing, migrate
from bot.store.expiring import Talk
from bot.store.model import Claimed, Line, Posting, Record, ReviewChange, Stored, Turn, Versions
from bot.store.opening import Opening
from bot.store.queue import Queue
from bot.store.rekeying import try_keys
from bot.store.seasons import adopt
from bot.store.showing import Showing, is_stopped
from bot.store.standing import Standing, standing
from bot.store.tables import conversations, inbox, nudges, outbox, pay_answers, reviews, transcript, wishes
from bot.store.turns import ahead
from bot.team.audit import TeamVersion

INBOX, OUTBOX = Queue(inbox, Inbound, inbox.c.received_at), Queue(outbox, Post, outbox.c.queued_at)
_TRANSCRIPT = select(transcript).where(transcript.c.person == bindparam("person")).order_by(transcript.c.seq)
_RECENT = (
    select(transcript)
    .where(transcript.c.person == bindparam("person"))
    .order_by(transcript.c.seq.desc())
    .limit(bindparam("most"))
)
_SEASONS = select(reviews.c.season).distinct().order_by(reviews.c.season)
_ADD_LINE = insert(transcript)
_SENT = (
    update(outbox)
    .where(outbox.c.seq == bindparam("this"), outbox.c.done_at.is_(None))
    .values(status="done", held_until=None, done_at=bindparam("at"), problem=None)
    .values(sent_channel=bindparam("channel"), sent_ts=bindparam("ts"))
)
_WHERE = select(outbox.c.sent_channel, outbox.c.sent_ts, outbox.c.done_at).where(
    outbox.c.lane == bindparam("to"), outbox.c.key == bindparam("post"), outbox.c.status == "done"
)


class Store:
    """The inbox, conversations, reviews, the outbox and the transcript, on SQLite or PostgreSQL.

    `showing` is about replies that are shown while they are written, `canvases` about plans as canvases.
    """

    def __init__(self, engine: Engine) -> None:
        self._writes, self._reads = for_writing(engine), for_reading(engine)
        self._receive = _insert(engine, inbox).on_conflict_do_nothing().returning(inbox.c.seq)
        self._post = _insert(engine, outbox).on_conflict_do_nothing()
        self._save_state, self._save_review = _save(engine, conversations), _save(engine, reviews)
        self._save_wishes = _save(engine, wishes)
        self.showing = Showing(self._writes, self._reads)
        self.canvases = Canvases(self._writes, self._reads)
        self.talk = Talk(self._writes, self._reads)
        self._nudge = _insert(engine, nudges).on_conflict_do_nothing().returning(nudges.c.step)

    @classmethod
    def open(cls, url: str, keys: Sequence[str] = ()) -> Self:
        """Open the database at a SQLAlchemy URL and bring it to the newest schema.

        The keys, newest first, lock pay and talk where they are kept. Raises StoreError, and CipherError where one is
        no key, or is missing for what was locked before.
        """
        engine = connect(url, Cipher(keys))
        migrate(engine)
        try_keys(engine)
        return cls(engine)

    def close(self) -> None:
        """Give back every connection."""
        self._writes.dispose()
        self._reads.dispose()

    def standing(self, now: datetime, executive: str = "") -> Standing | None:
        """Read how much waits and since when, for those who run it; None where the database does not answer."""
        try:
            with self._reads.begin() as connection:
                return standing(connection, {"inbox": INBOX, "outbox": OUTBOX}, now, executive)
        except SQLAlchemyError:
            return None

    def receive(self, inbound: Inbound) -> bool:
        """Store an event before it is acknowledged. False: it was here already, and nothing changed."""
        row = _waiting(inbound.key, inbound.conversation, inbound) | {"received_at": inbound.at}
        with ahead(), self._writes.begin() as connection:
            return connection.execute(self._receive, row).one_or_none() is not None

    def claim_inbound(self, worker: str, now: datetime, lease: timedelta) -> Claimed[Inbound] | None:
        """Take the oldest event whose conversation is free: events of one conversation go one at a time, in order.

        An event that comes back with many `errors` is one that does not get through, and with very many `lost` one that
        ends the process each time: commit a turn with a `problem` for it, so that its conversation goes on.
        """
        with self._writes.begin() as connection:
            return INBOX.claim(connection, worker, now, lease)

    def retry(self, claim: Claimed[Inbound], until: datetime, problem: str, *, error: bool = False) -> None:
        """Give an event back, to be claimed again from `until` on. Later events of its conversation wait behind it.

        `error` says that its own work failed, and counts.
        """
        with self._writes.begin() as connection:
            INBOX.give_back(connection, claim, until, problem, error=error)

    def keep(self, claim: Claimed[Inbound] | Claimed[Post], until: datetime) -> None:
        """Hold an event or a post longer, for it is still being worked on."""
        queue = INBOX if isinstance(claim.value, Inbound) else OUTBOX
        with self._writes.begin() as connection:
            queue.keep(connection, claim, until)

    def adopt(self, season: str, at: datetime) -> None:
        """Give what was kept without a season, before there were any, this one."""
        adopt(self._writes, season, at)

    def load(self, person: str, season: str) -> Stored[str]:
        """Read a conversation's state in a season as the JSON text it was committed as."""
        with self._reads.begin() as connection:
            return openings.state(connection, person, season)

    def opening(self, person: str, season: str) -> Opening:
        """Read what a turn of this person begins with."""
        with self._reads.begin() as connection:
            return openings.read(connection, person, season)

    def review(self, person: str, season: str) -> Stored[Review]:
        """Read one person's review of a season."""
        with self._reads.begin() as connection:
            return review_rows.read(connection, season, person).get(person, Stored(None, 0))

    def review_before(self, person: str, season: str) -> Review | None:
        """Read one person's review of the last season before this one that there is one of."""
        with self._reads.begin() as connection:
            before = review_rows.season_before(connection, season, person)
            return review_rows.read(connection, before, person)[person].value if before is not None else None

    def reviews(self, season: str) -> Mapping[str, Stored[Review]]:
        """Read everyone's review of a season, by person."""
        with self._reads.begin() as connection:
            return review_rows.read(connection, season)

    def seasons(self) -> tuple[str, ...]:
        """Every season of which there is a review, the first one first."""
        with self._reads.begin() as connection:
            return tuple(connection.execute(_SEASONS).scalars())

    def pay_answers(self) -> tuple[PayAnswer, ...]:
        """Read what was said to the points that compensation plans leave open, the oldest first."""
        with self._reads.begin() as connection:
            return openings.answers(connection)

    def commit(self, turn: Turn) -> bool:
        """Write a turn whole. False, and nothing is written: the claim was overtaken, or something changed meanwhile.

        After False, give the event back with `retry` at once. A post whose key its recipient already has is not
        queued again. Raises ValueError if a review has lost a version or a line of its history.
        """
        with self._writes.connect() as connection, connection.begin() as transaction:
            if turn.if_stopped and is_stopped(connection, turn.claim.value.key):
                turn = turn.if_stopped
            written = INBOX.end(connection, turn.claim, turn.at, turn.problem) and self._save(connection, turn)
            if not written:
                transaction.rollback()
                return False
            self._append(connection, turn)
            return True

    def _save(self, connection: Connection, turn: Turn) -> bool:
        if turn.team and not teams.add(connection, turn.team):
            return False
        # In one order everywhere, so that two turns never wait for each other in a circle.
        changes = [
            *((0, self._save_state, c.person, c.version, c.state) for c in turn.states),
            *(
                (1, self._save_review, c.review.person, c.version, review_rows.changing_part(c.review))
                for c in turn.reviews
            ),
            *((2, self._save_wishes, c.person, c.version, c.wishes.model_dump_json()) for c in turn.wishes),
        ]
        return all(
            _written(connection, statement, person, version, value, turn)
            for _, statement, person, version, value in sorted(changes, key=lambda change: (change[0], change[2]))
        )

    def _append(self, connection: Connection, turn: Turn) -> None:
        for change in turn.reviews:
            review_rows.grow(connection, turn.season, change.review)
        if turn.pay_answers:
            connection.execute(insert(pay_answers), [dict(answer) for answer in turn.pay_answers])
        self._tell(connection, turn.posts, turn.lines, turn.at)
        if turn.votes:
            vote_rows.add(connection, turn.votes)
        if turn.uses:
            use_rows.add(connection, turn.uses)

    def _tell(self, connection: Connection, posts: Sequence[Post], lines: Sequence[Line], at: datetime) -> None:
        """Queue posts, and add to the transcript."""
        if posts:
            rows = [_waiting(post.key, post.to, post) | {"queued_at": at} for post in posts]
            connection.execute(self._post, rows)
        if lines:
            rows = [
                {"person": x.person, "direction": x.direction, "text": x.text, "at": x.at, "key": x.key} for x in lines
            ]
            connection.execute(_ADD_LINE, rows)

    def wishes(self, person: str) -> Stored[Wishes]:
        """Read what one person said about nudges."""
        with self._reads.begin() as connection:
            return nudging.wishes_of(connection, person)

    def versions(self, season: str) -> Mapping[str, Versions]:
        """Read the versions everyone's interview, review and wishes are at in a season."""
        with self._reads.begin() as connection:
            return nudging.versions(connection, season)

    def records(self, season: str, people: Sequence[str]) -> tuple[Record, ...]:
        """Read what nudges of a season depend on, for these people."""
        with self._reads.begin() as connection:
            return tuple(nudging.records(connection, season, people))

    def nudge(self, posting: Posting) -> bool:
        """Send a nudge: what makes it happen once, the post, and the person's new wishes, together or not at all.

        False, and nothing is written: another process was faster, or something it rests on has changed.
        """
        saved = posting.wishes.model_dump_json()
        with self._writes.connect() as connection, connection.begin() as transaction:
            written = (
                nudging.still_stands(connection, posting)
                and _written(connection, self._save_wishes, posting.person, posting.version, saved, posting)
                and all(connection.execute(self._nudge, row).one_or_none() for row in nudging.sent_rows(posting))
                and all(self._reviewed(connection, change, posting) for change in posting.reviews)
            )
            if not written:
                transaction.rollback()
                return False
            for change in posting.reviews:
                review_rows.grow(connection, posting.season, change.review)
            self._tell(connection, (posting.post, *posting.cards), (posting.line,), posting.at)
            return True

    def _reviewed(self, connection: Connection, change: ReviewChange, posting: Posting) -> bool:
        value = review_rows.changing_part(change.review)
        return _written(connection, self._save_review, change.review.person, change.version, value, posting)

    def claim_outbound(
        self, worker: str, now: datetime, lease: timedelta, only_to: str | None = None
    ) -> Claimed[Post] | None:
        """Take the oldest post, to anyone or to one recipient: posts to one recipient go one at a time, in order."""
        with self._writes.begin() as connection:
            return OUTBOX.claim(connection, worker, now, lease, only_to)

    def sent(self, claim: Claimed[Post], sent: Sent) -> None:
        """Note that a post is out and where. This stands even if the claim was overtaken: the post did go out."""
        row = {"this": claim.seq, "at": sent.at, "channel": sent.channel, "ts": sent.ts}
        with self._writes.begin() as connection:
            connection.execute(_SENT, row)

    def postpone(self, claim: Claimed[Post], until: datetime, reason: str, *, error: bool = False) -> None:
        """Give a post back, to be claimed again from `until` on. Later posts to its recipient wait behind it.

        `error` says that it could not be made, and counts; that Slack did not take it does not.
        """
        with self._writes.begin() as connection:
            OUTBOX.give_back(connection, claim, until, reason, error=error)

    def fail(self, claim: Claimed[Post], at: datetime, reason: str, instead: Post | None = None) -> None:
        """Give a post up for good, with a short reason without personal content; the recipient's next post may go.

        `instead` is queued in its place.
        """
        with self._writes.begin() as connection:
            if OUTBOX.end(connection, claim, at, reason) and instead:
                self._tell(connection, (instead,), (), at)

    def where(self, post_key: str, to: str) -> Sent | None:
        """Say where an earlier post to this recipient is, None if it did not go out (yet)."""
        with self._reads.begin() as connection:
            row = connection.execute(_WHERE, {"to": to, "post": post_key}).one_or_none()
        return Sent(channel=row.sent_channel, ts=row.sent_ts, at=row.done_at) if row else None

    def holders(self) -> frozenset[str]:
        """The names of the workers that hold an event or a post now."""
        with self._reads.begin() as connection:
            return frozenset(INBOX.holders(connection) | OUTBOX.holders(connection))

    def release_claims(self, worker: str) -> None:
        """End one worker's leases at once: it is known to be gone, so that nobody has to wait for them to run out."""
        with self._writes.begin() as connection:
            for queue in (INBOX, OUTBOX):
                queue.release(connection, worker)

    def transcript(self, person: str) -> tuple[Line, ...]:
        """Read what a person wrote and was told, in order."""
        with self._reads.begin() as connection:
            rows = connection.execute(_TRANSCRIPT, {"person": person}).all()
        return tuple(Line(row.person, row.direction, row.text, row.at, row.key) for row in rows)

    def recent(self, person: str, most: int) -> tuple[Line, ...]:
        """Read the last lines a person wrote and was told, in order."""
        with self._reads.begin() as connection:
            rows = connection.execute(_RECENT, {"person": person, "most": most}).all()
        return tuple(Line(row.person, row.direction, row.text, row.at, row.key) for row in reversed(rows))

    def spent(self, person: str, since: datetime) -> Spent:
        """Count the tokens a language model has taken since a moment, for one person and for everyone."""
        with self._reads.begin() as connection:
            return use_rows.spent(connection, person, since)

    def team_number(self) -> int:
        """Read the number of the version of the team in force; 0 where none was ever set up."""
        with self._reads.begin() as connection:
            return teams.number(connection)

    def team(self) -> TeamVersion | None:
        """Read the version of the team in force."""
        with self._reads.begin() as connection:
            return teams.last(connection)

    def team_versions(self) -> tuple[TeamVersion, ...]:
        """Read every version of the team, in order."""
        with self._reads.begin() as connection:
            return teams.read(connection)

    def keep_team(self, version: TeamVersion) -> bool:
        """Write the next version of the team. False, and nothing is written: it does not follow the one in force."""
        with self._writes.begin() as connection:
            return teams.add(connection, version)

    def keep_pay_plan(self, name: str, text: str, by: str, at: datetime) -> str:
        """Write the text of a compensation plan; gives its name, with a number where that has another text."""
        with self._writes.begin() as connection:
            return teams.add_plan(connection, name, text, by, at)

    def pay_plans(self, names: Collection[str]) -> Mapping[str, str]:
        """Read the texts of compensation plans, by name."""
        with self._reads.begin() as connection:
            return teams.plans(connection, names)

    def votes(self) -> tuple[VoteOn, ...]:
        """Read every vote on an answer, with its question, in order."""
        with self._reads.begin() as connection:
            return vote_rows.read(connection)

    def uses(self) -> tuple[ModelUse, ...]:
        """Read every use of a language model, in order."""
        with self._reads.begin() as connection:
            return use_rows.read(connection)


def _waiting(key: str, lane: str, value: Frozen) -> dict[str, Any]:
    return {"key": key, "lane": lane, "payload": value.model_dump_json(), "status": "waiting", "attempts": 0}


def _written(
    connection: Connection, statement: ReturningInsert[Any], person: str, version: int, value: str, of: Turn | Posting
) -> bool:
    """Write a row at the next version; False when it no longer stands at `version`."""
    row = {"person": person, "version": version + 1, "value": value, "updated_at": of.at, "expected": version}
    if "season" in statement.table.c:
        row["season"] = of.season
    return connection.execute(statement, row).one_or_none() is not None


def _insert(engine: Engine, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if engine.dialect.name == "postgresql" else sqlite.insert(table)


def _save(engine: Engine, table: Table) -> ReturningInsert[Any]:
    """Make the statement that writes a row at the next version if it stands at the `expected` one, else no row."""
    put = _insert(engine, table)
    changed = {name: put.excluded[name] for name in ("version", "value", "updated_at")}
    stands = table.c.version == bindparam("expected")
    return put.on_conflict_do_update(index_elements=list(table.primary_key), set_=changed, where=stands).returning(
        table.c.person
    )
