"""Conversations as they are written down: what the rep types, what is known after it, and what the coach says.

    # A line of comment.
    as: leo-brandt             (who speaks from here on; facts and replies are this person's)
    > what the rep types
    | a further line of the same message
    >> what the rep types right before the next message, without waiting for an answer
    edits 9 of 24 => 10 of 24  (a message sent before, by its text, and what it says now)
    deletes 10 of 24
    sends deals.csv            (a file; its lines follow, each after "|")
    clicks Yes, right
    waits 20 days
    knows last_year.revenue = $840,000
    lacks last_year.quota
    says And what was your quota?
    never Noted
    silent

`knows` gives a fact as people read it, `lacks` a slot that must stay empty, `says` and `never` what the coach's reply
to that message must and must not hold, `silent` that there is none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.interview.state import Interview
from bot.line.buttons import Button
from bot.line.inbound import Click, Deleted, Edited, Event, Message, Upload
from bot.line.posts import Post, Reply
from bot.store.store import Store
from bot.terminal.stage import Stage, ticking
from bot.wiring import build_office
from tests.store.migrated import new_file

OFFICE = build_office(Path(__file__).parents[2] / "knowledge" / "sample-team" / "team.yaml")
STARTS = datetime(2026, 11, 23, 15, tzinfo=UTC)


DOES = (">", ">>", "edits", "deletes", "sends", "clicks", "waits")
CHECKS = ("knows", "lacks", "says", "never", "silent")


@dataclass
class Exchange:
    """One thing a person does, with what must follow: (line number, "knows" or the like, what it says)."""

    line: int
    person: str
    does: str
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
        elif mark in DOES:
            talk.append(Exchange(number, person, mark, rest))
        elif mark == "|":
            talk[-1].text += "\n" + rest
        elif mark in CHECKS:
            talk[-1].checks.append((number, mark, rest))
        else:
            raise ValueError(f"line {number}: {line}")
    return talk


@dataclass(frozen=True)
class Heard:
    """What the coach answered, and what is known now as people read it, by slot."""

    said: str
    known: dict[str, str]


class Clock:
    """Moves on a little each time it is read, and by days when somebody stays away."""

    def __init__(self) -> None:
        self._ticks, self.away = ticking(STARTS), timedelta(0)

    def __call__(self) -> datetime:
        return self._ticks() + self.away


class Player:
    """Plays exchanges on a stage with the sample team."""

    def __init__(self, folder: Path) -> None:
        self.office, self.clock, self.folder = OFFICE, Clock(), folder
        self.posts: list[Post] = []
        self.store = Store.open(new_file(folder / "talk.db"))
        self.stage = Stage(self.office, self.store, self.clock, self.posts.append, "conversation")
        self.keys: dict[str, str] = {}
        self.buttons: dict[str, Button] = {}

    def play(self, exchange: Exchange) -> Heard:
        """Do one thing and let the line run."""
        person = self.office.team.person(exchange.person)
        assert person is not None
        self.posts.clear()
        if exchange.does == "waits":
            self.clock.away += timedelta(days=int(exchange.text.split()[0]))
        elif exchange.does == ">>":
            self.keys[exchange.text] = self.stage.queue(person, Message(text=exchange.text))
        else:
            key = self.stage.play(person, self._event(exchange))
            self.keys[exchange.text.rpartition(" => ")[2]] = self._of(exchange) or key
        heard = [post.content for post in self.posts if post.to == person.id]
        shown = [button for content in heard if isinstance(content, Reply) for button in content.buttons]
        self.buttons |= {button.label: button for button in shown}
        said = [content.text if isinstance(content, Reply) else f"[{content.kind}]" for content in heard]
        return Heard("\n\n".join(said), self._known(person.id))

    def _event(self, exchange: Exchange) -> Event:
        match exchange.does:
            case "edits":
                return Edited(of=self._of(exchange), text=exchange.text.rpartition(" => ")[2])
            case "deletes":
                return Deleted(of=self._of(exchange))
            case "clicks":
                button = self.buttons[exchange.text]
                return Click(action=button.action, value=button.value)
            case "sends":
                name, _, rows = exchange.text.partition("\n")
                file = self.folder / name
                file.write_text(rows, encoding="utf-8")
                return Upload(name=name, ref=str(file), size=len(rows))
            case _:
                return Message(text=exchange.text)

    def _of(self, exchange: Exchange) -> str:
        """The key of the message that an edit or deletion is about."""
        if exchange.does not in ("edits", "deletes"):
            return ""
        return self.keys[exchange.text.partition(" => ")[0]]

    def _known(self, person: str) -> dict[str, str]:
        rep, stored = self.office.team.rep(person), self.store.load(person, self.office.team.season.key).value
        if rep is None or not stored:
            return {}
        interview = Interview.model_validate_json(stored)
        telling = self.office.telling(rep, interview, STARTS)
        return {slot: telling.value(fact.value) for slot, fact in interview.facts.items()}


def play(talk: Sequence[Exchange], folder: Path) -> Iterator[tuple[Exchange, Heard]]:
    """Play a conversation through the real line."""
    player = Player(folder)
    for exchange in talk:
        yield exchange, player.play(exchange)
    player.store.close()
