"""The slides and the page: five slides for anyone, figures that are the plan's own, files that open."""

from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation

from bot.documents.brief import plan_brief
from bot.documents.markdown import to_markdown
from bot.documents.powerpoint import LONGEST, to_pptx
from bot.documents.slides import plan_deck
from bot.documents.waterfall import waterfall
from bot.documents.word import to_docx
from bot.facts import Statement
from bot.plan.model import Rehearsed
from bot.plan.rehearsal import likely_questions
from tests.documents.opening import pages_in_libreoffice
from tests.documents.samples import almost_empty, farmer, hunter


def _rehearsed():
    plan = hunter()
    source = plan.commitments[0].source
    answer = Statement(text="We open a second segment and ask three clients for names before the summer", source=source)
    asked = [Rehearsed(key=q.key, question=q.text, answer=answer) for q in likely_questions(plan)]
    return plan.model_copy(update={"rehearsal": tuple(asked)})


PLANS = {"hunter": hunter, "farmer": farmer, "empty": almost_empty, "rehearsed": _rehearsed}


@pytest.fixture(params=PLANS)
def plan(request):
    return PLANS[request.param]()


def slides_of(deck) -> list:
    return list(Presentation(BytesIO(to_pptx(deck))).slides)


def shown(slide) -> str:
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    cells = [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join([*texts, *cells])


def test_five_slides_each_with_something_to_say(plan) -> None:
    slides = slides_of(plan_deck(plan, 2))
    assert len(slides) == 5
    for slide in slides:
        assert slide.shapes.title.text_frame.text
        assert slide.notes_slide.notes_text_frame.text
        assert "version 2" in shown(slide)


def test_nothing_lies_outside_the_page_or_on_the_footer(plan) -> None:
    for slide in slides_of(plan_deck(plan)):
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= 12192000 + 100
            assert shape.top + shape.height <= 6858000


def test_what_stands_on_the_slides_is_the_plans_own() -> None:
    text = "\n".join(map(shown, slides_of(plan_deck(hunter()))))
    for own in ("$1,050,000", "$285,000", "Mesa Dental Group", "Every meeting logged by Friday noon."):
        assert own in text


def test_a_long_text_is_whole_in_the_notes() -> None:
    plan = hunter()
    long = "a word " * 100 + "and the end"
    said = plan.commitments[0].model_copy(update={"text": long})
    (*_, last) = slides_of(plan_deck(plan.model_copy(update={"commitments": (said,)})))
    assert "the end" not in shown(last)
    assert max(len(line) for line in shown(last).splitlines()) < LONGEST + 20
    assert long in last.notes_slide.notes_text_frame.text


def test_the_picture_is_told_in_words() -> None:
    slide = slides_of(plan_deck(hunter()))[2]
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
    told = picture._element.nvPicPr.cNvPr.get("descr")
    assert told.startswith("Waterfall chart: Contracted")
    assert "goal of $1,050,000" in told


def test_the_page_answers_the_first_likely_questions() -> None:
    text = to_markdown(plan_brief(_rehearsed(), 1))
    assert "Questions you may have" in text
    assert text.count("We open a second segment") == 3


def test_a_waterfall_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        waterfall([], None, "USD")


def test_libreoffice_opens_them_with_all_their_pages(tmp_path: Path) -> None:
    """All at once, since most of its time goes into starting."""
    plans = {name: make() for name, make in PLANS.items()}
    decks = {f"{name}.pptx": to_pptx(plan_deck(plan, 1)) for name, plan in plans.items()}
    briefs = {f"{name}-brief.docx": to_docx(plan_brief(plan, 1)) for name, plan in plans.items()}
    pages = pages_in_libreoffice(tmp_path, decks | briefs)
    assert dict(zip(decks | briefs, pages, strict=True)) == dict.fromkeys(decks, 5) | dict.fromkeys(briefs, 1)
