"""The doctor: finds what is in the way, says what to do, shows no secret and changes nothing."""

import shutil
import socket
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.doctor import State, checks, examine
from bot.doctor_beside import beside_checks
from bot.doctor_running import clock_check, running_checks
from bot.doctor_team import team_in_force
from bot.kept_team import import_team
from bot.line.inbound import Inbound, Message
from bot.settings import Settings, sample_team_file
from bot.slack.web import served, web_app
from bot.store.backup import note_backup
from bot.store.cipher import new_key
from bot.store.model import Line, Turn
from bot.store.store import Store
from bot.team.audit import TeamVersion
from bot.team.sheet import Sheet

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)

GOOD = {"slack_bot_token": "xoxb-hidden", "slack_app_token": "xapp-hidden", "keys": new_key()}


@pytest.fixture
def own_team(tmp_path):
    """A copy of the sample team, which an organisation would change."""
    folder = shutil.copytree(sample_team_file().parent, tmp_path / "ours")
    return folder / "team.yaml"


def settings(tmp_path: Path, **given) -> Settings:
    return Settings(_env_file=None, **{"database_url": f"sqlite:///{tmp_path}/planwright.db", **given})


def told(found: Settings) -> tuple[int, str]:
    out = StringIO()
    code = examine(found, Console(file=out, width=80))
    return code, out.getvalue()


def wrong(found: Settings) -> str:
    (check,) = [check for check in checks(found) if check.state is State.WRONG]
    return f"{check.says} {check.do}"


def test_a_configured_team_is_all_well(tmp_path, own_team):
    code, text = told(settings(tmp_path, team_file=own_team, **GOOD))
    assert code == 0
    assert "not set" not in text
    assert "Harbor Light IT, 2 Hunter, 1 Farmer, 1 vCIO" in text
    assert "No language model is configured, and none is needed" in text


def test_a_model_that_is_configured_is_asked_for_a_word(tmp_path, own_team, llmock):
    llmock.reply("ready")
    given = {"model_key": "sk-hidden", "model_url": llmock.base_url(), "model_retries": 0}
    code, text = told(settings(tmp_path, team_file=own_team, **GOOD, **given))
    assert code == 0
    assert "gpt-4.1-mini" in text
    assert "sk-hidden" not in text
    llmock.reset().fail(401)
    assert "gives no answer (unavailable)" in wrong(settings(tmp_path, team_file=own_team, **GOOD, **given))
    asked = len(llmock.requests)
    _, text = told(settings(tmp_path, team_file=own_team, **GOOD, **given, model=False))
    assert "switched off, and none is needed" in " ".join(text.split())
    assert len(llmock.requests) == asked


def test_a_fresh_install_works_and_says_what_to_set(tmp_path):
    code, text = told(settings(tmp_path))
    assert code == 0
    assert "Set PLANWRIGHT_TEAM_FILE to your own, or set the team up in Slack" in text
    assert "Slack: no tokens" in text
    assert "(made at first use)" in text


def test_nothing_is_changed(tmp_path, own_team):
    before = sorted(tmp_path.rglob("*"))
    told(settings(tmp_path, team_file=own_team))
    assert sorted(tmp_path.rglob("*")) == before


def test_a_broken_team_file_is_named_with_its_line(tmp_path, own_team):
    own_team.write_text(own_team.read_text().replace("role: vCIO", "role: Hunter/Farmer"))
    assert "team.yaml line" in wrong(settings(tmp_path, team_file=own_team))


def test_a_missing_team_file_is_named(tmp_path):
    assert "nowhere.yaml" in wrong(settings(tmp_path, team_file=tmp_path / "nowhere.yaml"))


def test_a_broken_compensation_plan_is_found_after_a_good_team(tmp_path, own_team):
    (own_team.parent / "comp" / "hunter.yaml").write_text("just words")
    found = list(checks(settings(tmp_path, team_file=own_team)))
    assert [check.state for check in found[:4]] == [*[State.OK] * 3, State.WRONG]


