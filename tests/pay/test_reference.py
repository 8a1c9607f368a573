"""The pages that say how a plan is written: what they show pays what they say, and nothing is missing."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from bot.pay.file import load_comp_plan, load_results
from bot.pay.measures import Measure
from bot.pay.model import Component, CompPlan
from bot.pay.payout import payout
from bot.pay.results import Results

COMP = Path(__file__).parents[2] / "knowledge/sample-team/comp"
PAGE, EXAMPLES = (COMP / "README.md").read_text(), (COMP / "EXAMPLES.md").read_text()
TOP = "company: A\ncurrency: USD\neffective: {from: 2027-01-01, to: 2027-12-31}\n"
PART = "components:\n  - name: Any\n    measure: revenue\n    per: year\n    quota: 100\n    target: 10\n"


def shown_in(example: str) -> tuple[CompPlan, Results, Decimal]:
    """The plan of an example, its results and what it says they pay."""
    code = "\n".join(line[4:] for line in example.splitlines() if line.startswith("    "))
    written, _, reached = code.partition("\n---\n")
    plan, results = load_comp_plan(TOP + written, "an example"), load_results(reached, "its results")
    assert isinstance(plan, CompPlan), plan
    assert isinstance(results, Results), results
    return plan, results, Decimal(re.search(r"^Pays ([\d.]+)", example, re.MULTILINE)[1])


WORKED = re.split(r"^## ", EXAMPLES, flags=re.MULTILINE)[1:]


@pytest.mark.parametrize("example", WORKED, ids=lambda example: example.splitlines()[0])
def test_every_worked_example_pays_what_it_says(example):
    plan, results, pays = shown_in(example)
    paid = payout(plan, results)
    assert paid.total == pays == sum(line.amount for line in paid.lines)
    assert not paid.uncounted or "SPIFF" in example


def code_under(heading: str) -> str:
    section = PAGE.partition(f"## {heading}")[2].partition("\n## ")[0]
    return "\n".join(line[4:] for line in section.splitlines() if line.startswith("    "))


@pytest.mark.parametrize("shape", re.split(r"\n(?=pays:)", code_under("Shapes")))
def test_every_shape_on_the_page_can_be_read(shape):
    indented = "\n".join(f"    {line}" for line in shape.splitlines())
    assert isinstance(load_comp_plan(TOP + PART + indented, "page"), CompPlan)


def test_the_changes_on_the_page_can_be_read():
    indented = "\n".join(f"    {line}" for line in code_under("Changes, in the order they are written").splitlines())
    text = f"{TOP}{PART}    pays: {{shape: quota rate}}\n{indented}"
    assert isinstance(load_comp_plan(text, "page"), CompPlan)


def test_the_results_on_the_page_can_be_read():
    assert isinstance(load_results(code_under("Results"), "page"), Results)


@pytest.mark.parametrize("word", [*CompPlan.model_fields, *Component.model_fields, *Measure])
def test_every_word_is_on_the_page(word):
    assert f"`{word}" in PAGE
