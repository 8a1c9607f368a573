"""A process killed at any moment loses nothing and does nothing twice."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.line.posts import Sent
from tests.store.samples import LEASE, NOW, SEASON, event

ROOT = Path(__file__).parents[2]
WORKER = """
import sys
from bot.store.store import Store
from tests.store.samples import LEASE, NOW, SEASON, answer, line, post

store = Store.open(sys.argv[1])
store.release_claims("w")
while claim := store.claim_inbound("w", NOW, LEASE):
    key, before = claim.value.key, store.load(claim.value.person, SEASON).value or ""
    turn = answer(store, claim, f"{before}{key} ", posts=(post(key),), lines=(line(key),))
    print("claimed", key, flush=True)
    if key in sys.argv[2:]:
        sys.stdin.read()
    store.commit(turn)
    print("committed", key, flush=True)
"""
KEYS = [f"e{n:02}" for n in range(30)]


def run_until(url, moment, hold=()):
    """Work through the inbox in a process of its own, and kill it when it says `moment`; None lets it finish."""
    words = [sys.executable, "-c", WORKER, url, *hold]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        for said in process.stdout:
            if said.strip() == moment:
                process.send_signal(signal.SIGKILL)
                break
        process.stdout.read()
    return process.returncode


def test_every_event_is_handled_exactly_once_however_often_the_process_is_killed(store, url):
    for key in KEYS:
        store.receive(event(key))
    # Surely between claim and commit; about in the middle of a commit, twice; and right after one.
    assert run_until(url, "claimed e04", hold=["e04"]) == -signal.SIGKILL
    assert run_until(url, "claimed e09") == -signal.SIGKILL
    assert run_until(url, "claimed e15") == -signal.SIGKILL
    assert run_until(url, "committed e21") == -signal.SIGKILL
    assert run_until(url, None) == 0
    assert store.load("ann", SEASON).value.split() == KEYS
    assert [heard.key for heard in store.transcript("ann")] == KEYS
    posted = []
    while claim := store.claim_outbound("s", NOW, LEASE):
        posted.append(claim.value.key)
        store.sent(claim, Sent(channel="D1", ts="1", at=NOW))
    assert posted == KEYS


def test_without_a_restart_the_lease_gives_the_event_to_another_worker(store, url):
    store.receive(event("e00"))
    assert run_until(url, "claimed e00", hold=["e00"]) == -signal.SIGKILL
    assert store.load("ann", SEASON).value is None
    assert store.claim_inbound("another", NOW, LEASE) is None
    assert store.claim_inbound("another", NOW + LEASE, LEASE).attempt == 2


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_what_was_received_before_the_kill_is_there_afterwards(store, url):
    receive = "import sys; from bot.store.store import Store; from tests.store.samples import event\n"
    receive += (
        "s = Store.open(sys.argv[1]); s.receive(event('e1')); print('acknowledged', flush=True); sys.stdin.read()"
    )
    words = [sys.executable, "-c", receive, url]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "acknowledged\n"
        process.kill()
    assert not store.receive(event("e1"))
    assert store.claim_inbound("w", NOW, LEASE).value == event("e1")
