"""Everything that is installed may be used and passed on: what it says of its licence is one of these."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

PINS = Path(__file__).parents[2] / "constraints.txt"
FREE = re.compile(
    r"\b(?:MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|Zlib|CC0|CNRI|MPL|Mozilla)\b", re.IGNORECASE
)
LINKED = {"psycopg", "psycopg-binary"}
"""Under the LGPL: used as it is, from a place of its own, and only where PostgreSQL is."""


def licence(name: str) -> str | None:
    """What a package says of its licence; None where it is not installed here, as on another system."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None
    named = [each for each in told.get_all("Classifier") or () if each.startswith("License ::")]
    text = next(iter((told.get("License") or "").splitlines()), "")
    return told.get("License-Expression") or "; ".join(named) or text


def test_every_pinned_package_is_under_a_licence_that_may_be_passed_on():
    pins = sorted(set(re.findall(r"^([a-z0-9._-]+)==", PINS.read_text(encoding="utf-8"), re.MULTILINE)))
    told = {name: found for name in pins if (found := licence(name)) is not None}
    assert len(told) > len(pins) // 2
    assert [(name, text) for name, text in told.items() if not FREE.search(text) and name not in LINKED] == []
    copyleft = {name for name, text in told.items() if re.search(r"GPL", text)}
    assert copyleft <= LINKED
