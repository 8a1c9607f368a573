"""The pages a front end shows beside the conversation: the home page, and what is offered where it opens."""

from typing import Literal

from bot.facts import Frozen
from bot.line.buttons import Button, Menu
from bot.review.model import Comment


class HomePerson(Frozen):
    """One line of an executive's or manager's home page: where a plan stands, and who waits for whom since when."""

    name: str
    role: str
    status: str
    waits: str = ""
    button: Button | None = None


class HomePart(Frozen):
    """A chapter on a rep's home page: how far it is, and the button that changes it."""

    title: str
    done: int
    total: int
    button: Button | None = None


class HomeTeam(Frozen):
    """The set-up of the team on an administrator's home page.

    `standing` says where it is, `missing` what is still needed, `better` what else to know, `members` has a line for
    each person with what can be done, `changes` the latest lines of the log.
    """

    standing: str
    missing: tuple[str, ...] = ()
    better: tuple[str, ...] = ()
    first: tuple[Button, ...] = ()
    buttons: tuple[Button, ...] = ()
    members: tuple[Menu, ...] = ()
    more: str = ""
    changes: tuple[str, ...] = ()


class Home(Frozen):
    """A home page: what to do next, how far the plan is, comments to answer; for reviewers, their people.

    `first` are the buttons of the next step, `dates` the deadlines ahead, `queue` who waits for this person's decision,
    `buttons` what can be sent. `notes` say what has been asked or answered about pay, without a figure of it.
    """

    kind: Literal["home"] = "home"
    title: str
    next_step: str
    done: int = 0
    total: int = 0
    notes: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    first: tuple[Button, ...] = ()
    dates: tuple[str, ...] = ()
    parts: tuple[HomePart, ...] = ()
    queue: tuple[HomePerson, ...] = ()
    people: tuple[HomePerson, ...] = ()
    buttons: tuple[Button, ...] = ()
    team: HomeTeam | None = None


class Prompt(Frozen):
    """Something to say that is offered: what it is called, and what is then said."""

    title: str
    message: str


class Prompts(Frozen):
    """What is offered to someone who opens the conversation."""

    kind: Literal["prompts"] = "prompts"
    title: str
    prompts: tuple[Prompt, ...]
