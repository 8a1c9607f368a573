"""What a claim costs does not depend on how much has been done before."""

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import insert, text

from bot.store.store import INBOX, OUTBOX
from bot.store.tables import inbox, outbox
from tests.store.samples import LEASE, NOW, answer, event, post

DONE = 3000


@pytest.fixture
def sqlite_work():
    """Counts steps of SQLite's machine in every connection that is opened."""
    steps = {"count": 0}

    def step():
        steps["count"] += 1

    def watch(connection, _record):
        connection.set_progress_handler(step, 1)

    return steps, watch


def history_of(store, table):
    rows = [
        {"key": f"old {n}", "lane": f"person {n % 9}", "payload": "{}", "status": "done", "attempts": 1, "done_at": NOW}
        for n in range(DONE)
    ]
    more = {"received_at": NOW} if table is inbox else {}
    with store._writes.begin() as connection:
        connection.execute(insert(table), [row | more for row in rows])


def steps_of_a_turn(store, steps, key):
    """How many steps SQLite takes to claim an event, and to claim its answer."""
    store.receive(event(key, "person 1"))
    before = steps["count"]
    claim = store.claim_inbound("w", NOW, LEASE)
    between = steps["count"]
    store.commit(answer(store, claim, posts=(post(key, "person 1"),)))
    start = steps["count"]
    sent = store.claim_outbound("s", NOW, LEASE)
    end = steps["count"]
    store.fail(sent, NOW, "only counting")
    return between - before, end - start


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_on_sqlite_a_claim_takes_as_many_steps_after_thousands_of_turns_as_after_the_first(store, sqlite_work):
    steps, watch = sqlite_work
    sqlalchemy_event.listen(store._writes, "connect", watch)
    store._writes.dispose()
    steps_of_a_turn(store, steps, "warm up")
    fresh = steps_of_a_turn(store, steps, "fresh")
    history_of(store, inbox)
    history_of(store, outbox)
    assert steps_of_a_turn(store, steps, "later") == fresh
    assert all(0 < count < 500 for count in fresh)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", [inbox, outbox])
def test_on_postgresql_a_claim_reads_open_rows_only(store, table):
    history_of(store, table)
    queue = INBOX if table is inbox else OUTBOX
    claim = queue._claim.compile(store._writes, compile_kwargs={"render_postcompile": True})
    known = {"worker": "w", "now": NOW, "until": NOW + LEASE}
    with store._writes.begin() as connection:
        connection.execute(text(f"ANALYZE {table.name}"))
        plan = connection.exec_driver_sql(f"EXPLAIN {claim}", claim.construct_params(known)).scalars().all()
    assert any(f"ix_{table.name}_open" in step for step in plan)
    assert not any("Seq Scan" in step for step in plan)
