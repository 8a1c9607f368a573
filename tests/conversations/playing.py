"""Conversations as they are written down: what the rep types, what is known after it, and what the coach says.

    # A line of comment.
    as: leo-brandt
    > what the rep types
    | a further line of the same message
    knows last_year.revenue = $840,000
    lacks last_year.quota
    says And what was your quota?
    never Noted

`knows` gives a fact as people read it, `lacks` a slot that must stay empty, `says` and `never` what the coach's reply
to that message must and must not hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.interview.state import Interview
from bot.line.model import Reply
from bot.store.store import Store
from bot.terminal.stage import Stage, ticking
from bot.wiring import build_office

TEAM_FILE = Path(__file__).parents[2] / "knowledge" / "sample-team" / "team.yaml"
STARTS = datetime(2026, 11, 23, 15, tzinfo=UTC)


@dataclass
class Exchange:
    """One message with what must follow: (line number, "knows" or the like, what it says)."""

    line: int
    text: str
    checks: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass
class Conversation:
    """Who speaks, and what."""

    person: str
    exchanges: list[Exchange] = field(default_factory=list)


def read_conversation(text: str) -> Conversation:
    """Read a conversation file; raises ValueError with the line that is none of the above."""
    talk = Conversation(person="")
    for number, line in enumerate(text.splitlines(), 1):
        mark, _, rest = line.partition(" ")
        if not line.strip() or mark == "#":
            continue
        if mark == "as:":
            talk.person = rest
        elif mark == ">":
            talk.exchanges.append(Exchange(number, rest))
        elif mark == "|":
            talk.exchanges[-1].text += "\n" + rest
        elif mark in ("knows", "lacks", "says", "never"):
            talk.exchanges[-1].checks.append((number, mark, rest))
        else:
            raise ValueError(f"line {number}: {line}")
    return talk


@dataclass(frozen=True)
class Heard:
    """What the coach answered, and what is known now as people read it, by slot."""

    said: str
    known: dict[str, str]


def play(talk: Conversation, database: Path) -> Iterator[tuple[Exchange, Heard]]:
    """Play a conversation through the real line with the sample team."""
    office = build_office(TEAM_FILE)
    person, rep = office.team.person(talk.person), office.team.rep(talk.person)
    assert person is not None
    assert rep is not None
    store, posts = Store.open(f"sqlite:///{database}"), []
    stage = Stage(office, store, ticking(STARTS), posts.append, "conversation")
    for exchange in talk.exchanges:
        posts.clear()
        stage.say(person, exchange.text)
        said = [p.content.text for p in posts if p.to == rep.id and isinstance(p.content, Reply)]
        interview = Interview.model_validate_json(store.load(rep.id).value or "")
        telling = office.telling(rep, interview, STARTS)
        known = {slot: telling.value(fact.value) for slot, fact in interview.facts.items()}
        yield exchange, Heard("\n\n".join(said), known)
    store.close()
