"""Inbox and outbox against the simplest thing that could be right: two lists, searched from the front."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from bot.line.posts import Sent
from bot.store.store import Store
from evals.faults.postgres import new_database
from tests.store.migrated import new_file
from tests.store.samples import LEASE, NOW, SEASON, answer, event, post

PEOPLE = st.sampled_from(["ann", "bob", "cid"])
PAUSE = st.sampled_from([timedelta(0), timedelta(seconds=30), timedelta(minutes=3)])


@dataclass
class Row:
    key: str
    lane: str
    status: str = "waiting"
    attempts: int = 0
    errors: int = 0
    lost: int = 0
    held_until: object = None
    over: bool = False


def first_free(rows, now, only=None):
    busy = set()
    for row in rows:
        if row.over:
            continue
        free = row.held_until is None or row.held_until <= now
        if row.lane not in busy and free and only in (None, row.lane):
            return row
        busy.add(row.lane)
    return None


class Queues(RuleBasedStateMachine):
    def __init__(self, database):
        super().__init__()
        self.open = ExitStack()
        self.store = Store.open(self.open.enter_context(database()))
        self.open.callback(self.store.close)
        self.now = NOW
        self.inbox, self.outbox = [], []
        self.events, self.posts = [], []
        self.states = {}

    def teardown(self):
        self.open.close()

    @rule(number=st.integers(0, 12), person=PEOPLE)
    def receive(self, number, person):
        key = f"e{number}"
        new = all(row.key != key for row in self.inbox)
        assert self.store.receive(event(key, person)) is new
        if new:
            self.inbox.append(Row(key, person))

    def take(self, rows, claim, claims, only=None):
        expected = first_free(rows, self.now, only)
        if expected is None:
            assert claim is None
            return
        assert claim.value.key == expected.key
        expected.lost += expected.status == "claimed"
        expected.status, expected.held_until = "claimed", self.now + LEASE
        expected.attempts += 1
        assert (claim.attempt, claim.errors, claim.lost) == (expected.attempts, expected.errors, expected.lost)
        claims.append((claim, expected))

    @rule()
    def claim_event(self):
        self.take(self.inbox, self.store.claim_inbound("w", self.now, LEASE), self.events)

    @rule(only=st.none() | PEOPLE)
    def claim_post(self, only):
        self.take(self.outbox, self.store.claim_outbound("s", self.now, LEASE, only), self.posts, only)

    @staticmethod
    def pick(data, claims):
        claim, row = data.draw(st.sampled_from(claims), label="claim")
        holds = not row.over and row.status == "claimed" and row.attempts == claim.attempt
        return claim, row, holds

    @precondition(lambda self: self.events)
    @rule(data=st.data(), to=st.lists(PEOPLE, max_size=2, unique=True), stale=st.booleans())
    def commit(self, data, to, stale):
        claim, row, holds = self.pick(data, self.events)
        posts = tuple(post(row.key, person) for person in to)
        turn = answer(self.store, claim, state=row.key, posts=posts)
        version, _ = self.states.get(row.lane, (0, None))
        if stale and version:
            turn = replace(turn, states=(replace(turn.states[0], state="stale", version=version - 1),))
        written = holds and not (stale and version)
        assert self.store.commit(turn) is written
        if written:
            row.over = True
            self.states[row.lane] = (version + 1, row.key)
            self.outbox.extend(Row(each.key, each.to) for each in posts)
        stored = self.store.load(row.lane, SEASON)
        assert (stored.version, stored.value) == self.states.get(row.lane, (0, None))

    @precondition(lambda self: self.events)
    @rule(data=st.data(), pause=PAUSE, error=st.booleans())
    def retry(self, data, pause, error):
        claim, row, holds = self.pick(data, self.events)
        self.store.retry(claim, self.now + pause, "later", error=error)
        if holds:
            row.status, row.held_until = "waiting", self.now + pause
            row.errors += error

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def keep(self, data):
        claim, row, holds = self.pick(data, self.events)
        self.store.keep(claim, self.now + 2 * LEASE)
        if holds:
            row.held_until = self.now + 2 * LEASE

    @precondition(lambda self: self.posts)
    @rule(data=st.data(), pause=PAUSE)
    def postpone(self, data, pause):
        claim, row, holds = self.pick(data, self.posts)
        self.store.postpone(claim, self.now + pause, "later")
        if holds:
            row.status, row.held_until = "waiting", self.now + pause

    @precondition(lambda self: self.posts)
    @rule(data=st.data())
    def fail(self, data):
        claim, row, holds = self.pick(data, self.posts)
        self.store.fail(claim, self.now, "never")
        row.over = row.over or holds

    @precondition(lambda self: self.posts)
    @rule(data=st.data())
    def sent(self, data):
        claim, row, _ = self.pick(data, self.posts)
        known = self.store.where(row.key, row.lane)
        self.store.sent(claim, Sent(channel="D1", ts=str(self.now), at=self.now))
        if not row.over:
            assert known is None
            assert self.store.where(row.key, row.lane).ts == str(self.now)
        else:
            assert self.store.where(row.key, row.lane) == known
        row.over = True

    @rule()
    def restart(self):
        for holder in self.store.holders():
            self.store.release_claims(holder)
        assert self.store.holders() == frozenset()
        for row in (*self.inbox, *self.outbox):
            if not row.over and row.status == "claimed":
                row.status, row.held_until = "waiting", None
                row.lost += 1

    @rule(step=st.sampled_from([timedelta(seconds=10), LEASE]))
    def time_passes(self, step):
        self.now += step


@contextmanager
def a_file() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield new_file(Path(folder) / "store.db")


def test_the_queues_on_sqlite_are_as_two_lists():
    run_state_machine_as_test(lambda: Queues(a_file), settings=settings(max_examples=40, stateful_step_count=40))


def test_the_queues_on_postgresql_are_as_two_lists(postgres, migrated_postgres):
    def empty():
        return new_database(postgres, migrated_postgres)

    run_state_machine_as_test(lambda: Queues(empty), settings=settings(max_examples=8, stateful_step_count=40))
