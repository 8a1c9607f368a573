"""Backups and moves: everything arrives on either database, nothing is overwritten, and it works while the bot does."""

import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from slack_sdk.oauth.installation_store import Bot

from bot.line.posts import Sent
from bot.slack.installations import Installations
from bot.store.backup import backup, move, note_backup, restore, upgrade
from bot.store.cipher import Cipher, new_key
from bot.store.copying import Content, contents
from bot.store.database import connect
from bot.store.model import StoreError
from bot.store.store import Store
from tests.store.samples import LEASE, NOW, SEASON, answer, event, line, post, review, submit, use


@pytest.fixture
def filled(store):
    """A store with something in most tables, with times, texts and numbers of every kind."""
    assert submit(store, review(versions=2))
    for key, text in (("e1", "Zürich — 日本 🙂"), ("e2", "quotes ' \" \\ and\nlines")):
        store.receive(event(key, text=text))
        claim = store.claim_inbound("w", NOW, LEASE)
        assert store.commit(answer(store, claim, posts=(post(key),), lines=(line(key, text=text),), uses=(use(),)))
    store.sent(store.claim_outbound("s", NOW, LEASE), Sent(channel="D1", ts="1", at=NOW))
    store.receive(event("e3"))
    return store


def held(url) -> dict[str, Content]:
    engine = connect(url)
    with engine.connect() as connection:
        found = dict(contents(connection))
    engine.dispose()
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request, tmp_path):
    """The address of another empty database, once of each kind."""
    if request.param == "postgresql":
        return request.getfixturevalue("empty_postgres_database")
    return f"sqlite:///{tmp_path / 'other.db'}"


def goes_on(url):
    """What a bot would do next on a database: take the message that waits, and hear a new one."""
    store = Store.open(url)
    assert store.review("ann", SEASON).value == review(versions=2)
    assert store.receive(event("e4"))
    for key in ("e3", "e4"):
        claim = store.claim_inbound("w", NOW, LEASE)
        assert claim.value.key == key
        assert store.commit(answer(store, claim, lines=(line(key),)))
    assert [x.key for x in store.transcript("ann")] == ["e1", "e2", "e3", "e4"]
    store.close()


def test_a_move_takes_everything_over_and_leaves_the_old_as_it_was(filled, url, other):
    before = held(url)
    assert move(url, other) == sum(content.rows for content in before.values())
    assert held(other) == held(url) == before
    goes_on(other)


def test_a_backup_comes_back_on_either_database(filled, url, other, tmp_path):
    file = tmp_path / "backup.db"
    rows = backup(url, file)
    before = held(url)
    assert rows == sum(content.rows for content in before.values())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_bytes()[18:20] == b"\x01\x01", "no write-ahead log, which a folder for reading only could not have"
    assert restore(other, file) == rows
    assert held(other) == before
    goes_on(other)


def test_a_database_that_holds_something_is_never_overwritten(filled, url, other, tmp_path):
    kept = Store.open(other)
    kept.receive(event("theirs"))
    before = held(other)
    backup(url, tmp_path / "backup.db")
    for attempt in (lambda: move(url, other), lambda: restore(other, tmp_path / "backup.db")):
        with pytest.raises(StoreError, match="holds something already"):
            attempt()
    assert held(other) == before
    kept.close()


def test_a_backup_does_not_overwrite_a_file(filled, url, tmp_path):
    (tmp_path / "mine.db").write_text("mine")
    with pytest.raises(StoreError, match="overwrites nothing"):
        backup(url, tmp_path / "mine.db")
    assert (tmp_path / "mine.db").read_text() == "mine"


def test_a_backup_while_the_bot_works_holds_whole_turns_only(store, url, tmp_path):
    stop = threading.Event()

    def work():
        number = 0
        while not stop.is_set():
            number += 1
            store.receive(event(f"e{number}"))
            claim = store.claim_inbound("w", NOW, LEASE)
            said = (line(f"e{number}"), line(f"e{number}", "out"))
            store.commit(answer(store, claim, str(number), posts=(post(f"e{number}"),), lines=said))

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(3):
            backup(url, tmp_path / f"{number}.db")
    finally:
        stop.set()
        worker.join()
    for number in range(3):
        copied = Store.open(f"sqlite:///{tmp_path / f'{number}.db'}")
        turns = copied.load("ann", SEASON).version
        assert len(copied.transcript("ann")) == 2 * turns
        with sqlite3.connect(tmp_path / f"{number}.db") as opened:
            assert opened.execute("SELECT count(*) FROM outbox").fetchone() == (turns,)
        copied.close()


def test_what_is_no_backup_is_refused(tmp_path, url):
    (tmp_path / "notes.txt").write_text("My notes")
    with pytest.raises(StoreError, match="is no backup"):
        restore(url, tmp_path / "notes.txt")
    with pytest.raises(StoreError, match="cannot be read"):
        restore(url, tmp_path / "none.db")


def test_where_there_is_no_database_none_is_made(tmp_path):
    with pytest.raises(StoreError, match="There is no database"):
        backup(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "backup.db")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_leaves_nothing_behind(filled, url, tmp_path):
    with pytest.raises(StoreError, match="could not be written"):
        backup(url, tmp_path / "no" / "folder" / "backup.db")
    assert not list(tmp_path.glob("**/*.part"))


def test_an_upgrade_says_from_where_to_where(empty_url, tmp_path):
    if empty_url.startswith("sqlite"):
        Path(empty_url.removeprefix("sqlite:///")).touch()
    before, now = upgrade(empty_url)
    assert before is None
    assert upgrade(empty_url) == (now, now)


def test_what_can_only_grow_still_can_after_a_move(filled, url, other):
    move(url, other)
    engine = connect(other)
    with pytest.raises(Exception, match="can only grow"), engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM transcript")
    engine.dispose()


def test_the_tokens_of_workspaces_go_along_locked_as_they_are(filled, url, other, tmp_path):
    key = new_key()
    engine = connect(url)
    installations = Installations("1.2", engine, Cipher([key]))
    installations.save_bot(a_bot("xoxb-of-one"))
    engine.dispose()
    move(url, other)
    again = connect(other)
    theirs = Installations("1.2", again, Cipher([key]))
    assert theirs.find_bot(enterprise_id=None, team_id="T1").bot_token == "xoxb-of-one"
    theirs.save_bot(a_bot("xoxb-renewed"))
    assert theirs.find_bot(enterprise_id=None, team_id="T1").bot_token == "xoxb-renewed"
    with again.connect() as connection:
        (kept, *_) = connection.exec_driver_sql("SELECT bot_token FROM slack_bots").scalars()
    again.dispose()
    assert kept.startswith("locked:")
    backup(other, tmp_path / "backup.db")
    assert b"slack_bots" in (tmp_path / "backup.db").read_bytes()
    assert b"xoxb-" not in (tmp_path / "backup.db").read_bytes()


def a_bot(token: str) -> Bot:
    return Bot(app_id="A1", team_id="T1", bot_token=token, bot_id="B1", bot_user_id="U0BOT", installed_at=1793631840.0)


def test_a_backup_is_put_on_record_so_that_its_age_is_known(filled, url):
    note_backup(url, "somebody", NOW)
    assert filled.standing(NOW).backed_up == NOW
