"""The executive's pack: totals only, every ask, and files that open."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

from pptx import Presentation

from bot.documents.markdown import to_markdown
from bot.documents.powerpoint import to_pptx
from bot.documents.sales_plan import sales_plan_deck, sales_plan_pages
from bot.documents.word import to_docx
from bot.facts import Fact, Said, Words
from bot.plan.rollup import roll_up
from bot.plan.sales_plan import buy_in_slot, sales_plan
from tests.documents import samples
from tests.documents.opening import pages_in_libreoffice
from tests.documents.test_slides import shown

SAID = {
    "exec.year": "Security reviews opened most new doors, and we answered leads too slowly",
    "exec.answer": "The soft plans get a second review in January",
    "exec.first": "Every lead is called the same day",
    "asks.services": "Services: two engineers from March",
    "risks.client.name": "one client is a fifth of the run-rate",
    "exec.pay": "Commission follows gross profit, so a discounted deal pays less",
    "exec.ceo": "The budget stands",
    "decisions.hire.name": "hire two engineers by March",
    buy_in_slot("Services"): "agrees: from April",
}


def fact(slot, text, days=0):
    return Fact(
        slot=slot, value=Words(text=text), source=Said(message="m", quote=text), at=samples.NOW + timedelta(days)
    )


def drawn(rollup=None, said=SAID):
    facts = {slot: fact(slot, text, 3) for slot, text in said.items()}
    past = (fact(buy_in_slot("Services"), "wants them from April, not March"),)
    return sales_plan("Ruth Okafor", rollup or samples.rollup(), facts, past if said else (), samples.NOW)


def test_every_answer_and_the_sum_stand_in_the_document():
    text = to_markdown(sales_plan_pages(drawn()))
    assert all(words.removeprefix("Services: ").casefold() in text.casefold() for words in SAID.values())
    assert samples.rollup().readings[0] in text
    assert "wants them from April, not March" in text
    assert "| Services | Two engineers from March |" in text


def test_nobody_in_the_team_is_named_with_a_figure_or_an_ask():
    plan = drawn()
    deck = sales_plan_deck(plan)
    slides = Presentation(BytesIO(to_pptx(deck))).slides
    notes = [note for slide in deck.slides for note in slide.notes]
    text = "\n".join([to_markdown(sales_plan_pages(plan)), *map(shown, slides), *notes])
    for person in plan.rollup.people:
        assert person.name not in text


def test_a_peer_who_was_not_heard_is_open():
    plan = drawn()
    assert [(stand.peer, stand.agrees, stand.before) for stand in plan.buy_in] == [
        ("Services", True, ("wants them from April, not March",))
    ]
    assert plan.missing == ("Finance", "Operations", "Marketing", "CEO")


def test_a_team_of_which_nothing_is_known_shows_open_and_no_zero():
    text = to_markdown(sales_plan_pages(drawn(roll_up(samples.TEAM, []), {})))
    assert "open" in text
    assert "$0" not in text


def test_libreoffice_opens_the_pack_of_a_full_and_of_an_empty_team(tmp_path: Path):
    plans = (drawn(), drawn(roll_up(samples.TEAM, []), {}))
    slides = {f"slides-{number}.pptx": to_pptx(sales_plan_deck(plan)) for number, plan in enumerate(plans)}
    texts = {f"pages-{number}.docx": to_docx(sales_plan_pages(plan)) for number, plan in enumerate(plans)}
    *counts, full, empty = pages_in_libreoffice(tmp_path, slides | texts)
    assert counts == [5, 5]
    assert max(full, empty) <= 3
