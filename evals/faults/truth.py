"""What should be true after any fault, held against a run that nobody disturbed."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from bot.interview.state import Interview
from bot.store.store import Store
from evals.faults.world import BOXES, World, at_work, fill, posting_to, until_done

TWICE = "replies seen twice"
"""The one thing that may happen: a reply whose posting was in doubt."""


@dataclass(frozen=True)
class Found:
    """What a fault did: how often it struck, other figures, and by rule how often that rule was broken.

    `least` is how often it had to strike, `replies` how many different ones went out.
    """

    fault: str
    where: str
    struck: int
    wrong: Mapping[str, int]
    figures: Mapping[str, float] = field(default_factory=dict)
    least: int = 1
    replies: int = 0

    @property
    def holds(self) -> bool:
        """Whether the fault struck as often as it had to, and everything that should be true is."""
        return self.struck >= self.least and not any(count for rule, count in self.wrong.items() if rule != TWICE)


@dataclass(frozen=True)
class Calm:
    """What came of the same messages when nothing went wrong, by person."""

    posts: Mapping[str, list[str]]
    facts: Mapping[str, object]
    sent: Mapping[str, list[object]]


def calm_run(world: World, folder: Path, name: str = "calm") -> Calm:
    """Let everyone talk in peace, on a SQLite file."""
    store = Store.open(f"sqlite:///{folder / f'{name}.db'}")
    fill(store, world.messages)
    with at_work(store, world, posting_to(folder / f"{name}.txt")):
        if not until_done(store, len(world.messages)):
            raise RuntimeError("The undisturbed run did not come to its end, so that there is nothing to compare with.")
    posts = posted(folder / f"{name}.txt")
    calm = Calm(
        posts={who: [key for key in posts[who] if _is_reply(key)] for who in world.talkers},
        facts={who: _facts(store, world, who) for who in world.talkers},
        sent={who: _sent(store, world, who) for who in world.talkers},
    )
    store.close()
    return calm


def broken_rules(
    world: World, calm: Calm, store: Store, posts: Mapping[str, list[str]], *, ended: bool
) -> dict[str, int]:
    """Every rule, and how many people or messages it does not hold for. `posts` is what went out, in order."""
    talkers = world.talkers
    expected = {who: [m.key for m in world.messages if m.conversation == who] for who in talkers}
    heard = {who: [line.key for line in store.transcript(who) if line.direction == "in"] for who in talkers}
    answers = {who: [key for key in posts.get(who, ()) if _is_reply(key)] for who in talkers}
    nudges = {who: {key for key in keys if _is_nudge(key)} for who, keys in posts.items()}
    return {
        "did not come to its end": int(not ended),
        "messages not handled exactly once, in order": sum(heard[who] != expected[who] for who in talkers),
        "messages or posts given up": failed(store),
        "people of whom something else is known": sum(_facts(store, world, who) != calm.facts[who] for who in talkers),
        "reviews that differ": sum(_sent(store, world, who) != calm.sent[who] for who in talkers),
        "replies missing": sum(len(set(calm.posts[who]) - set(answers[who])) for who in talkers),
        "people whose replies came out of order": sum(_first_seen(answers[w]) != calm.posts[w] for w in talkers),
        "people told twice that the model is away": sum(
            len({key for key in posts.get(who, ()) if key.endswith("/model")}) > 1 for who in talkers
        ),
        "people nudged a second time": sum(len(keys) > 1 for keys in nudges.values()),
        "people who were owed a nudge": sum(not nudges.get(who) for who in world.silent),
        TWICE: sum(count - 1 for keys in posts.values() for count in Counter(keys).values()),
    }


def posted(file: Path) -> dict[str, list[str]]:
    """Who was told what, from what `posting_to` noted."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        to, key = line.split(" ", 1)
        found[to].append(key)
    return found


def replies(posts: Mapping[str, list[str]]) -> int:
    """How many different replies and reminders went out."""
    return sum(len(set(keys)) for keys in posts.values())


def failed(store: Store) -> int:
    """Rows that ended badly."""
    with store._reads.begin() as connection:  # noqa: SLF001
        return sum(len(connection.execute(select(t.c.seq).where(t.c.status == "failed")).all()) for t in BOXES)


def _first_seen(keys: list[str]) -> list[str]:
    return list(dict.fromkeys(keys))


def _is_nudge(key: str) -> bool:
    return key.startswith("nudge/")


def _is_reply(key: str) -> bool:
    """Whether it answers a message; a nudge does not, and neither does the line that the model is away."""
    return not _is_nudge(key) and not key.endswith("/model")


def _facts(store: Store, world: World, person: str) -> object:
    value = store.load(person, world.office.team.season.key).value
    return Interview.model_validate_json(value).facts if value else None


def _sent(store: Store, world: World, person: str) -> list[object]:
    review = store.review(person, world.office.team.season.key).value
    return [(v.number, v.plan.goal, v.plan.quarters) for v in review.versions] if review else []
