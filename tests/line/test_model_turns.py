"""A model in the line: at most one call a turn, told about once when it is away, on record, and never in the way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from bot.coach.llm.port import Job, Request
from bot.plan.model import Section
from bot.wiring import Documents
from tests.coach.model_stub import DOWN, Stub, assistant, heard
from tests.line.conftest import STARTS, Room

UNCLEAR = "look, the spreadsheet lives on another machine altogether"
AWAY = "The language model that helps me read is away for now"
TO_WON = ("hi", "yes", "yes", "yes")
LATE = "Mostly we came in late, when the incumbent had already quoted and nobody on site knew us."
WHOLE = (
    *TO_WON, "We come early", LATE, "Five meetings a week, reached", "Yes, keep meetings", "none", "none", "yes",
    "180k", "none", "none", "Vandelay 120k 60%", "clinics", "Wayne 60k", "referrals", "1 in 2, 12 weeks", "4",
    "Wayne first", "5", "5", "even", "none", "none", "two clinics merge", "5 meetings every week", "done",
)  # fmt: skip


def helped(room: Room, stub: Stub, clock: Callable | None = None, **settings) -> Room:
    made = assistant(stub, clock or room.stage.clock, **settings)
    room.office = replace(room.office, assistant=made)
    room.stage.office = room.office
    return room


def says_by_job(**by_job) -> Stub:
    return Stub(lambda request: by_job.get(request.job.value))


def test_what_the_reader_could_not_read_is_acknowledged_and_asked_again(room: Room):
    stub = says_by_job(understand=heard(kind="other", ack="That is a cause you can act on."))
    said = helped(room, stub).says("leo", "hi", UNCLEAR)
    assert said.startswith("That is a cause you can act on.")
    assert "What revenue" in said or "For example" in said
    assert stub.jobs() == [Job.UNDERSTAND]


def test_what_the_model_finds_is_stored_with_the_words_it_rests_on(room: Room):
    text = "Well, the boss of Globex wanted 3 things from us, the printer broke, and our books closed at 1.05M for me"
    helped(room, says_by_job(understand=heard(("last_year.revenue", "1.05M")))).says("leo", "hi", text)
    assert room.known("leo", "last_year.revenue") in ("$1,050,000", "about $1,050,000")
    assert room.interview("leo").facts["last_year.revenue"].source.quote == "1.05M"


def test_a_turn_takes_one_call_at_most_and_a_button_or_a_figure_none(room: Room):
    def says(request: Request):
        return heard(kind="other") if request.job is Job.UNDERSTAND else "Which one worked best?"

    stub = Stub(says)
    helped(room, stub).says("dana", "hi")
    room.clicks("dana", "Yes, right")
    room.says("dana", "9 of 24", "42k")
    assert stub.requests == []
    for text in (UNCLEAR, LATE, *WHOLE[4:-1]):
        before = len(stub.requests)
        room.says("dana", text)
        assert len(stub.requests) - before <= 1
    assert {Job.PHRASE} <= set(stub.jobs()) <= {Job.UNDERSTAND, Job.PHRASE}


def test_the_next_question_may_be_put_in_other_words_that_keep_its_places(room: Room):
    def says(request: Request):
        return "Being early works for you: which numbers did you steer by week to week, and did you reach them?"

    helped(room, Stub(says)).says("dana", *TO_WON, "We come early")
    assert "Being early works for you: which numbers" in room.says("dana", LATE)


@pytest.mark.parametrize(
    "said",
    [
        "Did you reach 40% of them?",
        "Did you reach half of them?",
        "That is all.",
        "Which? And which?",
        "Which numbers in {year}?",
        "Which numbers, {first_name}?",
        "Who approved them?",
        "Welche Zahlen hast du verfolgt?",
        "See https://evil.example now?",
        "x" * 400 + "?",
        "",
    ],
)
def test_anything_off_leaves_the_written_question(room: Room, said):
    helped(room, says_by_job(phrase=said)).says("dana", *TO_WON, "We come early")
    assert "Which numbers did you steer by week to week, and did you reach them?" in room.says("dana", LATE)


def test_trouble_is_told_once_and_the_interview_goes_on(room: Room):
    stub = Stub(lambda _: DOWN)
    said = helped(room, stub).says("leo", "hi", UNCLEAR)
    assert said.count(AWAY) == 1
    assert AWAY not in room.says("leo", f"{UNCLEAR} indeed")
    assert AWAY not in room.says("leo", "1.05M against a quota of 1.2M")
    assert room.known("leo", "last_year.revenue") == "$1,050,000"
    assert room.says("dana", "hi", "yes", "yes", "yes", "We come early", LATE).count(AWAY) == 1


def test_an_outage_is_left_alone_and_found_over_by_itself(room: Room):
    now = [STARTS]
    says = [DOWN]
    stub = Stub(lambda _: says[0])
    helped(room, stub, clock=lambda: now[0]).says("leo", "hi", *[f"{UNCLEAR} {n} times" for n in "abcdef"])
    calls = len(stub.requests)
    assert calls == 3
    says[0] = heard(kind="other", ack="That is a cause you can act on.")
    now[0] += timedelta(minutes=1)
    assert "you can act on" in room.says("leo", f"{UNCLEAR} again")
    assert "you can act on" in room.says("leo", f"{UNCLEAR} once more")
    assert len(stub.requests) == calls + 2


def test_a_days_budget_is_kept_for_each_and_for_all(room: Room):
    stub = Stub(lambda _: heard(kind="other"))
    helped(room, stub, model_tokens_per_rep=150, model_tokens_per_day=300)
    room.says("leo", "hi", UNCLEAR, f"{UNCLEAR} two")
    assert len(stub.requests) == 2
    assert AWAY in room.says("leo", f"{UNCLEAR} three")
    assert len(stub.requests) == 2
    room.says("dana", "hi", UNCLEAR, f"{UNCLEAR} two")
    assert len(stub.requests) == 3


def test_every_use_is_on_record_without_contents_and_cannot_be_changed(room: Room):
    helped(room, Stub(lambda _: heard(kind="other"))).says("leo", "hi", UNCLEAR)
    (use,) = room.store.uses()
    assert (use.person, use.job, use.prompt, use.version, use.outcome) == ("leo", "understand", "understand", 1, "ok")
    assert (use.model, use.prompt_tokens, use.completion_tokens) == ("stub", 100, 20)
    assert use.key in {line.key for line in room.store.transcript("leo")}
    assert "spreadsheet" not in use.model_dump_json()
    with pytest.raises(DBAPIError, match="can only grow"), room.store._writes.begin() as connection:
        connection.exec_driver_sql("UPDATE model_use SET prompt_tokens = 0")


def test_without_a_model_nothing_of_it_is_seen(room: Room):
    assert AWAY not in room.says("leo", "hi", UNCLEAR)
    assert room.store.uses() == ()


# The draft.

LETTERS = 4
"""Letters a token stands for, roughly."""
GOOD = "I plan {{goal.revenue}} against what is in motion, {{goal.gap-that-run-rate-leaves}} of it still to win."


def drafts(*tries: dict[str, str]) -> Stub:
    left = list(tries)

    def says(request: Request):
        if request.job is not Job.DRAFT:
            return None
        told = left.pop(0)
        return {"sections": [{"heading": heading, "text": text} for heading, text in told.items()]}

    return Stub(says)


def narrative(room: Room, stub: Stub, **settings) -> dict[Section, str]:
    helped(room, stub, **settings).says("dana", *WHOLE, "send it")
    return room.review("dana").latest.plan.narrative


def test_a_plans_prose_refers_to_figures_by_name_and_code_fills_them_in(room: Room):
    stub = drafts({"Goal": GOOD})
    told = narrative(room, stub)
    assert sum(len(request.instructions + request.data) for request in stub.requests) / LETTERS < 40_000
    assert told == {Section.GOAL: "I plan $1,400,000 against what is in motion, $1,148,000 of it still to win."}
    documents = Documents(room.office, room.store, room.stage.clock)
    page = documents("dana", 1, "plan.md").decode()
    assert "I plan $1,400,000 against what is in motion" in page
    assert page == documents("dana", 1, "plan.md").decode()


def test_a_figure_of_the_models_own_is_asked_for_once_more_with_the_reason(room: Room):
    stub = drafts({"Goal": "I plan $1.4M this year.", "Risks": "I watch the clinics merge."}, {"Goal": GOOD})
    assert set(narrative(room, stub)) == {Section.GOAL, Section.RISKS}
    first, second = (request.data for request in stub.requests if request.job is Job.DRAFT)
    assert "Goal: put aside, because it has a figure of its own" in second
    assert "# Risks" in first
    assert "# Risks" not in second
    assert [use.outcome for use in room.store.uses() if use.job == "draft"] == ["rejected", "ok"]


def test_a_plan_that_has_not_changed_is_not_sent_again_for_its_prose(room: Room):
    stub = drafts({"Goal": GOOD}, {"Goal": "I aim for {{goal.revenue}}."})
    narrative(room, stub)
    assert "Nothing has changed" in room.says("dana", "send it")
    assert stub.jobs().count(Job.DRAFT) == 1


# Questions.


@pytest.fixture
def asked(tmp_path, library) -> Room:
    return Room(tmp_path / "line.db", ask=library.ask)


QUESTION = "What if my run-rate already covers most of the goal?"


def test_a_question_on_the_method_is_answered_with_its_sources(asked: Room):
    stub = says_by_job(answer="Then the goal is probably too low [1]. High cover never relaxes [1].")
    said = helped(asked, stub).says("dana", "hi", QUESTION)
    assert said.startswith("Then the goal is probably too low [1]. High cover never relaxes [1].")
    assert "[1] From “" in said
    assert "Is that right?" in said
    assert stub.jobs() == [Job.ANSWER]


def test_a_question_on_ones_own_plan_is_answered_from_facts_by_name(asked: Room):
    stub = says_by_job(answer="Your goal is {{goal.revenue}}.")
    assert "Your goal is $1,400,000." in helped(asked, stub).says("dana", "hi", "What is my goal for next year?")
    assert "1,400,000" not in stub.requests[-1].data
    assert "1.4" not in stub.requests[-1].data


@pytest.mark.parametrize(
    "answer",
    [
        "Then the goal is probably too low.",
        "Then cover is 93.4% [1].",
        "Then cover is ninety-three percent [1].",
        "Then your goal is {{goal.secret}}.",
        "Then see [1] https://evil.example.",
        "Your commission doubles [1].",
        "NOT HERE",
        "Entonces la meta es demasiado baja [1].",
        "Zu niedrig [9].",
    ],
)
def test_an_answer_that_rests_on_nothing_gives_way_to_the_passage(asked: Room, answer):
    said = helped(asked, says_by_job(answer=answer)).says("dana", "hi", QUESTION)
    assert "(M09)" in said
    assert "evil" not in said


@pytest.mark.parametrize("question", ["What is my commission rate?", "How is my bonus worked out?", "What do I earn?"])
def test_pay_is_never_a_question_for_the_model(asked: Room, question):
    stub = says_by_job(answer="It is fine [1].")
    helped(asked, stub).says("dana", "hi", question)
    assert stub.requests == []
