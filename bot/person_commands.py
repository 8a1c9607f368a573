"""`planwright person`: what is held about somebody, handed out or deleted when they ask for it. A thin edge."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.db_commands import told, who_asks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

    from bot.store.persons import Subject

app = typer.Typer(
    help="Hand out, or delete, everything that is held about a person.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
Name = Annotated[str, typer.Argument(help="A name or id from the team file, or the id of somebody who has left.")]

ELSEWHERE = (
    "Not in this database, and yours to look after: the team file, compensation plans, backups, documents that were "
    "saved, and what Slack keeps."
)

IN_THE_TEAM = (
    "{name} is in the team that was set up in Slack. Take them out of it there first (*remove*), and run this once "
    "more. Nothing was erased."
)


@app.command()
def export(
    name: Name, out: Annotated[Path | None, typer.Option(help="A new file; without it NAME-everything.json.")] = None
) -> None:
    """Write everything that is held about a person into one readable file (JSON)."""
    from bot.store.persons import held_about

    engine, who = _find(name)
    with told():
        held = held_about(engine, who)
    file = out or Path(f"{who.id}-everything.json")
    if file.exists():
        _stop(f"{file} is there already, and nothing is overwritten. Name another with --out.")
    page = {"about": who.id, "name": who.name, "slack_id": who.slack_id, "elsewhere": ELSEWHERE, "held": held}
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
            json.dump(page, opened, indent=2, ensure_ascii=False, default=str)
    except OSError as problem:
        _stop(f"{file} cannot be written ({problem.strerror}). Name another place with --out.")
    typer.echo(f"{file} holds everything about {who.name or who.id}:")
    _list({words: len(rows) for words, rows in held.items()})
    typer.echo(f"It holds what they are paid, so hand it to them alone. {ELSEWHERE}")


@app.command()
def erase(
    name: Name, *, yes: Annotated[bool, typer.Option("--yes", help="Do not ask for the id to be typed.")] = False
) -> None:
    """Delete what is held about a person. Says first what goes and what stays, and asks."""
    from bot.store.persons import erase as delete
    from bot.store.persons import goes_and_stays
    from bot.store.store import Store
    from bot.store.upkeep import scrub
    from bot.wiring import now

    engine, who = _find(name)
    with told():
        if who.id in (version.sheet.people if (version := Store(engine).team()) else ()):
            _stop(IN_THE_TEAM.format(name=who.name or who.id))
        goes, stays = goes_and_stays(engine, who)
    _say(who, goes, stays)
    if not yes and typer.prompt(f"This cannot be undone. Type {who.id} to erase").strip() != who.id:
        _stop("Nothing was erased.")
    with told():
        gone = delete(engine, who, who_asks(), now())
    typer.echo(f"Erased: {gone:,} rows. That it was done, when and by whom is on record.")
    with told("Everything was erased, but its old bytes are still in the database's files. Stop the bot and run"):
        scrub(engine)
    typer.echo(ELSEWHERE)


def _say(who: "Subject", goes: "Mapping[str, int]", stays: "Mapping[str, int]") -> None:
    typer.echo(f"What would be erased about {who.name or who.id}:")
    _list(goes)
    typer.echo("What stays, and why: other people's plans keep their history whole, and an erasure stays on record.")
    _list({**stays, "the record of this erasure, with their id": 1})
    if who.name:
        typer.echo("They are in the team file. Take them out of it first, or the bot begins anew with them.")


def _list(counts: "Mapping[str, int]") -> None:
    for words, count in counts.items():
        typer.echo(f"  {count:>6,}  {words}")
    if not counts:
        typer.echo("       0  nothing")


def _find(name: str) -> "tuple[Engine, Subject]":
    """The database, and who is meant; ends where nobody is."""
    from bot.settings import Settings
    from bot.store.cipher import Cipher
    from bot.store.database import connect, migrate
    from bot.store.persons import Subject, held_about
    from bot.store.store import Store
    from bot.team.standing import STAND_IN, in_force
    from bot.terminal.chat import find_person
    from bot.wiring import SetupProblem, load_team

    settings = Settings()
    with told():
        engine = connect(settings.database_url, Cipher(settings.cipher_keys))
        migrate(engine)
        version = None if settings.own_team_file else Store(engine).team()
    try:
        team = (in_force(version.sheet) or STAND_IN) if version else load_team(settings.team_file)
    except SetupProblem as problem:
        _stop(str(problem))
    person = None if name.isdecimal() else find_person(team, name)
    if person:
        return engine, Subject(person.id, person.slack_id, person.name)
    with told():
        if not held_about(engine, Subject(name)):
            _stop(
                f"{name} is not in the team file, and nothing is held under that id. Nothing was done. "
                "Check the name, or give the id it had."
            )
    return engine, Subject(name)


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)
