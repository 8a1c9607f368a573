"""Plans as companies of many trades write them, with what they pay; see practice/README.md."""

from pathlib import Path

import pytest
import yaml

from bot.pay.model import CompPlan
from tests.pay.cased import found, plan_of

FOLDER = Path(__file__).parent / "practice"
CASES = [case for file in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(file.read_text())]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_plan_from_practice_pays_what_its_rule_says(case):
    for run in case["runs"]:
        plan = plan_of(run.get("plan", case["plan"]))
        assert isinstance(plan, CompPlan), plan
        values = found(run, plan)
        for what, wanted in run["pays"].items():
            got = [float(x) for x in values[what]] if isinstance(wanted, list) else float(values[what])
            assert got == wanted, f"{what}: {case['told']}"


def test_there_are_forty_cases_and_each_names_its_source():
    assert len({case["id"] for case in CASES}) == len(CASES) >= 40
    assert all(case["source"] and case["told"] for case in CASES)
