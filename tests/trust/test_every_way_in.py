"""Every way in from Slack says who somebody is by the signed event alone: their id, and the workspace it is of.

The ways in are asked of the code, so that a new one without a case here fails.
"""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Annotated, Any, Literal, get_args, get_origin
from unittest.mock import MagicMock

import pytest

from bot.line.actions import about
from bot.line.administering.forms import people_form
from bot.line.forms import Change, Field, Form
from bot.line.inbound import Event, Inbound, Message, Rated
from bot.plan.model import Section
from bot.review.model import Refusal
from bot.slack.ask_modal import ask_modal
from bot.slack.edit_modal import edit_modal
from bot.slack.feedback import what_was_missing
from bot.slack.listeners import register
from bot.slack.modal import ChangesForm, modal
from bot.slack.team_modal import team_modal
from bot.team.changes import Join, Leave, SetField
from bot.team.model import Team
from tests.slack.conftest import reception

JSON = dict[str, Any]
HOME, ELSEWHERE = "T0HOME", "T9ELSE"
SAM = "U0SAM"
TS = "1793631845.000200"
TRIGGER = {"trigger_id": "1.2"}


class Ways:
    """Stands for the Bolt app while the listeners are registered, and keeps what was."""

    def __init__(self) -> None:
        self.found: dict[str, Callable[..., None]] = {}

    def _keep(self, kind: str) -> Callable[[Any], Callable[[Callable[..., None]], None]]:
        def named(what: Any) -> Callable[[Callable[..., None]], None]:
            name = f"{kind} {getattr(what, 'pattern', what)}".replace("\\", "")
            return lambda listener: self.found.__setitem__(name, listener)

        return named

    def __getattr__(self, kind: str) -> Any:
        return self._keep(kind)


def view(opened: JSON, **values: str) -> JSON:
    """A form as Slack sends it back: every place filled in."""
    filled = {
        block["block_id"]: {block["element"]["action_id"]: {"value": values.get("text", "my words")}}
        for block in opened["blocks"]
        if block["type"] == "input"
    }
    return opened | {"id": "V1", "hash": "1.h", "state": {"values": filled}}


def said(**event: Any) -> JSON:
    return {"event": {"user": SAM, "ts": TS, "channel": "D1", "text": "hi", **event}}


def pressed(value: str, action: str = "review.approve#0") -> JSON:
    button = {"value": value, "action_id": action, "action_ts": TS}
    return {"actions": [button], "container": {"message_ts": TS}, **TRIGGER}


FORM = ChangesForm(person="lena", name="Lena", version=1, sections=(Section.GOAL,))
PARTS = Form(chapter=0, title="Goal", fields=(Field(key="goal.revenue", label="goal", text="1"),))
CASES: dict[str, JSON] = {
    "event message": said(channel_type="im"),
    "event app_mention": said(text="<@U0BOT> status"),
    "event agent_session_stopped": said(thread_ts=TS),
    "event app_home_opened": said(tab="home"),
    "command /plan": {"command": {"text": "status", "channel_id": "D1", "user_id": SAM, **TRIGGER}},
    "message_shortcut add_to_plan": {"message": {"text": "the goal is 1"}, **TRIGGER},
    "action ^review.request_changes#": pressed(about("lena", 1, "2027-01-01")),
    "action ^review.ask#": pressed(about("lena", 1, "2027-01-01")),
    "action ^interview.edit#": pressed("0"),
    "action ^team.open#": pressed("people"),
    "action ^answer.rated#": pressed("up@message:D1:1.1", "answer.rated#0"),
    "action #d+$": pressed(about("lena", 1, "2027-01-01")),
    "view ask_rep": {"view": view(ask_modal("lena", "Lena"))},
    "view team.open": {"view": view(team_modal(people_form()))},
    "view interview.edit": {"view": view(edit_modal(PARTS), text="2")},
    "view answer.rated": {"view": view(what_was_missing(Rated(of="message:D1:1.1", helped=False)))},
    "view request_changes": {"view": view(modal(FORM))},
}
ASKS_NOBODY = {"action ^review.ask#"}
"""Opens a form that says nothing of anybody; who may ask is decided when it is sent in."""


