"""Every scorer passes what is right and fails what is not: each test spoils one thing and looks for its name."""

from decimal import Decimal

import pytest

from bot.facts import Computed, Number, Said
from bot.figures import Unit
from bot.library.model import Answer, Citation
from bot.plan.model import Judgement, Verdict
from evals.calls import Call
from evals.citing import citing_wrong
from evals.facts_right import check_facts, exchanges_about
from evals.figures_traced import unexplained, without_source
from evals.holding import Asking, Exchange, Told
from evals.leaking import leaks
from evals.plan_whole import double_a_gaps, sums_wrong
from evals.reporting import pass_k
from evals.talking import HARDEST, reading_grade, talk_faults


def wrong_slots(persona, held):
    return [check.slot for check in check_facts(persona, held) if not check.right]


def with_fact(held, slot, value, known):
    fact = held.facts["goal.revenue"].model_copy(update={"slot": slot, "value": value})
    return held.model_copy(update={"facts": {**held.facts, slot: fact}, "known": {**held.known, slot: known}})


def saying(held, text, to=None):
    """The same conversation with one more message of the bot's."""
    told = (Told(to=to or held.person, text=text),)
    extra = Exchange(key="eval:x", step=None, heard="go on", told=told)
    return held.model_copy(update={"exchanges": (*held.exchanges, extra)})


def test_what_hangs_on_the_order_is_right_where_it_was_asked_and_not_missed_where_it_was_not(persona, held):
    spared = persona.model_copy(update={"if_asked": {"funnel.meetings_held": "7"}, "facts": dict(persona.facts)})
    spared.facts.pop("funnel.meetings_held", None)
    known = {slot: text for slot, text in held.known.items() if slot != "funnel.meetings_held"}
    assert wrong_slots(spared, held.model_copy(update={"known": known})) == []
    number = Number(value=Decimal(7), unit=Unit.COUNT)
    assert wrong_slots(spared, with_fact(held, "funnel.meetings_held", number, "7")) == []
    assert wrong_slots(spared, with_fact(held, "funnel.meetings_held", number, "9")) == ["funnel.meetings_held"]


def test_a_whole_conversation_passes(persona, held, office):
    assert held.finished
    assert wrong_slots(persona, held) == []
    assert without_source(held) == []
    assert sums_wrong(held.plan) == []
    assert double_a_gaps(held.plan) == []
    assert talk_faults(held) == []
    assert leaks(persona, held, office) == []


def test_a_wrong_figure_is_found_with_the_exchange_it_came_from(persona, held):
    money = Number(value=Decimal(61_000), unit=Unit.MONEY)
    spoiled = with_fact(held, "run_rate.signed", money, "$61,000")
    assert wrong_slots(persona, spoiled) == ["run_rate.signed"]
    assert [exchange.heard for exchange in exchanges_about("run_rate.signed", held)] == ["60k"]


def test_a_missing_fact_is_found(persona, held):
    known = {slot: text for slot, text in held.known.items() if slot != "year.weeks_off"}
    facts = {slot: fact for slot, fact in held.facts.items() if slot != "year.weeks_off"}
    assert wrong_slots(persona, held.model_copy(update={"known": known, "facts": facts})) == ["year.weeks_off"]


def test_a_fact_that_nobody_gave_is_found(persona, held):
    made_up = with_fact(held, "deals.hooli.odds", Number(value=Decimal("0.5"), unit=Unit.PERCENT), "50%")
    assert wrong_slots(persona, made_up) == ["deals.hooli.odds"]


def test_one_entry_too_many_in_a_list_is_found(persona, held):
    slot = "commitments.more.name"
    more = with_fact(held, slot, held.facts["targets.profile"].value, "work harder")
    assert wrong_slots(persona, more) == ["commitments.more"]


def test_a_point_that_must_stay_open_is_found_where_the_plan_hides_it(persona, held):
    asks_more = persona.model_copy(update={"open": ("run_rate.signed",)})
    assert wrong_slots(asks_more, held) == ["run_rate.signed"]


def test_a_figure_without_a_way_back_is_found(held):
    goal = held.plan.goal
    assert goal.revenue is not None
    for source in (Said(message="eval:999", quote="1.4M"), Said(message="eval:2", quote="9 million")):
        figure = goal.revenue.model_copy(update={"source": source})
        plan = held.plan.model_copy(update={"goal": goal.model_copy(update={"revenue": figure})})
        assert [found.split(":")[0] for found in without_source(held.model_copy(update={"plan": plan}))] == [
            "plan.goal.revenue"
        ]


def test_a_computed_figure_without_its_inputs_is_found(held):
    bare = held.plan.run_rate.total.model_copy(update={"source": Computed(formula="sum")})
    plan = held.plan.model_copy(update={"run_rate": held.plan.run_rate.model_copy(update={"total": bare})})
    assert without_source(held.model_copy(update={"plan": plan})) == ["plan.run_rate.total: no working"]


