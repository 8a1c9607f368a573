"""What changes around a running interview: the question set, and what the team file sets. No fact is lost by it."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.facts import Fact, Number, Said, Setting, Words
from bot.figures import Unit
from bot.interview import commands as c
from bot.interview.advance import advance
from bot.interview.agenda import find, progress, steps
from bot.interview.questions import Questions, read_questions
from bot.interview.refreshing import refresh
from bot.interview.state import Interview, Status
from bot.team.model import Role

PROMPTS = Path(__file__).parents[2] / "prompts" / "interview"
FILES = {path.name: path.read_text("utf-8") for path in PROMPTS.glob("*.yaml")}
QUESTIONS = read_questions(FILES)
FAST = Words(text="we are fast")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def money(slot: str, amount: int) -> c.Provide:
    return c.Provide(slot=slot, value=Number(value=Decimal(amount), unit=Unit.MONEY), quote=str(amount))


def under_way(focus: str) -> Interview:
    state = advance(QUESTIONS, Interview(person="p", role=Role.HUNTER), [c.Start()], "m0", NOW)[0]
    facts = [money("last_year.revenue", 9), money("last_year.quota", 10), money("last_year.average_deal", 3)]
    state = advance(QUESTIONS, state, facts, "m1", NOW)[0]
    return state.model_copy(update={"focus": focus, "trail": ("numbers", "batting", "average_deal")})


def renamed(old: str, new: str) -> Questions:
    return read_questions({name: text.replace(f"id: {old}\n", f"id: {new}\n") for name, text in FILES.items()})


def without(topic: str) -> Questions:
    chapters = (
        chapter.model_copy(update={"topics": tuple(t for t in chapter.topics if t.id != topic)})
        for chapter in QUESTIONS.chapters
    )
    return Questions(chapters=tuple(chapters))


def with_another() -> Questions:
    first, *rest = QUESTIONS.chapters
    batting = QUESTIONS.topic("batting")
    assert batting is not None
    slot = batting.slots[0].model_copy(update={"name": "last_year.lost_to_nobody"})
    another = batting.model_copy(update={"id": "another", "slots": (slot,), "confirm": ""})
    return Questions(chapters=(first.model_copy(update={"topics": (another, *first.topics)}), *rest))


@pytest.mark.parametrize("focus", ["batting", "won", "deals"])
@pytest.mark.parametrize(
    "changed",
    [renamed("batting", "close_rate"), renamed("won", "why_won"), without("batting"), without("won"), with_another()],
    ids=["focus renamed", "another renamed", "focus removed", "another removed", "one added"],
)
@pytest.mark.parametrize("command", [c.Start(), c.Back(), c.Skip(), c.Undo(), c.ShowProgress(), c.Clarify()])
def test_a_changed_question_set_takes_a_running_interview_along(changed: Questions, focus: str, command: c.Command):
    before = under_way(focus)
    state, _ = advance(changed, before, [command], "m2", NOW)
    kept = {fact.model_dump_json() for fact in (*state.facts.values(), *state.past)}
    assert {fact.model_dump_json() for fact in before.facts.values()} <= kept
    assert state.status is Status.RUNNING
    assert find(changed, state, state.focus) is not None
    where = progress(changed, state)
    assert 0 < where.total == len(list(steps(changed, state)))


def test_a_question_that_is_new_is_asked_and_one_that_is_renamed_keeps_its_answer():
    state = under_way("won")
    state, _ = advance(QUESTIONS, state, [c.Provide(slot="last_year.won_because", value=FAST, quote="q")], "m2", NOW)
    after, _ = advance(renamed("won", "why_won"), state, [c.Start()], "m3", NOW)
    assert after.focus == "batting"
    asked, _ = advance(with_another(), state.model_copy(update={"focus": "average_deal"}), [c.Start()], "m3", NOW)
    assert asked.focus == "another"


def setting(amount: int) -> Fact:
    value = Number(value=Decimal(amount), unit=Unit.MONEY)
    return Fact(slot="goal.revenue", value=value, source=Setting(where="team.yaml:3"), at=NOW)


def test_what_the_team_file_sets_anew_is_known_anew_once():
    state = Interview(person="p", role=Role.HUNTER, facts={"goal.revenue": setting(5)})
    state, news = refresh(state, [setting(7)])
    assert state.facts["goal.revenue"] == setting(7)
    assert state.past == (setting(5),)
    assert news == ((setting(7), setting(5)),)
    assert refresh(state, [setting(7)]) == (state, ())


def test_what_the_person_said_stands_and_the_change_is_told_once():
    said = setting(6).model_copy(update={"source": Said(message="m", quote="6")})
    state = Interview(person="p", role=Role.HUNTER, facts={"goal.revenue": setting(5)}).keep(said)
    assert refresh(state, [setting(5)]) == (state, ())
    state, news = refresh(state, [setting(7)])
    assert state.facts["goal.revenue"] == said
    assert news == ((setting(7), said),)
    assert refresh(state, [setting(7)]) == (state, ())
