"""Several workspaces install the app: their tokens lie locked, everyone is known in their own workspace only."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from bot.data import knowledge_folder
from bot.line.office import Office
from bot.running import Door as Port
from bot.running import Installs, Tokens, connected, tokens_in
from bot.settings import Settings
from bot.slack.installations import Installations, Workspaces
from bot.store.cipher import Cipher, CipherError, new_key
from bot.store.database import connect
from bot.store.store import Store
from bot.wiring import SetupProblem, build_office
from tests.slack.door import SECRET, Door, event
from tests.slack.people import wait
from tests.slack.stub import Answer, StubSlack
from tests.store.migrated import new_file

KEY = new_key()
TOKEN = "xoxb-of-workspace-one"


@pytest.fixture(scope="module")
def office() -> Office:
    """The sample team, everyone in workspace T1."""
    office = build_office(knowledge_folder() / "sample-team" / "team.yaml")
    team = office.team
    placed = team.model_copy(
        update={
            "executive": team.executive.model_copy(update={"workspace": "T1"}),
            "managers": tuple(person.model_copy(update={"workspace": "T1"}) for person in team.managers),
            "reps": tuple(rep.model_copy(update={"workspace": "T1"}) for rep in team.reps),
        }
    )
    return Office(team=placed, questions=office.questions, wording=office.wording, comp_plans=office.comp_plans)


@dataclass
class App:
    door: Door
    slack: StubSlack
    url: str

    def install(self, workspace: str, token: str) -> tuple[int, str]:
        """Go through Slack's pages as an administrator of a workspace does."""
        connection = HTTPConnection("127.0.0.1", self.door.port, timeout=10)
        connection.request("GET", "/slack/install")
        page = connection.getresponse()
        cookie = SimpleCookie(page.headers["Set-Cookie"]).output(header="", attrs=[]).strip()
        link = re.search(r'<a href="([^"]+)"', page.read().decode())
        asked = parse_qs(urlsplit(unescape(link[1])).query)
        assert "im:history" in asked["scope"][0]
        told = {"ok": True, "app_id": "A1", "access_token": token, "token_type": "bot", "scope": "chat:write"}
        told |= {"bot_user_id": "U0BOT", "team": {"id": workspace, "name": workspace}, "authed_user": {"id": "U0ADMIN"}}
        self.slack.answers["oauth.v2.access"] = [Answer(body=json.dumps(told))]
        connection.request(
            "GET", f"/slack/oauth_redirect?code=abc&state={asked['state'][0]}", headers={"Cookie": cookie}
        )
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def says(self, workspace: str, user: str, said: str, ts: str) -> None:
        message = {"type": "message", "channel_type": "im", "user": user, "text": said, "ts": ts, "channel": "D1"}
        assert self.door.send(event(team_id=workspace, event=message, event_id=f"Ev{ts}"))[0] == 200


@pytest.fixture
def app(office, slack, tmp_path: Path) -> Iterator[App]:
    url = new_file(tmp_path / "many.db")
    store = Store.open(url)
    installs = Installs("1.2", "client-secret", url, (KEY,))
    tokens = Tokens(api_url=slack.url, signing_secret=SECRET, installs=installs)
    with connected(office, store, tokens, Port("127.0.0.1", 0)) as port:
        yield App(Door(port), slack, url)
    store.close()


def kept(url: str) -> str:
    with connect(url).connect() as connection:
        rows = [
            connection.execute(text(f"SELECT * FROM {name}")).all() for name in ("slack_bots", "slack_installations")
        ]
    return repr(rows)


def test_a_workspace_installs_the_app_and_is_answered_with_its_own_token(app, office) -> None:
    status, page = app.install("T1", TOKEN)
    assert status == 200, page
    rep = office.team.reps[0]
    app.says("T1", rep.slack_id, "hi", "1793631840.000100")
    wait(lambda: app.slack.asked("chat.postMessage"), "nobody was answered")
    assert app.slack.asked_with(TOKEN, "chat.postMessage") == app.slack.asked("chat.postMessage")


def test_the_tokens_lie_locked(app) -> None:
    app.install("T1", TOKEN)
    assert "locked:" in kept(app.url)
    assert TOKEN not in kept(app.url)


