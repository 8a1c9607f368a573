import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pay.file import load_comp_plan, load_results
from bot.pay.model import CompPlan
from bot.pay.payout import payout
from bot.pay.results import Results, Total

EVERYTHING = (Path(__file__).parent / "everything.yaml").read_text()
SMALLER = (
    "company: A\ncurrency: USD\neffective: {from: 2027-01-01, to: 2027-12-31}\ncomponents: ["
    + part.partition("- ")[2]
    + "]"
    for part in EVERYTHING.splitlines()
    if part.startswith("  - {")
)
PLANS = (EVERYTHING, *SMALLER)

GOOD = """
company: Harbor Light IT
currency: USD
effective: {from: 2027-01-01, to: 2027-12-31}
target_incentive: 50000
components:
  - name: Tiers
    measure: revenue
    per: year
    quota: 300000
    weight: 100%
    pays:
      shape: marginal tiers
      bands:
        - {from: 0%, to: 100%, rate: 3%}
        - {from: 100%, rate: 7%}
"""


@pytest.mark.parametrize(
    ("wrong", "right", "line", "told"),
    [
        ("quota: 300000", "qouta: 300000", 10, '"qouta" is not a field here'),
        ("quota: 300000", "quota: lots", 10, '"lots" is not a number'),
        ("weight: 100%", "weight: 1", 11, '"1" is not a percentage'),
        ("weight: 100%", "weight: 90%", 7, "weights do not sum to 100%"),
        ("rate: 7%", "rate: 7", 16, '"7" is not a rate'),
        ("{from: 100%, rate", "{from: 90%, rate", 16, "these bands overlap"),
        ("{from: 100%, rate", "{from: 110%, rate", 16, "these bands leave a gap"),
        ("{from: 100%, rate", "{from: 300000, rate", 16, "shares of quota and amounts are mixed"),
        ("measure: revenue", "measure: vibes", 8, '"vibes" does not do'),
        ("currency: USD", "currency: dollars", 3, '"dollars" does not do'),
        ("    quota: 300000\n", "", 7, "has no quota"),
        ("to: 2027-12-31", "to: 2026-12-31", 4, "ends before it starts"),
        ("shape: marginal tiers", "shape: magic", 12, '"shape" is missing or unknown'),
    ],
)
def test_a_broken_plan_says_where_and_what(wrong, right, line, told):
    problems = load_comp_plan(GOOD.replace(wrong, right), "a plan")
    assert isinstance(problems, list)
    assert any(told in problem.wrong for problem in problems)
    assert any(problem.line is not None and abs(problem.line - line) <= 1 for problem in problems)


@pytest.mark.parametrize(
    ("wrong", "right", "expected"),
    [
        ("measure: revenue", "measure: revenues", '"revenue"'),
        (
            "measure: revenue",
            "measure: revenue\n    clawback: {months: 12}",
            '"within_months" (or within_days, returns, others)',
        ),
        ("measure: revenue", "measure: revenue\n    only: {kind: new}", '"kinds" (or products'),
        ("measure: revenue", "measure: revenue\n    threshold: 80%", "{at: …, pays: …}"),
        ("measure: revenue", "measure: revenue\n    then: {do: cap, at: 5}", "a list: "),
        ("per: year", "per: yearly", '"year" (or deal'),
        ("rate: 7%}", "rates: 7%}", '"rate" (or from, to)'),
        ("rate: 7%}", "rate: 100 each}", 'a percentage of it, such as "5%"'),
        ("weight: 100%", "target: 50%", "an amount of money, or a base"),
        ("quota: 300000", "quota: 300000\n    then: [{do: gate, when: {measure: gross margin}}]", "at_least, above"),
        ("quota: 300000", "quota: 300000\n    then: [{do: gate, when: {measure: units, at_least: 90%}}]", 'as "quota"'),
        (
            "quota: 300000",
            "quota: 300000\n    mix: [{measure: revenue, weight: 100%}]",
            'what 100% of it is, as "quota"',
        ),
        ("quota: 300000", "quota: 300000\n    clawback: {returns: all}", "one of within_months and within_days"),
        ("measure: revenue", "measure: weighted attainment", "a mix: "),
    ],
)
def test_what_a_stranger_would_try_is_told_what_to_write(wrong, right, expected):
    problems = load_comp_plan(GOOD.replace(wrong, right), "a plan")
    assert isinstance(problems, list)
    assert any(expected in problem.expected for problem in problems), problems


