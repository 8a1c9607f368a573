"""A scripted rep answers the question asked, in whatever order it comes."""

import pytest

from bot.interview.state import Status
from evals.facts_right import check_facts
from evals.holding import hold, in_another_order
from evals.persona import Persona, read_persona, read_personas
from evals.scripted import Asked, ScriptedRep, in_plain_words

NUMBERS = Asked(step="numbers", topic="numbers", about=("last_year.revenue", "last_year.quota"))
CRM = Asked(step="cause/crm", topic="cause", about=("why_nots.crm.cause",))
PICK = Asked(step="own_work", topic="own_work", about=("why_nots.*.item",), numbers={"crm": "7"})


def rep(**more) -> ScriptedRep:
    answers = {"numbers": ["why", "840k of 900k"], "cause": "busy", "cause/crm": "I batch it", "own_work": "{crm}"}
    told = {"id": "x", "speaks_as": "x", "title": "", "manner": "", "answers": answers, "facts": {}} | more
    return ScriptedRep(Persona.model_validate(told))


def says(plays: ScriptedRep, *asked: Asked | None) -> list[str | None]:
    return [plays.reply(each, Status.RUNNING if each else Status.FINISHED, "") for each in asked]


def test_the_answer_belongs_to_the_question_not_to_its_place():
    assert says(rep(), CRM, NUMBERS) == ["I batch it", "why"]


def test_a_question_that_comes_again_gets_the_next_answer_then_the_bare_facts_then_a_skip():
    plays = rep(facts={"last_year": {"revenue": "$840,000", "quota": "$900,000"}})
    assert says(plays, NUMBERS, NUMBERS, NUMBERS, NUMBERS) == ["why", "840k of 900k", "$840,000, $900,000", "skip"]
    assert plays.restated == 1


def test_a_line_of_a_checklist_is_ticked_by_the_number_on_the_screen():
    assert says(rep(), PICK) == ["7"]


def test_an_afterthought_comes_once_the_question_is_behind():
    plays = rep(after={"numbers": "it was 850"})
    assert says(plays, NUMBERS, NUMBERS, CRM, CRM) == ["why", "840k of 900k", "it was 850", "I batch it"]


def test_a_finished_draft_gets_the_closing_words_and_then_silence():
    assert says(rep(), None, None) == ["send it", None]


def test_a_list_is_restated_item_by_item():
    persona = rep(facts={"deals": {"acme": {"amount": "$5", "odds": "60%"}, "globex": {"amount": "$7"}}}).persona
    asked = Asked(step="deals", topic="deals", about=("deals.*.amount", "deals.*.odds"))
    assert in_plain_words(persona, asked) == "Acme $5, 60%\nGlobex $7"


def test_another_order_of_questions_comes_to_the_same_facts(office, persona):
    shuffled = in_another_order(office.questions, 2)
    assert shuffled != office.questions
    held = hold(office, persona.speaks_as, ScriptedRep(persona))
    assert [check for check in check_facts(persona, held) if not check.right] == []


def test_every_persona_can_be_read_and_speaks_for_a_rep_of_the_team(office):
    personas = read_personas()
    assert len(personas) >= 12
    assert [persona.id for persona in personas if office.team.rep(persona.speaks_as) is None] == []


def test_a_persona_file_that_is_none_says_which(tmp_path):
    (tmp_path / "odd.yaml").write_text("answers: [", "utf-8")
    with pytest.raises(ValueError, match=r"odd\.yaml"):
        read_persona(tmp_path / "odd.yaml")
