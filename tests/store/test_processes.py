"""Two processes on one database: every message once, and those of one conversation in order."""

import subprocess
import sys
from pathlib import Path

from tests.store.samples import LEASE, NOW, SEASON, event

WORKER = """
import sys
from bot.store.store import Store
from tests.store.samples import LEASE, NOW, SEASON, answer, line, post

url, name = sys.argv[1:]
store = Store.open(url)
print("ready", flush=True)
sys.stdin.readline()
idle, waits = 0, True
while idle < 50:
    claim = store.claim_inbound(name, NOW, LEASE)
    if claim is None:
        idle += 1
        continue
    idle, key, person = 0, claim.value.key, claim.value.person
    before, said = store.load(person, SEASON).value or "", (line(key, person=person),)
    if not store.commit(answer(store, claim, f"{before}{key} ", (post(key, person),), said)):
        raise SystemExit(f"{key} was handled by another, too")
    print(key, flush=True)
    if waits:
        waits = sys.stdin.readline() == ""
"""
PEOPLE = ("ann", "bob", "cid", "dot", "eli")
KEYS = {person: [f"{person}{n:02}" for n in range(16)] for person in PEOPLE}


def start(url, name):
    words = [sys.executable, "-c", WORKER, url, name]
    folder = Path(__file__).parents[2]
    return subprocess.Popen(words, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def tell(processes, word):
    for process in processes:
        process.stdin.write(f"{word}\n")
        process.stdin.flush()


def test_two_processes_share_the_work_and_keep_every_conversation_in_order(store, url):
    for keys in zip(*KEYS.values(), strict=True):
        for person, key in zip(PEOPLE, keys, strict=True):
            store.receive(event(key, person))
    processes = [start(url, name) for name in ("one", "two")]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 2
    tell(processes, "go")
    # Each does one and waits for the other's: however fast one is, both are at it.
    first = [process.stdout.readline() for process in processes]
    tell(processes, "on")
    rest = [process.communicate(timeout=120)[0] for process in processes]
    handled = [(one + more).split() for one, more in zip(first, rest, strict=True)]
    assert [process.returncode for process in processes] == [0, 0]
    assert sorted(handled[0] + handled[1]) == sorted(key for keys in KEYS.values() for key in keys)
    assert min(map(len, handled)) > 0
    for person, keys in KEYS.items():
        assert store.load(person, SEASON).value.split() == keys
        assert [said.key for said in store.transcript(person)] == keys
    posted = {person: [] for person in PEOPLE}
    while claim := store.claim_outbound("s", NOW, LEASE):
        posted[claim.value.to].append(claim.value.key)
        store.fail(claim, NOW, "only counted")
    assert posted == KEYS
