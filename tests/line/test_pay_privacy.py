"""Pay never leaves the house: over a whole conversation, no figure and no clause of a comp plan is anywhere else.

The figures are odd on purpose, so that none of them is also a figure of the business plan.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path

import pytest

from bot.line.books import Desk, Tray
from bot.line.case import Case
from bot.line.inbound import Inbound, Message
from bot.line.office import Office
from bot.line.posts import PlanFile, Post, ReviewCard
from bot.line.worker import StoreBooks, no_file
from bot.pay.clauses import clause_in_words
from bot.pay.explain import LEVELS
from bot.pay.file import load_comp_plan
from bot.pay.model import CompPlan, with_goal
from bot.pay.payout import payout
from bot.pay.planned import planned_in, year_of
from bot.pay.terms import Terms
from bot.plan.model import BusinessPlan
from bot.review.model import Review
from bot.review.summary import summarise
from bot.store.cipher import new_key
from bot.store.store import Store
from bot.team.model import Person
from bot.terminal.stage import Stage, ticking
from bot.terminal.story import read_story
from bot.wiring import Documents, build_office

SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample-team"
STORY = read_story((SAMPLE / "story.yaml").read_text(encoding="utf-8"))
DANA, RUTH, TOMAS, LEO = "dana-reyes", "ruth-okafor", "tomas-lindqvist", "leo-brandt"
INES = "ines-carvalho"
MAY_SEE = {DANA, RUTH}

ODD = load_comp_plan(
    """
name: Odd plan for testing
company: Harbor Light IT
currency: USD
effective: {from: 2027-01-01, to: 2027-12-31}
base: 71234
target_incentive: 58767
components:
  - name: Zebra commission
    clause: "7.13"
    measure: revenue
    per: year
    paid: month
    quota: goal
    weight: 73%
    pays:
      shape: marginal tiers
      base_rate: quota rate
      bands: [{from: 0%, to: 103.7%, rate: 1x}, {from: 103.7%, to: 117.3%, rate: 1.37x}, {from: 117.3%, rate: 1.83x}]
    then: [{do: cap, at: 214613}]
    clawback: {within_months: 7, returns: pro rata}
  - name: Quagga bonus
    clause: "7.14"
    measure: revenue
    per: year
    paid: quarter
    quota: goal
    weight: 27%
    pays: {shape: quota rate}
""",
    "odd.yaml",
)
assert isinstance(ODD, CompPlan)

ASKED_OF_DANA = (
    "explain my comp plan",
    "what if I close 3 more at 20k in March?",
    "why 5% on Vandelay?",
    "what changed since my last plan?",
    "what do I make at 120%?",
    "what about my pay question?",
    "in my words: I get 3.07% of all I sell, up to 103.7% of my goal",
    "show me Priya's pay",
    "this looks wrong: the accelerator starts too late",
    "agree except attainable: the quota is steep. Dana Reyes",
    "agree, Dana Reyes",
    "show my plan",
    "progress",
)
ASKED_OF_TOMAS = (
    "hi",
    "status",
    "open Dana",
    "pay Dana",
    "show me Dana's pay",
    "what does Dana earn?",
    "points",
    "point 1: no cap",
    "1",
    "answer Dana it is fine",
    "approve Dana",
)
ASKED_OF_INES = ("hi", "points", "point 1: no cap", "answer Dana it is fine", "open Dana", "status")
ASKED_OF_LEO = (
    "explain my comp plan",
    "pay Dana",
    "show me Dana's pay",
    "what does Dana make?",
    "points",
    "show my plan",
)


@dataclass
class Played:
    """What one conversation left: everything posted, the drafts as they were, and where it is stored."""

    office: Office
    store: Store
    posts: list[Post]
    documents: Documents
    log: str
    folder: Path

    @cached_property
    def needles(self) -> list[str]:
        return secrets(self.plan)

    def leaks(self, *texts: str) -> set[str]:
        """What of the comp plan stands in any of these texts."""
        return {leak for text in texts for leak in found_in(text.replace("\\n", "\n"), self.needles)}

    @property
    def review(self) -> Review:
        review = self.store.review(DANA, self.office.team.season.key).value
        assert review is not None
        return review

    @property
    def plan(self) -> BusinessPlan:
        assert self.review.latest is not None
        return self.review.latest.plan

    def to_others(self) -> list[str]:
        """Whatever reached anybody but the rep and the executive, files opened."""
        posts = [post for post in self.posts if post.to not in MAY_SEE]
        files = [post.content for post in posts if isinstance(post.content, PlanFile)]
        opened = [self.documents(file.person, file.version, file.document) for file in files]
        return [post.model_dump_json() for post in posts] + [_words(content) for content in opened if content]


def _words(content: bytes) -> str:
    """The text of a file, a Word document included."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    import io

    from docx import Document

    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Dana's part of the story and everything there is to ask about pay, with every logger at its most talkative."""
    heard = Heard()
    with heard:
        office = build_office(SAMPLE / "team.yaml")
        office = replace(office, comp_plans={**office.comp_plans, DANA: ODD})
        folder = tmp_path_factory.mktemp("private")
        store = Store.open(f"sqlite:///{folder}/line.db", [new_key()])
        clock = ticking(STORY.starts)
        posts: list[Post] = []
        stage = Stage(office, store, clock, posts.append, "privacy")
        for speaker, text in _script(office):
            stage.say(speaker, text)
    yield Played(office, store, posts, Documents(office, store, clock), heard.text, folder)
    store.close()


