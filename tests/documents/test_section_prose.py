"""The sentences that open a section where a model was to write them and could not."""

import re

import pytest

from bot.coach.llm.drafting import SECTIONS
from bot.documents.form import OPEN
from bot.documents.markdown import to_markdown
from bot.documents.plan import plan_pages
from bot.documents.section_prose import written_prose
from bot.plan.model import Section
from tests.documents.samples import almost_empty, farmer, hunter

FIGURE = re.compile(r"\d[\d,.]*\d|\d")


@pytest.mark.parametrize("plan", [hunter(), farmer()], ids=["hunter", "farmer"])
def test_every_section_that_prose_helps_has_sentences_with_the_figures_of_its_tables(plan):
    document = to_markdown(plan_pages(plan))
    for section in SECTIONS:
        prose = written_prose(plan, section)
        assert bool(prose) == (section in plan.sections), section
        counts = {str(len(plan.why_nots)), str(len(plan.risks)), "1", "3", "8"}
        assert set(FIGURE.findall(prose)) - counts <= set(FIGURE.findall(document))


def test_what_is_not_known_is_not_said():
    said = [written_prose(almost_empty(), section) for section in Section]
    assert not any(OPEN in text or "None" in text or "{" in text for text in said)
    assert written_prose(almost_empty(), Section.LOOK_BACK) == ""


def test_one_and_several_are_told_apart():
    assert "I go after 3 named targets that come to $165,000 so far." in written_prose(hunter(), Section.TARGETS)
    assert written_prose(hunter(), Section.RISKS) == "I see 1 risk to this plan."