class Desk:
    """The listeners, with a line behind them that keeps as whom everybody came."""

    def __init__(self, team: Team) -> None:
        self.people: list[str | None] = []
        self.addresses: list[str] = []

        def person(who: str | None, *_: object) -> Any:
            self.people.append(who)
            return Refusal(text="no")

        def check(who: str | None, _: object) -> dict[str, str]:
            self.people.append(who)
            return {}

        def administrator(address: str, *_: object) -> Refusal:
            self.addresses.append(address)
            return Refusal(text="no")

        counter: Any = SimpleNamespace(open=administrator, take=administrator)
        ways = Ways()
        desk = reception(team, self.receive, form=person, edit=person, check=check, counter=counter)
        register(ways, desk)  # type: ignore[arg-type]  # stands for the app
        self.ways = ways.found

    def receive(self, inbound: Inbound) -> None:
        self.people.append(inbound.person)
        self.addresses.append(inbound.address)

    def take(self, way: str, case: JSON, workspace: str, **more: Any) -> None:
        """Hand a case to its listener, as Bolt does: by the names of what it wants."""
        listener = self.ways[way]
        wants = listener.__code__.co_varnames[: listener.__code__.co_argcount]
        body = {"team_id": workspace, "user": {"id": SAM}, "event_id": "Ev1", **case, **more}
        parts = {"body": body} | {name: MagicMock() for name in ("client", "ack", "respond")}
        parts |= {name: case[name] | more.get(name, {}) for name in ("event", "view") if name in case}
        parts |= {"command": case.get("command", {}) | {"team_id": workspace}}
        listener(**{name: parts[name] for name in wants if name in parts})


@pytest.fixture
def desk(team: Team) -> Desk:
    """Sam is known in one workspace of several."""
    sam = team.reps[0].model_copy(update={"workspace": HOME})
    return Desk(team.model_copy(update={"reps": (sam, *team.reps[1:])}))


def test_every_way_in_has_a_case(desk: Desk):
    assert set(desk.ways) == set(CASES)


@pytest.mark.parametrize("way", sorted(CASES))
def test_the_same_member_id_of_another_workspace_is_somebody_else(desk: Desk, way: str):
    desk.take(way, CASES[way], ELSEWHERE)
    assert set(desk.people) <= {None}
    assert set(desk.addresses) <= {f"{ELSEWHERE}/{SAM}"}
    assert desk.people or desk.addresses or way in ASKS_NOBODY


@pytest.mark.parametrize("way", sorted(set(CASES) - ASKS_NOBODY))
def test_whoever_it_is_about_is_never_whom_it_is_from(desk: Desk, way: str):
    desk.take(way, json.loads(json.dumps(CASES[way])), HOME)
    assert set(desk.people) <= {"sam"}
    assert set(desk.addresses) <= {f"{HOME}/{SAM}"}


@pytest.mark.parametrize("way", ["event message", "event app_mention"])
def test_what_a_bot_writes_is_left_alone(desk: Desk, way: str):
    case = {"event": CASES[way]["event"] | {"bot_id": "B1"}}
    desk.take(way, case, HOME)
    assert desk.people == []


@pytest.mark.parametrize("home", ["user_team", "source_team"])
def test_a_member_of_another_company_in_a_shared_channel_is_nobody_here(desk: Desk, home: str):
    case = {"event": CASES["event app_mention"]["event"] | {home: ELSEWHERE}}
    desk.take("event app_mention", case, HOME, is_ext_shared_channel=True)
    assert desk.people == []
    own = {"event": CASES["event app_mention"]["event"] | {home: HOME}}
    desk.take("event app_mention", own, HOME, is_ext_shared_channel=True)
    assert desk.people == ["sam"]


@pytest.mark.parametrize("value", ["9" * 5000, "-1", "٣", "1e9", "", "lena:" + "9" * 5000, "lena:-1", "lena:٣", ":1"])
@pytest.mark.parametrize("way", [way for way in CASES if way.startswith("action") and "team.open" not in way])
def test_a_forged_value_opens_nothing_and_breaks_nothing(desk: Desk, way: str, value: str):
    button = CASES[way]["actions"][0] | {"value": value}
    desk.take(way, CASES[way] | {"actions": [button]}, HOME)
    assert set(desk.people) <= {"sam"}


KINDS = (*get_args(get_args(Event)[0]), Inbound, Change, SetField, Join, Leave)
OURS = {"kind", "person"}
"""What we write ourselves: the name of a kind, and on `Inbound` who the team says it is."""


def is_bare(annotation: Any) -> bool:
    """Whether a type holds a text as it came in; one that is made readable is annotated with it."""
    if get_origin(annotation) in (Annotated, Literal):
        return False
    return annotation is str or any(is_bare(part) for part in get_args(annotation))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_text_that_comes_in_is_made_readable(kind: Any):
    fields = kind.model_fields.items()
    assert [name for name, f in fields if is_bare(f.annotation) and not f.metadata and name not in OURS] == []


def test_what_nobody_sees_is_not_taken_in():
    assert Message(text="a\x00b\x1b[31mc\u202ed\x9be\ud800f\ng\th").text == "ab[31mcdef\ng\th"
