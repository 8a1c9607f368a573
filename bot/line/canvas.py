"""A plan as a canvas: a page in the front end that is kept in step with it, and who may read it there."""

from pydantic import Field

from bot.facts import Frozen
from bot.review.model import Review
from bot.review.permissions import Deed, may
from bot.team.model import Rep, Team


class Page(Frozen):
    """What a canvas is to show: its title, its content as Markdown, and who may read it, by team id."""

    title: str
    markdown: str = Field(repr=False)
    readers: tuple[str, ...]


class Kept(Frozen):
    """A canvas that there is: its id in the front end, its address once its rep was told, and who may read it.

    `readers` are team ids with whom the front end knew each as when it was opened to them: somebody who has left the
    team since can still be shut out.
    """

    canvas: str
    link: str = ""
    readers: dict[str, str] = Field(default_factory=dict)


def readers_of(rep: Rep, review: Review, team: Team) -> tuple[str, ...]:
    """While nothing was sent a plan is its rep's own; then whoever may see it reads it too."""
    if not review.versions:
        return (rep.id,)
    allowed = (person.id for person in team.people if may(person.id, Deed.SEE_PLAN, rep.id, team) is None)
    return tuple(dict.fromkeys(allowed))
