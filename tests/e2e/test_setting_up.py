"""From an empty database to a rep's first question, in Slack and without a team file."""

import json
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.cycle.fiscal_year import FiscalYear
from bot.data import knowledge_folder
from bot.interview.state import Interview
from bot.kept_team import KeptOffice
from bot.running import Tokens, connected
from bot.slack.sandbox import APP_TOKEN, BOT_TOKEN
from bot.store.store import Store
from bot.team.model import Person, Rep, Role, Team
from bot.wiring import opener
from tests.e2e.workspace import no_post_failed
from tests.slack.people import SlackUser, bot_is_connected, sandbox_or_skip, wait

pytestmark = pytest.mark.e2e
PLAN = (knowledge_folder() / "sample-team" / "comp" / "hunter.yaml").read_text(encoding="utf-8")
MEMBERS = Team(
    company="Acme IT",
    fiscal_year=FiscalYear(starts=date(2027, 1, 1)),
    currency="USD",
    budgeted_revenue=Decimal(2_000_000),
    executive=Person(id="eve", name="Eve Stone", role=Role.EXECUTIVE, slack_id="U0EVE"),
    managers=(
        Person(id="ada", name="Ada Admin", role=Role.MANAGER, slack_id="U0ADA"),
        Person(id="tom", name="Tom Lead", role=Role.MANAGER, slack_id="U0TOM"),
    ),
    reps=(Rep(id="ann", name="Ann Hale", role=Role.HUNTER, slack_id="U0ANN", manager="eve", goal=Decimal(1)),),
)


class Admin(SlackUser):
    """Somebody who fills in the forms of the set-up."""

    def picks(self, person: str, what: str) -> None:
        """Pick something to do about a person on the Home tab, from the three dots."""

        def found() -> dict[str, Any] | None:
            blocks = (block.get("accessory") or {} for block in self._home_view().get("blocks", ()))
            menus = (element for element in blocks if element.get("type") == "overflow")
            return next((m for m in menus for o in m["options"] if o["value"] == f"{what}:{person}"), None)

        menu = wait(found, f"{person} is not on the page")
        option = next(each for each in menu["options"] if each["value"] == f"{what}:{person}")
        picked = {"type": "overflow", "action_id": menu["action_id"], "selected_option": option}
        self._do({"t": "block_action", "channel": "", "messageTs": "", "action": picked})

    def fills(self, **values: dict[str, Any]) -> dict[str, str]:
        """Send the open form; gives what is wrong with it, nothing once it is taken or shows what comes next."""
        opened = self.form()
        state = {block["block_id"]: {"blank": {}} for block in opened["blocks"] if block["type"] == "input"}
        state |= {key: {"blank": value} for key, value in values.items()}
        with closing(self._connect()) as page:
            page.recv()
            page.send(json.dumps({"t": "view_submit", "user": self.person.slack_id, "values": state}))
            while True:
                told = json.loads(page.recv())
                if told["t"] == "view_errors":
                    return dict(told["errors"])
                if told["t"] == "view" and (not told["stack"] or told["stack"][-1]["blocks"] != opened["blocks"]):
                    return {}

    def sees(self, text: str) -> None:
        wait(
            lambda: text in json.dumps(self._home_view()),
            f"the page does not say {text!r}",
            lambda: str(self._home_view()),
        )


def text(value: str) -> dict[str, Any]:
    return {"type": "plain_text_input", "value": value}


def pick(value: str) -> dict[str, Any]:
    return {"type": "static_select", "selected_option": {"value": value, "text": {"type": "plain_text", "text": value}}}


def test_an_administrator_sets_up_a_team_and_a_rep_starts_with_its_figures(database: str):
    store = Store.open(database)
    offices = KeptOffice(store, opener(), ("U0ADA",))
    with (
        sandbox_or_skip(MEMBERS) as sandbox,
        connected(offices, store, Tokens(bot=BOT_TOKEN, app=APP_TOKEN, api_url=sandbox.api_url)),
    ):
        wait(lambda: bot_is_connected(sandbox), "the bot did not connect")
        ada, ann = Admin(sandbox, MEMBERS.managers[0]), SlackUser(sandbox, MEMBERS.reps[0])
        assert "not set up here yet" in ann.ask("hello")

        assert "Nobody is written to before you say so" in ada.open_home()
        ada.click_home("Your organization")
        organization = {
            "company": text("Acme IT"),
            "fiscal_year_start": {"type": "datepicker", "selected_date": "2027-01-01"},
            "budgeted_revenue": text("2,000,000"),
        }
        assert "ISO 4217" in ada.fills(**organization, currency=text("dollars"))["currency"]
        assert ada.fills(**organization, currency=text("USD")) == {}
        ada.sees("Bring in people from Slack")
        ada.click_home("Bring in people from Slack")
        ada.fills(members={"type": "multi_users_select", "selected_users": ["U0EVE", "U0TOM", "U0ANN"]})
        ada.picks("eve-stone", "person")
        ada.fills(name=text("Eve Stone"), role=pick("executive"))
        ada.sees("*Eve Stone*: executive")
        ada.picks("tom-lead", "person")
        ada.fills(name=text("Tom Lead"), role=pick("manager"))
        ada.sees("*Tom Lead*: manager")
        ada.picks("ann-hale", "person")
        ada.fills(
            name=text("Ann Hale"),
            role=pick("Hunter"),
            manager=pick("tom-lead"),
            goal=text("1,400,000"),
            **{"last_year.quota": text("1,200,000")},
        )
        ada.sees("goal 1,400,000, reports to Tom Lead")
        ada.picks("ann-hale", "pay")
        assert ada.fills(text=text(PLAN)) == {}
        assert "at 100% of quota: $60,000" in json.dumps(ada.form())
        ada.fills()
        ada.sees("has a compensation plan")
        ada.click_home("Invite everyone")
        assert "Hunter, goal $1,400,000" in ann.hears("Eve Stone asks everyone in sales at Acme IT")
        ann.click("Start")
        ann.hears("2027")
    no_post_failed(database)
    state = store.load("ann-hale", "2027-01-01").value
    store.close()
    assert state is not None
    interview = Interview.model_validate_json(state)
    assert interview.role is Role.HUNTER
    assert {fact.slot for fact in interview.facts.values()} >= {"goal.revenue", "last_year.quota"}
