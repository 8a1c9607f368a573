"""`planwright team`: a team file in, the team out again as files, and the log of who changed what."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.data import knowledge_folder
from bot.kept_team import KeptOffice
from bot.store.store import Store
from bot.team.audit import TeamVersion
from bot.team.standing import STAND_IN
from bot.wiring import build_office, opener
from tests.store.samples import NOW

SAMPLE = knowledge_folder() / "sample-team" / "team.yaml"


@pytest.fixture
def run(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANWRIGHT_DATABASE_URL", f"sqlite:///{tmp_path}/kept.db")
    monkeypatch.delenv("PLANWRIGHT_TEAM_FILE", raising=False)

    def running(*words: str):
        return CliRunner().invoke(app, ["team", *words])

    return running


@pytest.fixture
def kept(run, tmp_path: Path):
    assert run("import", str(SAMPLE)).exit_code == 0
    store = Store.open(f"sqlite:///{tmp_path}/kept.db")
    yield store
    store.close()


def opened(store: Store) -> KeptOffice:
    return KeptOffice(store, opener())


def test_a_team_that_is_imported_is_the_team_of_the_file(kept: Store):
    office, of_file = opened(kept)(), build_office(SAMPLE)
    assert office.team.people == tuple(
        person.model_copy(update={"lines": {}}) if hasattr(person, "lines") else person
        for person in of_file.team.people
    )
    assert office.comp_plans == of_file.comp_plans
    assert office.earlier_plans == of_file.earlier_plans


def test_what_is_exported_is_read_as_the_same_team(run, kept: Store, tmp_path: Path):
    done = run("export", str(tmp_path / "out"))
    assert done.exit_code == 0
    files = [tmp_path / "out" / "team.yaml", *(tmp_path / "out" / "comp").iterdir()]
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)
    assert build_office(files[0]).comp_plans == opened(kept)().comp_plans
    assert "already" in run("import", str(files[0])).stdout
    assert "nothing is overwritten" in run("export", str(tmp_path / "out")).stderr
    assert kept.team_number() == 1


def test_another_text_under_a_name_that_is_taken_is_kept_beside_it(run, kept: Store, tmp_path: Path):
    run("export", str(tmp_path / "out"))
    plan = tmp_path / "out" / "comp" / "farmer.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + "\n# as agreed\n", encoding="utf-8")
    told = run("import", str(tmp_path / "out" / "team.yaml")).stdout
    assert "Priya Natarajan: compensation plan changed" in told
    assert kept.team().sheet.text(("priya-natarajan", "comp_plan")) == "comp/farmer-2.yaml"


def test_a_version_that_another_process_wrote_is_taken_in_at_the_next_call(kept: Store):
    offices = opened(kept)
    before = offices()
    assert offices() is before
    sheet = kept.team().sheet.having((None, "company"), "Acme")
    kept.keep_team(TeamVersion(number=2, at=NOW, by="U1", sheet=sheet))
    assert offices().team.company == "Acme"


def test_while_no_team_is_in_force_nobody_is_in_it(tmp_path: Path):
    store = Store.open(f"sqlite:///{tmp_path}/new.db")
    office = opened(store)()
    assert office.team == STAND_IN
    assert office.set_up is not None
    assert office.set_up.number == 0
    store.close()


def test_the_log_names_every_change_and_no_figure_of_pay(run, kept: Store):
    told = run("log").stdout
    assert "(command line): Dana Reyes: joined the team" in told
    text = run("log", "--csv").stdout
    assert "Dana Reyes,revenue goal" in text
    assert "Dana Reyes,compensation plan,changed,changed" in text
    assert ".yaml" not in text


def test_a_file_with_a_mistake_changes_nothing_and_says_the_line(run, tmp_path: Path):
    broken = tmp_path / "team.yaml"
    broken.write_text("company: Acme\nreps: []\n", encoding="utf-8")
    done = run("import", str(broken))
    assert done.exit_code == 2
    assert "team.yaml line 1" in done.stderr
    assert "No team" in run("log").stdout


def test_a_team_file_in_the_settings_stays_the_team_and_the_import_says_so(run, monkeypatch):
    monkeypatch.setenv("PLANWRIGHT_TEAM_FILE", str(SAMPLE))
    assert "that file is the team" in run("import", str(SAMPLE)).stdout


def test_somebody_in_the_team_is_not_erased_before_they_are_taken_out(run, kept: Store):
    done = CliRunner().invoke(app, ["person", "erase", "dana-reyes", "--yes"])
    assert done.exit_code == 2
    assert "Take them out of it there first" in done.stderr
