"""The inbox: an event is stored once, and the events of one conversation are handled one at a time and in order."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Lock

import pytest

from bot.line.inbound import Click, Inbound
from bot.store.model import Turn
from bot.store.store import INBOX
from tests.store.samples import LEASE, NOW, SEASON, answer, at, event, line, post


def keys(store):
    """Claim everything that is free right now."""
    found = []
    while claim := store.claim_inbound("w", NOW, LEASE):
        found.append(claim.value.key)
    return found


def test_an_event_delivered_twice_is_stored_once(store):
    assert store.receive(event("e1", text="first"))
    assert not store.receive(event("e1", text="second"))
    assert store.claim_inbound("w", NOW, LEASE).value.event.text == "first"
    assert store.claim_inbound("w", NOW, LEASE) is None


def test_an_event_delivered_again_after_it_was_handled_changes_nothing(store):
    store.receive(event("e1"))
    claim = store.claim_inbound("w", NOW, LEASE)
    assert store.commit(answer(store, claim))
    assert not store.receive(event("e1"))
    assert keys(store) == []


def test_an_event_comes_back_as_it_went_in(store):
    came = Inbound(key="a1", person=None, address="U9", event=Click(action="approve", value="ann:2"), at=at(0.25))
    store.receive(came)
    assert store.claim_inbound("w", NOW, LEASE).value == came


def test_deliveries_at_the_same_time_are_stored_once(store):
    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(lambda n: store.receive(event(f"e{n % 5}")), range(40)))
    assert stored.count(True) == 5


def test_the_next_event_of_a_conversation_waits_for_the_one_in_hand(store):
    for key, person in (("a1", "ann"), ("a2", "ann"), ("b1", "bob")):
        store.receive(event(key, person))
    first = store.claim_inbound("w", NOW, LEASE)
    assert first.value.key == "a1"
    assert keys(store) == ["b1"]
    assert store.commit(answer(store, first))
    assert keys(store) == ["a2"]


def test_people_outside_the_team_have_conversations_of_their_own(store):
    for key, address in (("x1", "U8"), ("y1", "U9"), ("x2", "U8")):
        store.receive(event(key, person=None).model_copy(update={"address": address}))
    assert keys(store) == ["x1", "y1"]


def test_an_event_given_back_keeps_its_place(store):
    for key, person in (("a1", "ann"), ("a2", "ann"), ("b1", "bob")):
        store.receive(event(key, person))
    claim = store.claim_inbound("w", NOW, LEASE)
    store.retry(claim, at(10), "the model is away")
    assert not store.commit(answer(store, claim))
    assert store.claim_inbound("w", at(9), LEASE).value.key == "b1"
    assert store.claim_inbound("w", at(9), LEASE) is None
    again = store.claim_inbound("w", at(10), LEASE)
    assert (again.value.key, again.attempt) == ("a1", 2)


def test_a_lease_that_ran_out_is_taken_over_and_the_first_worker_comes_too_late(store):
    store.receive(event("a1"))
    slow = store.claim_inbound("slow", NOW, LEASE)
    assert store.claim_inbound("quick", NOW + LEASE - LEASE / 100, LEASE) is None
    quick = store.claim_inbound("quick", NOW + LEASE, LEASE)
    assert (quick.value.key, quick.attempt) == ("a1", 2)
    late = answer(store, slow, posts=(post("late"),))
    assert not store.commit(late)
    store.retry(slow, NOW, "too late")
    assert store.claim_inbound("third", NOW + LEASE, LEASE) is None
    assert store.commit(answer(store, quick, posts=(post("on time"),)))
    assert store.claim_outbound("s", NOW, LEASE).value.key == "on time"


def test_an_event_given_up_no_longer_holds_up_its_conversation(store):
    store.receive(event("a1"))
    store.receive(event("a2"))
    claim = store.claim_inbound("w", NOW, LEASE)
    assert store.commit(Turn(claim, NOW, SEASON, posts=(post("sorry"),), problem="did not get through"))
    assert keys(store) == ["a2"]
    assert store.claim_outbound("s", NOW, LEASE).value.key == "sorry"


def test_an_event_that_only_another_version_of_the_program_can_read_is_left_to_that_one(store, raw):
    store.receive(event("a1"))
    ((written,),) = raw("SELECT payload FROM inbox")
    raw("UPDATE inbox SET payload = '{\"key\": 1}'")
    store.receive(event("b1", "bob"))
    assert keys(store) == ["b1"]
    assert store.claim_inbound("another", NOW, LEASE) is None
    raw(f"UPDATE inbox SET payload = '{written}' WHERE key = 'a1'")
    assert store.claim_inbound("newer", at(20), LEASE).value == event("a1")


def test_an_event_that_no_version_can_read_does_not_block_for_ever(store, raw):
    store.receive(event("a1"))
    raw("UPDATE inbox SET payload = '{\"key\": 1}'")
    store.receive(event("a2"))
    for seconds in range(0, 80, 20):
        assert store.claim_inbound("w", at(seconds), LEASE) is None
    assert store.claim_inbound("w", at(80), LEASE).value.key == "a2"
    assert raw("SELECT status FROM inbox WHERE key = 'a1'") == [("failed",)]


def test_a_restart_takes_up_its_own_claims_at_once(store):
    for key, person in (("a1", "ann"), ("b1", "bob")):
        store.receive(event(key, person))
    store.claim_inbound("mine", NOW, LEASE)
    store.claim_inbound("theirs", NOW, LEASE)
    assert store.holders() == {"mine", "theirs"}
    store.release_claims("mine")
    assert store.holders() == {"theirs"}
    assert store.claim_inbound("mine", NOW, LEASE).value.key == "a1"
    assert store.claim_inbound("mine", NOW, LEASE) is None
    store.release_claims("theirs")
    assert keys(store) == ["b1"]


def test_a_restart_does_not_cut_a_pause_short(store):
    store.receive(event("a1"))
    store.retry(store.claim_inbound("w", NOW, LEASE), at(30), "the model is away")
    store.release_claims("w")
    assert store.claim_inbound("w", NOW, LEASE) is None


def test_workers_in_threads_handle_each_event_once_and_in_order(store):
    people = ("ann", "bob", "cid", "dot")
    for n in range(48):
        store.receive(event(f"{n:02}", people[n % 4]))
    handled, in_hand, lock = [], set(), Lock()

    def work(worker):
        while claim := store.claim_inbound(worker, NOW, LEASE):
            person = claim.value.person
            with lock:
                assert person not in in_hand
                in_hand.add(person)
                handled.append(claim.value.key)
            stored = store.load(person, SEASON)
            turn = answer(store, claim, state=f"{stored.value or ''}{claim.value.key} ")
            with lock:
                in_hand.remove(person)
            assert store.commit(turn)

    # A worker stops when nothing is free; whoever holds the last claim of a conversation goes on with it.
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, ("w1", "w2", "w3", "w4")))
    assert sorted(handled) == [f"{n:02}" for n in range(48)]
    for place, person in enumerate(people):
        assert store.load(person, SEASON).value.split() == [f"{n:02}" for n in range(place, 48, 4)]


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_an_event_whose_storing_is_slow_waits_while_a_later_one_is_in_hand(store):
    with store._writes.connect() as slow:
        first = event("a1")
        row = {"key": "a1", "lane": "ann", "payload": first.model_dump_json(), "status": "waiting", "attempts": 0}
        slow.execute(store._receive, row | {"received_at": NOW})
        store.receive(event("a2"))
        later = store.claim_inbound("w", NOW, LEASE)
        assert later.value.key == "a2"
        slow.commit()
    assert store.claim_inbound("w", NOW, LEASE) is None
    assert store.commit(answer(store, later))
    assert store.claim_inbound("w", NOW, LEASE).value == first


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_worker_passes_over_what_another_is_just_claiming(store):
    for key, person in (("a1", "ann"), ("a2", "ann"), ("b1", "bob")):
        store.receive(event(key, person))
    with store._writes.begin() as another:
        assert INBOX.claim(another, "another", NOW, LEASE).value.key == "a1"
        assert store.claim_inbound("w", NOW, LEASE).value.key == "b1"
        assert store.claim_inbound("w", NOW, LEASE) is None


def test_a_moment_without_a_time_zone_is_refused(store):
    store.receive(event("a1"))
    with pytest.raises(Exception, match="time zone"):
        store.claim_inbound("w", datetime(2026, 11, 2, 9, 0), LEASE)  # noqa: DTZ001


ODD = "we booked 1.2M\x00 and\ud83d 42k\x00"


def test_a_character_that_no_database_takes_is_left_out_and_the_rest_kept(store):
    assert store.receive(event("a1", text=ODD))
    claim = store.claim_inbound("w", NOW, LEASE)
    assert claim.value.event.text == "we booked 1.2M and 42k"
    said = (line("a1", text="from a file: \x00Acme"),)
    assert store.commit(answer(store, claim, posts=(post("p", text="\x00Noted"),), lines=said))
    assert store.transcript("ann")[0].text == "from a file: Acme"
    assert store.claim_outbound("s", NOW, LEASE).value.key == "p"