def test_a_gap_quotes_both_lines():
    (problem,) = load_comp_plan(GOOD.replace("{from: 100%, rate", "{from: 110%, rate"), "a plan")
    assert 'line 15 "- {from: 0%, to: 100%, rate: 3%}"' in problem.wrong
    assert 'line 16 "- {from: 110%, rate: 7%}"' in problem.wrong


def test_a_plan_without_a_name_is_called_by_its_file():
    assert load_comp_plan(GOOD, "tiers-2027").name == "tiers-2027"


def test_a_clause_may_be_written_as_a_number_and_keeps_its_digits():
    plan = load_comp_plan(GOOD.replace("  - name: Tiers", "  - name: Tiers\n    clause: 2.10"), "x")
    assert plan.components[0].clause == "2.10"


def test_text_that_is_no_plan_is_a_problem():
    assert [problem.line for problem in load_comp_plan("just words", "x")] == [1]


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_any_text_is_a_plan_or_problems(text):
    assert isinstance(load_comp_plan(text, "x"), list)
    assert isinstance(load_results(text, "x"), list)


JUNK = st.sampled_from(["", "0", "-1", "1e99", "nan", "100%", "[]", "{}", "null", "true", "yes: no", "2027-02-30", "x"])


@settings(max_examples=150)
@given(st.data())
def test_a_plan_with_any_value_spoiled_pays_or_says_what_is_wrong(data):
    """A word of the plan replaced by junk or another, or a line lost: it is refused with a line, or it still pays."""
    parts = re.split(r"(\s+|[,:{}\[\]])", data.draw(st.sampled_from(PLANS)))
    words = [index for index, part in enumerate(parts) if part.strip(" \n,:{}[]")]
    place = data.draw(st.sampled_from(words))
    other = data.draw(JUNK | st.sampled_from(words).map(lambda index: parts[index]))
    spoiled = load_comp_plan("".join([*parts[:place], other, *parts[place + 1 :]]), "x")
    if isinstance(spoiled, CompPlan):
        day = spoiled.effective.starts
        totals = [Total(measure=measure, date=day, reached=1000) for measure in {c.measure for c in spoiled.components}]
        paid = payout(spoiled, Results(goal=1_000_000, totals=tuple(totals)))
        assert sum(line.amount for line in paid.lines) == paid.total
    else:
        assert all(problem.wrong and problem.expected and problem.line for problem in spoiled)


@pytest.mark.parametrize(
    "name",
    [
        "<!channel> bonus",
        "[win](https://evil.example)",
        "see www.evil.example",
        "@everyone bonus",
        "a | b",
        "`code`",
        "two\nlines",
        "x" * 121,
    ],
)
@pytest.mark.parametrize("place", ["name: {}", "clause: {}, name: Part", "name: Part, only: {{kinds: [{}]}}"])
def test_a_name_that_could_become_a_mention_or_a_link_is_refused(name: str, place: str):
    part = place.format(json.dumps(name))
    text = f"company: A\ncurrency: USD\neffective: {{from: 2027-01-01, to: 2027-12-31}}\ncomponents:\n  - {{{part}, "
    problems = load_comp_plan(text + "measure: units, per: year, pays: {shape: flat rate, rate: 1 each}}\n", "a plan")
    assert isinstance(problems, list)
    assert "cannot be shown as a name" in str(problems[0])


def test_an_ordinary_name_with_an_odd_character_is_fine():
    text = "company: A\ncurrency: USD\neffective: {from: 2027-01-01, to: 2027-12-31}\ncomponents:\n"
    text += '  - {name: "R&D bonus (10% @ goal) #2, Q1/Q2 *new*", measure: units, per: year, '
    text += "pays: {shape: flat rate, rate: 1 each}}\n"
    assert not isinstance(load_comp_plan(text, "a plan"), list)
