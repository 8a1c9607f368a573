"""Pay and talk at rest: with a key the database's files hold none of it, and a key can be changed at any time."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from bot.pay.settling import PayAnswer
from bot.store.cipher import Cipher, CipherError, new_key
from bot.store.database import connect
from bot.store.model import Turn
from bot.store.rekeying import rekey
from bot.store.store import Store
from bot.store.upkeep import scrub
from tests.store.samples import LEASE, NOW, SEASON, answer, event, line, post, review, submit

OLD, NEW = new_key(), new_key()
SECRET = "71,234.56"
TABLES = ("inbox", "outbox", "conversations", "reviews", "plan_versions", "history", "transcript", "pay_answers")


def fill(store, secret=SECRET):
    """Say, answer and submit something with a figure of pay in every place that may hold one."""
    first = review()
    version = first.versions[0].model_copy(update={"pay_text": f"You earn {secret}."})
    entry = first.history[0].model_copy(update={"note": f"agreed on {secret}"})
    changes = {"versions": (version,), "history": (entry,), "pay_shown": secret, "unsigned": secret}
    assert submit(store, first.model_copy(update=changes))
    store.receive(event("e1", text=f"Is it {secret}?"))
    claim = store.claim_inbound("w", NOW, LEASE)
    said = (line("e1", text=f"Is it {secret}?"), line("e1", "out", f"Yes, {secret}."))
    assert store.commit(answer(store, claim, f'{{"quote": "{secret}"}}', (post("p1", text=secret),), said))
    store.receive(event("e2", text=secret))
    told = PayAnswer(plan="p", question="q", answer=secret, by="eve", at=NOW)
    assert store.commit(Turn(store.claim_inbound("w", NOW, LEASE), NOW, SEASON, pay_answers=(told,)))


def read(store):
    """What `fill` has put there, by every way it is read."""
    found = store.review("ann", SEASON).value
    post_claim = store.claim_outbound("s", NOW, timedelta(0))
    texts = (found.latest.pay_text, found.history[0].note, found.pay_shown, store.load("ann", SEASON).value)
    said = (*(x.text for x in store.transcript("ann")), *(x.text for x in store.recent("ann", 1)))
    nudged = store.records(SEASON, ["ann"])[0]
    others = (post_claim.value.content.text, store.pay_answers()[0].answer, nudged.state, nudged.review.unsigned)
    return (*texts, *said, *others)


def on_disk(url, raw):
    """Everything of the database as it lies there."""
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*")).decode("latin-1")
    return str([raw(f"SELECT * FROM {table}") for table in TABLES])


def again(url, *keys):
    engine = connect(url)
    count = rekey(engine, Cipher(keys), "admin", NOW)
    scrub(engine)
    engine.dispose()
    return count


def test_without_a_key_everything_is_as_it_was(store, url, raw):
    fill(store)
    assert all(SECRET in text for text in read(store))
    assert SECRET in on_disk(url, raw)


def test_with_a_key_no_figure_of_pay_lies_in_the_database(store, url, raw):
    locked = Store.open(url, [OLD])
    fill(locked)
    assert all(SECRET in text for text in read(locked))
    assert SECRET not in on_disk(url, raw)
    locked.close()


def test_a_first_key_locks_what_was_there_and_a_new_one_follows(store, url, raw):
    fill(store)
    store.close()
    assert again(url, OLD) > 0
    assert SECRET not in on_disk(url, raw)
    assert again(url, NEW, OLD) > 0
    with pytest.raises(CipherError, match="put the earlier key back"):
        Store.open(url, [OLD])
    opened = Store.open(url, [NEW])
    assert all(SECRET in text for text in read(opened))
    opened.close()
    assert raw("SELECT deed FROM upkeep WHERE NOT under_way") == [("locked everything with the newest key",)] * 2


def test_between_two_keys_both_are_read(store, url):
    fill(store)
    mixed = Store.open(url, [OLD])
    assert submit(mixed, review("bob"), key="bob")
    mixed.close()
    both = Store.open(url, [NEW, OLD])
    assert all(SECRET in text for text in read(both))
    assert both.review("bob", SEASON).value == review("bob")
    both.close()


def test_without_its_key_a_locked_database_is_not_opened(store, url):
    locked = Store.open(url, [OLD])
    fill(locked)
    locked.close()
    for keys in ([], [NEW]):
        with pytest.raises(CipherError, match="Nothing is lost"):
            Store.open(url, keys)


def test_a_rekey_with_the_wrong_keys_changes_nothing(store, url, raw):
    locked = Store.open(url, [OLD])
    fill(locked)
    locked.close()
    before = [raw(f"SELECT * FROM {table}") for table in TABLES]
    with pytest.raises(CipherError):
        again(url, NEW)
    assert [raw(f"SELECT * FROM {table}") for table in TABLES] == before
    assert raw("SELECT * FROM upkeep") == []


def test_tokens_of_workspaces_follow_to_the_new_key(store, url, raw):
    token = Cipher([OLD]).lock("xoxb-1")
    raw("CREATE TABLE slack_bots (id INTEGER PRIMARY KEY, bot_token VARCHAR(2000), team_name VARCHAR(200))")
    raw(f"INSERT INTO slack_bots VALUES (1, '{token}', 'Harbor Light')")
    assert again(url, NEW, OLD) == 1
    [(_, kept, name)] = raw("SELECT * FROM slack_bots")
    assert (Cipher([NEW]).open(kept), name) == ("xoxb-1", "Harbor Light")


def test_the_door_for_upkeep_is_shut_again_afterwards(store, url, raw):
    fill(store)
    again(url, OLD)
    for change in ("DELETE FROM transcript", "UPDATE history SET note = ''", "DELETE FROM upkeep"):
        with pytest.raises(DBAPIError, match="can only grow"):
            raw(change)
    with pytest.raises(DBAPIError, match="can only grow"):
        raw("UPDATE upkeep SET under_way = TRUE")


@settings(max_examples=60)
@given(
    st.text(max_size=20), st.sampled_from(["", "locked:", "plain:", "plain:locked:", "plain:plain:", "locked:gAAAAA"])
)
def test_whatever_people_write_comes_back_with_and_without_a_key(text, start):
    said = start + text
    for cipher in (Cipher([]), Cipher([OLD])):
        assert cipher.open(cipher.lock(said)) == said
    assert Cipher([OLD]).open(Cipher([]).lock(said)) == said
