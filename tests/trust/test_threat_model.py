"""The threat model is one page, and every test it names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / ".github" / "threat-model.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(test_\w+(?:\.py)?)`", PAGE)))


def test_every_test_it_names_is_there():
    files = list((ROOT / "tests").rglob("test_*.py"))
    there = {file.name for file in files}
    there |= {name for file in files for name in re.findall(r"def (test_\w+)\(", file.read_text(encoding="utf-8"))}
    assert len(NAMED) > 30
    assert [name for name in NAMED if name not in there] == []


def test_every_way_in_names_what_holds_it():
    rows = [line for line in PAGE.splitlines() if line.startswith("|")][2:]
    assert all(re.search(r"`test_\w+", row.split("|")[3]) for row in rows)


def test_every_pin_is_one_exact_version_from_an_index():
    """What is installed is what was tested; a range or an address of its own would let in something else."""
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [pin for pin in pins if pin and not re.match(r"[a-z0-9._-]+==[\w.]+( ;.*)?$", pin)] == []
