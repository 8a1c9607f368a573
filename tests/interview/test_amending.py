"""A message edited or deleted afterwards: only what it said changes, and what it opens is asked again."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts import Fact, Number, Setting
from bot.figures import Unit
from bot.interview import commands as c
from bot.interview import moves as move
from bot.interview.advance import advance
from bot.interview.agenda import find
from bot.interview.amending import amend
from bot.interview.questions import read_questions
from bot.interview.state import Interview, Status
from bot.team.model import Role

PROMPTS = Path(__file__).parents[2] / "prompts" / "interview"
QUESTIONS = read_questions({path.name: path.read_text("utf-8") for path in PROMPTS.glob("*.yaml")})
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def money(slot: str, amount: int) -> c.Provide:
    value = Number(value=Decimal(amount), unit=Unit.MONEY)
    return c.Provide(slot=slot, value=value, quote=str(amount), corrects=True)


def account(name: str, amount: int) -> list[c.Command]:
    key = name.lower()
    named = c.AddItem(collection="accounts", key=key, name=name, quote=name)
    return [named, money(f"accounts.{key}.last_year", amount)]


def told(*messages: list[c.Command], role: Role = Role.HUNTER, **facts: Fact) -> Interview:
    """An interview after these messages, whose keys are m1, m2 and so on."""
    state = advance(QUESTIONS, Interview(person="p", role=role, facts=facts), [c.Start()], "m0", NOW)[0]
    for number, commands in enumerate(messages, 1):
        state = advance(QUESTIONS, state, commands, f"m{number}", NOW + timedelta(minutes=number))[0]
    return state


def amended(state: Interview, message: str, *commands: c.Command) -> tuple[Interview, tuple[move.Move, ...]]:
    return amend(QUESTIONS, state, message, commands, NOW + timedelta(hours=1))


def values(state: Interview) -> dict[str, object]:
    return {slot: fact.value for slot, fact in state.facts.items()}


NUMBERS = [money("last_year.revenue", 900), money("last_year.quota", 1000)]


def test_an_edit_puts_the_new_answer_in_place_and_the_old_one_in_the_past():
    state, moves = amended(told(NUMBERS), "m1", money("last_year.revenue", 950), money("last_year.quota", 1000))
    assert state.facts["last_year.revenue"].value == Number(value=Decimal(950), unit=Unit.MONEY)
    assert Decimal(900) in [fact.value.value for fact in state.past if isinstance(fact.value, Number)]
    noted = next(said for said in moves if isinstance(said, move.Noted))
    assert [fact.slot for fact in noted.facts] == ["last_year.revenue"]
    assert state.focus == "batting"


def test_a_deletion_withdraws_and_asks_again_at_once():
    state, moves = amended(told(NUMBERS), "m1")
    assert "last_year.revenue" not in state.facts
    assert {fact.slot for fact in state.past} == {"last_year.revenue", "last_year.quota"}
    assert isinstance(moves[-1], move.Ask)
    assert moves[-1].step == "numbers"


def test_a_later_message_stands_over_an_edit_and_gives_way_to_it_when_deleted():
    state = told(NUMBERS, [money("last_year.revenue", 999)])
    state, moves = amended(state, "m1", money("last_year.revenue", 950), money("last_year.quota", 1000))
    assert state.facts["last_year.revenue"].value == Number(value=Decimal(999), unit=Unit.MONEY)
    assert any(isinstance(said, move.Outdated) for said in moves)
    state, _ = amended(state, "m2")
    assert state.facts["last_year.revenue"].value == Number(value=Decimal(950), unit=Unit.MONEY)


def test_what_the_team_file_says_is_back_when_its_correction_goes():
    fact = Fact(slot="goal.revenue", value=NUMBERS[0].value, source=Setting(where="team.yaml:3"), at=NOW)
    facts = {"goal.revenue": fact}
    state, _ = amended(told([money("goal.revenue", 5000)], **facts), "m1")
    assert state.facts["goal.revenue"] == fact


def test_an_item_that_is_edited_away_takes_along_what_was_said_of_it():
    both = [*account("Acme", 5), *account("Globex", 7)]
    state = told(both, [money("accounts.acme.keep", 5), money("accounts.globex.keep", 7)], role=Role.FARMER)
    state, _ = amended(state, "m1", *account("Acme", 5))
    assert state.items("accounts") == ("acme",)
    assert "accounts.globex.keep" in {fact.slot for fact in state.past}


def test_an_item_that_is_renamed_keeps_what_was_said_of_it():
    state = told(account("Acmee", 5), [money("accounts.acmee.keep", 4)], role=Role.FARMER)
    state, _ = amended(state, "m1", *account("Acme", 5))
    assert state.names("accounts") == {"acmee": "Acme"}
    assert "accounts.acmee.keep" in state.facts


def test_a_deleted_removal_brings_the_item_back():
    state = told(account("Acme", 5), [c.RemoveItem(collection="accounts", key="acme")], role=Role.FARMER)
    state, _ = amended(state, "m2")
    assert state.names("accounts") == {"acme": "Acme"}


def test_a_deleted_skip_opens_its_question():
    state, moves = amended(told([c.Skip()]), "m1")
    assert state.marks == {}
    assert isinstance(moves[-1], move.Ask)
    assert moves[-1].step == "numbers"


def test_a_finished_interview_is_up_to_date_after_an_edit_and_goes_on_after_a_deletion():
    state = told(NUMBERS, [c.Finish()])
    edited, moves = amended(state, "m1", money("last_year.revenue", 950), money("last_year.quota", 1000))
    assert moves[-1] == move.Finished(again=True)
    assert edited.status is Status.FINISHED
    deleted, moves = amended(state, "m1")
    assert deleted.status is Status.RUNNING
    assert isinstance(moves[-1], move.Ask)


def test_an_edit_that_changes_nothing_says_nothing():
    state = told(NUMBERS)
    after, moves = amended(state, "m1", *NUMBERS)
    assert moves == ()
    assert (values(after), after.focus) == (values(state), state.focus)


SLOTS = ["last_year.revenue", "last_year.quota", "goal.revenue"]
MESSAGES = st.lists(
    st.lists(st.builds(money, st.sampled_from(SLOTS), st.integers(1, 9)), min_size=1, max_size=2)
    | st.sampled_from([account("Acme", 5), account("Globex", 7), [c.Skip()], [c.Undo()]]),
    min_size=1,
    max_size=6,
)


@given(MESSAGES, st.data())
@settings(max_examples=60, deadline=None)
def test_deleting_everything_in_any_order_leaves_nothing_and_loses_nothing(messages, data):
    state = told(*messages, role=Role.FARMER)
    said = {fact.model_dump_json() for fact in (*state.facts.values(), *state.past)}
    for number in data.draw(st.permutations(range(1, len(messages) + 1))):
        state, _ = amended(state, f"m{number}")
        assert state.status is not Status.RUNNING or find(QUESTIONS, state, state.focus)
    assert state.facts == {}
    assert said <= {fact.model_dump_json() for fact in state.past}


@given(MESSAGES, st.data())
@settings(max_examples=60, deadline=None)
def test_deleting_one_message_leaves_what_the_others_would_have_said(messages, data):
    messages = [message for message in messages if message != [c.Undo()]]
    gone = data.draw(st.integers(1, len(messages))) if messages else 0
    if not gone:
        return
    without, _ = amended(told(*messages, role=Role.FARMER), f"m{gone}")
    never = told(*(m if n != gone else [c.ShowProgress()] for n, m in enumerate(messages, 1)), role=Role.FARMER)
    assert values(without) == values(never)
