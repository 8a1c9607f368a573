"""The outbox: posts to one recipient go out one at a time and in order, and the store knows where each went."""

from datetime import UTC, timedelta, timezone

from bot.line.posts import Sent
from tests.store.samples import LEASE, NOW, answer, at, event, post


def queue(store, *posts, key="e1"):
    store.receive(event(key))
    assert store.commit(answer(store, store.claim_inbound("w", NOW, LEASE), posts=posts))


def take(store, now=NOW, only_to=None):
    return store.claim_outbound("s", now, LEASE, only_to)


def out(store, claim, ts="1.1"):
    store.sent(claim, Sent(channel="D1", ts=ts, at=NOW))


def test_posts_to_one_recipient_wait_for_each_other_and_others_do_not(store):
    queue(store, post("a1"), post("a2"), post("e1", to="eve"))
    first, other = take(store), take(store)
    assert (first.value.key, other.value.key) == ("a1", "e1")
    assert take(store) is None
    out(store, first)
    assert take(store).value == post("a2")


def test_a_postponed_post_holds_back_the_later_ones_until_it_is_out(store):
    queue(store, post("a1"), post("a2"))
    store.postpone(take(store), at(30), "Slack asks to wait")
    assert take(store, at(29)) is None
    again = take(store, at(30))
    assert (again.value.key, again.attempt) == ("a1", 2)


def test_a_post_that_can_never_go_out_lets_the_next_one_go(store, raw):
    queue(store, post("a1"), post("a2"))
    store.fail(take(store), NOW, "channel not found")
    assert take(store).value.key == "a2"
    assert store.where("a1", "ann") is None
    assert raw("SELECT status, problem FROM outbox WHERE key = 'a1'") == [("failed", "channel not found")]


def test_a_front_end_for_one_person_takes_only_their_posts(store):
    queue(store, post("e1", to="eve"), post("a1"), post("e2", to="eve"))
    assert take(store, only_to="ann").value.key == "a1"
    assert take(store, only_to="ann") is None
    assert take(store, only_to="eve").value.key == "e1"
    assert take(store, only_to="eve") is None


def test_where_a_post_went_is_known_once_it_is_out(store):
    queue(store, post("card"), post("card", to="eve"), post("card: decided", replaces="card"))
    claim = take(store)
    assert store.where("card", "ann") is None
    berlin = timezone(timedelta(hours=1))
    store.sent(claim, Sent(channel="D1", ts="17.4", at=NOW.astimezone(berlin)))
    found = store.where("card", "ann")
    assert found == Sent(channel="D1", ts="17.4", at=NOW)
    assert found.at.tzinfo is UTC
    assert store.where("card", "eve") is None


def test_a_post_with_a_known_key_is_not_queued_again(store):
    queue(store, post("nudge", text="first"))
    queue(store, post("nudge", text="second"), post("other"), key="e2")
    first = take(store)
    assert first.value.content.text == "first"
    out(store, first)
    assert take(store).value.key == "other"


def test_a_post_in_doubt_after_a_crash_goes_out_again(store):
    queue(store, post("a1"))
    take(store)
    store.release_claims(*store.holders())
    assert take(store).attempt == 2


def test_a_slow_sender_that_did_send_is_believed_and_cannot_undo_what_came_after(store):
    queue(store, post("a1"), post("a2"))
    slow = take(store)
    quick = take(store, NOW + LEASE)
    store.fail(slow, NOW, "timed out")
    store.postpone(slow, NOW, "timed out")
    assert take(store, NOW + LEASE) is None
    out(store, slow, ts="1.1")
    out(store, quick, ts="2.2")
    assert store.where("a1", "ann").ts == "1.1"
    assert take(store).value.key == "a2"
