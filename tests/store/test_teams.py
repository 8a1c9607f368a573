"""The team as it was set up: versions one after another, kept for good; compensation plans locked."""

import pytest
from sqlalchemy.exc import DatabaseError

from bot.store.cipher import new_key
from bot.store.database import connect
from bot.store.model import Turn
from bot.store.persons import PAY_PLANS, TEAM, Subject, erase, held_about
from bot.store.store import Store
from bot.team.audit import TeamVersion
from bot.team.sheet import Sheet
from tests.store.samples import LEASE, NOW, SEASON, event

ANN = {"name": "Ann Hunter", "role": "Hunter", "goal": "900000", "manager": "eve", "comp_plan": "comp/ann.yaml"}
BOB = {"name": "Bob Grower", "role": "Farmer", "goal": "800000", "comp_plan": ("comp/all.yaml", "comp/ann.yaml")}
EVE = {"name": "Eve Stone", "role": "executive"}


def version(number, sheet=None, by="U1"):
    return TeamVersion(number=number, at=NOW, by=by, sheet=sheet or Sheet(organization={"company": f"Acme {number}"}))


def test_versions_come_one_after_another_and_the_last_one_counts(store):
    assert store.team() is None
    assert store.team_number() == 0
    assert store.keep_team(version(1))
    assert store.keep_team(version(2))
    assert store.team() == version(2)
    assert store.team_versions() == (version(1), version(2))


@pytest.mark.parametrize("number", [1, 3])
def test_a_version_that_does_not_follow_is_not_written(store, number):
    store.keep_team(version(1))
    assert not store.keep_team(version(number, by="U2"))
    assert store.team() == version(1)


def test_a_turn_that_was_overtaken_writes_nothing_at_all(store):
    store.receive(event("e1"))
    claim = store.claim_inbound("w", NOW, LEASE)
    store.keep_team(version(1))
    assert not store.commit(Turn(claim, NOW, SEASON, team=version(1, by="U2")))
    assert store.commit(Turn(claim, NOW, SEASON, team=version(2)))
    assert store.team_number() == 2


def test_the_log_and_the_plans_can_only_grow(store, raw):
    store.keep_team(version(1))
    store.keep_pay_plan("comp/a.yaml", "base: 100000", "U1", NOW)
    for table in ("team_versions", "pay_plans"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET at = at"):
            with pytest.raises(DatabaseError, match="can only grow"):
                raw(statement)


def test_a_name_holds_one_text_for_good(store):
    assert store.keep_pay_plan("comp/a.yaml", "base: 100000", "U1", NOW) == "comp/a.yaml"
    assert store.keep_pay_plan("comp/a.yaml", "base: 100000", "U2", NOW) == "comp/a.yaml"
    assert store.keep_pay_plan("comp/a.yaml", "base: 120000", "U1", NOW) == "comp/a-2.yaml"
    assert store.pay_plans(["comp/a.yaml", "comp/b.yaml"]) == {"comp/a.yaml": "base: 100000"}


def test_pay_and_goals_are_locked_where_they_are_kept(url):
    keys = (new_key(),)
    store = Store.open(url, keys)
    store.keep_team(version(1, Sheet(people={"ann": ANN})))
    store.keep_pay_plan("comp/ann.yaml", "base: 100000", "U1", NOW)
    engine = connect(url)
    with engine.begin() as connection:
        rows = [
            *connection.exec_driver_sql("SELECT sheet FROM team_versions"),
            *connection.exec_driver_sql("SELECT text FROM pay_plans"),
        ]
    engine.dispose()
    assert len(rows) == 2
    assert all(row[0].startswith("locked:") for row in rows)
    assert store.team().sheet.people["ann"] == ANN
    assert store.pay_plans(["comp/ann.yaml"]) == {"comp/ann.yaml": "base: 100000"}
    store.close()


def test_everything_about_somebody_goes_with_them_and_what_others_share_stays(store, url):
    everyone = Sheet(people={"eve": EVE, "ann": ANN, "bob": BOB})
    store.keep_team(version(1, everyone))
    store.keep_team(version(2, Sheet(people={"ann": ANN, "bob": BOB | {"comp_plan": "comp/bob.yaml"}})))
    for name in ("ann", "all", "bob"):
        store.keep_pay_plan(f"comp/{name}.yaml", f"name: {name}", "U1", NOW)
    engine, bob = connect(url), Subject("bob", None, "Bob Grower")
    held = held_about(engine, bob)
    assert [row["number"] for row in held[TEAM]] == [1, 2]
    assert sorted(row["name"] for row in held[PAY_PLANS]) == ["comp/all.yaml", "comp/bob.yaml"]
    assert erase(engine, bob, "root", NOW) == 4
    assert not held_about(engine, bob).keys() & {TEAM, PAY_PLANS}
    assert set(store.pay_plans(["comp/ann.yaml", "comp/all.yaml", "comp/bob.yaml"])) == {"comp/ann.yaml"}
    assert [set(each.sheet.people) for each in store.team_versions()] == [{"eve", "ann"}, {"ann"}]
    engine.dispose()
