"""A plan as a canvas: in step with what was sent, open to whoever may see it, quietly absent where there is none."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.line.inbound import Inbound, Message
from bot.line.office import Office
from bot.line.posts import Canvas, Post
from bot.line.sending import Sender as Outbox
from bot.line.worker import Worker
from bot.slack.address import address_in
from bot.slack.app import web_client
from bot.slack.canvas import Canvases
from bot.slack.pace import PER_MINUTE, Pace
from bot.slack.sender import Sender
from bot.store.store import Store
from bot.team.model import Team
from bot.terminal.stage import Stage, ticking
from bot.wiring import Documents
from tests.line.conftest import STARTS
from tests.line.test_model_turns import WHOLE
from tests.slack.canvases import Canvas as Seen
from tests.slack.stub import Answer, StubSlack
from tests.slack.test_stream import TEAM_IN_SLACK, read_office
from tests.store.migrated import new_file

SEASON = TEAM_IN_SLACK.season.key
LAST = WHOLE[-1]
EVERYONE = {"U0DANA", "U0TOMAS", "U0RUTH"}


class Line:
    """The real line before the stand-in: one worker and one sender."""

    def __init__(self, slack: StubSlack, store: Store) -> None:
        self.slack, self.store, self.numbers = slack, store, 0
        self.clock = ticking(STARTS)
        self.worker = Worker(store, read_office(), self.clock, "w")
        self.outbox = Outbox(store, self.sender(read_office()).send, self.clock, "out")

    def sender(self, office: Office) -> Sender:
        store, address = self.store, address_in(office.team)
        canvases = Canvases(
            page=Documents(office, store, self.clock).canvas,
            kept=lambda person: store.canvases.of(person, SEASON),
            keep=lambda person, kept: store.canvases.keep(person, SEASON, kept),
            address=address,
        )
        client = web_client("xoxb-test", self.slack.url)
        pace = Pace(dict.fromkeys(PER_MINUTE, 10_000))
        return Sender(lambda _: client, address, lambda *_: b"x", self.clock, pace, canvases)

    def says(self, who: str, *texts: str) -> None:
        for text in texts:
            self.numbers += 1
            key = f"message:D1:{self.numbers}.5"
            said = Inbound(key=key, person=who, address="", event=Message(text=text), at=self.clock())
            self.store.receive(said)
            self.runs()

    def runs(self) -> None:
        while self.worker.work() or self.outbox.work():
            pass

    def again(self, team: Team) -> None:
        """Bring the canvas up to date, with the team as it is now."""
        post = Post(key="again", to="dana", content=Canvas(person="dana", text="Here."))
        self.sender(replace(read_office(), team=team)).send(post)

    @property
    def canvas(self) -> Seen:
        (canvas,) = self.slack.agent.canvases.by_id.values()
        return canvas

    @property
    def posted(self) -> str:
        return str(self.slack.asked("chat.postMessage"))


@pytest.fixture(scope="module")
def nearly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with an interview that lacks one answer."""
    path = tmp_path_factory.mktemp("nearly") / "line.db"
    store = Store.open(new_file(path))
    stage = Stage(read_office(), store, ticking(STARTS), lambda _: None, "before")
    for text in WHOLE[:-1]:
        stage.say(TEAM_IN_SLACK.reps[0], text)
    store.close()
    return path


@pytest.fixture
def line(slack: StubSlack, nearly: Path, tmp_path: Path) -> Line:
    return Line(slack, Store.open(f"sqlite:///{shutil.copy(nearly, tmp_path)}"))


@pytest.fixture
def drafted(line: Line) -> Line:
    line.says("dana", LAST)
    return line


def test_a_draft_is_a_canvas_for_its_rep_alone_and_they_are_told_where(drafted: Line) -> None:
    assert drafted.canvas.title == "Business plan 2027, Dana Reyes"
    assert drafted.canvas.readers == {"U0DANA"}
    assert "Draft, drawn up Nov 23, 2026" in drafted.canvas.markdown
    assert not drafted.canvas.markdown.startswith("# ")
    assert "https://harbor.slack.com/docs/T1/F01|Open it" in str(drafted.slack.asked("chat.postMessage")[-1])


def test_a_version_replaces_it_and_opens_it_to_manager_and_executive(drafted: Line) -> None:
    drafted.says("dana", "send it")
    assert drafted.canvas.readers == EVERYONE
    assert "Version 1, drawn up" in drafted.canvas.markdown
    assert "**Sent for review.**" in drafted.canvas.markdown
    cards = [call for call in drafted.slack.asked("chat.postMessage") if "Read the plan here in Slack" in str(call)]
    assert [call["channel"] for call in cards] == ["D-U0RUTH"]


