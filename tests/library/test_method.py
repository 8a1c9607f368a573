"""The method as it is written: enough of it, every rule in it, its figures right, nothing in it that is not ours."""

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest
import yaml

from bot.data import knowledge_folder
from bot.library.files import read_file, readable
from bot.library.words import read_groups, stems_of

METHOD = knowledge_folder() / "method"
DOCUMENTS = [read_file(path) for path in readable(METHOD)]
PASSAGES = [passage for document in DOCUMENTS for passage in document.passages]

NUMBER = r"\$?\d+(?:,\d{3})*(?:\.\d+)?%?"
TERM = rf"\(?{NUMBER}\)?"
EXAMPLE = re.compile(rf"({TERM}(?: [x/+\-] {TERM})+) = (?:about )?({NUMBER})")
EXAMPLES = [(passage.heading, *found) for passage in PASSAGES for found in EXAMPLE.findall(passage.text)]


def number(text: str) -> Decimal:
    value = Decimal(text.strip("$%").replace(",", ""))
    return value / 100 if text.endswith("%") else value


def worked_out(expression: str) -> Decimal:
    code = re.sub(NUMBER, lambda found: f"D('{number(found[0])}')", expression).replace("x", "*")
    return eval(code, {"D": Decimal})


@pytest.mark.parametrize(("heading", "expression", "result"), EXAMPLES)
def test_the_figures_of_every_worked_example_are_right(heading, expression, result):
    shown = result.strip("$%").replace(",", "")
    value = worked_out(expression) * (100 if result.endswith("%") else 1)
    places = Decimal(1).scaleb(-len(shown.partition(".")[2]))
    assert value.quantize(places, ROUND_HALF_UP) == Decimal(shown)


def test_every_equation_in_the_method_is_checked():
    written = sum(passage.text.count(" = ") for passage in PASSAGES)
    assert len(EXAMPLES) == written >= 100


def test_there_are_enough_passages_and_every_rule_is_in_one():
    assert len(PASSAGES) >= 120
    assert {rule for passage in PASSAGES for rule in passage.rules} == {f"M{n:02}" for n in range(1, 23)}


def test_every_passage_has_its_own_place():
    places = [(passage.document, passage.heading) for passage in PASSAGES]
    assert len(places) == len(set(places))


def test_every_passage_has_words_to_be_found_by_and_is_short_enough_to_read_in_slack():
    for passage in PASSAGES:
        assert passage.asked
        assert 15 <= len(passage.text.split()) <= 160, passage.heading


def test_nothing_of_the_method_is_left_out_on_reading():
    assert [document.problem for document in DOCUMENTS] == [None] * len(DOCUMENTS)


def test_each_section_of_a_plan_has_a_good_and_a_weak_example():
    weak = " ".join(passage.document for passage in PASSAGES if "Weak:" in passage.text)
    for section in ("won and lost", "Why nots", "Run-rate", "goal", "Targets", "accounts", "Funnel", "quarters"):
        assert section in weak
    for section in ("KPIs", "departments", "Risks", "Commitments"):
        assert section in weak


RULES = [f"M{n:02}" for n in range(1, 23)]


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_how_to_apply_it_an_example_in_figures_and_common_mistakes(rule):
    about = [passage for passage in PASSAGES if rule in passage.rules]
    assert len(about) >= 5
    assert any(re.search(r"\d", passage.text) for passage in about)
    assert any(passage.heading.startswith("Common mistakes") for passage in about)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "M22"])
def test_each_rule_but_the_one_on_tone_has_arithmetic_that_is_worked_out(rule):
    assert any(EXAMPLE.search(passage.text) for passage in PASSAGES if rule in passage.rules)


@pytest.mark.parametrize("name", ["Services", "Finance", "Operations", "Marketing", "CEO"])
def test_each_department_has_a_passage_of_its_own(name):
    assert any(name in passage.heading for passage in PASSAGES if passage.file == "departments.md")


@pytest.mark.parametrize(
    "mechanic",
    ["OTE", "Quota", "Accelerator", "Decelerator", "Threshold", "tiers", "Cap", "Draw", "Clawback", "Split", "earned",
     "Recurring", "Gate", "Bonus", "Windfall", "Ramp", "Part of a year", "Leaving", "mix", "margin", "quarter", "Team"],
)  # fmt: skip
def test_each_mechanic_of_pay_is_explained(mechanic):
    assert any(mechanic in passage.heading for passage in PASSAGES if passage.file == "pay-mechanics.md")


@pytest.mark.parametrize("name", ["Service Leadership", "Predominant Business Model", "Operational Maturity", "SLIQ"])
def test_the_publishers_trade_names_stay_out(name):
    text = " ".join(passage.everything for passage in PASSAGES)
    assert name.lower() not in text.lower()


def test_a_word_stands_in_one_group_only_for_the_last_would_win():
    written = yaml.safe_load((METHOD / "words.yaml").read_text())
    groups = [{tuple(stems_of(phrase)) for phrase in group} for group in written["subjects"] + written["same"]]
    held = Counter(phrase for group in groups for phrase in group)
    assert [phrase for phrase, times in held.items() if times > 1] == []


def test_words_that_mean_the_same_are_read():
    same = read_groups(METHOD, "subjects", "same")
    assert set(same.found_in(["husband"])) & set(same.found_in(["spous"]))