def _script(office: Office) -> Iterator[tuple[Person, str]]:
    def person(name: str) -> Person:
        found = office.team.person(name)
        assert found is not None
        return found

    dana = [line for scene in STORY.scenes if scene.speaker == DANA for line in scene.says]
    for at, line in enumerate(dana):
        yield person(DANA), line
        if at == len(dana) // 2:
            yield from ((person(DANA), text) for text in ASKED_OF_DANA)
    yield from ((person(DANA), text) for text in ASKED_OF_DANA)
    yield from ((person(TOMAS), text) for text in ASKED_OF_TOMAS)
    yield from ((person(LEO), text) for text in ASKED_OF_LEO)
    yield from ((person(INES), text) for text in ASKED_OF_INES)
    yield person(RUTH), "pay Dana"
    yield person(RUTH), "points"
    yield person(RUTH), "point 2: 1"
    yield person(RUTH), "answer Dana The accelerator starts at 103.7%, as clause 7.13 says"
    yield person(RUTH), "changes Dana targets: too few names"
    yield person(DANA), "I add two more names"
    yield person(DANA), "send it"
    yield person(RUTH), "approve Dana"
    yield from ((person(TOMAS), text) for text in ASKED_OF_TOMAS)


class Heard(logging.Handler):
    """Every record of every logger, with its arguments and any trace."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(f"{self.format(record)} {record.args!r}")

    def __enter__(self) -> None:
        loggers = [logging.getLogger(name) for name in ("", "bot", "sqlalchemy", "sqlalchemy.engine", "alembic")]
        self.before = [(logger, logger.level) for logger in loggers]
        for logger in loggers:
            logger.setLevel(logging.DEBUG)
        logging.getLogger().addHandler(self)

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)
        for logger, level in self.before:
            logger.setLevel(level)

    @property
    def text(self) -> str:
        return "\n".join(self.records)


def secrets(plan: BusinessPlan) -> list[str]:
    """Every way of writing every figure of the comp plan and of what it pays, and its names and clauses."""
    planned = planned_in(plan)
    assert planned.goal is not None
    assert planned.revenue is not None
    settled = with_goal(ODD, planned.goal)
    years = [planned.goal * level for level in LEVELS] + [planned.revenue]
    payouts = [payout(settled, year_of(settled, planned, year)) for year in years]
    amounts = {Decimal(71234), Decimal(71234) / 12, Decimal(58767), Decimal(71234 + 58767), Decimal(214613)}
    for paid in payouts:
        amounts |= {paid.total, paid.total + 71234, *(period.amount for period in paid.by_period)}
        amounts |= {line.amount for line in paid.lines}
    targets = {target for part in settled.components if (target := settled.target_of(part)) is not None}
    rates = {target / planned.goal * times for target in targets for times in map(Decimal, ("1", "1.37", "1.83"))}
    rates |= {Decimal(rate) for rate in ("0.73", "0.27", "1.037", "1.173")}
    writings = [way for amount in amounts | targets if amount > 100 for way in _as_money(amount)]
    writings += [way for rate in rates for way in _as_percent(rate)] + ["1.37x", "1.83x", "1.37 times", "1.83 times"]
    return sorted(set(writings)) + _texts(settled)


def _as_money(amount: Decimal) -> Iterator[str]:
    cents, whole = (amount.quantize(Decimal(step), ROUND_HALF_UP) for step in ("0.01", "1"))
    for figure in (cents, whole):
        yield from (f"{figure}", f"{figure:,}")
    thousands = f"{amount / 1000:.3f}".rstrip("0").rstrip(".")
    if "." in thousands:
        yield from (f"{thousands}k", f"{thousands}K", f"{thousands} thousand")


def _as_percent(rate: Decimal) -> Iterator[str]:
    for places in range(5):
        written = f"{rate * 100:.{places}f}"
        if places or rate * 100 == int(rate * 100):
            yield from (f"{written}%", f"{written} percent")
    # A short fraction such as 1.173 is also a time in a log.
    if len(exact := f"{rate.normalize():f}") > 7:
        yield exact


def _texts(settled: CompPlan) -> list[str]:
    names = ["Zebra", "Quagga", "7.13", "7.14", "Odd plan for testing"]
    said = [line for part in settled.components for line in clause_in_words(Terms.of(settled, part))]
    lines = [line.strip("- ") for text in said for line in text.splitlines()]
    # A sentence without a figure stands in everyone's own explanation.
    return names + [line for line in lines if len(line) > 25 and re.search(r"\d", line)]


def found_in(text: str, needles: list[str]) -> list[str]:
    """The needles that stand in a text as figures or words of their own."""
    return [n for n in needles if n in text and re.search(rf"(?<![\w.,]){re.escape(n)}(?!\w)", text)]


def test_the_figures_are_there_to_be_found(played: Played):
    """What the test looks for is what the rep and the executive are shown; so it would be found elsewhere too."""
    pay = played.review.latest.pay_text
    assert len(found_in(pay, played.needles)) > 25
    assert {"Zebra", "Quagga", "7.13", "71,234", "42,899.91", "103.7%"} <= set(played.needles)
    to_dana = "\n".join(post.model_dump_json() for post in played.posts if post.to == DANA)
    assert {"71,234", "Zebra"} <= played.leaks(to_dana)
    assert played.leaks("$71.234k", "71234", "from 3.06% on") == {"71.234k", "71234", "3.06%"}


def test_with_a_key_the_database_files_hold_none_of_it(played: Played):
    files = [path.read_bytes().decode(errors="replace") for path in played.folder.iterdir()]
    assert sum(map(len, files)) > 100_000
    assert played.leaks(*files) == set()


def test_the_business_plan_itself_holds_none_of_it(played: Played):
    assert played.leaks(played.plan.model_dump_json()) == set()


def test_no_log_record_of_any_logger_carries_pay(played: Played):
    assert "sqlalchemy" in played.log
    assert played.leaks(played.log) == set()


def test_nobody_else_is_sent_any_of_it(played: Played):
    others = played.to_others()
    assert len(others) > 15
    assert played.leaks(*others) == set()
    to_tomas = [post.content for post in played.posts if post.to == TOMAS]
    assert "plan.docx" in {content.document for content in to_tomas if isinstance(content, PlanFile)}
    assert not any(content.document.startswith("pay") for content in to_tomas if isinstance(content, PlanFile))


def test_the_review_card_carries_no_pay(played: Played):
    cards = [post.content for post in played.posts if isinstance(post.content, ReviewCard)]
    assert len(cards) > 3
    assert played.leaks(*(card.model_dump_json() for card in cards)) == set()
    assert played.leaks(summarise(played.review).model_dump_json()) == set()


def test_what_holds_pay_does_not_print_it(played: Played):
    review, office, dana = played.review, played.office, played.office.team.rep(DANA)
    assert dana is not None
    assert review.agreements
    assert review.pay_questions
    tray = Tray("event", list(played.posts))
    desk = Desk(office=office, books=StoreBooks(played.store, office, no_file), tray=tray, now=STORY.starts)
    said = Message(text="my base pay is 71,234")
    inbound = Inbound(key="k", person=DANA, address=DANA, event=said, at=STORY.starts)
    interview = desk.books.interview(dana, STORY.starts)
    case = Case(message="k", rep=dana, interview=interview, review=review, desk=desk)
    held = [
        office,
        office.comp_plans,
        review,
        *review.versions,
        *review.agreements,
        *review.pay_questions,
        review.history,
    ]
    held += [played.documents, played.store, *played.posts, tray, tray.outcome(review=review), case, inbound]
    assert played.leaks(*(written for value in held for written in (repr(value), str(value)))) == set()


def test_a_turn_that_fails_tells_the_log_no_pay(played: Played, caplog, monkeypatch):
    def fail(text: str, _: object) -> None:
        raise ValueError(repr(ODD), text)

    monkeypatch.setattr("bot.line.rep.turn.read_pay_ask", fail)
    caplog.set_level(logging.DEBUG)
    stage = Stage(played.office, played.store, ticking(STORY.starts), lambda _: None, "failing")
    dana = played.office.team.person(DANA)
    assert dana is not None
    stage.say(dana, "my base pay is 71,234 and that looks wrong")
    assert "ValueError" in caplog.text
    assert played.leaks(caplog.text) == set()


def test_a_pay_viewer_opens_the_pay_pages_and_nothing_else(played: Played):
    stage_posts: list[Post] = []
    stage = Stage(played.office, played.store, ticking(STORY.starts), stage_posts.append, "viewer")
    ines = played.office.team.person(INES)
    assert ines is not None
    for text in ("pay Dana", "open Dana", "points", "approve Dana"):
        stage.say(ines, text)
    files = [post.content.document for post in stage_posts if isinstance(post.content, PlanFile)]
    assert files == ["pay.docx"]
    assert all(post.to == INES for post in stage_posts if post.key.startswith("viewer"))
