"""`planwright run`, asked to end: what it holds is finished or handed back, and another process goes on from there."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from bot.line.inbound import Inbound, Message
from bot.process import hand_back, of_a_process_that_ended, process_name
from bot.store.store import Store
from tests.slack.people import wait

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
LEASE = timedelta(minutes=2)
REPS = ("dana-reyes", "leo-brandt", "priya-natarajan")


def message(number: int) -> Inbound:
    who = REPS[number % 3]
    return Inbound(key=f"m{number}", person=who, address=who, event=Message(text="progress"), at=NOW)


def test_a_polite_kill_leaves_nothing_in_hand(tmp_path: Path, slack):
    url = f"sqlite:///{tmp_path / 'run.db'}"
    store = Store.open(url)
    for number in range(400):
        store.receive(message(number))
    settings = {
        "PLANWRIGHT_DATABASE_URL": url,
        "PLANWRIGHT_HTTP_PORT": "0",
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_SIGNING_SECRET": "secret",
        "SLACK_API_URL": slack.url,
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    words = [sys.executable, "-m", "bot.cli", "run"]
    with subprocess.Popen(words, cwd=tmp_path, env=os.environ | settings, stdout=subprocess.DEVNULL) as process:
        try:
            wait(lambda: len(store.transcript(REPS[0])) > 4, "it did not begin")
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        finally:
            process.kill()
    assert store.holders() == frozenset()
    with create_engine(url).connect() as connection:
        counts = dict(connection.execute(text("SELECT status, count(*) FROM inbox GROUP BY status")).all())
    assert sum(counts.values()) == 400
    assert set(counts) == {"done", "waiting"}
    store.close()


def test_only_what_ended_on_this_machine_is_taken_up_at_the_start(tmp_path: Path):
    store = Store.open(f"sqlite:///{tmp_path / 'run.db'}")
    machine = os.uname().nodename
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    holders = [f"{machine}:{ended.pid}:0", f"{machine}:{os.getppid()}:0", f"other:{ended.pid}:0"]
    for number, holder in enumerate(holders):
        store.receive(message(number))
        store.claim_inbound(holder, NOW, LEASE)
    hand_back(store, of_a_process_that_ended)
    assert store.holders() == set(holders[1:])
    assert of_a_process_that_ended(f"{process_name()}:0")
    assert not of_a_process_that_ended("chat/dana-reyes/2026-11-23T15:00:00+00:00")
    store.close()