def test_a_number_in_the_document_from_nowhere_is_found(held):
    before = unexplained(held)
    made_up = held.model_copy(update={"document": held.document + "\nThe market grows by $8,765,432 a year.\n"})
    assert sorted({*unexplained(made_up)} - {*before}) == ["8765432"]


def test_a_sum_that_is_off_is_found(held):
    rate = held.plan.run_rate
    total = rate.total.model_copy(update={"value": rate.total.value + 1_000})
    plan = held.plan.model_copy(update={"run_rate": rate.model_copy(update={"total": total})})
    assert [found.split(":")[0] for found in sums_wrong(plan)] == [
        "run-rate is the sum of its parts",
        "gap is goal less run-rate",
    ]


def test_a_plan_that_says_it_adds_up_and_does_not_is_found(held):
    sums = held.plan.adds_up
    assert sums.adds_up is True
    plan = held.plan.model_copy(update={"adds_up": sums.model_copy(update={"adds_up": False})})
    assert len(sums_wrong(plan)) == 1


@pytest.mark.parametrize("verdict", [Verdict.YES, Verdict.NO])
def test_a_verdict_without_evidence_is_found(held, verdict):
    double_a = held.plan.double_a.model_copy(update={"aggressive": Judgement(verdict=verdict)})
    assert double_a_gaps(held.plan.model_copy(update={"double_a": double_a})) == [
        f"aggressive is {verdict} and nothing says so"
    ]


def test_a_section_that_says_nothing_is_found(held):
    assert double_a_gaps(held.plan.model_copy(update={"risks": ()})) == ["Risks is empty and has no open point"]


CITED = Citation(
    document="Run-rate", heading="Contracted", rules=("M08",), passage="Contracted revenue recurs by contract."
)


def asked(persona, held, answer):
    only = {"What counts as contracted?": ("M08",)}
    answered = held.model_copy(update={"asked_library": (Asking(question=next(iter(only)), answer=answer),)})
    return citing_wrong(persona.model_copy(update={"questions": only}), answered)


def test_an_answer_that_its_citation_supports_passes(persona, held):
    assert asked(persona, held, Answer(answer="Revenue that recurs by contract.", citations=(CITED,))) == []


@pytest.mark.parametrize(
    "answer",
    [
        Answer(answer="Ninety percent of winners golf with clients.", citations=(CITED,)),
        Answer(answer="Revenue that recurs by contract.", citations=()),
        Answer(answer="Revenue that recurs by contract.", citations=(CITED.model_copy(update={"rules": ("M14",)}),)),
        Answer(answer="", refused=True),
    ],
)
def test_an_answer_without_support_is_found(persona, held, answer):
    assert len(asked(persona, held, answer)) == 1


def test_an_answer_to_what_nobody_can_know_is_found(persona, held):
    cannot_know = persona.model_copy(update={"questions": {"What counts as contracted?": ()}})
    told = Asking(question="What counts as contracted?", answer=Answer(answer="It recurs.", citations=(CITED,)))
    assert citing_wrong(cannot_know, held.model_copy(update={"asked_library": (told,)})) != []


@pytest.mark.parametrize("text", ["", "x" * 2000, "Your {goal} is noted.", "Why? How? When?"])
def test_a_faulty_message_is_found(held, text):
    assert len(talk_faults(saying(held, text))) == 1


def test_hard_prose_has_a_grade_above_the_aim():
    easy = reading_grade(["You did well. What will you do next year?"])
    hard = reading_grade(["Notwithstanding organizational uncertainty, profitability necessitates collaboration."])
    assert easy < HARDEST < hard


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("Your base is $71,317.", "tomas-lindqvist"),
        ("Your base is 71317.", "dana-reyes"),
        ("Priya's goal is 2.4M.", "dana-reyes"),
    ],
)
def test_pay_and_other_peoples_figures_are_found(persona, held, office, text, to):
    assert len(leaks(persona, saying(held, text, to), office)) == 1


def test_the_executive_may_read_pay(persona, held, office):
    assert leaks(persona, saying(held, "Dana's base is $71,317.", "ruth-okafor"), office) == []


def test_pay_in_a_model_request_is_found(persona, held, office):
    def sent(text):
        call = Call(
            job="draft",
            prompt="draft",
            instructions="",
            data=text,
            prompt_tokens=1,
            completion_tokens=1,
            went_well=True,
        )
        exchange = held.exchanges[0].model_copy(update={"calls": (call,)})
        return held.model_copy(update={"exchanges": (exchange, *held.exchanges[1:])})

    assert leaks(persona, sent("goal.revenue is known"), office) == []
    assert len(leaks(persona, sent("target incentive 61,317"), office)) == 1
    assert len(leaks(persona, sent('{"comp_plan": "hunter.yaml"}'), office)) == 1


def test_pass_k_is_the_chance_that_k_runs_in_a_row_pass():
    assert pass_k([True, True], 2) == 1
    assert pass_k([True, False], 1) == 0.5
    assert pass_k([True, False], 2) == 0
