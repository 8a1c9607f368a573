"""`planwright library` and `planwright ask`, as a person types them."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from bot.library.commands import app, ask_command


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLANWRIGHT_LIBRARY", raising=False)
    monkeypatch.delenv("PLANWRIGHT_KNOWLEDGE", raising=False)


@pytest.fixture
def indexed_here(tmp_path, indexed):
    """The method's index is here already, as on any day but the first."""
    shutil.copytree(indexed, tmp_path / "planwright-library")


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.output


def test_a_document_is_added_listed_asked_and_removed(tmp_path, capsys):
    (tmp_path / "cars.txt").write_text("Sellers get a company car after two years of service.")
    assert run("add", "cars.txt") == (0, "cars.txt: added, 1 passage.\n")
    assert "cars.txt (cars.txt): 1 passage." in run("list")[1]
    ask_command("When do sellers get a company car?", as_json=True)
    answer = json.loads(capsys.readouterr().out)
    assert answer["citations"][0]["document"] == "cars.txt"
    assert not answer["refused"]
    assert run("remove", "cars.txt") == (0, "cars.txt was removed.\n")
    assert run("remove", "cars.txt")[0] == 2


def test_an_answer_in_words_names_where_it_is_from_and_where_else_to_look(indexed_here, capsys):
    ask_command("What is a clawback?", as_json=False)
    told = capsys.readouterr().out
    assert "From “How pay mechanics work”, under “Clawback” (M17, M18)." in told
    assert "See also “" in told


def test_a_refusal_is_an_answer_too(indexed_here, capsys):
    ask_command("What is the capital of France?", as_json=True)
    assert json.loads(capsys.readouterr().out)["refused"] is True


def test_the_method_can_be_put_aside_and_taken_back():
    assert "put aside" in run("method", "off")[1]
    told = run("list")[1]
    assert "batting-average.md" not in told
    assert "method on" in told
    assert run("method", "on")[0] == 0
    assert "batting-average.md" in run("list")[1]
    assert run("method", "maybe")[0] == 2


def test_what_is_not_there_or_cannot_be_read_says_so(tmp_path):
    assert run("add", "nowhere.md")[0] == 2
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    code, told = run("add", "picture.png")
    assert code == 2
    assert "none of Markdown, TXT, DOCX and PDF" in told
