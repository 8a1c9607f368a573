"""Whole interviews with very different people, as they are written down beside this file, through the real line."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.conversations.playing import Heard, play, read_conversation

TALKS = sorted(Path(__file__).parent.glob("*.txt"))
MOST_SHORT = 25
"""Characters of a sentence that may come twice in a reply: "Noted"."""
LONGEST = 1400
"""Characters a reply of the coach has at most."""


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_it_is_written(path: Path, tmp_path: Path):
    talk = read_conversation(path.read_text("utf-8"))
    wrong, hurried = [], False
    for exchange, heard in play(talk, tmp_path):
        wrong += [
            f"{path.name}:{line}: {mark} {rest}\n   after: {exchange.text}\n   heard: {heard.said}"
            for line, mark, rest in exchange.checks
            if not _holds(mark, rest, heard)
        ]
        quiet = exchange.does in (">>", "waits") or any(mark == "silent" for _, mark, _ in exchange.checks)
        faults = [] if hurried or (quiet and not heard.said) else _faults(heard.said)
        hurried = exchange.does == ">>"
        wrong += [f"{path.name}:{exchange.line}: {fault}\n   heard: {heard.said}" for fault in faults]
    assert not wrong, "\n".join(wrong)


def _holds(mark: str, rest: str, heard: Heard) -> bool:
    if mark == "knows":
        slot, _, value = rest.partition(" = ")
        return heard.known.get(slot) == value
    if mark == "silent":
        return not heard.said
    if mark == "lacks":
        return not any(slot == rest or slot.startswith(f"{rest}.") for slot in heard.known)
    return (rest in heard.said) == (mark == "says")


def _faults(said: str) -> list[str]:
    """What no reply may be: empty, a wall of text, with an unfilled place, or a sentence twice before a draft."""
    answer = re.split(r"[Dd]raft is |Version \d+ is ready", said)[0]
    sentences = Counter(part.strip() for part in answer.replace("?", ".").split(".") if len(part.strip()) > MOST_SHORT)
    return [
        *(["says nothing"] if not said else []),
        *(["is too long"] if len(said) > LONGEST else []),
        *(["leaves a place unfilled"] if "{" in said else []),
        *[f"says twice: {part}" for part, count in sentences.items() if count > 1],
        *(["failed"] if "went wrong on my side" in said else []),
    ]
