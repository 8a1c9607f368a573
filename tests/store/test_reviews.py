"""Reviews come back as they went in, and what was once submitted, decided or said can never be changed."""

import pytest
from sqlalchemy.event import listen
from sqlalchemy.exc import DBAPIError

from bot.review.model import Action, Entry, State
from bot.store.model import Stored
from tests.store.samples import LEASE, NOW, SEASON, answer, at, event, line, plan, review, submit, use

GROWING = ("plan_versions", "history", "transcript", "model_use")


def test_a_review_comes_back_as_it_went_in(store):
    assert submit(store, review(versions=2))
    assert store.review("ann", SEASON) == Stored(review(versions=2), 1)


def test_everyones_reviews_come_by_person(store):
    for person in ("cid", "ann"):
        assert submit(store, review(person, versions=2), key=person)
    assert store.reviews(SEASON) == {name: Stored(review(name, versions=2), 1) for name in ("ann", "cid")}
    assert store.review("bob", SEASON) == Stored(None, 0)


def test_a_review_grows_by_what_is_new(store):
    first = review()
    assert submit(store, first, "one")
    note = Entry(at=at(60), by="eve", action=Action.REQUEST_CHANGES, version=1, note="Goal: more?")
    asked = first.model_copy(update={"state": State.CHANGES_REQUESTED, "history": (*first.history, note)})
    assert submit(store, asked, "two")
    assert store.review("ann", SEASON) == Stored(asked, 2)
    answered = asked.comments[0].model_copy(update={"answer": "Yes.", "answered_at": at(90)})
    again = asked.model_copy(
        update={
            "state": State.SUBMITTED,
            "versions": review(versions=2).versions,
            "comments": (answered,),
            "history": (*asked.history, Entry(at=at(90), by="ann", action=Action.SUBMIT, version=2)),
        }
    )
    assert submit(store, again, "three")
    assert store.review("ann", SEASON) == Stored(again, 3)


def test_a_version_once_submitted_stands_whatever_comes_later(store):
    assert submit(store, review(), "one")
    forged = review(versions=2)
    edited = forged.versions[0].model_copy(update={"plan": plan(goal="1")})
    assert submit(store, forged.model_copy(update={"versions": (edited, forged.versions[1])}), "two")
    assert store.review("ann", SEASON).value.versions == review(versions=2).versions


def test_a_review_is_read_as_it_was_at_one_moment(store):
    assert submit(store, review(), "one")
    grown = []

    def meanwhile(_connection, _cursor, statement, *_):
        if statement.startswith("SELECT") and not grown:
            grown.append(True)
            grown.append(submit(store, review(versions=2), "two"))

    listen(store._reads, "after_cursor_execute", meanwhile)
    assert store.review("ann", SEASON) == Stored(review(), 1)
    assert grown == [True, True]
    assert store.review("ann", SEASON) == Stored(review(versions=2), 2)


def test_a_pay_explanation_may_be_missing(store):
    bare = review()
    bare = bare.model_copy(update={"versions": (bare.versions[0].model_copy(update={"pay_text": None}),)})
    assert submit(store, bare)
    assert store.review("ann", SEASON).value.latest.pay_text is None


@pytest.fixture
def filled(store):
    submit(store, review(versions=2))
    store.receive(event("e1"))
    claim = store.claim_inbound("w", NOW, LEASE)
    store.commit(answer(store, claim, lines=(line("e1"), line("e1", "out", "Good.")), uses=(use(),)))
    return store


@pytest.mark.parametrize("table", GROWING)
@pytest.mark.parametrize("change", ["UPDATE {} SET person = 'eve'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_can_only_grow(filled, raw, table, change):
    before = raw(f"SELECT * FROM {table}")
    with pytest.raises(DBAPIError, match=f"{table} can only grow"):
        raw(change.format(table))
    assert raw(f"SELECT * FROM {table}") == before
    assert before


@pytest.mark.parametrize("table", GROWING)
def test_emptying_such_a_table_is_refused_too(filled, raw, table, url):
    if url.startswith("sqlite"):
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DBAPIError, match="can only grow"):
        raw(f"TRUNCATE {table}")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_replacing_a_row_is_refused_too(filled):
    columns = "person, season, position, at, 'eve', action, version, note"
    replace = f"INSERT OR REPLACE INTO history SELECT {columns} FROM history"
    with pytest.raises(DBAPIError, match="can only grow"), filled._writes.begin() as connection:
        connection.exec_driver_sql(replace)


def test_a_line_of_history_belongs_to_a_review(store):
    lone = (
        'INSERT INTO history (person, season, position, at, "by", action, version, note) '
        "VALUES ('nobody', '2027-01-01', 0, '2026-11-02', 'eve', 'approve', 1, '')"
    )
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"), store._writes.begin() as connection:
        connection.exec_driver_sql(lone)
