"""The built wheel: everything that planwright needs travels in it, so that it works from any folder."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel, built and unpacked as an installer would, far from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, *arguments: str) -> str:
    # -I and the explicit path keep the checkout and any other planwright out of sight.
    start = f"import sys; sys.path.insert(0, {str(installed)!r}); "
    command = [sys.executable, "-I", "-c", start + arguments[0], *arguments[1:]]
    return subprocess.run(command, cwd=installed.parent, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("folder", ["prompts", "knowledge"])
def test_the_prompts_and_the_method_are_all_inside(installed, folder):
    expected = {path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*") if path.is_file()}
    inside = installed / "bot" / "_data" / folder
    assert expected
    assert {path.relative_to(inside) for path in inside.rglob("*") if path.is_file()} == expected


def test_the_migrations_travel_with_the_code(installed):
    expected = {path.relative_to(ROOT) for path in (ROOT / "bot" / "store" / "migrations").rglob("*.py")}
    assert expected
    assert all((installed / path).is_file() for path in expected)


def test_an_installed_planwright_finds_its_own_prompts_and_sample_team(installed):
    told = run(
        installed,
        "from bot.data import prompts_folder as p; from bot.settings import Settings; print(p(), Settings().team_file)",
    )
    assert told.split() == [
        str(installed / "bot" / "_data" / "prompts"),
        str(installed / "bot" / "_data" / "knowledge" / "sample-team" / "team.yaml"),
    ]


def test_an_installed_planwright_can_be_started(installed):
    code = run(
        installed,
        "from bot.settings import Settings; from bot.wiring import build_office as b; s = Settings()"
        "; print(b(s.team_file, s.prompts).team.company)",
    )
    assert code.strip() == "Harbor Light IT"


def test_a_checkout_uses_its_own_folders():
    from bot.data import knowledge_folder, prompts_folder

    assert prompts_folder() == ROOT / "prompts"
    assert knowledge_folder() == ROOT / "knowledge"


def test_the_licence_goes_with_it(installed):
    (licence,) = installed.glob("planwright-*.dist-info/licenses/LICENSE")
    text = licence.read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