def test_what_was_decided_stands_on_it_and_its_rep_is_told_of_it_once(drafted: Line) -> None:
    drafted.says("dana", "send it")
    drafted.says("ruth", "approve Dana")
    assert "**Ruth Okafor approved version 1 on" in drafted.canvas.markdown
    assert drafted.posted.count("Open it") == 1


def test_what_changes_after_a_version_was_sent_is_not_shown_before_the_next_one(drafted: Line) -> None:
    drafted.says("dana", "send it")
    before = drafted.canvas.markdown
    drafted.says("dana", "actually the average deal is 50k")
    assert drafted.canvas.markdown == before


def test_no_pay_stands_on_it(drafted: Line) -> None:
    drafted.says("dana", "send it")
    words = drafted.canvas.markdown.casefold()
    for secret in ("base pay", "commission", "incentive", "payout", "on-target", "accelerator"):
        assert secret not in words


def test_whoever_may_not_see_the_plan_any_more_is_shut_out_before_it_is_written_anew(drafted: Line) -> None:
    drafted.says("dana", "send it")
    dana, *others = TEAM_IN_SLACK.reps
    drafted.slack.calls.clear()
    reps = (dana.model_copy(update={"manager": "ruth"}), *others)
    drafted.again(TEAM_IN_SLACK.model_copy(update={"reps": reps}))
    assert [method for method, _ in drafted.slack.calls] == ["canvases.access.delete", "canvases.edit"]
    assert drafted.canvas.readers == {"U0DANA", "U0RUTH"}


def test_somebody_who_left_the_team_is_shut_out_by_whom_slack_knew_them_as(drafted: Line) -> None:
    drafted.says("dana", "send it")
    reps = tuple(rep.model_copy(update={"manager": "ruth"}) for rep in TEAM_IN_SLACK.reps)
    new = TEAM_IN_SLACK.executive.model_copy(update={"slack_id": "U0NEW"})
    drafted.again(TEAM_IN_SLACK.model_copy(update={"reps": reps, "managers": (), "executive": new}))
    assert drafted.canvas.readers == {"U0DANA", "U0NEW"}


@pytest.mark.parametrize(
    "code", ["free_teams_cannot_create_non_tabbed_canvases", "missing_scope", "unknown_method", "restricted_action"]
)
def test_where_there_are_no_canvases_everything_else_goes_on_and_nobody_is_bothered(line: Line, code: str) -> None:
    line.slack.answers["canvases.create"] = [Answer(error=code) for _ in range(9)]
    line.says("dana", LAST, "send it")
    line.says("ruth", "approve Dana")
    assert "Open it" not in line.posted
    assert "could not be sent" not in line.posted
    assert "approved version 1" in str(line.slack.asked("chat.update"))
    assert line.slack.agent.canvases.by_id == {}


def test_a_canvas_that_somebody_deleted_is_made_anew(drafted: Line) -> None:
    drafted.slack.agent.canvases.by_id["gone"] = drafted.slack.agent.canvases.by_id.pop("F01")
    drafted.says("dana", "send it")
    assert drafted.slack.agent.canvases.by_id["F02"].readers == EVERYONE
    kept = drafted.store.canvases.of("dana", SEASON)
    assert kept is not None
    assert kept.canvas == "F02"


@pytest.mark.parametrize("method", ["canvases.access.set", "files.info"])
def test_trouble_in_the_middle_makes_no_second_canvas(line: Line, method: str) -> None:
    line.slack.answers[method] = [Answer(status=503)]
    line.says("dana", LAST)
    late = ticking(line.clock() + timedelta(minutes=1))
    line.outbox = replace(line.outbox, clock=late)
    line.runs()
    assert len(line.slack.asked("canvases.create")) == 1
    assert line.canvas.readers == {"U0DANA"}
    assert line.posted.count("Open it") == 1


def test_a_post_that_goes_out_twice_makes_no_second_canvas_and_is_told_once(drafted: Line) -> None:
    """As after a kill between the canvas and the note that the post is out."""
    drafted.again(TEAM_IN_SLACK)
    assert drafted.canvas.readers == {"U0DANA"}
    assert drafted.posted.count("Open it") == 1


def test_people_in_another_workspace_are_not_let_in(drafted: Line) -> None:
    executive = TEAM_IN_SLACK.executive.model_copy(update={"workspace": "T2"})
    team = TEAM_IN_SLACK.model_copy(update={"executive": executive})
    elsewhere = drafted.sender(replace(read_office(), team=team))
    drafted.outbox = replace(drafted.outbox, deliver=elsewhere.send)
    drafted.says("dana", "send it")
    assert drafted.canvas.readers == {"U0DANA", "U0TOMAS"}
