import pytest

from bot.pay.file import load_comp_plan

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


def test_a_gap_quotes_both_lines():
    (problem,) = load_comp_plan(GOOD.replace("{from: 100%, rate", "{from: 110%, rate"), "a plan")
    assert 'line 15 "- {from: 0%, to: 100%, rate: 3%}"' in problem.wrong
    assert 'line 16 "- {from: 110%, rate: 7%}"' in problem.wrong


def test_a_plan_without_a_name_is_called_by_its_file():
    assert load_comp_plan(GOOD, "tiers-2027").name == "tiers-2027"


def test_text_that_is_no_plan_is_a_problem():
    assert [problem.line for problem in load_comp_plan("just words", "x")] == [1]
