"""Old talk ends when it is told to, and everything else stays."""

from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.cycle.fiscal_year import FiscalYear
from bot.cycle.season import Season
from bot.line.posts import Sent
from bot.line.tidying import Tidying, tidied
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


@pytest.fixture
def talked(store):
    """Three messages with their answers, all over and done."""
    for key in ("e1", "e2", "e3"):
        store.receive(event(key))
        claim = store.claim_inbound("w", NOW, LEASE)
        assert store.commit(answer(store, claim, lines=(line(key),)))
    return store


@pytest.mark.parametrize(("year", "is_over"), [(NOW.year, False), (NOW.year + 3, True)])
def test_the_talk_of_the_season_in_force_stays_however_old(talked, raw, year, is_over):
    """Three years on in both cases: only where the team plans a later year by then is this season over."""
    season = Season(year=FiscalYear(starts=date(year, 1, 1)))
    day = [NOW + timedelta(days=900)]
    tidying = Tidying(talked, lambda: season, 400, lambda: day[0])
    assert tidying.work() is is_over
    assert not tidying.work()
    left = {name: raw(f"SELECT count(*) FROM {name}")[0][0] for name in ("transcript", "inbox")}
    assert left == dict.fromkeys(left, 0 if is_over else 3)
    assert raw("SELECT count(*) FROM upkeep")[0][0] == is_over


def test_a_few_rows_go_at_a_time_and_a_day_without_any_leaves_no_record(talked, raw):
    before = NOW + timedelta(days=1)
    assert [talked.talk.end(before, LATER, 2) for _ in range(3)] == [True, True, False]
    assert raw("SELECT count(*) FROM transcript")[0][0] == 0
    assert raw("SELECT count(*) FROM upkeep")[0][0] == 2


def test_nothing_ends_while_nobody_says_so(talked, raw):
    with tidied(talked, lambda: Season(year=FiscalYear(starts=date(2099, 1, 1))), None, lambda: LATER):
        pass
    assert raw("SELECT count(*) FROM transcript")[0][0] == 3
