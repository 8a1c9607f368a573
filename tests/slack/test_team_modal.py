"""The forms of the team's set-up: within Slack's limits, and what comes back from them; members looked up at Slack."""

import json
from typing import Any

import pytest

from bot.data import knowledge_folder
from bot.line.administering import forms
from bot.line.administering.forms import TeamForm
from bot.line.administering.home import home_team
from bot.line.pages import Home
from bot.slack.app import web_client
from bot.slack.directory import SlackDirectory
from bot.slack.home import home
from bot.slack.team_modal import submitted, team_modal
from bot.team.audit import TeamVersion
from bot.team.sheet import Sheet, read_sheet
from bot.wiring import build_office
from tests.slack.limits import check_view
from tests.slack.stub import Answer, StubSlack
from tests.store.samples import NOW

SAMPLE = knowledge_folder() / "sample-team" / "team.yaml"


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    read = read_sheet(SAMPLE.read_text(encoding="utf-8"), "team.yaml")
    assert isinstance(read, Sheet)
    return read.having((None, "administrators"), ("T1/U01RUTH", "T1/U05TOMAS"))


def every_form(sheet: Sheet) -> list[TeamForm]:
    examples = tuple(
        f"Example {number}, with a heading longer than a line of a menu may be " * 2 for number in range(120)
    )
    return [
        forms.organization_form(Sheet()),
        forms.organization_form(sheet.having((None, "administrators"), ("U01RUTH", "U05TOMAS"))),
        forms.calendar_form(sheet),
        forms.working_form(sheet),
        forms.people_form(),
        *(forms.person_form(sheet, person) for person in sheet.people),
        forms.pay_form(sheet, "dana-reyes", examples),
        forms.take_form("dana-reyes", "comp/dana-reyes-1.yaml", "It pays $60,000 at 100%."),
        *(forms.leave_form(sheet, person, "They have not begun.") for person in sheet.people),
    ]


def untouched(view: dict[str, Any]) -> dict[str, Any]:
    """A form as Slack sends it in when nothing was changed."""
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            state = {
                "value": element.get("initial_value"),
                "selected_date": element.get("initial_date"),
                "selected_option": element.get("initial_option"),
                "selected_options": element.get("initial_options"),
                "selected_users": element.get("initial_users"),
            }
            values[block["block_id"]] = {"blank": {k: v for k, v in state.items() if v is not None}}
    return view | {"state": {"values": values}}


def test_every_form_is_within_slacks_limits_and_comes_back_as_it_went_out(sheet: Sheet) -> None:
    for form in every_form(sheet):
        view = team_modal(form)
        check_view(view)
        sent = submitted(untouched(view))
        assert sent.about == form.about
        assert sent.before == sent.after


def test_what_was_filled_in_comes_back_whatever_kind_of_place_it_was(sheet: Sheet) -> None:
    view = untouched(team_modal(forms.people_form()))
    view["state"]["values"]["members"]["blank"] = {"selected_users": ["U1", "U2"]}
    view["state"]["values"]["channels"]["blank"] = {"selected_conversations": ["C1"]}
    assert submitted(view).after == {"members": "U1\nU2", "channels": "C1"}
    view = untouched(team_modal(forms.pay_form(sheet, "dana-reyes", ("One",))))
    view["state"]["values"]["file"]["blank"] = {"files": [{"id": "F1", "url_private": "https://files.slack.com/a"}]}
    view["state"]["values"]["from"]["blank"] = {"selected_option": {"value": "example:0"}}
    assert submitted(view).after == {"text": "", "file": "https://files.slack.com/a", "from": "example:0"}


def test_the_page_of_a_large_team_is_within_slacks_limits() -> None:
    people = {
        f"rep-{n}": {"name": f"Rep {n}", "role": "Hunter", "goal": "900000", "title": "t" * 90} for n in range(300)
    }
    sheet = Sheet(organization={"company": "Acme"}, people=people)
    team = home_team(sheet, (TeamVersion(number=1, at=NOW, by="Ada", sheet=sheet),), build_office(SAMPLE))
    check_view(home(Home(title="Set up your team", next_step="Go on.", team=team)))
    check_view(home(Home(title="Plans for 2027", next_step="Two wait.", team=team)))


def looked_up(slack: StubSlack, **user: Any) -> Any:
    slack.answers["users.info"] = [Answer(body=json.dumps({"ok": True, "user": {"id": "U1", "name": "ada"} | user}))]
    directory = SlackDirectory(lambda _: web_client("xoxb-1", slack.url), lambda _, member: member == "UINST")
    return directory.profile("T1/U1")


def test_a_member_is_known_by_what_slack_says_of_them(slack: StubSlack) -> None:
    profile = {"real_name": "Ada Admin", "email": "ada@example.com", "title": "IT"}
    known = looked_up(slack, profile=profile, tz="Europe/Berlin", is_owner=True)
    assert (known.name, known.email, known.title, known.time_zone) == (
        "Ada Admin",
        "ada@example.com",
        "IT",
        "Europe/Berlin",
    )
    assert known.runs
    assert not looked_up(slack, profile=profile).runs


@pytest.mark.parametrize("flag", ["is_bot", "deleted", "is_restricted", "is_ultra_restricted"])
def test_an_app_a_guest_and_who_has_left_are_nobody_to_bring_in_and_run_nothing(slack: StubSlack, flag: str) -> None:
    known = looked_up(slack, is_admin=True, **{flag: True})
    assert not known.is_person
    assert not known.runs


def test_where_slack_does_not_answer_nobody_is_an_administrator(slack: StubSlack) -> None:
    slack.answers["users.info"] = [Answer(error="fatal_error")]
    directory = SlackDirectory(lambda _: web_client("xoxb-1", slack.url), lambda _, _member: True)
    assert directory.profile("T1/U1") is None
    assert SlackDirectory(lambda _: None, lambda _, _member: True).profile("T2/U1") is None


def test_the_members_of_a_channel_are_read_page_by_page(slack: StubSlack) -> None:
    pages = [{"members": ["U1"], "response_metadata": {"next_cursor": "more"}}, {"members": ["U2"]}]
    slack.answers["conversations.members"] = [Answer(body=json.dumps({"ok": True} | page)) for page in pages]
    directory = SlackDirectory(lambda _: web_client("xoxb-1", slack.url), lambda _, _member: False)
    assert directory.members("C1", "T1/U1") == ("U1", "U2")
    slack.answers["conversations.members"] = [Answer(error="channel_not_found")]
    assert directory.members("C1", "T1/U1") == ()
