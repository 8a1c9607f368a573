"""Old talk ends when it is told to, and everything else stays."""

from datetime import timedelta

from typer.testing import CliRunner

from bot.cli import app
from bot.line.posts import Sent
from bot.store.expiring import expire
from tests.store.samples import LEASE, NOW, answer, event, line, post, review, submit

LATER = NOW + timedelta(days=40)


def test_old_talk_ends_and_everything_else_stays(store, raw):
    assert submit(store, review(versions=1))
    for key in ("e1", "e2"):
        store.receive(event(key))
        claim = store.claim_inbound("w", NOW, LEASE)
        assert store.commit(answer(store, claim, posts=(post(key),), lines=(line(key),)))
    store.sent(store.claim_outbound("s", NOW, LEASE), Sent(channel="D1", ts="1", at=NOW))
    kept = {name: raw(f"SELECT count(*) FROM {name}")[0][0] for name in ("conversations", "plan_versions", "history")}
    said = raw("SELECT count(*) FROM transcript")[0][0]
    assert said
    assert expire(store._writes, NOW, "me", LATER)["lines of conversations"] == 0
    gone = expire(store._writes, NOW + timedelta(days=1), "me", LATER)
    assert gone["lines of conversations"] == said
    assert gone["posts sent"] == 1
    assert raw("SELECT count(*) FROM outbox WHERE done_at IS NULL")[0][0] > 0
    assert kept == {name: raw(f"SELECT count(*) FROM {name}")[0][0] for name in kept}
    assert raw("SELECT count(*) FROM upkeep WHERE deed = 'ended old talk' AND NOT under_way")[0][0] == 2


def test_the_command_says_what_went_and_what_stays(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANWRIGHT_DATABASE_URL", f"sqlite:///{tmp_path}/old.db")
    told = CliRunner().invoke(app, ["db", "expire", "--days", "365"])
    assert told.exit_code == 0, told.output
    assert "lines of conversations" in told.output
    assert "decisions" in told.output
    assert CliRunner().invoke(app, ["db", "expire", "--days", "3"]).exit_code == 2
