"""The page that says how a plan is written: what it shows can be read, and what can be written it names."""

import re
from pathlib import Path

import pytest

from bot.pay.file import load_comp_plan, load_results
from bot.pay.measures import Measure
from bot.pay.model import Component, CompPlan
from bot.pay.results import Results

PAGE = (Path(__file__).parents[2] / "knowledge/sample-team/comp/README.md").read_text()
TOP = "company: A\ncurrency: USD\neffective: {from: 2027-01-01, to: 2027-12-31}\n"
PART = "components:\n  - name: Any\n    measure: revenue\n    per: year\n    quota: 100\n    target: 10\n"


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
