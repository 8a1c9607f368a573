"""What a lead is told of their team once a week: the summary they can ask for, of whom there is news."""

from collections.abc import Callable
from datetime import datetime

from bot.line.books import Desk, Tray
from bot.line.office import Office
from bot.line.reviews.team_summary import team_summary
from bot.line.worker import StoreBooks, no_file
from bot.store.store import Store

Summary = Callable[[str, datetime], str]
"""A lead's team (by team id) at a moment (UTC), in words."""


def weekly(office: Office, store: Store) -> Summary:
    """The summary as the store has everyone."""

    def told(person_id: str, now: datetime) -> str:
        person = office.team.person(person_id)
        return team_summary(person, desk_at(office, store, now), only_news=True) if person else ""

    return told


def desk_at(office: Office, store: Store, now: datetime) -> Desk:
    """A desk that nobody's event lies on: to read what is stored, and to collect what goes out."""
    return Desk(office=office, books=StoreBooks(store, office, no_file), tray=Tray("sweep"), now=now)
