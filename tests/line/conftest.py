"""A small team on a stage: the real store and the real workers, without a screen."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.coach.wording import read_wording
from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Ratio
from bot.interview.questions import read_questions
from bot.interview.state import Interview
from bot.line.inbound import Click
from bot.line.office import Office
from bot.line.posts import Post, Reply
from bot.pay.file import load_comp_plan
from bot.pay.model import CompPlan
from bot.review.model import Review
from bot.store.store import Store
from bot.team.model import LastYear, Person, Rep, Role, Team
from bot.terminal.stage import Stage, ticking
from tests.store.migrated import new_file

PROMPTS = Path(__file__).parents[2] / "prompts"
QUESTIONS = read_questions({p.name: p.read_text("utf-8") for p in (PROMPTS / "interview").glob("*.yaml")})
WORDING = read_wording((PROMPTS / "wording.yaml").read_text("utf-8"))
STARTS = datetime(2026, 11, 23, 15, tzinfo=UTC)

HUNTER_PAY = load_comp_plan(
    (Path(__file__).parents[2] / "knowledge" / "sample-team" / "comp" / "hunter.yaml").read_text("utf-8"), "hunter.yaml"
)
assert isinstance(HUNTER_PAY, CompPlan)

TEAM = Team(
    company="Harbor Light IT",
    fiscal_year=FiscalYear(starts=date(2027, 1, 1)),
    currency="USD",
    budgeted_revenue=Decimal(3_000_000),
    executive=Person(id="ruth", name="Ruth Okafor", role=Role.EXECUTIVE, slack_id="U0RUTH"),
    managers=(Person(id="tomas", name="Tomas Lindqvist", role=Role.MANAGER, slack_id="U0TOMAS"),),
    reps=(
        Rep(
            id="dana",
            name="Dana Reyes",
            role=Role.HUNTER,
            manager="tomas",
            goal=Decimal(1_400_000),
            last_year=LastYear(
                quota=Decimal(1_200_000),
                revenue=Decimal(1_050_000),
                won=Ratio(part=9, whole=24),
                average_deal=Decimal(42_000),
            ),
        ),
        Rep(id="priya", name="Priya Natarajan", role=Role.FARMER, manager="ruth", goal=Decimal(1_800_000)),
        Rep(id="leo", name="Leo Brandt", role=Role.HUNTER, manager="tomas", goal=Decimal(900_000)),
    ),
)


def office(team: Team = TEAM, ask=None) -> Office:
    """Everything a turn consults."""
    return Office(team=team, questions=QUESTIONS, wording=WORDING, comp_plans={"dana": HUNTER_PAY}, ask=ask)


class Room:
    """What the tests talk to: say something as somebody, and look at what came back and what is stored.

    `path` is a SQLite file, or the address of a database.
    """

    def __init__(
        self,
        path: Path | str,
        session: str = "test",
        clock: Callable[[], datetime] | None = None,
        ask=None,
        team: Team = TEAM,
    ) -> None:
        self.office = office(team, ask)
        self.store = Store.open(path if isinstance(path, str) else new_file(path))
        self.posts: list[Post] = []
        self.stage = Stage(self.office, self.store, clock or ticking(STARTS), self.posts.append, session)

    def says(self, who: str, *texts: str) -> str:
        """Say some things in turn; gives everything that the last one brought its speaker."""
        for text in texts:
            self.posts.clear()
            self.stage.say(self.person(who), text)
        return self.heard(who)

    def clicks(self, who: str, label: str) -> str:
        """Press a button that came with the last answers."""
        buttons = [b for post in self.posts if isinstance(post.content, Reply) for b in post.content.buttons]
        button = next(b for b in buttons if b.label == label)
        self.posts.clear()
        self.stage.play(self.person(who), Click(action=button.action, value=button.value))
        return self.heard(who)

    @property
    def season(self) -> str:
        return self.office.team.season.key

    def heard(self, who: str) -> str:
        return "\n\n".join(p.content.text for p in self.posts if p.to == who and isinstance(p.content, Reply))

    def person(self, who: str) -> Person:
        person = TEAM.person(who)
        assert person is not None
        return person

    def interview(self, who: str) -> Interview:
        stored = self.store.load(who, self.season).value
        assert stored is not None
        return Interview.model_validate_json(stored)

    def review(self, who: str) -> Review:
        return self.store.review(who, self.season).value or Review(person=who)

    def known(self, who: str, slot: str) -> str | None:
        """A stored fact as people read it, e.g. "$1,050,000"."""
        interview = self.interview(who)
        rep = TEAM.rep(who)
        assert rep is not None
        fact = interview.facts.get(slot)
        return self.office.telling(rep, interview, STARTS).value(fact.value) if fact else None


# The store's databases, SQLite and PostgreSQL, serve the tests of what several processes do here too.
from tests.store.conftest import store, url  # noqa: E402, F401


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "line.db")