def test_reps_without_a_compensation_plan_are_named(tmp_path, own_team):
    own_team.write_text(own_team.read_text().replace("    comp_plan: [comp/hunter-2026.yaml, comp/hunter.yaml]\n", ""))
    _, text = told(settings(tmp_path, team_file=own_team))
    assert "Dana Reyes will get no pay explanation" in text


def test_people_whom_slack_cannot_reach_are_named(tmp_path, own_team):
    own_team.write_text(own_team.read_text().replace("    slack_id: U04SAM\n", ""))
    _, text = told(settings(tmp_path, team_file=own_team))
    assert "cannot reach Sam Whitfield" in text


def test_prompts_that_are_not_there_are_found(tmp_path):
    assert str(tmp_path / "none") in wrong(settings(tmp_path, prompts=tmp_path / "none"))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"slack_bot_token": "xoxb-hidden"}, "SLACK_APP_TOKEN is missing"),
        ({**GOOD, "slack_bot_token": "xapp-hidden"}, "SLACK_BOT_TOKEN does not begin with xoxb-"),
        ({**GOOD, "slack_app_token": "hidden"}, "SLACK_APP_TOKEN does not begin with xapp-"),
        ({**GOOD, "slack_api_url": "http://slack.example/api/"}, "SLACK_API_URL"),
        ({"database_url": "mysql://bot:hidden@db/x"}, "database"),
        ({"database_url": "hidden"}, "database"),
        ({"database_url": f"sqlite:///{__file__}/x.db"}, "cannot be made there"),
        ({"database_url": "postgresql://bot:hidden@127.0.0.1:1/x"}, "database"),
    ],
)
def test_what_is_in_the_way_ends_with_one_and_shows_no_secret(tmp_path, given, says):
    found = settings(tmp_path, **given)
    code, text = told(found)
    assert code == 1
    assert says in wrong(found)
    assert "hidden" not in text


def test_a_database_that_is_there_is_opened(tmp_path):
    (tmp_path / "planwright.db").touch()
    code, text = told(settings(tmp_path))
    assert code == 0
    assert "(made at first use)" not in text


def test_a_file_that_is_no_database_is_found(tmp_path):
    (tmp_path / "planwright.db").write_text("just words" * 200)
    assert "database" in wrong(settings(tmp_path))


def test_several_workspaces_need_a_secret_and_a_key(tmp_path):
    many = {"slack_client_id": "1.2", "slack_signing_secret": "s", "http_port": 3000}
    code, text = told(settings(tmp_path, **many))
    assert code == 1
    assert "planwright key" in text
    code, text = told(settings(tmp_path, **many, slack_client_secret="s", keys="no key at all"))
    assert code == 1
    assert "no key at all" not in text
    code, text = told(settings(tmp_path, **many, slack_client_secret="s", keys=new_key()))
    assert code == 0
    assert "/slack/install" in text


def test_a_database_that_is_there_is_looked_at_closely(tmp_path):
    found = settings(tmp_path)
    store = Store.open(found.database_url)
    _, text = told(found)
    assert "SQLite 3" in text
    assert "No backup is on record" in text
    assert "0 in the inbox, 0 in the outbox" in text
    assert "GB are free" in text
    note_backup(found.database_url, "me", NOW - timedelta(days=3))
    (check,) = [check for check in running_checks(found, NOW) if "backup" in check.says]
    assert check.state is State.LOOK
    assert "every night" in check.do
    store.receive(Inbound(key="e1", person=None, address="U1", event=Message(text="hi"), at=NOW - timedelta(hours=1)))
    assert any("more than five minutes: 1 in the inbox" in check.says for check in running_checks(found, NOW))
    store.close()


def test_an_older_schema_is_told_and_left_as_it_is(tmp_path):
    found = settings(tmp_path)
    (tmp_path / "planwright.db").touch()
    (check,) = [check for check in running_checks(found, NOW) if "schema" in check.says]
    assert check.state is State.LOOK
    assert "db upgrade" in check.do


def test_a_clock_that_is_off_is_in_the_way(tmp_path):
    assert clock_check("Slack", NOW + timedelta(seconds=5), NOW).state is State.OK
    assert clock_check("Slack", NOW - timedelta(minutes=6), NOW).state is State.WRONG


