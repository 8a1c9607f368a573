"""Whole stories in Slack: interview, draft, review, changes, second version, approval.

The real application against an independent Slack-compatible server, as people click and type there: a Hunter over
Socket Mode, a Farmer over signed HTTP.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.data import knowledge_folder
from bot.line.office import Office
from bot.plan.model import Section
from bot.running import Door, Tokens, connected
from bot.slack.sandbox import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Sandbox, free_port
from bot.slack.web import EVENTS
from bot.store.store import Store
from bot.team.model import Person
from bot.terminal.story import read_story
from bot.wiring import build_office
from tests.slack.people import SlackUser, bot_is_connected, sandbox_or_skip, wait

pytestmark = pytest.mark.e2e
SAMPLE = knowledge_folder() / "sample-team"
SEASON = "2027-01-01"


@pytest.fixture(scope="module")
def office() -> Office:
    return build_office(SAMPLE / "team.yaml")


@pytest.fixture
def sandbox(office: Office) -> Iterator[Sandbox]:
    with sandbox_or_skip(office.team) as running:
        yield running


@contextmanager
def running(office: Office, url: str, sandbox: Sandbox) -> Iterator[Store]:
    """The application as it runs, until the end of the block; what comes after is a restart."""
    store = Store.open(url)
    with connected(office, store, Tokens(bot=BOT_TOKEN, app=APP_TOKEN, api_url=sandbox.api_url)):
        wait(lambda: bot_is_connected(sandbox), "the bot did not connect")
        yield store
    store.close()


def person(office: Office, name: str) -> Person:
    found = office.team.person(name)
    assert found is not None
    return found


def replies_of(name: str) -> list[str]:
    """What a person types in the sample story, up to the draft."""
    scenes = read_story((SAMPLE / "story.yaml").read_text(encoding="utf-8")).scenes
    says = [reply for scene in scenes if scene.speaker == name for reply in scene.says]
    return says[: next(number for number, reply in enumerate(says) if reply.startswith("send it"))]


def test_a_hunters_plan_goes_from_the_first_hello_to_an_approved_second_version(
    office: Office, sandbox: Sandbox, tmp_path: Path
):
    url = f"sqlite:///{tmp_path}/slack.db"
    dana, ruth = (SlackUser(sandbox, person(office, who)) for who in ("dana-reyes", "ruth-okafor"))
    replies = replies_of("dana-reyes")
    half = len(replies) // 2

    with running(office, url, sandbox):
        for reply in replies[:half]:
            assert dana.ask(reply, quiet=0.05)

    with running(office, url, sandbox) as store:
        for reply in replies[half:]:
            dana.ask(reply, quiet=0.05)
        assert "it adds up" in dana.all_text()

        dana.click("Send to Ruth")
        dana.hears("version 1 is with Ruth")
        card = ruth.hears("Dana Reyes, Hunter: plan, version 1")
        assert "$1,400,000" in card
        ruth.click("Open plan")
        ruth.hears("Dana Reyes, version 1")

        ruth.click("Request changes")
        assert ruth.submit({}) != {}
        assert ruth.submit({Section.TARGETS: "Four names are too few for this goal"}) == {}
        dana.hears("Four names are too few for this goal")
        ruth.hears("asked for changes on version 1")

        dana.say("I add Cyberdyne 50k and Initech 45k")
        dana.hears("Version 2 is ready")
        dana.click("Send to Ruth")
        ruth.hears("I add Cyberdyne 50k and Initech 45k")
        ruth.click("Approve")
        dana.hears("approved version 2")
        ruth.hears("approved version 2")
        assert "approved" in dana.open_home()
        assert "version 2 approved" in ruth.open_home()

        names = [file["name"] for file in dana.files()]
        assert any(name.endswith(".docx") for name in names)
        assert any("pay" in name for name in names)
        review = store.review("dana-reyes", SEASON).value
    assert review is not None
    assert [entry.action for entry in review.history] == ["submit", "request changes", "answer", "submit", "approve"]
    latest = review.latest
    assert latest is not None
    assert latest.plan.targets is not None
    assert [target.name for target in latest.plan.targets.named][-2:] == ["Cyberdyne", "Initech"]


def test_a_farmers_plan_is_approved_over_signed_http(office: Office, tmp_path: Path):
    port = free_port()
    with sandbox_or_skip(office.team, f"http://127.0.0.1:{port}{EVENTS}") as sandbox:
        tokens = Tokens(bot=BOT_TOKEN, signing_secret=SIGNING_SECRET, api_url=sandbox.api_url)
        priya, ruth = (SlackUser(sandbox, person(office, who)) for who in ("priya-natarajan", "ruth-okafor"))
        store = Store.open(f"sqlite:///{tmp_path}/http.db")
        with connected(office, store, tokens, Door("127.0.0.1", port)):
            for reply in replies_of("priya-natarajan"):
                assert priya.ask(reply, quiet=0.05)
            priya.click("Send to Ruth")
            ruth.hears("Priya Natarajan, Farmer: plan, version 1")
            ruth.click("Approve")
            priya.hears("approved version 1")
            assert "approved" in priya.open_home()
        store.close()
