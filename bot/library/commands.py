"""`planwright library` and `planwright ask`: the library from the command line. A thin edge."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.library.model import Answer
    from bot.settings import Settings

app = typer.Typer(
    help="The documents that questions are answered from: the method that comes with Planwright, and your own.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: Markdown, TXT, DOCX, PDF.")],
) -> None:
    """Add documents of your own. A file with the name of a built-in one takes its place."""
    from bot.library.own import add as add_documents

    missing = [path for path in paths if not path.exists()]
    if missing:
        _stop(f"There is no {missing[0]}. Nothing was added; please check the path.")
    settings = _settings()
    added = add_documents(paths, settings.library)
    for document in added:
        told = f"added, {_passages(len(document.passages))}" if document.passages else "not added"
        typer.echo(f"{document.title}: {told}.{f' {document.problem}' if document.problem else ''}")
    if not any(document.passages for document in added):
        _stop("Nothing was added. Expected Markdown, TXT, DOCX or PDF files with text in them.")


@app.command(name="list")
def list_documents() -> None:
    """List the documents, with how many passages each has."""
    from bot.library.own import method_is_used
    from bot.wiring import open_documents

    settings = _settings()
    for document in open_documents(settings).documents:
        told = f"{document.title} ({document.file}): {_passages(len(document.passages))}."
        typer.echo(f"{told}{f' {document.problem}' if document.problem else ''}")
    if not method_is_used(settings.library):
        typer.echo("The built-in method is put aside; `planwright library method on` takes it back in.")


@app.command()
def remove(name: Annotated[str, typer.Argument(help="The file name of a document you added.")]) -> None:
    """Remove a document of your own."""
    from bot.library.own import remove as remove_document

    if not remove_document(name, _settings().library):
        _stop(f"None of your documents is called {name}. `planwright library list` names them.")
    typer.echo(f"{name} was removed.")


@app.command()
def method(on: Annotated[str, typer.Argument(help='"on" or "off".')]) -> None:
    """Use the built-in method, or put it aside so that your own documents stand alone."""
    from bot.library.own import use_method

    if on not in {"on", "off"}:
        _stop(f'Expected "on" or "off", not "{on}".')
    use_method(_settings().library, used=on == "on")
    typer.echo("The built-in method is used." if on == "on" else "The built-in method is put aside.")


def ask_command(question: str, *, as_json: bool) -> None:
    """Answer a question from the library, in a model's words where one is configured, on standard output."""
    from bot.wiring import SetupProblem, answerer, open_documents

    settings = _settings()
    try:
        answer = answerer(settings, open_documents(settings).ask)(question)
    except SetupProblem as problem:
        _stop(str(problem))
    typer.echo(answer.model_dump_json(indent=2) if as_json else _shown(answer))


def _shown(answer: "Answer") -> str:
    others = [f"“{each.heading}” in “{each.document}”" for each in answer.citations[1:3] if not answer.refused]
    return "\n\n".join([answer.answer, *([f"See also {' and '.join(others)}."] if others else [])])


def _passages(number: int) -> str:
    return "1 passage" if number == 1 else f"{number} passages"


def _settings() -> "Settings":
    from bot.settings import Settings

    return Settings()


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)
