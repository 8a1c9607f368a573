"""Small values to store: events, posts, turns, and a review with two versions."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Computed, Figure, Said, Setting, Statement
from bot.figures import Unit
from bot.line.inbound import Inbound, Message
from bot.line.posts import Post, Reply
from bot.line.use import ModelUse
from bot.plan.model import AddsUp, BusinessPlan, DoubleA, Goal, Judgement, LookBack, RunRate, RunRateJudgement, Section
from bot.plan.model import Verdict as Half
from bot.review.model import Action, Comment, Entry, Review, State, Version
from bot.store.model import Line, ReviewChange, StateChange, Turn
from bot.team.model import Role

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)
SEASON = "2027-01-01"


def at(seconds):
    return NOW + timedelta(seconds=seconds)


def event(key, person="ann", text="Hello"):
    return Inbound(key=key, person=person, address="U1", event=Message(text=text), at=NOW)


def post(key, to="ann", text="Good to see you.", replaces=None):
    return Post(key=key, to=to, content=Reply(text=text), replaces=replaces)


def line(key, direction="in", text="Hello", person="ann"):
    return Line(person, direction, text, NOW, key)


def use(person="ann", tokens=100, outcome="ok", seconds=0):
    return ModelUse(
        person=person,
        job="understand",
        prompt="understand",
        version=1,
        model="m",
        prompt_tokens=tokens,
        completion_tokens=0,
        outcome=outcome,
        key="e1",
        at=at(seconds),
    )


def answer(store, claim, state="{}", posts=(), lines=(), uses=()):
    """The turn a worker would write for a claimed event, with the conversation's version as it stands now."""
    person = claim.value.conversation
    change = StateChange(person, state, store.load(person, SEASON).version)
    return Turn(claim, NOW, SEASON, states=(change,), posts=posts, lines=lines, uses=uses)


def submit(store, review, key="submit"):
    """Commit a review as a worker would, and say whether it was written."""
    store.receive(event(key, person=review.person))
    claim = store.claim_inbound("w", NOW, LEASE)
    version = store.review(review.person, SEASON).version
    return store.commit(Turn(claim, NOW, SEASON, reviews=(ReviewChange(review, version),)))


def plan(person="ann", goal="1200000"):
    figure = Figure(value=Decimal(goal), unit=Unit.MONEY, source=Setting(where="team.yaml:31"))
    nothing = Figure(value=Decimal(0), unit=Unit.MONEY, source=Computed(formula="nothing is in motion yet"))
    open_half = Judgement(verdict=Half.OPEN)
    return BusinessPlan(
        person=person,
        name="Ann Hunter",
        role=Role.HUNTER,
        company="Sample Ltd",
        currency="USD",
        year=FiscalYear(starts=date(2027, 1, 1)),
        as_of=NOW,
        look_back=LookBack(),
        why_nots=(),
        run_rate=RunRate(total=nothing, judgement=RunRateJudgement.UNKNOWN, reading="Not known yet."),
        goal=Goal(revenue=figure, budget=figure),
        quarters=(),
        kpis=(),
        needs=(),
        risks=(Statement(text="Über-renewals — late", source=Said(message="m1", quote="late")),),
        commitments=(),
        adds_up=AddsUp(reading="Not known yet."),
        double_a=DoubleA(aggressive=open_half, attainable=open_half, reading="Open."),
        open_points=(),
    )


def review(person="ann", versions=1):
    """A review with that many submitted versions, a comment, and a line of history for each."""
    return Review(
        person=person,
        state=State.SUBMITTED,
        versions=tuple(
            Version(number=n, plan=plan(person, f"{n}200000.50"), pay_text=f"Pay, version {n}", submitted_at=at(n))
            for n in range(1, versions + 1)
        ),
        comments=(Comment(id="c1", version=1, section=Section.GOAL, text="More?", by="eve", at=at(5)),),
        history=tuple(Entry(at=at(n), by=person, action=Action.SUBMIT, version=n) for n in range(1, versions + 1)),
    )
