"""What a language model was used for: written with the turn, summed by person and for everyone, from a moment on."""

from bot.line.use import Spent
from tests.store.samples import LEASE, NOW, answer, at, event, line, use


def commit(store, key, *uses):
    store.receive(event(key))
    claim = store.claim_inbound("w", NOW, LEASE)
    assert store.commit(answer(store, claim, lines=(line(key), line(key, "out", "Good.")), uses=uses))


def test_a_use_is_written_with_its_turn(store):
    commit(store, "e1", use(), use(person="bob"))
    assert store.uses() == (use(), use(person="bob"))


def test_tokens_are_counted_by_person_and_for_everyone_since_a_moment(store):
    commit(store, "e1", use(tokens=5, seconds=-10), use(tokens=70), use(tokens=30, seconds=10), use("bob", 1000))
    assert store.spent("ann", NOW) == Spent(person=100, everyone=1100)
    assert store.spent("ann", at(5)) == Spent(person=30, everyone=30)
    assert store.spent("eve", at(60)) == Spent()


def test_trouble_counts_as_told_for_that_person_and_day_alone(store):
    commit(store, "e1", use(outcome="failed"), use("bob", outcome="rejected"))
    assert [store.spent(who, NOW).told for who in ("ann", "bob", "eve")] == [True, False, False]
    assert not store.spent("ann", at(1)).told


def test_the_last_lines_of_a_conversation_come_in_their_order(store):
    commit(store, "e1")
    commit(store, "e2")
    assert [each.key for each in store.recent("ann", 3)] == ["e1", "e2", "e2"]
    assert [each.direction for each in store.recent("ann", 3)] == ["out", "in", "out"]
    assert store.recent("eve", 3) == ()
