"""The interview engine, driven by commands: nothing confirmed is lost, nothing loops, nothing is invented."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.facts import Fact, Number, Ratio, Said, Setting, Words
from bot.figures import Unit
from bot.interview import commands as c
from bot.interview import moves as move
from bot.interview.advance import MOST_TRIES, advance
from bot.interview.agenda import find, missing, progress, steps, went_through
from bot.interview.amending import amend
from bot.interview.questions import Kind, Questions, SlotType, read_questions
from bot.interview.state import Interview, Mark, Status
from bot.interview.thin import is_thin
from bot.team.model import Role

PROMPTS = Path(__file__).parents[2] / "prompts" / "interview"
QUESTIONS: Questions = read_questions({path.name: path.read_text("utf-8") for path in PROMPTS.glob("*.yaml")})
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def begun(role: Role = Role.HUNTER, **facts: Fact) -> Interview:
    state = Interview(person="dana", role=role, facts=facts)
    return advance(QUESTIONS, state, [c.Start()], "m0", NOW)[0]


def on(state: Interview, *commands: c.Command, key: str = "m1") -> tuple[Interview, tuple[move.Move, ...]]:
    return advance(QUESTIONS, state, commands, key, NOW)


def money(slot: str, amount: int) -> c.Provide:
    return c.Provide(slot=slot, value=Number(value=Decimal(amount), unit=Unit.MONEY), quote=str(amount))


def words(slot: str, text: str) -> c.Provide:
    return c.Provide(slot=slot, value=Words(text=text), quote=text)


def kinds(moves: tuple[move.Move, ...]) -> list[str]:
    return [said.kind for said in moves]


def at_step(step: str, role: Role = Role.HUNTER) -> Interview:
    return begun(role).model_copy(update={"focus": step})


def test_the_first_message_greets_and_asks_one_question():
    _, moves = on(Interview(person="dana", role=Role.HUNTER), c.Start())
    assert kinds(moves) == ["greet", "ask"]


def test_an_answer_is_kept_with_the_message_and_the_words_it_rests_on():
    state, _ = on(begun(), money("last_year.revenue", 1_050_000), key="E123")
    assert state.facts["last_year.revenue"].source == Said(message="E123", quote="1050000")


def test_half_an_answer_asks_for_just_the_other_half():
    state, moves = on(begun(), money("last_year.revenue", 1_050_000))
    asked = moves[-1]
    assert isinstance(asked, move.Ask)
    assert asked.missing == ("last_year.quota",)
    assert state.focus == "numbers"


def test_a_corrected_answer_replaces_the_old_one_and_keeps_it_in_the_past():
    state, _ = on(begun(), money("last_year.revenue", 1_050_000), money("last_year.quota", 1_200_000))
    corrected = money("last_year.revenue", 1_400_000).model_copy(update={"corrects": True})
    state, moves = on(state, corrected, key="m2")
    assert state.facts["last_year.revenue"].value == Number(value=Decimal(1_400_000), unit=Unit.MONEY)
    assert [fact.value for fact in state.past] == [Number(value=Decimal(1_050_000), unit=Unit.MONEY)]
    noted = next(said for said in moves if isinstance(said, move.Noted))
    assert noted.before[0].slot == "last_year.revenue"
    assert state.focus == "batting"


def two_figures() -> Interview:
    state, _ = on(begun(), money("last_year.revenue", 1_050_000), money("last_year.quota", 1_200_000))
    state, moves = on(state, money("last_year.revenue", 1_400_000), key="m2")
    assert kinds(moves) == ["differs"]
    assert state.facts["last_year.revenue"].value == Number(value=Decimal(1_050_000), unit=Unit.MONEY)
    return state


@pytest.mark.parametrize(("later", "amount"), [(True, 1_400_000), (False, 1_050_000)])
def test_of_two_figures_the_person_says_which_holds_and_both_are_on_record(later, amount):
    state, moves = on(two_figures(), c.Settle(later=later), key="m3")
    assert state.facts["last_year.revenue"].value == Number(value=Decimal(amount), unit=Unit.MONEY)
    assert {Decimal(1_400_000), Decimal(1_050_000)} - {Decimal(amount)} == {fact.value.value for fact in state.past}
    assert kinds(moves)[-1] == "ask"


def test_a_doubt_that_is_passed_over_leaves_what_is_there_and_says_so():
    state, moves = on(two_figures(), c.Skip(), key="m3")
    assert kinds(moves)[:1] == ["stays"]
    assert state.doubts == ()
    assert state.focus == "average_deal"


def test_why_leaves_a_doubt_open():
    state, moves = on(two_figures(), c.Clarify(), key="m3")
    assert kinds(moves)[-1] == "differs"
    assert state.doubts


def set_by_file(slot: str, amount: int) -> Fact:
    value = Number(value=Decimal(amount), unit=Unit.MONEY)
    return Fact(slot=slot, value=value, source=Setting(where="team.yaml:12"), at=NOW)


def known_numbers() -> Interview:
    facts = {
        slot: set_by_file(slot, n) for slot, n in [("last_year.revenue", 1_050_000), ("last_year.quota", 1_200_000)]
    }
    return begun(**facts)


def test_what_the_team_file_knows_is_confirmed_not_asked():
    state = known_numbers()
    asked, moves = on(state, c.Clarify())
    assert isinstance(moves[-1], move.Ask)
    assert moves[-1].confirm
    confirmed, _ = on(asked, c.Confirm())
    assert confirmed.focus == "batting"
    assert confirmed.facts == state.facts


def test_a_no_to_the_team_file_asks_the_question_and_keeps_what_the_file_said_in_the_past():
    state, moves = on(known_numbers(), c.Deny())
    assert isinstance(moves[-1], move.Ask)
    assert not moves[-1].confirm
    assert {fact.slot for fact in state.past} == {"last_year.revenue", "last_year.quota"}


def test_a_button_of_an_earlier_question_changes_nothing():
    state = known_numbers()
    later, _ = on(state, c.Confirm(step="numbers"))
    again, moves = on(later, c.Deny(step="numbers"))
    assert kinds(moves) == ["stale"]
    assert (again.facts, again.marks, again.focus) == (later.facts, later.marks, later.focus)


def test_a_stray_button_as_the_first_event_begins_the_interview():
    state, moves = on(Interview(person="dana", role=Role.HUNTER), c.Confirm(step="numbers"))
    assert kinds(moves)[-1] == "ask"
    assert state.focus == "numbers"


def test_an_unreadable_reply_is_asked_again_twice_and_then_stays_open():
    state = begun()
    for _ in range(MOST_TRIES):
        state, moves = on(state)
        assert kinds(moves) == ["not understood"]
        assert state.focus == "numbers"
    state, moves = on(state)
    assert kinds(moves) == ["closed", "ask"]
    assert state.marks["numbers"] is Mark.OPEN
    assert state.focus == "batting"


def test_an_evasion_is_asked_after_once_and_then_stays_open():
    state, moves = on(begun(), c.Unknown(evades=True))
    assert (kinds(moves), state.focus) == (["evaded"], "numbers")
    state, moves = on(state, c.Unknown(evades=True))
    assert kinds(moves) == ["closed", "ask"]
    assert state.marks["numbers"] is Mark.OPEN


def test_the_checklists_were_gone_through_once_each_is_answered_be_it_with_none():
    state, _ = on(at_step("own_work"), c.Nothing(quote="none"))
    assert not went_through(QUESTIONS, state)
    state, _ = on(state, c.Skip())
    assert not went_through(QUESTIONS, state)
    state, _ = on(state, c.Revisit(step="set_up"))
    state, _ = on(state, c.Nothing(quote="none"))
    assert went_through(QUESTIONS, state)


def test_a_skipped_question_comes_round_once_at_the_end():
    state, _ = on(begun(), c.Skip())
    assert state.focus == "batting"
    rounds = 0
    for _ in range(200):
        if state.status is Status.FINISHED:
            break
        state, moves = on(state, c.Unknown())
        rounds += sum(isinstance(said, move.SecondRound) for said in moves)
    assert rounds == 1
    assert state.status is Status.FINISHED
    assert state.marks["numbers"] is Mark.OPEN


def test_a_thin_cause_is_probed_once_then_kept_and_marked():
    state = at_step("own_work")
    state, _ = on(state, c.AddItem(collection="why_nots", key="crm", name="CRM complete", quote="7"))
    state = state.model_copy(update={"focus": "cause/crm"})
    state, moves = on(state, words("why_nots.crm.cause", "timing"))
    assert moves[-1] == move.Probe(step="cause/crm", slot="why_nots.crm.cause")
    state, moves = on(state, words("why_nots.crm.cause", "price"), key="m3")
    assert state.facts["why_nots.crm.thin"].value == Words(text="yes")
    assert not any(isinstance(said, move.Probe) for said in moves)
    assert state.focus != "cause/crm"


def test_a_probe_answered_with_a_real_cause_is_not_marked_thin():
    state = at_step("own_work")
    state, _ = on(state, c.AddItem(collection="why_nots", key="crm", name="CRM complete", quote="7"))
    state = state.model_copy(update={"focus": "cause/crm"})
    state, _ = on(state, words("why_nots.crm.cause", "timing"))
    state, _ = on(state, words("why_nots.crm.cause", "I entered notes on Fridays and forgot half of them"))
    assert "why_nots.crm.thin" not in state.facts


@pytest.mark.parametrize(
    "cause", ["price", "No budget.", "It was the timing", "just too expensive", "bad luck", "competition"]
)
def test_a_symptom_alone_is_thin(cause):
    assert is_thin(cause)


@pytest.mark.parametrize(
    "cause",
    [
        "I called back two days late",
        "Price came up because we never ran the assessment",
        "Nobody owned the handover notes",
    ],
)
def test_something_a_person_can_act_on_is_not_thin(cause):
    assert not is_thin(cause)


def test_an_account_that_joins_late_opens_what_is_asked_of_every_account():
    state = at_step("accounts", Role.FARMER)
    state, _ = on(
        state,
        c.AddItem(collection="accounts", key="acme", name="Acme", quote="Acme"),
        money("accounts.acme.last_year", 9),
    )
    state, _ = on(state, money("accounts.acme.keep", 9))
    state = state.model_copy(update={"focus": "keep"}).mark("keep", Mark.DONE)
    state, _ = on(
        state,
        c.AddItem(collection="accounts", key="globex", name="Globex", quote="Globex"),
        money("accounts.globex.last_year", 5),
    )
    keep = find(QUESTIONS, state, "keep")
    assert keep is not None
    assert missing(keep, state) == ("accounts.globex.keep",)
    assert state.focus == "keep"


def test_a_figure_that_cannot_be_is_refused_and_asked_again():
    state = at_step("batting")
    state, moves = on(state, c.Provide(slot="last_year.won", value=Ratio(part=24, whole=9), quote="24 of 9"))
    assert kinds(moves) == ["out of range", "ask"]
    assert "last_year.won" not in state.facts


def shares(*parts: str) -> list[c.Provide]:
    units = [Number(value=Decimal(part), unit=Unit.PERCENT) for part in parts]
    return [c.Provide(slot=f"quarters.q{n}", value=unit, quote=str(n)) for n, unit in enumerate(units, 1)]


def test_shares_that_do_not_make_the_whole_are_refused_with_their_sum():
    state, moves = on(at_step("quarters"), *shares("0.2", "0.2", "0.2", "0.2"))
    assert moves[0] == move.NotWhole(total=Decimal("0.8"))
    assert state.focus == "quarters"
    assert "quarters.q1" not in state.facts
    state, _ = on(state, *shares("0.2", "0.25", "0.25", "0.3"))
    assert state.facts["quarters.q4"].value == Number(value=Decimal("0.3"), unit=Unit.PERCENT)


def test_pause_keeps_everything_and_any_message_resumes_with_a_recap():
    state, _ = on(begun(), money("last_year.revenue", 5))
    paused, moves = on(state, c.Pause())
    assert kinds(moves) == ["paused"]
    resumed, moves = on(Interview.model_validate_json(paused.model_dump_json()), c.Start())
    assert kinds(moves) == ["recap", "ask"]
    assert (resumed.focus, resumed.facts) == (state.focus, state.facts)


def test_pausing_twice_is_pausing_once():
    paused, _ = on(begun(), c.Pause())
    again, moves = on(paused, c.Pause())
    assert kinds(moves) == ["paused"]
    assert again.status is Status.PAUSED


def test_back_asks_the_question_before_again():
    state, _ = on(known_numbers(), c.Confirm())
    state, moves = on(state, c.Back())
    assert isinstance(moves[-1], move.Ask)
    assert moves[-1].step == "numbers"


def test_nothing_is_zero_for_a_figure_where_the_topic_allows_it():
    state, _ = on(at_step("signed"), c.Nothing(quote="none"))
    assert state.facts["run_rate.signed"].value == Number(value=Decimal(0), unit=Unit.MONEY)


def test_done_ends_the_interview_and_writing_again_resumes_it():
    state, moves = on(begun(), c.Finish())
    assert kinds(moves) == ["finished"]
    state, moves = on(state, c.Start())
    assert state.status is Status.RUNNING
    assert isinstance(moves[-1], move.Ask)


def test_why_nots_are_asked_item_by_item():
    state = begun()
    for key in ("crm", "quota"):
        state, _ = on(state, c.AddItem(collection="why_nots", key=key, name=key, quote=key))
    asked = [step.id for step in steps(QUESTIONS, state) if step.topic.kind is Kind.EACH]
    assert asked == ["cause/crm", "evidence/crm", "action/crm", "cause/quota", "evidence/quota", "action/quota"]


@pytest.mark.parametrize("role", [Role.HUNTER, Role.FARMER, Role.VCIO])
def test_every_role_has_an_interview_with_unique_questions(role):
    ids = [topic.id for topic in QUESTIONS.topics_for(role)]
    assert len(ids) == len(set(ids)) > 20


@pytest.mark.parametrize("topic", [t for chapter in QUESTIONS.chapters for t in chapter.topics], ids=lambda t: t.id)
def test_every_topic_says_why_and_gives_an_example(topic):
    assert topic.question
    assert topic.why
    assert topic.example
    assert len(topic.question) < 220


class AnyOrder(RuleBasedStateMachine):
    """Commands in any order: a confirmed fact is never lost, progress never exceeds its total, every turn ends."""

    def __init__(self) -> None:
        super().__init__()
        self.state = Interview(person="dana", role=Role.FARMER)
        self.turn = 0
        self.told: dict[str, set[str]] = {}

    def run(self, *commands: c.Command) -> None:
        self.turn += 1
        at = NOW + timedelta(seconds=self.turn)
        self.state, _ = advance(QUESTIONS, self.state, commands, f"m{self.turn}", at)
        self.remember()

    def remember(self) -> None:
        for slot, fact in self.state.facts.items():
            self.told.setdefault(slot, set()).add(fact.model_dump_json())

    @rule(
        command=st.sampled_from(
            [
                c.Start(),
                c.Skip(),
                c.Back(),
                c.Clarify(),
                c.ShowProgress(),
                c.Pause(),
                c.Finish(),
                c.Unknown(),
                c.Nothing(quote="none"),
                c.Confirm(),
                c.Deny(),
                c.Confirm(step="numbers"),
                c.Revisit(step="goal"),
                c.Undo(),
                c.Cancel(),
                c.Settle(later=True),
                c.Settle(later=False),
            ]
        )
    )
    def steer(self, command):
        self.run(command)

    @rule()
    def mumble(self):
        self.run()

    @rule(amount=st.integers(0, 10**7))
    def answer(self, amount):
        step = find(QUESTIONS, self.state, self.state.focus)
        if step is None:
            return
        for slot in step.topic.slots:
            if slot.type is SlotType.MONEY and step.topic.kind is Kind.FIELDS:
                self.run(money(step.path(slot), amount))
                return
        self.run(
            c.AddItem(collection="accounts", key=f"a{amount % 7}", name=f"Account {amount % 7}", quote="x"),
            money(f"accounts.a{amount % 7}.last_year", amount),
        )

    @rule(amount=st.integers(0, 10**7), slot=st.sampled_from(["last_year.revenue", "goal.revenue"]))
    def say_in_passing(self, amount, slot):
        self.run(money(slot, amount))

    @rule(amount=st.integers(1, 10**7))
    def paste(self, amount):
        acme = c.AddItem(collection="accounts", key="acme", name="Acme", quote="x")
        self.run(c.Propose(commands=(acme, money("accounts.acme.last_year", amount), money("last_year.quota", amount))))

    @rule(data=st.data(), amount=st.integers(1, 10**7))
    def edit(self, data, amount):
        if self.state.heard:
            message = data.draw(st.sampled_from(list(self.state.heard)))
            commands = data.draw(st.sampled_from([(), (money("goal.revenue", amount),), (c.Skip(),)]))
            self.state, _ = amend(QUESTIONS, self.state, message, commands, NOW)
            self.remember()

    @rule(key=st.integers(0, 6))
    def remove(self, key):
        self.run(c.RemoveItem(collection="accounts", key=f"a{key}"))

    @rule(cause=st.sampled_from(["price", "I forgot to ask the client", "timing"]))
    def explain_a_why_not(self, cause):
        self.run(
            c.AddItem(collection="why_nots", key="crm", name="CRM complete", quote="7"),
            words("why_nots.crm.cause", cause),
        )

    @invariant()
    def nothing_said_is_ever_gone(self):
        kept = {fact.model_dump_json() for fact in (*self.state.facts.values(), *self.state.past)}
        assert set().union(*self.told.values()) <= kept if self.told else True

    @invariant()
    def progress_is_possible(self):
        where = progress(QUESTIONS, self.state)
        assert 0 <= where.closed <= where.total
        assert 1 <= where.chapter <= where.chapters

    @invariant()
    def a_running_interview_has_a_question(self):
        if self.state.status is Status.RUNNING:
            assert find(QUESTIONS, self.state, self.state.focus) is not None

    @invariant()
    def it_survives_being_stored(self):
        assert Interview.model_validate_json(self.state.model_dump_json()) == self.state


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
