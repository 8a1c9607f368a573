"""A turn is written whole or not at all, and only if nothing it was worked out from has changed meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.store.model import ReviewChange, StateChange, Stored, Turn
from tests.store.samples import LEASE, NOW, SEASON, answer, event, line, post, review, submit


@pytest.fixture
def claim(store):
    store.receive(event("e1"))
    return store.claim_inbound("w", NOW, LEASE)


def full(claim, version=0, review_version=0):
    return Turn(
        claim,
        NOW,
        SEASON,
        states=(StateChange("ann", '{"topic": "goal"}', version),),
        reviews=(ReviewChange(review(), review_version),),
        posts=(post("p1"), post("p2", to="eve")),
        lines=(line("e1"), line("e1", "out", "Good.")),
    )


def nothing_written(store):
    return (
        store.load("ann", SEASON).version <= 1
        and store.transcript("ann") == ()
        and store.claim_outbound("s", NOW, LEASE) is None
        and store.claim_inbound("other", NOW, LEASE) is None
        and store.claim_inbound("other", NOW + LEASE, LEASE) is not None
    )


def test_everything_in_a_turn_is_written(store, claim):
    assert store.commit(full(claim))
    assert store.load("ann", SEASON) == Stored('{"topic": "goal"}', 1)
    assert store.review("ann", SEASON) == Stored(review(), 1)
    assert store.transcript("ann") == (line("e1"), line("e1", "out", "Good."))
    assert store.claim_outbound("s", NOW, LEASE).value == post("p1")
    assert store.claim_outbound("s", NOW, LEASE).value == post("p2", to="eve")
    assert store.claim_inbound("w", NOW + LEASE, LEASE) is None


def test_nobody_has_a_state_or_a_review_at_first(store):
    assert store.load("ann", SEASON) == Stored(None, 0)
    assert store.review("ann", SEASON) == Stored(None, 0)
    assert store.reviews(SEASON) == {}
    assert store.transcript("ann") == ()


def test_a_turn_without_changes_only_ends_its_event(store, claim):
    assert store.commit(Turn(claim, NOW, SEASON))
    assert store.load("ann", SEASON) == Stored(None, 0)
    assert store.claim_inbound("w", NOW + LEASE, LEASE) is None


@pytest.mark.parametrize("version", [0, 2])
def test_a_conversation_that_changed_meanwhile_loses_nothing(store, claim, version):
    store.receive(event("other", "bob"))
    other = store.claim_inbound("w2", NOW, LEASE)
    assert store.commit(Turn(other, NOW, SEASON, states=(StateChange("ann", "theirs", 0),)))
    assert not store.commit(full(claim, version))
    assert store.load("ann", SEASON) == Stored("theirs", 1)
    assert store.review("ann", SEASON) == Stored(None, 0)
    assert nothing_written(store)


def test_a_review_that_changed_meanwhile_loses_nothing(store, claim):
    store.receive(event("other", "eve"))
    other = store.claim_inbound("w2", NOW, LEASE)
    theirs = review().model_copy(update={"comments": ()})
    assert store.commit(Turn(other, NOW, SEASON, reviews=(ReviewChange(theirs, 0),)))
    assert not store.commit(full(claim))
    assert store.load("ann", SEASON) == Stored(None, 0)
    assert store.review("ann", SEASON) == Stored(theirs, 1)
    assert nothing_written(store)


def test_after_a_lost_race_the_event_is_tried_again_and_succeeds(store, claim):
    store.receive(event("other", "bob"))
    other = store.claim_inbound("w2", NOW, LEASE)
    assert store.commit(Turn(other, NOW, SEASON, states=(StateChange("ann", "theirs", 0),)))
    assert not store.commit(full(claim))
    store.retry(claim, NOW, "changed meanwhile")
    again = store.claim_inbound("w", NOW, LEASE)
    assert store.commit(full(again, store.load("ann", SEASON).version))
    assert store.load("ann", SEASON) == Stored('{"topic": "goal"}', 2)


def test_a_turn_is_committed_once(store, claim):
    assert store.commit(full(claim))
    assert not store.commit(replace(full(claim, 1, 1), posts=(post("p3"),)))
    assert store.load("ann", SEASON).version == 1


def test_of_two_turns_from_the_same_version_exactly_one_is_written(store):
    for n in range(6):
        store.receive(event(f"e{n}", f"person {n}"))
    claims = [store.claim_inbound("w", NOW, LEASE) for _ in range(6)]
    turns = [
        Turn(claim, NOW, SEASON, states=(StateChange("ann", str(n), 0),), reviews=(ReviewChange(review(), 0),))
        for n, claim in enumerate(claims)
    ]
    with ThreadPoolExecutor(6) as pool:
        written = list(pool.map(store.commit, turns))
    assert written.count(True) == 1
    assert store.load("ann", SEASON) == Stored(str(written.index(True)), 1)


def test_a_failure_in_the_middle_writes_nothing(store):
    assert submit(store, review(versions=2))
    store.receive(event("e1"))
    claim = store.claim_inbound("w", NOW, LEASE)
    with pytest.raises(ValueError, match="only grow"):
        store.commit(full(claim, 0, 1))
    assert store.load("ann", SEASON) == Stored(None, 0)
    assert store.review("ann", SEASON) == Stored(review(versions=2), 1)
    assert nothing_written(store)


def test_turns_that_touch_the_same_people_in_any_order_do_not_wait_for_each_other_in_a_circle(store):
    people = [f"person {n}" for n in range(6)]
    for n in range(48):
        store.receive(event(f"e{n}", f"asker {n}"))
    claims = [store.claim_inbound("w", NOW, LEASE) for _ in range(48)]

    def write(n):
        order = people if n % 2 else people[::-1]
        changes = tuple(StateChange(person, str(n), n // 8) for person in order)
        return store.commit(Turn(claims[n], NOW, SEASON, states=changes))

    with ThreadPoolExecutor(8) as pool:
        for version in range(6):
            written = list(pool.map(write, range(version * 8, version * 8 + 8)))
            assert written.count(True) == 1


def test_what_people_wrote_and_their_pay_stay_out_of_a_log(store, claim):
    shown = repr(full(claim)) + repr(store.review("ann", SEASON)) + repr(claim) + repr(line("e1", text="secret words"))
    assert "Hello" not in shown
    assert "Pay" not in shown
    assert "secret" not in shown


def test_answers_carry_their_state_through_a_whole_conversation(store):
    for n in range(5):
        store.receive(event(f"e{n}"))
        claim = store.claim_inbound("w", NOW, LEASE)
        before = store.load("ann", SEASON).value or ""
        assert store.commit(answer(store, claim, state=before + str(n)))
    assert store.load("ann", SEASON) == Stored("01234", 5)
