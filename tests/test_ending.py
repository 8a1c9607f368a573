"""Whatever is in the way of a command: it ends in words, with what is safe and what to do, and shows no secret."""

import pytest
from typer.testing import CliRunner

from bot.cli import app


def told(*words: str) -> str:
    ended = CliRunner().invoke(app, words)
    assert ended.exit_code == 2, ended.output
    assert ended.exception is None or isinstance(ended.exception, SystemExit)
    return " ".join(ended.output.split())


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PLANWRIGHT_HTTP_PORT", "xoxb-hidden", ["db", "upgrade"]),
        ("PLANWRIGHT_MODEL_TIMEOUT", "900", ["doctor"]),
        ("PLANWRIGHT_LOG", "hidden", ["person", "export", "dana"]),
        ("PLANWRIGHT_MODEL_RETRIES", "hidden", ["ask", "what is coverage?"]),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_without_its_value(monkeypatch, tmp_path, name, value, words):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, value)
    said = told(*words)
    assert f"{name} cannot be used" in said
    assert "Nothing was started or changed" in said
    assert "hidden" not in said


def test_a_file_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for words in (["import", "--out"], ["reviews", "--out"], ["demo", "--output"]):
        nowhere = tmp_path / "a file" / "no folder"
        nowhere.parent.write_text("in the way")
        assert "cannot be read or written" in told(*words, str(nowhere)), words
        nowhere.parent.unlink()


def test_a_database_that_is_none_is_told_by_every_command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "planwright.db").write_bytes(b"no database at all " * 400)
    for words in (
        ["reviews"],
        ["feedback"],
        ["calendar"],
        ["team", "log"],
        ["person", "export", "dana"],
        ["db", "upgrade"],
    ):
        said = told(*words)
        assert "othing was changed" in said or "as it was" in said, (words, said)
