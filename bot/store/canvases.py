"""Where the plans of a season stand as canvases: one row a person."""

from sqlalchemy import Engine, bindparam, delete, insert, select

from bot.line.canvas import Kept
from bot.store.tables import canvases

_THEIRS = (canvases.c.person == bindparam("who"), canvases.c.season == bindparam("of"))
_READ, _FORGET, _ADD = select(canvases).where(*_THEIRS), delete(canvases).where(*_THEIRS), insert(canvases)


class Canvases:
    """The rows. Every method is one short transaction."""

    def __init__(self, writes: Engine, reads: Engine) -> None:
        self._writes, self._reads = writes, reads

    def of(self, person: str, season: str) -> Kept | None:
        """Read where a person's canvas of a season is."""
        with self._reads.begin() as connection:
            row = connection.execute(_READ, {"who": person, "of": season}).one_or_none()
        if row is None:
            return None
        return Kept(canvas=row.canvas, link=row.link, readers=dict(map(_reader, row.readers.split())))

    def keep(self, person: str, season: str, kept: Kept) -> None:
        """Note where a person's canvas of a season is, in place of what was noted before."""
        row = {
            "canvas": kept.canvas,
            "link": kept.link,
            "readers": " ".join(f"{who}={user}" for who, user in kept.readers.items()),
        }
        with self._writes.begin() as connection:
            connection.execute(_FORGET, {"who": person, "of": season})
            connection.execute(_ADD, {"person": person, "season": season, **row})


def _reader(noted: str) -> tuple[str, str]:
    """A reader's team id and whom the front end knows them as; of a canvas noted long ago only the first is known."""
    who, _, user = noted.partition("=")
    return who, user
