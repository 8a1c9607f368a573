"""Conversations as they are written down: what the rep types, what is known after it, and what the coach says.

    # A line of comment.
    as: leo-brandt          (who speaks from here on; facts and replies are this person's)
    > what the rep types
    | a further line of the same message
    knows last_year.revenue = $840,000
    lacks last_year.quota
    says And what was your quota?
    never Noted

`knows` gives a fact as people read it, `lacks` a slot that must stay empty, `says` and `never` what the coach's reply
to that message must and must not hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.interview.state import Interview
from bot.line.model import Post, Reply
from bot.line.office import Office
from bot.store.store import Store
from bot.terminal.stage import Stage, ticking
from bot.wiring import build_office

TEAM_FILE = Path(__file__).parents[2] / "knowledge" / "sample-team" / "team.yaml"
STARTS = datetime(2026, 11, 23, 15, tzinfo=UTC)


@dataclass
class Exchange:
    """One message with what must follow: (line number, "knows" or the like, what it says)."""

    line: int
    person: str
    text: str
    checks: list[tuple[int, str, str]] = field(default_factory=list)


def read_conversation(text: str) -> list[Exchange]:
    """Read a conversation file; raises ValueError with the line that is none of the above."""
    talk: list[Exchange] = []
    person = ""
    for number, line in enumerate(text.splitlines(), 1):
        mark, _, rest = line.partition(" ")
        if not line.strip() or mark == "#":
            continue
        if mark == "as:":
            person = rest
        elif mark == ">":
            talk.append(Exchange(number, person, rest))
        elif mark == "|":
            talk[-1].text += "\n" + rest
        elif mark in ("knows", "lacks", "says", "never"):
            talk[-1].checks.append((number, mark, rest))
        else:
            raise ValueError(f"line {number}: {line}")
    return talk


@dataclass(frozen=True)
class Heard:
    """What the coach answered, and what is known now as people read it, by slot."""

    said: str
    known: dict[str, str]


def play(talk: Sequence[Exchange], database: Path) -> Iterator[tuple[Exchange, Heard]]:
    """Play a conversation through the real line with the sample team."""
    office = build_office(TEAM_FILE)
    posts: list[Post] = []
    store = Store.open(f"sqlite:///{database}")
    stage = Stage(office, store, ticking(STARTS), posts.append, "conversation")
    for exchange in talk:
        person = office.team.person(exchange.person)
        assert person is not None
        posts.clear()
        stage.say(person, exchange.text)
        heard = [post.content for post in posts if post.to == person.id]
        said = [content.text if isinstance(content, Reply) else f"[{content.kind}]" for content in heard]
        yield exchange, Heard("\n\n".join(said), _known(office, store, person.id))
    store.close()


def _known(office: Office, store: Store, person: str) -> dict[str, str]:
    rep, stored = office.team.rep(person), store.load(person).value
    if rep is None or not stored:
        return {}
    interview = Interview.model_validate_json(stored)
    telling = office.telling(rep, interview, STARTS)
    return {slot: telling.value(fact.value) for slot, fact in interview.facts.items()}
