"""Worked examples from public sources, each a plan and results in the public YAML; see cases/README.md."""

import json
import re
from pathlib import Path

import pytest
import yaml

from bot.pay.model import CompPlan
from tests.pay.cased import found, plan_of

HERE = Path(__file__).parent
DATA = HERE.parents[2] / "shared" / "data" / "pay_examples.json"
WRITTEN = {case["id"]: case for file in (HERE / "cases").glob("*.yaml") for case in yaml.safe_load(file.read_text())}
PUBLISHED = {case["id"]: case for case in json.loads(DATA.read_text())} if DATA.exists() else {}
pytestmark = pytest.mark.skipif(not PUBLISHED, reason="the shared cases (../shared/data/pay_examples.json) are absent")


def expected_in(case, name):
    """A value of a case by its name, or `name[2]` for one of a list."""
    key, index = re.fullmatch(r"(\w+)(?:\[(\d+)\])?", name).groups()
    value = case["expected"][key]
    return value if index is None else value[int(index)]


@pytest.mark.parametrize("case_id", sorted(set(PUBLISHED) & set(WRITTEN)))
def test_the_engine_pays_what_was_published(case_id):
    case, written = PUBLISHED[case_id], WRITTEN[case_id]
    shown = set(written.get("besides", {}))
    for run in written["runs"]:
        plan = plan_of(run.get("plan", written["plan"]))
        assert isinstance(plan, CompPlan), plan
        values = found(run, plan)
        for what, names in run["expects"].items():
            wanted = [expected_in(case, n) for n in names] if isinstance(names, list) else expected_in(case, names)
            got = values[what] if isinstance(wanted, list) else [values[what]]
            wanted = wanted if isinstance(wanted, list) else [wanted]
            assert [float(x) for x in got] == pytest.approx(wanted, abs=case["tolerance"]), case["source"]
            shown |= {n.partition("[")[0] for n in (names if isinstance(names, list) else [names])}
    assert shown == set(case["expected"])


@pytest.mark.parametrize("case_id", [case_id for case_id, case in WRITTEN.items() if "refused" in case])
def test_a_source_that_contradicts_itself_is_refused(case_id):
    problems = plan_of(WRITTEN[case_id]["plan"])
    assert WRITTEN[case_id]["refused"] in problems[0].wrong


def test_every_published_case_is_expressed():
    assert set(PUBLISHED) == set(WRITTEN)
