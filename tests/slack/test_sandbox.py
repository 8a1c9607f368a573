"""The Slack room against an independent Slack-compatible server, over Socket Mode: an echo stands in for the line."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.line.actions import review_buttons
from bot.line.buttons import Button
from bot.line.inbound import Changes, Click, Command, HomeOpened, Inbound, Message
from bot.line.pages import Home
from bot.line.posts import PlanFile, Post, Reply
from bot.plan.model import Section
from bot.review.model import Refusal
from bot.slack.address import address_in
from bot.slack.app import build_app, connection, web_client
from bot.slack.modal import ChangesForm
from bot.slack.sandbox import APP_TOKEN, BOT_TOKEN, Sandbox, SandboxProblem, running, to_try, workspace
from bot.slack.sender import Sender
from bot.team.model import Person, Role, Team
from tests.slack.conftest import reception
from tests.slack.people import CACHE, SlackUser, bot_is_connected, wait

DOCUMENT = b"# The plan of Sam Hale\n"


class Echo:
    """Answers every event at once with what it was, and keeps the keys it has seen."""

    def __init__(self, sandbox: Sandbox, team: Team) -> None:
        self.client = web_client(BOT_TOKEN, sandbox.api_url)
        self.sender = Sender(lambda _: self.client, address_in(team), lambda *_: DOCUMENT, lambda: datetime.now(UTC))
        self.inbox: list[Inbound] = []

    def receive(self, inbound: Inbound) -> None:
        self.inbox.append(inbound)
        to = inbound.person or inbound.address
        for place, content in enumerate(self._answers(inbound)):
            outcome = self.sender.send(Post(key=f"{inbound.key}/{place}", to=to, content=content))
            assert hasattr(outcome, "ts"), outcome

    def form(self, who: str | None, person: str, version: int) -> ChangesForm | Refusal:
        if who != "dana":
            return Refusal(text="Deciding on this plan is with Dana Ortiz.")
        return ChangesForm(person=person, name="Sam Hale", version=version, sections=(Section.GOAL, Section.RISKS))

    def _answers(self, inbound: Inbound) -> list[Reply | Home | PlanFile]:
        match inbound.event:
            case Message(text="file"):
                return [PlanFile(person="sam", version=2, document="plan.md", text="Your plan & more")]
            case Message(text="review"):
                return [Reply(text="A plan to review", buttons=review_buttons("sam", 2, "Sam"))]
            case Message(text=text):
                return [Reply(text=f"You wrote: {text}", buttons=(Button(label="Go on", action="go", value="7"),))]
            case HomeOpened():
                return [Home(title="Your plan", next_step="Answer the next question", done=3, total=12)]
            case event:
                return [Reply(text=f"{event!r}")]


@contextmanager
def echoing(sandbox: Sandbox, team: Team) -> Iterator[Echo]:
    echo = Echo(sandbox, team)
    taken_in = reception(team, echo.receive, form=echo.form, now=lambda: datetime.now(UTC))
    line = connection(build_app(echo.client, taken_in), APP_TOKEN)
    line.connect()
    try:
        wait(lambda: bot_is_connected(sandbox), "the bot did not connect")
        yield echo
    finally:
        line.close()


@pytest.mark.e2e
def test_a_person_writes_presses_commands_and_looks_at_home(local_slack: Sandbox, team: Team) -> None:
    with echoing(local_slack, team) as echo:
        sam = SlackUser(local_slack, team.reps[0])
        sam.say("R&D at 1.2M")
        sam.hears("You wrote: R&D at 1.2M")
        sam.click("Go on")
        sam.hears(f"{Click(action='go', value='7')!r}")
        sam.command("/plan", "status")
        sam.hears(f"{Command(text='status')!r}")
        assert "3 of 12" in sam.open_home()
        assert {inbound.person for inbound in echo.inbox} == {"sam"}
        assert len({inbound.key for inbound in echo.inbox}) == 4


@pytest.mark.e2e
def test_someone_outside_the_team_is_answered_at_their_address(local_slack: Sandbox, team: Team) -> None:
    stranger = Person(id="stranger", name="A Stranger", role=Role.MANAGER, slack_id="U0STRANGER")
    with echoing(local_slack, team) as echo:
        hello = Message(text="hi")
        echo.receive(Inbound(key="k", person=None, address="U0STRANGER", event=hello, at=datetime.now(UTC)))
        channel = echo.client.conversations_open(users=stranger.slack_id)["channel"]["id"]
        history = echo.client.conversations_history(channel=channel)["messages"]
        assert history[0]["text"] == "You wrote: hi"


@pytest.mark.e2e
def test_a_reviewer_asks_for_changes_and_a_rep_cannot(local_slack: Sandbox, team: Team) -> None:
    with echoing(local_slack, team) as echo:
        dana, sam = SlackUser(local_slack, team.executive), SlackUser(local_slack, team.reps[0])
        sam.ask("review")
        sam.click("Request changes")
        sam.hears("Deciding on this plan is with Dana Ortiz.")
        dana.ask("review")
        dana.click("Request changes")
        assert [block["label"]["text"] for block in dana.form()["blocks"][1:]] == ["Goal", "Risks"]
        assert "at least one comment" in dana.submit({})["GOAL"]
        assert dana.submit({Section.RISKS: " Two accounts are one owner's. "}) == {}
        dana.hears("Changes(")
        assert echo.inbox[-1].event == Changes(
            person="sam", version=2, comments={"Risks": "Two accounts are one owner's."}
        )


@pytest.mark.e2e
def test_a_file_arrives_whole(local_slack: Sandbox, team: Team) -> None:
    with echoing(local_slack, team):
        sam = SlackUser(local_slack, team.reps[0])
        sam.say("file")
        file = wait(lambda: next(iter(sam.files()), None), "no file came")
        assert file["name"] == "sam-v2-plan.md"
        assert sam.download(file) == DOCUMENT


@pytest.mark.e2e
def test_the_sandbox_listens_to_this_machine_only(local_slack: Sandbox) -> None:
    port = int(local_slack.address.rpartition(":")[2])
    with socket.socket() as near, socket.socket() as elsewhere:
        assert near.connect_ex(("127.0.0.1", port)) == 0
        # Another address of the same machine: a server that listens everywhere answers here too.
        assert elsewhere.connect_ex(("127.0.0.2", port)) != 0


def test_people_without_a_slack_id_are_not_in_the_workspace(team: Team) -> None:
    assert [user["name"] for user in workspace(team)["users"]] == ["dana", "sam"]


def test_it_says_what_to_try_as_each_of_them(team: Team) -> None:
    as_rep, as_executive = to_try(team)
    assert as_rep.startswith("As Sam Hale:")
    assert as_executive.startswith("As Dana Ortiz:")
    lead = Person(id="tom", name="Tom Lind", role=Role.MANAGER, slack_id="U0TOM")
    led = team.reps[0].model_copy(update={"manager": "tom"})
    assert to_try(team.model_copy(update={"managers": (lead,), "reps": (led,)}))[2].startswith("As Tom Lind:")


def test_without_npm_it_says_what_to_do(tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(SandboxProblem, match=r"npm is not installed.*planwright chat"), running(team, tmp_path, port=0):
        pass


def test_on_another_machine_it_says_what_to_do(tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "arm64")
    with pytest.raises(SandboxProblem, match=r"x86-64 only.*planwright chat"), running(team, tmp_path, port=0):
        pass


def test_when_npm_fetches_nothing_it_says_why(tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'npm error network is down' >&2; exit 1\n", encoding="utf-8")
    npm.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _: str(npm))
    with pytest.raises(SandboxProblem, match=r"network is down.*try again"), running(team, tmp_path, port=0):
        pass


@pytest.mark.e2e
def test_a_port_in_use_is_not_shared(local_slack: Sandbox, team: Team) -> None:
    port = int(local_slack.address.rpartition(":")[2])
    with pytest.raises(SandboxProblem, match=f"port {port}"), running(team, CACHE, port):
        pass
