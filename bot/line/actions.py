"""The buttons there are: their action names, and the values that say what they are about."""

from typing import NamedTuple

from bot.line.buttons import Button

SAY = "say"
"""A button that stands for typed words: its value is what the person would type."""
ANSWER = "interview.answer"
TYPED = "interview.typed"
"""Stands for typed words too, but as the answer to one thing that was asked for, and nothing once that is answered."""
NOTES = "interview.notes"
READING = "interview.reading"
PICK = "interview.pick"
RATED = "answer.rated"
EDIT = "interview.edit"
"""Opens a chapter (its number) as a form."""
HOLDS = "interview.holds"
TEAM = "team.open"
"""Opens a form of the team's set-up, which its value names."""
SUBMIT = "plan.submit"
DRAFT = "plan.draft"
REHEARSE = "plan.rehearse"
TAKE_OVER = "import.take_over"
ABOUT_FILE = "import.answer"
APPROVE = "review.approve"
REQUEST_CHANGES = "review.request_changes"
ASK = "review.ask"
OPEN_PLAN = "review.open_plan"
OPEN_PAY = "review.open_pay"
SETTLE = "pay.settle"
DIGITS = 9
"""Figures of the longest number in a value."""


def marked(said: str, belongs_to: str) -> str:
    """The value of a quick reply: what it says, and what it belongs to."""
    return f"{said}@{belongs_to}"


def read_mark(value: str) -> tuple[str, str]:
    """What a quick reply says, and what it belongs to."""
    said, _, belongs_to = value.partition("@")
    return said, belongs_to


class About(NamedTuple):
    """What a card's button is about: whose plan, which version, and its season; "" on cards that did not say it yet."""

    person: str
    version: int
    season: str = ""


def about(person: str, version: int, season: str = "") -> str:
    """The value of a button that is about one version of one person's plan."""
    return marked(f"{person}:{version}", season) if season else f"{person}:{version}"


def read_about(value: str) -> About | None:
    """Whose plan and which version a button's value names, or None where it names none."""
    said, season = read_mark(value)
    person, _, version = said.rpartition(":")
    number = counted(version)
    return About(person, number, season) if person and number is not None else None


def counted(value: str) -> int | None:
    """A number in a button's value, or None where it is none that we write: values can be forged."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= DIGITS else None


def review_buttons(person: str, version: int, name: str, season: str = "") -> tuple[Button, ...]:
    """What a reviewer can do with a version of the plan of somebody with this name."""
    value = about(person, version, season)
    return (
        Button(label="Approve", action=APPROVE, value=value, style="primary"),
        Button(label="Request changes", action=REQUEST_CHANGES, value=value),
        Button(label=f"Ask {name.split(maxsplit=1)[0]}", action=ASK, value=value),
        Button(label="Open plan", action=OPEN_PLAN, value=value),
        Button(label="Pay explanation", action=OPEN_PAY, value=value),
    )
