"""What people think of the answers to their questions: a thumb up or down, and in a line what was missing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import Field

from bot.facts import Frozen


class Vote(Frozen):
    """One vote of one person on the answer to the message with the key `about`; `missing` is their own line on it."""

    person: str
    about: str
    helped: bool
    missing: str = Field(default="", repr=False)
    at: datetime


class VoteOn(Frozen):
    """A vote with the question it is about, as it was asked."""

    vote: Vote
    question: str = Field(repr=False)


@dataclass
class Tally:
    """What was thought of the answers to one question; of several votes by one person on one answer the last counts."""

    question: str
    last: dict[tuple[str, str], bool] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def up(self) -> int:
        return sum(self.last.values())

    @property
    def down(self) -> int:
        return len(self.last) - self.up


def tally(votes: Iterable[VoteOn]) -> list[Tally]:
    """Count the votes by question, those that helped least first; the same words are the same question."""
    found: dict[str, Tally] = {}
    for one in votes:
        words = " ".join(one.question.split())
        counted = found.setdefault(words.casefold().strip(" ?!."), Tally(words))
        counted.last[one.vote.person, one.vote.about] = one.vote.helped
        if one.vote.missing:
            counted.missing.append(one.vote.missing)
    return sorted(found.values(), key=lambda each: (each.up - each.down, each.question))
