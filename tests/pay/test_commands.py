import json
import re
import textwrap
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from bot.pay.commands import app
from bot.pay.schema import plan_schema, results_schema

COMP = Path(__file__).parents[2] / "knowledge/sample-team/comp"
PAGE = (COMP / "README.md").read_text()
HUNTER = Path(__file__).parents[2] / "knowledge/sample-team/comp/hunter.yaml"
RESULTS = """
goal: 1000000
deals:
  - {id: acme, booked: 2027-02-03, amount: 1080000}
"""


@pytest.fixture
def ran(tmp_path):
    results = tmp_path / "results.yaml"
    results.write_text(RESULTS)

    def run(*arguments: str):
        filled = [str(HUNTER) if a == "HUNTER" else str(results) if a == "RESULTS" else a for a in arguments]
        return CliRunner().invoke(app, filled)

    return run


def test_run_gives_a_trace_that_sums_to_the_total(ran):
    told = json.loads(ran("run", "--plan", "HUNTER", "--results", "RESULTS", "--json").stdout)
    assert told["total"] == "66600.00"
    assert set(told) == {"total", "by_period", "lines", "balances", "uncounted"}
    assert set(told["lines"][0]) == {"component", "clause", "period", "formula", "inputs", "amount"}
    assert round(sum(float(line["amount"]) for line in told["lines"]), 2) == 66_600


def test_run_without_json_reads_as_text(ran):
    told = ran("run", "--plan", "HUNTER", "--results", "RESULTS").stdout
    assert "$80,000 × 1.5 × $45,000 ÷ $1,000,000 = $5,400  [$50,400]" in told
    assert "total  $66,600, besides base pay" in told


def test_scenarios_at_any_attainment(ran):
    told = json.loads(ran("scenarios", "--plan", "HUNTER", "--goal", "1000000", "--at", "80, 120%", "--json").stdout)
    assert [(row["attainment"], row["total"]) for row in told] == [("0.8", "48000.00"), ("1.2", "76500.00")]


def test_whatif_answers_and_writes_nothing(ran, tmp_path):
    before = sorted(tmp_path.iterdir())
    told = ran("whatif", "close 3 more at 20k in March", "--plan", "HUNTER", "--goal", "1,000,000").stdout
    assert "would add $3,600" in told
    assert sorted(tmp_path.iterdir()) == before


def test_the_reference_and_the_examples_are_printed(ran):
    assert ran("reference").stdout == PAGE + "\n"
    assert ran("examples").stdout.startswith("# Worked examples")
    told = ran("examples", "clawback").stdout
    assert told.count("## ") == told.count("## Clawback") == 3
    assert "No example has the word" in ran("examples", "yodeling").stdout


def test_a_currency_without_a_rate_says_what_to_add(ran, tmp_path):
    (tmp_path / "results.yaml").write_text("goal: 100\ndeals: [{id: a, booked: 2027-02-03, amount: 1, currency: EUR}]")
    told = ran("run", "--plan", "HUNTER", "--results", "RESULTS")
    assert told.exit_code == 2
    assert "conversions: [{currency: EUR" in told.stderr
    assert "--goal" not in told.stderr


def test_what_no_clause_looks_at_is_told(ran, tmp_path):
    (tmp_path / "results.yaml").write_text("goal: 100\ntotals: [{measure: rank, of: B, date: 2027-02-03, reached: 1}]")
    assert "B on 2027-02-03: no clause looks at this" in ran("run", "--plan", "HUNTER", "--results", "RESULTS").stdout


def test_why_names_the_clauses(ran):
    told = ran("why", "acme", "--plan", "HUNTER", "--results", "RESULTS").stdout
    assert told.startswith("acme adds $66,600 to your pay.")
    assert "- Clause 2.2, Goal bonus: $16,200" in told


def test_changed_compares_two_plans(ran):
    assert "Nothing that changes the pay." in ran("changed", "HUNTER", "HUNTER", "--goal", "5").stdout
    assert ran("changed", "HUNTER", "HUNTER").exit_code == 2


def test_questions_are_listed(ran):
    assert "calendar days or by whole months?" in ran("questions", "--plan", "HUNTER").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("scenarios", "--plan", "HUNTER"), "no goal was given. Give it with --goal."),
        (("run", "--plan", "nowhere.yaml", "--results", "RESULTS"), "nowhere.yaml cannot be read"),
        (("run", "--plan", "RESULTS", "--results", "RESULTS"), 'results.yaml line 2: "company" is missing'),
        (("whatif", "sell more", "--plan", "HUNTER", "--goal", "5"), "could not read an amount and a month"),
        (("scenarios", "--plan", "HUNTER", "--goal", "lots"), "--goal"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(ran, arguments, told):
    result = ran(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.fixture
def jsonschema():
    return pytest.importorskip("jsonschema", reason="the schemas are checked where jsonschema is installed")


def test_the_schemas_take_what_the_engine_takes(jsonschema):
    plan = yaml.load(HUNTER.read_text(), Loader=yaml.BaseLoader)
    plan["base"] = int(plan["base"])
    for component in plan["components"]:
        component["uncapped"] = True
    jsonschema.validate(plan, plan_schema(PAGE))
    jsonschema.validate({"deals": [{"id": "a", "booked": "2027-01-01", "amount": 5}]}, results_schema())


def test_the_schema_refuses_a_bare_percentage(jsonschema):
    plan = yaml.load(HUNTER.read_text(), Loader=yaml.BaseLoader)
    plan["components"][0]["weight"] = "75"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plan, plan_schema(PAGE))


def test_every_field_of_a_plan_is_described_in_its_schema():
    schema = plan_schema(PAGE)
    fields = {**schema["properties"], **schema["$defs"]["Component"]["properties"]}
    assert [name for name, field in fields.items() if "description" not in field] == []


def test_an_editor_finds_nothing_wrong_with_the_worked_examples(jsonschema):
    code = re.findall(r"((?:^    .*\n)+)", (COMP / "EXAMPLES.md").read_text(), re.MULTILINE)[1:]
    schema = plan_schema(PAGE)
    jsonschema.Draft202012Validator.check_schema(schema)
    editor = jsonschema.Draft202012Validator(schema)
    for block in code:
        written = yaml.load(textwrap.dedent(block).partition("\n---\n")[0], yaml.BaseLoader)
        about = {"company": "A", "currency": "USD", "effective": {"from": "2027-01-01", "to": "2027-12-31"}}
        editor.validate(about | plain(written))


def plain(value):
    """Text that is a whole number or yes and no as such; the rest as text."""
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return {"true": True, "false": False}.get(value, int(value) if value.isdecimal() else value)
