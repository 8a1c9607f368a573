"""What a newcomer starts from: pinned packages without addresses, and a Makefile that says what it can do."""

import re
import shutil
import subprocess
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINS = [
    line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
]
MAKE = shutil.which("make")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirement: str) -> str:
    return plain(re.split(r"[\s<>=!~;\[(]", requirement, maxsplit=1)[0])


def needed(names: list[str]) -> set[str]:
    """The names and everything they need here, as what is installed says."""
    found: set[str] = set()
    while names:
        name = names.pop()
        if name not in found:
            found.add(name)
            asked = [each for each in distribution(name).requires or [] if ";" not in each]
            names += [named(each) for each in asked]
    return found


def test_every_pin_is_one_exact_version_and_no_address():
    for pin in PINS:
        assert re.fullmatch(r"[a-z0-9._-]+==[0-9][\w.]*( ; [\w =!'<>.]+)?", pin), pin


def test_everything_that_is_installed_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [named(each) for each in (*project["dependencies"], *project["optional-dependencies"]["dev"])]
    assert needed(asked) <= {plain(pin.partition("==")[0]) for pin in PINS}


@pytest.mark.skipif(MAKE is None, reason="make is not installed")
def test_make_alone_lists_every_target():
    listed = subprocess.run([MAKE, "-C", str(ROOT)], check=True, capture_output=True, text=True).stdout
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE).group(1)
    assert set(re.findall(r"^  make (\w+) +\S", listed, re.MULTILINE)) == set(targets.split())
