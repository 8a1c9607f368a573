"""What `planwright reviews` prints: where every plan stands, and the whole history of the reviews as CSV."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import typer

from bot.reading.tables.writing import csv_bytes, inert
from bot.review.model import PayAction, Review
from bot.store.store import Store
from bot.team.model import Rep, Team

HEADER = ("Year from", "Rep", "Version", "When (UTC)", "Who", "What", "Words")


Seasons = Mapping[str, Mapping[str, Review]]
"""Reviews by season (the year's first day) and person."""


def show(team: Team, store: Store, *, as_csv: bool, out: Path | None) -> None:
    """Print where each plan of this season stands, or every line of the histories of all seasons as CSV."""
    if not as_csv:
        stored = _of_season(store, team.season.key)
        for rep in team.reps:
            typer.echo(_line(rep, stored.get(rep.id) or Review(person=rep.id)))
        return
    written = history_csv({season: _of_season(store, season) for season in store.seasons()}, team)
    if out is not None:
        out.write_bytes(written)
        typer.echo(f"Written to {out}.")
    else:
        typer.echo(written.decode("utf-8-sig"), nl=False)


def _of_season(store: Store, season: str) -> dict[str, Review]:
    return {person: found.value for person, found in store.reviews(season).items() if found.value}


def history_csv(seasons: Seasons, team: Team) -> bytes:
    """Every line of every plan's history, by season, reps in the order of the team file.

    What was said about pay is left out.
    """
    rows = (
        (season, *row)
        for season, reviews in seasons.items()
        for rep in team.reps
        for row in _rows(rep, reviews.get(rep.id) or Review(person=rep.id), team)
    )
    return csv_bytes([HEADER, *rows])


def _rows(rep: Rep, review: Review, team: Team) -> Iterator[tuple[str, ...]]:
    for entry in review.history:
        person = team.person(entry.by)
        words = "" if isinstance(entry.action, PayAction) else entry.note
        cells = (rep.name, str(entry.version), f"{entry.at:%Y-%m-%d %H:%M}", person.name if person else entry.by)
        yield tuple(inert(cell) for cell in (*cells, entry.action.value, words))


def _line(rep: Rep, review: Review) -> str:
    version = f"version {len(review.versions)}, " if review.versions else ""
    last = f" since {review.history[-1].at:%Y-%m-%d}" if review.history else ""
    return f"{rep.name}: {version}{review.state}{last}"
