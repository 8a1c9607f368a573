"""Nothing that sums up several people has pay in it, so that no total can give away what one of them is paid."""

import ast
from pathlib import Path

import pytest

BOT = Path(__file__).parents[2] / "bot"
SUMS = (
    "plan/rollup.py",
    "plan/outlook.py",
    "plan/last_year.py",
    "plan/sales_plan.py",
    "documents/rollup.py",
    "documents/outlook.py",
    "documents/sales_plan.py",
    "line/reviews/team_summary.py",
    "line/nudges/weekly.py",
    "reviews_command.py",
)
"""Everything that adds up or lists people: the roll-up, the executive's pack, the team summary, the CSV."""


@pytest.mark.parametrize("file", SUMS)
def test_it_knows_nothing_of_pay(file: str):
    tree = ast.parse((BOT / file).read_text(encoding="utf-8"))
    imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [module for module in imported if module.startswith("bot.pay")]
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not names & {"pay_text", "comp_plans", "agreements", "pay_questions", "ote", "base", "target_incentive"}
