"""How a command ends when something it cannot help is in the way: in words, with what is safe and what to do next."""

import traceback
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

WRONG_ARGUMENTS: type[Exception] = typer.BadParameter.__mro__[2]
"""What Typer derives everything from that is wrong with how a command was typed, and tells by itself."""


class Ending(TyperGroup):
    """The commands of a command line; each ends in words where settings, files or the database do not serve."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Click's own
        try:
            return super().invoke(ctx)
        except (WRONG_ARGUMENTS, typer.Abort, typer.Exit, BrokenPipeError):
            raise
        except Exception as problem:
            typer.echo(in_words(problem), err=True)
            raise typer.Exit(2) from problem


def in_words(problem: Exception) -> str:
    """What to tell whoever typed the command."""
    from pydantic import ValidationError
    from sqlalchemy.exc import SQLAlchemyError

    from bot.store.cipher import CipherError
    from bot.store.database import what_failed
    from bot.store.model import StoreError

    if isinstance(problem, StoreError | CipherError):
        return str(problem)
    if isinstance(problem, SQLAlchemyError):
        # The driver's own words may hold a row, and rows hold pay.
        return (
            f"The database failed on the way: {what_failed(problem)}. What was kept is as it was. Check that it is "
            "running, then run the command once more."
        )
    if isinstance(problem, ValidationError) and problem.title == "Settings":
        return _settings(problem)
    if isinstance(problem, OSError) and problem.filename is not None:
        return (
            f"{problem.filename} cannot be read or written ({problem.strerror}). Nothing that is kept was changed. "
            "Name another place, or see that this one may be used and has room."
        )
    return _a_fault(problem)


def _a_fault(problem: Exception) -> str:
    """A fault of the program's own, with where it is; what was worked on may be pay, so nothing of it is shown."""
    frames = [frame for frame in traceback.extract_tb(problem.__traceback__) if "/bot/" in frame.filename]
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return (
        f"Something went wrong in Planwright itself. What was kept before is safe. Try once more; if it fails again, "
        f"please report it with your command and this: {type(problem).__name__}{where}."
    )


def _settings(problem: Any) -> str:  # noqa: ANN401 - pydantic's error, imported where it is needed
    """Which settings cannot be used and what is expected, without what they hold: it may be a secret."""
    from bot.settings import Settings

    lines = []
    for each in problem.errors(include_input=False, include_url=False, include_context=False):
        field = str(each["loc"][0])
        about = Settings.model_fields.get(field)
        alias = about.validation_alias if about else None
        name = alias if isinstance(alias, str) else field if field.isupper() else f"PLANWRIGHT_{field.upper()}"
        lines.append(f"{name} cannot be used: {each['msg'].lower()}.")
    return "\n".join([*lines, "Nothing was started or changed. Set it anew, in the environment or in .env."])
