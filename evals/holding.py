"""Holds a conversation between a rep and the real line: store, worker and documents, without Slack."""

import random
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from bot.documents.markdown import to_markdown
from bot.documents.plan import plan_pages
from bot.facts import Fact, Frozen
from bot.interview.questions import Questions
from bot.interview.state import Interview, Status
from bot.library.model import Answer
from bot.line.office import Office
from bot.line.posts import PlanFile, Post, Reply
from bot.plan.model import BusinessPlan
from bot.review.model import Review
from bot.store.store import Store
from bot.team.model import Rep
from bot.terminal.stage import Stage, ticking
from evals.calls import Call
from evals.scripted import Asked, what_is_asked

STARTS = datetime(2026, 11, 23, 15, tzinfo=UTC)
SESSION = "eval"
MOST_TURNS = 160
"""Messages after which a conversation has gone astray."""


class RepSide(Protocol):
    """Whoever plays the rep: gives the next message, or None when done."""

    def reply(self, asked: Asked | None, status: Status, said: str) -> str | None: ...


class Told(Frozen):
    """Something that was posted: to whom, and its words."""

    to: str
    text: str


class Exchange(Frozen):
    """One message of the rep, the step it met, what was posted upon it, the slots asked about and those changed."""

    key: str
    step: str | None
    heard: str
    told: tuple[Told, ...]
    about: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()

    def said_to(self, person: str) -> str:
        """What one person was told upon this message."""
        return "\n\n".join(told.text for told in self.told if told.to == person)


class Asking(Frozen):
    """A question that was put to the library, and its answer."""

    question: str
    answer: Answer


class Held(Frozen):
    """Everything that came of one conversation. `facts` are by slot, `known` the same as people read them."""

    person: str
    exchanges: tuple[Exchange, ...]
    facts: dict[str, Fact]
    known: dict[str, str]
    plan: BusinessPlan
    document: str
    finished: bool
    restated: int = 0
    asked_library: tuple[Asking, ...] = ()
    seconds: float

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call of a model, in order."""
        return tuple(call for exchange in self.exchanges for call in exchange.calls)

    @property
    def said(self) -> tuple[str, ...]:
        """Everything the rep was told, message by message."""
        return tuple(exchange.said_to(self.person) for exchange in self.exchanges)


def in_another_order(questions: Questions, seed: int) -> Questions:
    """The same interview with its chapters in another order; within one, a question may rest on the one before."""
    chapters = list(questions.chapters)
    random.Random(seed).shuffle(chapters)  # noqa: S311 - a repeatable order is wanted, not a secret
    return questions.model_copy(update={"chapters": tuple(chapters)})


def hold(office: Office, person: str, plays: RepSide, calls: Sequence[Call] = ()) -> Held:
    """Let a rep of the team talk until there is nothing more to say. Raises LookupError without such a rep.

    `calls` is where the office's model writes down its calls, if it has one.
    """
    rep = office.team.rep(person)
    if rep is None:
        raise LookupError(f"{person} is not a rep in the team file.")
    asked_library: list[Asking] = []
    office = replace(office, ask=_listening(office.ask, asked_library))
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        store = Store.open(f"sqlite:///{scratch}/eval.db")
        exchanges = tuple(_talk(office, rep, store, plays, calls))
        state, review = _state(office, rep, store), store.review(person, office.team.season.key).value
        store.close()
    plan = _plan(office, rep, state, review)
    telling = office.telling(rep, state, STARTS)
    return Held(
        person=person,
        exchanges=exchanges,
        facts=state.facts,
        known={slot: telling.value(fact.value) for slot, fact in state.facts.items()},
        plan=plan,
        document=to_markdown(plan_pages(plan)),
        finished=state.status is Status.FINISHED,
        asked_library=tuple(asked_library),
        seconds=time.perf_counter() - began,
    )


def _listening(ask: Callable[[str], Answer] | None, heard: list[Asking]) -> Callable[[str], Answer] | None:
    """The library, with every question and its answer kept."""
    if ask is None:
        return None

    def asks(question: str) -> Answer:
        answer = ask(question)
        heard.append(Asking(question=question, answer=answer))
        return answer

    return asks


def _talk(office: Office, rep: Rep, store: Store, plays: RepSide, calls: Sequence[Call]) -> Iterable[Exchange]:
    posts: list[Post] = []
    stage = Stage(office, store, ticking(STARTS), posts.append, SESSION)
    before, said = _state(office, rep, store), ""
    for turn in range(1, MOST_TURNS + 1):
        asked = what_is_asked(office.questions, before)
        text = plays.reply(asked, before.status, said)
        if text is None:
            return
        posts.clear()
        called = len(calls)
        stage.say(rep, text)
        after = _state(office, rep, store)
        exchange = Exchange(
            key=f"{SESSION}:{turn}",
            step=asked.step if asked else None,
            heard=text,
            told=tuple(Told(to=post.to, text=_words(post)) for post in posts),
            about=asked.about if asked else (),
            changed=_changed(before, after),
            calls=tuple(calls[called:]),
        )
        yield exchange
        before, said = after, exchange.said_to(rep.id)


def _words(post: Post) -> str:
    """What a post says; of a card everything that stands on it."""
    match post.content:
        case Reply(text=text):
            return text
        case PlanFile(text=text, document=document):
            return f"[{document}] {text}"
        case _:
            return post.content.model_dump_json()


def _state(office: Office, rep: Rep, store: Store) -> Interview:
    return office.interview(store.load(rep.id, office.team.season.key).value, rep, STARTS)


def _changed(before: Interview, after: Interview) -> tuple[str, ...]:
    slots = {**before.facts, **after.facts}
    return tuple(slot for slot in slots if before.facts.get(slot) != after.facts.get(slot))


def _plan(office: Office, rep: Rep, state: Interview, review: Review | None) -> BusinessPlan:
    """The version that was sent last, else the draft."""
    return review.latest.plan if review and review.latest else office.draw_up(rep, state, STARTS)
