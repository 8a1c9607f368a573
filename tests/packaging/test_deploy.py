"""What is said about running it for a company is true: the files parse, every command and setting they name exists."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from pydantic import AliasChoices
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Settings
from bot.watching.metrics import Metrics
from bot.watching.watch import Step

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / ".deploy"
PAGES = {file.name: file.read_text(encoding="utf-8") for file in DEPLOY.iterdir() if file.is_file()}
COMPOSE = yaml.safe_load(PAGES["compose.yaml"])


def names() -> set[str]:
    """Every variable of the environment that is read."""
    found = set()
    for field, about in Settings.model_fields.items():
        alias = about.validation_alias
        given = alias.choices if isinstance(alias, AliasChoices) else [alias or f"PLANWRIGHT_{field.upper()}"]
        found |= {str(name) for name in given}
    return found


@pytest.mark.parametrize("page", sorted(PAGES))
def test_every_setting_that_is_named_exists(page):
    named = set(re.findall(r"\b(?:PLANWRIGHT|SLACK)_[A-Z_]+\b", PAGES[page]))
    assert named - names() == set()


@pytest.mark.parametrize("page", sorted(PAGES))
def test_every_command_that_is_named_exists(page):
    for words in set(re.findall(r"`(?:[A-Z_]+=\S+ )?planwright ((?:[a-z]+ ?)+)", PAGES[page])):
        told = CliRunner().invoke(app, [*words.split(), "--help"])
        assert told.exit_code == 0, words
    for option in re.findall(r"planwright (doctor|db expire)[^`\n]*(--[a-z]+)", PAGES[page]):
        assert option[1] in CliRunner().invoke(app, [*option[0].split(), "--help"]).output


def test_every_metric_that_is_named_is_shown():
    metrics = Metrics(lambda: None, lambda: None)
    for what in ("event", "turn", "post", "slack", "model"):
        metrics.tell(Step(what, "x", seconds=1.0, counts={"prompt_tokens": 1}))
    metrics.resting = lambda: False
    shown = metrics.page().decode() + (ROOT / "bot" / "watching" / "metrics.py").read_text()
    for name in set(re.findall(r"planwright_\w+", PAGES["README.md"])):
        assert name in shown or f'"{name.removeprefix("planwright_")}"' in shown, name


def test_the_compose_file_is_whole():
    services = COMPOSE["services"]
    assert set(services) == {"database", "library", "bot"}
    for service in services.values():
        if "image" in service:
            assert re.fullmatch(r"[a-z/]+:\d+\.\d+(\.\d+)?", service["image"]), "pinned, and from no host of its own"
        for volume in service.get("volumes", ()):
            name = volume.partition(":")[0]
            assert name.startswith(".") or name in COMPOSE["volumes"]
    assert (DEPLOY / services["bot"]["build"]["context"] / services["bot"]["build"]["dockerfile"]).resolve().is_file()
    assert set(services["bot"]["depends_on"]) < set(services)


def test_the_library_is_the_version_that_is_tested():
    pinned = re.search(r"^chromadb==(\S+)$", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
    assert pinned
    assert COMPOSE["services"]["library"]["image"] == f"chromadb/chroma:{pinned[1]}"


def test_the_image_is_built_from_what_is_there():
    named = [
        word for line in PAGES["Dockerfile"].splitlines() if re.match("COPY [^-]", line) for word in line.split()[1:-1]
    ]
    assert named
    assert [word for word in named if not (ROOT / word).exists()] == []
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    wanted = re.search(r"'\.\[([\w,]+)\]'", PAGES["Dockerfile"])
    assert wanted
    assert set(wanted[1].split(",")) <= set(extras)