def test_the_same_member_id_in_another_workspace_is_somebody_else(app, office) -> None:
    app.install("T1", TOKEN)
    app.install("T2", "xoxb-of-workspace-two")
    rep = office.team.reps[0]
    app.says("T2", rep.slack_id, "show my plan", "1793631841.000100")
    wait(lambda: app.slack.asked_with("xoxb-of-workspace-two", "chat.postMessage"), "nobody was answered")
    (said,) = app.slack.asked_with("xoxb-of-workspace-two", "chat.postMessage")
    assert office.team.company in said["text"]
    assert rep.first_name not in said["text"]


def test_an_event_of_a_workspace_without_the_app_goes_nowhere(app, office) -> None:
    message = {"type": "message", "channel_type": "im", "user": office.team.reps[0].slack_id, "text": "hi"}
    message |= {"ts": "1793631842.000100", "channel": "D1"}
    app.door.send(event(team_id="T9", event=message))
    time.sleep(0.3)
    assert app.slack.asked("chat.postMessage") == []


def test_a_state_that_was_never_given_out_installs_nothing(app) -> None:
    status, page = app.door.ask("GET", "/slack/oauth_redirect?code=abc&state=made-up")
    assert "what worked before works on" in page
    assert 'href="/slack/install"' in page
    assert status == 400
    assert kept(app.url) == "[[], []]"


def test_keys_are_changed_by_putting_a_new_one_in_front(tmp_path, slack) -> None:
    engine = connect(f"sqlite:///{tmp_path}/keys.db")
    newer = new_key()
    old = Installations("1.2", engine, Cipher([KEY]))
    both = Installations("1.2", engine, Cipher([newer, KEY]))
    old.save_bot(bot(TOKEN))
    assert Workspaces(both, "s", slack.url).token("T1") == TOKEN
    both.save_bot(bot(TOKEN))
    assert Workspaces(Installations("1.2", engine, Cipher([newer])), "s", slack.url).token("T1") == TOKEN
    with pytest.raises(CipherError, match="put the earlier key back"):
        Workspaces(Installations("1.2", engine, Cipher([new_key()])), "s", slack.url).token("T1")


def test_a_token_about_to_run_out_is_renewed(tmp_path, slack) -> None:
    installations = Installations("1.2", connect(f"sqlite:///{tmp_path}/rotate.db"), Cipher([KEY]))
    installations.save_bot(bot("xoxe-old", refresh="xoxe-refresh", expires=time.time() + 60))
    told = {"ok": True, "token_type": "bot", "access_token": "xoxe-new", "refresh_token": "xoxe-2", "expires_in": 43200}
    slack.answers["oauth.v2.access"] = [Answer(body=json.dumps(told))]
    workspaces = Workspaces(installations, "client-secret", slack.url)
    assert workspaces.token("T1") == "xoxe-new"
    assert workspaces.token("T1") == "xoxe-new"
    assert len(slack.asked("oauth.v2.access")) == 1


def bot(token: str, refresh: str | None = None, expires: float | None = None):
    from slack_sdk.oauth.installation_store import Bot

    return Bot(
        app_id="A1",
        team_id="T1",
        bot_token=token,
        bot_id="B1",
        bot_user_id="U0BOT",
        bot_refresh_token=refresh,
        bot_token_expires_at=int(expires) if expires else None,
        installed_at=time.time(),
    )


MANY = {"slack_client_id": "1.2", "slack_client_secret": "s", "slack_signing_secret": "s", "http_port": 3000}


def test_what_is_missing_for_several_workspaces_is_told(office) -> None:
    with pytest.raises(SetupProblem, match="PLANWRIGHT_KEYS"):
        tokens_in(Settings(_env_file=None, **MANY), office.team)
    nowhere = build_office(knowledge_folder() / "sample-team" / "team.yaml").team
    with pytest.raises(SetupProblem, match=r"workspace.*missing for"):
        tokens_in(Settings(_env_file=None, keys=KEY, **MANY), nowhere)
    assert tokens_in(Settings(_env_file=None, keys=KEY, **MANY), office.team).installs is not None


def test_a_key_that_is_none_is_told_without_showing_it() -> None:
    with pytest.raises(CipherError, match="planwright key") as told:
        Cipher(["hunter2"])
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize(
    ("error", "says"), [("access_denied", "the answer was no"), ("%3Cscript%3Ealert(1)", "unknown")]
)
def test_who_is_not_let_in_reads_why_and_where_to_begin_again(app, error, says) -> None:
    _, page = app.door.ask("GET", f"/slack/oauth_redirect?error={error}&state=x")
    assert says in page
    assert "Start again here" in page
    assert "script" not in page