def test_a_full_disk_is_in_the_way(tmp_path, monkeypatch):
    Store.open(settings(tmp_path).database_url).close()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 9, 1))
    assert "Make room" in wrong(settings(tmp_path))


def test_a_running_bot_is_asked_how_it_is(tmp_path):
    trouble = [None]
    with served(web_app(None, lambda: trouble[0], bytes), "127.0.0.1", 0) as port:
        found = settings(tmp_path, http_port=port)
        assert any("is ready" in check.says for check in beside_checks(found))
        trouble[0] = "the inbox is stuck"
        assert "not ready: the inbox is stuck" in wrong(found)
    assert any("not running" in check.says for check in beside_checks(found))
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0)
        found = settings(tmp_path, http_port=other.getsockname()[1])
        assert "Something else than the bot" in wrong(found)


def test_what_was_given_up_is_told_with_why_and_for_how_long_talk_is_kept(tmp_path):
    found = settings(tmp_path)
    store, long_ago = Store.open(found.database_url), NOW - timedelta(days=600)
    for key, at in (("e1", NOW), ("e2", NOW), ("e3", long_ago)):
        store.receive(Inbound(key=key, person="ann", address="U1", event=Message(text="hi"), at=at))
        claim = store.claim_inbound("w", at, timedelta(seconds=30))
        said = (Line("ann", "in", "hi", at, key),)
        assert store.commit(Turn(claim, at, "2027-01-01", lines=said, problem="gave up"))
    store.close()
    looks = [check.says for check in running_checks(found, NOW) if check.state is State.LOOK]
    assert any("Given up in the last 7 days: 2 in the inbox (gave up)" in says for says in looks)
    assert any(f"kept since {long_ago:%Y-%m-%d}" in says for says in looks)
    kept = settings(tmp_path, keep_days=400)
    assert any("goes after 400 days" in c.says for c in running_checks(kept, NOW) if c.state is State.OK)


def test_the_team_that_was_set_up_in_slack_is_the_one_that_is_looked_at(tmp_path, own_team):
    found = settings(tmp_path)
    store = Store.open(found.database_url)
    sheet = Sheet(organization={"company": "Acme"})
    assert store.keep_team(TeamVersion(number=1, at=NOW, by="U1", sheet=sheet))
    _, text = told(found)
    assert "being set up in Slack (version 1)" in text
    assert "revenue in the budget" in " ".join(text.split())
    import_team(store, own_team, "me", NOW)
    store.close()
    _, text = told(found)
    assert "Team, as it was set up in Slack: version 2 (Harbor Light IT, 2 Hunter, 1 Farmer, 1 vCIO)" in text
    assert "America/New_York" in text
    assert "4 of 4 reps have one" in text
    assert "sample team" not in text
    assert team_in_force(found).company == "Harbor Light IT"
    assert "Team file" in told(settings(tmp_path, team_file=own_team))[1]


def test_a_chroma_server_and_a_collector_that_are_away_are_told_and_are_not_in_the_way(tmp_path):
    away = {"chroma_url": "http://me:hidden@127.0.0.1:1", "traces_url": "http://127.0.0.1:1"}
    code, text = told(settings(tmp_path, **away))
    assert code == 0
    assert "No Chroma server answers at http://127.0.0.1:1" in text
    assert "Nobody takes traces at http://127.0.0.1:1" in text
    assert "hidden" not in text


def test_an_empty_library_is_in_the_way(tmp_path):
    (tmp_path / "none").mkdir()
    assert "0 documents" in wrong(settings(tmp_path, knowledge=tmp_path / "none", library=tmp_path / "own"))


def test_what_was_locked_with_a_key_that_is_gone_is_in_the_way(tmp_path):
    key = new_key()
    store = Store.open(settings(tmp_path).database_url, (key,))
    store.receive(Inbound(key="e1", person=None, address="U1", event=Message(text="hi"), at=NOW))
    store.close()
    said = wrong(settings(tmp_path, keys=new_key()))
    assert "cannot be opened" in said
    assert "put the earlier key back" in said
    assert told(settings(tmp_path, keys=key))[0] == 0
