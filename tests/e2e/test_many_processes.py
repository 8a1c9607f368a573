"""Several bots on one PostgreSQL and one Chroma server, as a company runs them: nobody notices that they are many."""

import shutil
import signal
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import groupby

import pytest

from bot.store.store import Store
from bot.wiring import build_office
from tests.e2e.workspace import SAMPLE, Workspace, opened
from tests.library.chroma import chroma_or_skip, collections
from tests.slack.people import text_of, wait

TALKERS, SILENT = ("dana-reyes", "priya-natarajan", "sam-whitfield"), "leo-brandt"
BEFORE = ("hi", "what is run-rate?")
AFTER = ("progress", "skip", "status")
ALWAYS_AT_WORK = """country: AQ
working_hours: 0:00-23:59
working_days: Mon-Sun
calendar:
  draft: {today}
  review: {soon}
"""


@pytest.fixture
def team_file(tmp_path):
    """The sample team, with a deadline today and no hour at which nobody works."""
    file = shutil.copytree(SAMPLE, tmp_path / "team") / "team.yaml"
    today = datetime.now(UTC).date()
    year, dates = (today + timedelta(days=50)).replace(day=1), {"today": today, "soon": today + timedelta(days=3)}
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "comp_plan" not in line]
    written = "\n".join(lines).replace("fiscal_year_start: 2027-01-01", f"fiscal_year_start: {year}")
    file.write_text(written.replace("country: US\n", ALWAYS_AT_WORK.format(**dates)), encoding="utf-8")
    return file


def test_bots_that_come_and_go_share_the_conversations_the_library_and_the_reminders(
    team_file, tmp_path, empty_postgres_database
):
    office, url = build_office(team_file), empty_postgres_database
    with chroma_or_skip(tmp_path / "chroma") as chroma, opened(office, tmp_path, url) as workspace:
        settings = {"PLANWRIGHT_TEAM_FILE": str(team_file), "PLANWRIGHT_CHROMA_URL": chroma}
        with workspace.several(2, **settings) as (killed, stopped), ThreadPoolExecutor(len(TALKERS) + 1) as people:
            talk(workspace, people, BEFORE)
            going_on = people.submit(talk, workspace, people, AFTER)
            killed.kill()
            wait(lambda: workspace.proxy.connected() == 1, "the bot that was killed is still connected")
            # What it had not acknowledged Slack delivers once more; here everything is, to be sure of it.
            workspace.proxy.deliver_again(100)
            with workspace.several(1, **settings):
                stopped.send_signal(signal.SIGTERM)
                assert stopped.wait(30) == 0
                wait(lambda: workspace.proxy.connected() == 1, "the bot that was stopped is still connected")
                workspace.proxy.deliver_again(100)
                going_on.result()
                workspace.settle()
        wait(lambda: [size > 100 for size in collections(chroma).values()] == [True], "no index, no whole one, or two")
        are_as_if_there_was_one(workspace)


def talk(workspace: Workspace, people: Executor, says: Sequence[str]) -> None:
    """Everybody says one thing after the other, each once the bot has answered the one before."""

    def talks(who: str) -> None:
        for text in says:
            user = workspace.user(who)
            user.say(text)
            wait(user.news, f"{who} got no answer to {text!r}")

    list(people.map(talks, TALKERS))


def are_as_if_there_was_one(workspace: Workspace) -> None:
    """Everybody was heard and answered in order, and the one who said nothing was reminded once."""
    store = Store.open(workspace.url)
    for who in TALKERS:
        lines = store.transcript(who)
        assert [line.text for line in lines if line.direction == "in"] == [*BEFORE, *AFTER]
        told = [line.text for line in lines if line.direction == "out"]
        assert begun(told) == begun(text_of(message) for message in workspace.user(who).bot_messages())
        assert any("From “" in text for text in told), "the library answered"
    assert [line.direction for line in store.transcript(SILENT)] == ["out"]
    assert len(begun(text_of(message) for message in workspace.user(SILENT).bot_messages())) == 1
    assert store.holders() == frozenset()
    store.close()


def begun(texts: Iterable[str]) -> list[str]:
    """How each text begins; a reply that was posted once more, because it was not known to be out, counts once."""
    return [text for text, _ in groupby(text[:40] for text in texts)]
