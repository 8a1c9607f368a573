"""The command line, as a person at a terminal meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.data import knowledge_folder
from bot.plan.model import BusinessPlan
from bot.terminal.story import read_story

SAMPLE = knowledge_folder() / "sample-team"
ROOT = Path(__file__).parents[1]
HEAVY = ["pydantic", "sqlalchemy", "slack_bolt", "slack_sdk", "docx", "yaml", "rich.console", "holidays"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command runs in a folder of its own, without the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("PLANWRIGHT_TEAM_FILE", "PLANWRIGHT_DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str, given: str = "", code: int = 0) -> str:
    done = CliRunner().invoke(app, list(arguments), input=given)
    assert done.exit_code == code, done.output
    return done.output


def flat(text: str) -> str:
    """Text without the line ends that a narrow terminal brings."""
    return " ".join(text.split())


def on_disk(folder: Path) -> bytes:
    """Everything of the database, its side files included."""
    return b"".join(path.read_bytes() for path in folder.glob("planwright.db*"))


def danas_replies(tmp_path: Path) -> Path:
    scene = read_story((SAMPLE / "story.yaml").read_text(encoding="utf-8")).scenes[0]
    path = tmp_path / "replies.txt"
    path.write_text("\n".join(scene.says), encoding="utf-8")
    return path


def test_help_loads_nothing_heavy():
    code = f"import sys, bot.cli; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_demo_plays_the_story_and_leaves_every_document(tmp_path: Path):
    said = run("demo", "--output", "out")
    assert "approved version 2 of your plan" in said
    assert "planwright chat" in said
    names = {path.name for path in (tmp_path / "out").iterdir()}
    for person in ("dana-reyes", "priya-natarajan"):
        assert {f"{person}-{name}" for name in ("plan.md", "plan.docx", "pay.md", "review-summary.md")} <= names
    assert {"team-rollup.md", "plan.json"} <= names
    plans = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert [BusinessPlan.model_validate(plan).adds_up.adds_up for plan in plans.values()] == [True, True]
    assert "could not read" not in said


def test_an_interview_from_a_file_gives_the_typed_plan(tmp_path: Path):
    said = run("interview", "--as", "Dana Reyes", "--replies", str(danas_replies(tmp_path)), "--json")
    plan = BusinessPlan.model_validate_json(said)
    assert plan.goal.revenue is not None
    assert plan.goal.revenue.value == 1_400_000
    assert plan.look_back.batting_average is not None
    assert plan.look_back.batting_average.won == 9
    assert len(plan.why_nots) == 4
    assert plan.adds_up.adds_up


def test_half_an_interview_gives_a_plan_with_open_points(tmp_path: Path):
    replies = tmp_path / "few.txt"
    replies.write_text("hi\nyes\n", encoding="utf-8")
    plan = BusinessPlan.model_validate_json(run("interview", "--as", "dana", "--replies", str(replies), "--json"))
    assert plan.open_points
    assert plan.adds_up.adds_up is None


def test_someone_who_is_no_rep_is_told_who_is(tmp_path: Path):
    said = run("interview", "--as", "Ruth", "--replies", str(danas_replies(tmp_path)), code=2)
    assert "Dana Reyes" in said


def test_a_broken_team_file_stops_with_the_line_and_what_is_expected(tmp_path: Path):
    text = (SAMPLE / "team.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "team.yaml"
    broken.write_text(text.replace("role: Hunter", "role: Hunter/Farmer", 1), encoding="utf-8")
    said = run("chat", "--team", str(broken), code=2)
    line = next(n for n, content in enumerate(broken.read_text().splitlines(), 1) if "Hunter/Farmer" in content)
    assert f"line {line}" in said
    assert "Expected" in said


def test_a_team_file_that_is_not_there_says_what_to_set(tmp_path: Path):
    assert "PLANWRIGHT_TEAM_FILE" in run("chat", "--team", str(tmp_path / "none.yaml"), code=2)


def test_chat_keeps_what_was_said_between_two_visits():
    first = run("chat", "--as", "Leo", given="1.05M against a quota of 1.2M\nquit\n")
    assert "2026 revenue $1,050,000" in flat(first)
    second = run("chat", "--as", "Leo", given="progress\n")
    assert "2026 revenue $1,050,000" in flat(second)


def test_chat_lets_the_executive_decide():
    said = run("chat", given="Ruth\nstatus\napprove Dana\nquit\n")
    assert "Dana Reyes (Hunter): not begun" in said
    assert "nothing to decide" in said


def test_run_without_tokens_says_what_to_set():
    assert "SLACK_BOT_TOKEN" in run("run", code=2)


def test_the_doctor_says_what_is_missing():
    assert "SLACK_BOT_TOKEN" in flat(run("doctor"))


def test_import_prints_mapping_problems_and_totals(tmp_path: Path):
    file = tmp_path / "deals.csv"
    file.write_text("Account,Stage,Amount\nAcme,Closed Won,1000\nGlobex,Closed Lost,500\nHooli,Proposal,oops\n")
    told = json.loads(run("import", str(file), "--json"))
    assert (told["rows"], told["won_count"], told["close_rate"]) == (3, 1, 50.0)
    assert [column["meaning"] for column in told["mapping"]] == ["account", "stage", "amount"]
    assert any(problem["row"] == 4 for problem in told["problems"])


def test_the_template_comes_as_a_workbook_too(tmp_path: Path):
    file = tmp_path / "list.xlsx"
    run("import", "--out", str(file))
    assert json.loads(run("import", "--json", str(file)))["rows"] == 3


def test_the_template_reads_itself(tmp_path: Path):
    file = tmp_path / "template.csv"
    file.write_text(run("import", "--template"), encoding="utf-8")
    assert json.loads(run("import", str(file), "--json"))["ok"]


def test_read_answers_a_line_for_each_line():
    given = json.dumps({"text": "about 1.2M by end of Q2", "reference": "2026-11-23", "fiscal_year_start": "01-01"})
    answer = json.loads(run("read", "--json", given=given + "\n"))
    assert answer["amounts"][0]["value"] == 1200000
    assert answer["dates"]


def test_read_says_which_line_is_broken():
    assert "not a JSON object" in run("read", "--json", given="nonsense\n", code=2)


def test_a_database_is_backed_up_and_comes_back_in_words(monkeypatch: pytest.MonkeyPatch):
    run("chat", "--as", "Leo", given="1.05M against a quota of 1.2M\nquit\n")
    assert "newest schema already" in run("db", "upgrade")
    assert "keep it where only you can read it" in run("db", "backup", "copy.db")
    assert "holds something already" in run("db", "restore", "copy.db", code=2)
    assert "Next: set PLANWRIGHT_DATABASE_URL" in run("db", "move", "sqlite:///moved.db")
    monkeypatch.setenv("PLANWRIGHT_DATABASE_URL", "sqlite:///again.db")
    assert "Counts and checksums agree" in run("db", "restore", "copy.db")
    assert "2026 revenue $1,050,000" in flat(run("chat", "--as", "Leo", given="progress\n"))


def test_a_persons_data_is_handed_out_and_erased_once_the_id_is_typed(tmp_path: Path):
    run("chat", "--as", "Leo", given="my secret words are zebra quagga\nquit\n")
    assert "hand it to them alone" in run("person", "export", "Leo")
    assert (tmp_path / "leo-brandt-everything.json").stat().st_mode & 0o077 == 0
    assert "zebra quagga" in (tmp_path / "leo-brandt-everything.json").read_text(encoding="utf-8")
    assert "overwritten" in run("person", "export", "Leo", code=2)
    assert "Nothing was erased" in run("person", "erase", "Leo", given="yes\n", code=2)
    assert b"zebra" in on_disk(tmp_path)
    said = run("person", "erase", "Leo", given="leo-brandt\n")
    assert "What stays" in said
    assert "on record" in said
    assert b"zebra" not in on_disk(tmp_path)
    assert "nothing is held" in run("person", "export", "Nobody", code=2)


def test_a_key_locks_what_was_said_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    run("chat", "--as", "Leo", given="my secret words are zebra quagga\nquit\n")
    assert "PLANWRIGHT_KEYS is not set" in run("db", "rekey", code=2)
    monkeypatch.setenv("PLANWRIGHT_KEYS", run("key").strip())
    assert "locked with the newest key" in run("db", "rekey")
    assert b"zebra" not in on_disk(tmp_path)
    monkeypatch.delenv("PLANWRIGHT_KEYS")
    assert "set it to the key that locked it" in run("chat", "--as", "Leo", code=2)
