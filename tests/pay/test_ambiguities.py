import pytest

from bot.pay.ambiguities import open_questions
from bot.pay.file import load_comp_plan

OPEN = """
company: Harbor Light IT
currency: USD
effective: {from: 2027-01-01, to: 2027-12-31}
proration: calendar days
ote: 100000
base: 60000
components:
  - name: Tiers
    measure: revenue
    earned_on: billed
    net_of_tax: 0%
    uncapped: true
    per: quarter
    paid: month
    pays:
      shape: retroactive tiers
      base_rate: 5%
      at_edge: higher
      bands: [{from: 0, to: 100000, rate: 1x}, {from: 100000, rate: 1.5x}]
"""


def keys(text: str) -> set[str]:
    return {question.key for question in open_questions(load_comp_plan(text, "a plan"))}


def test_a_plan_that_says_everything_leaves_nothing_open():
    assert keys(OPEN) == set()


@pytest.mark.parametrize(
    ("said", "instead", "asked"),
    [
        ("proration: calendar days\n", "", "day count"),
        ("ote: 100000\n", "", "ote"),
        ("      at_edge: higher\n", "", "Tiers: edge"),
        ("{from: 100000, rate", "{from: 100000, to: 200000, rate", "Tiers: last band"),
        ("    earned_on: billed\n", "", "Tiers: earned when"),
        ("    net_of_tax: 0%\n", "", "Tiers: tax"),
        ("    paid: month\n", "", "Tiers: paid when"),
        ("    uncapped: true\n", "", "Tiers: cap"),
        ("      base_rate: 5%\n", "", "Tiers: accelerator"),
        ("measure: revenue", "measure: gross profit", "Tiers: net of what"),
        ("measure: revenue", "measure: new logos", "Tiers: new logo"),
        ("per: quarter\n    paid: month", "per: deal", "Tiers: clawback"),
        ("    pays:", "    threshold: {at: 1000}\n    pays:", "Tiers: threshold"),
        ("    pays:", "    clawback: {within_months: 6}\n    pays:", "Tiers: re-tier"),
        (
            "    pays:",
            "    then: [{do: gate, when: {measure: gross margin, at_least: 30%}}]\n    pays:",
            "Tiers: gate on gross margin",
        ),
    ],
)
def test_what_is_left_open_is_asked(said, instead, asked):
    assert asked in keys(OPEN.replace(said, instead))


def test_a_question_says_what_is_assumed_until_it_is_answered():
    (question,) = open_questions(load_comp_plan(OPEN.replace("      at_edge: higher\n", ""), "a plan"))
    assert question.clause == "1 Tiers"
    assert question.text.endswith("?")
    assert question.assumed == "the higher one."
