"""The fuzzer finds what there is to be found, and makes it small."""

import io
import zipfile

import pytest

from evals.fuzz import Target, changed, changed_inside, targets, tried


def test_what_a_reader_cannot_take_is_found_and_made_small():
    def read(content: bytes) -> None:
        if b"\x00" in content:
            raise ValueError("a null")

    count, problem = tried(Target(read, [b"some words that are good"]), 1, 400)
    assert count
    assert problem is not None
    assert problem.startswith("ValueError: a null")


def test_a_reader_that_takes_everything_has_nothing_found():
    count, problem = tried(Target(len, [b"good"]), 1, 30)
    assert (count >= 30, problem) == (True, None)


def test_a_packed_file_is_changed_inside_and_stays_one():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("a.xml", "<a>1</a>")
    edits = [(0.5, "set", 2, b"&lol;")]
    with zipfile.ZipFile(io.BytesIO(changed_inside(target.getvalue(), 0, edits))) as packed:
        assert packed.read("a.xml") == changed(b"<a>1</a>", edits)


@pytest.mark.parametrize(
    "name", ["amounts", "dates", "lists", "replies", "slack", "yaml", "team", "comp plan", "notes"]
)
def test_every_reader_takes_a_handful(name, tmp_path):
    assert tried(targets(tmp_path)[name], 7, 8)[1] is None
