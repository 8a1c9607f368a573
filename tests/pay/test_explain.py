import re
from datetime import date
from decimal import Decimal

import pytest

from bot.pay.at_home import at_home
from bot.pay.explain import explain
from bot.pay.measures import Measure
from bot.pay.model import CompPlan
from bot.pay.planned import PlannedQuarter, PlannedResults
from tests.pay.test_published_cases import WRITTEN, plan_of

PLANNED = PlannedResults(
    goal=Decimal(1_000_000),
    revenue=Decimal(1_080_000),
    quarters=tuple(PlannedQuarter(starts=date(2027, month, 1), revenue=Decimal(270_000)) for month in (1, 4, 7, 10)),
    average_deal=Decimal(36_000),
)


@pytest.mark.parametrize("name", ["hunter", "farmer"])
def test_it_reads_like_plain_english(sample, reading, name):
    grade, mean, longest = reading(explain(sample(name), "Dana Reyes", PLANNED))
    assert grade <= 8
    assert mean <= 15
    assert longest <= 25


def test_even_a_plan_that_uses_every_word_reads_like_plain_english(everything, reading):
    grade, mean, longest = reading(explain(everything, "Dana Reyes", PLANNED))
    assert grade <= 8
    assert mean <= 15
    assert longest <= 25


PUBLISHED = {case["id"]: plan_of(case["plan"]) for case in WRITTEN.values() if "plan" in case}
READABLE = {case_id: plan for case_id, plan in PUBLISHED.items() if isinstance(plan, CompPlan)}


def test_plans_that_companies_published_read_like_plain_english(reading):
    assert len(READABLE) > 15
    for case_id, plan in READABLE.items():
        for text in (explain(plan, "Dana Reyes", PLANNED), at_home(plan, "Dana Reyes", PLANNED)):
            grade, mean, longest = reading(text)
            assert (grade <= 8, mean <= 15, longest <= 25) == (True, True, True), case_id


def test_every_worked_line_of_an_example_multiplies_out(sample, everything):
    """The figures that are shown come to the pay that is shown, to the rounding that is shown."""
    for plan in (sample("hunter"), sample("farmer"), everything, *READABLE.values()):
        for line in explain(plan, "Dana Reyes", PLANNED).splitlines():
            worked = re.fullmatch(r"- \$([\d,.]+) × (about )?([\d.]+)% = \$([\d,.]+)", line)
            if worked is None:
                continue
            part, rate, pay = (Decimal(worked[group].replace(",", "")) for group in (1, 3, 4))
            slack = part * Decimal("0.00005") if worked[2] else Decimal("0.01")
            assert abs(part * rate / 100 - pay) <= slack, line


def test_every_clause_of_a_plan_is_told(everything):
    text = explain(everything, "Dana Reyes", PLANNED)
    for number, component in enumerate(everything.components, start=1):
        assert f"### {number} {component.name}" in text
    assert "None" not in text
    assert "You get at least $3,000 each month, until Jun 30, 2027." in text
    assert "- Whole amount: it pays in full only if gross margin is at least 30%. If not, only 50% is paid." in text


def test_new_logos_and_retention_are_taken_from_the_business_plan(everything):
    others = {Measure.NET_RETENTION: Decimal("0.97"), Measure.NEW_LOGOS: Decimal(14)}
    text = explain(everything, "Dana Reyes", PLANNED.model_copy(update={"others": others}))
    assert "Your own numbers: you plan 97% for the year." in text
    assert "- $6,000 × 85% = $5,100" in text
    assert "- Your new logos are 14 if you land your plan. They move with revenue." in text
    assert "- Milestone." not in text
    assert "the gate on gross margin is met" in text


def test_months_sum_to_what_landing_the_plan_pays(sample):
    text = explain(sample("farmer"), "Dana Reyes", PLANNED)
    rows = [line.split("|")[2] for line in text.splitlines() if re.match(r"\| \w+ 2027 ", line)]
    assert len(rows) == 12
    assert sum(Decimal(row.strip().replace("$", "").replace(",", "")) for row in rows) == Decimal(36_960)


def test_open_questions_go_when_the_plan_answers_them(sample):
    plan = sample("hunter")
    assert "calendar days or by whole months?" in explain(plan, "Dana Reyes", PLANNED)
    answered = plan.model_copy(update={"proration": "calendar days"})
    assert "What is still open" not in explain(answered, "Dana Reyes", PLANNED)


def test_the_glossary_has_only_the_words_that_are_used(sample):
    text = explain(sample("hunter"), "Dana Reyes", PLANNED)
    assert "**Quota** is" in text
    assert "**Gross margin**" not in text


def test_each_clause_has_an_example_in_the_reps_own_numbers(sample):
    text = explain(sample("hunter"), "Dana Reyes", PLANNED)
    assert "### 2.1 New business commission" in text
    assert "- $80,000 × 6.75% = $5,400" in text
    assert "- $1,080,000 × 1.5% = $16,200" in text


def test_the_table_and_the_landing_are_what_the_plan_pays(sample):
    text = explain(sample("hunter"), "Dana Reyes", PLANNED)
    assert "| 80% | $800,000 | $48,000 | $118,000 |" in text
    assert "| 100% | $1,000,000 | $60,000 | $130,000 |" in text
    assert "| 120% | $1,200,000 | $76,500 | $146,500 |" in text
    assert "Land it exactly and you earn $66,600 from sales." in text


def test_it_says_that_it_is_not_the_contract(sample):
    assert "It is not the contract." in explain(sample("farmer"), "Sam Ito", PLANNED)


def test_without_a_goal_nothing_is_invented(sample):
    text = explain(sample("farmer"), "Sam Ito", PlannedResults())
    assert "Your goal is still open." in text
    assert "### 3.2" not in text
    assert "What a weaker or stronger year pays" not in text


def test_base_pay_is_optional(sample):
    plan = sample("hunter").model_copy(update={"base": None})
    text = explain(plan, "Dana Reyes", PLANNED)
    assert "base pay is" not in text
    assert "| 100% | $1,000,000 | $60,000 |" in text


def test_a_plan_that_does_not_add_up_yet_says_so(sample):
    text = explain(sample("hunter"), "Dana Reyes", PlannedResults(goal=Decimal(1_000_000)))
    assert "does not add up to a figure yet" in text
    assert "you plan $1,000,000" not in text
