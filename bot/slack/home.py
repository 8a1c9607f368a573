"""The bot's home page in Slack: what to do next, how far the plan is, what waits for an answer."""

from collections.abc import Iterator, Sequence
from itertools import count

from bot.line.buttons import Button
from bot.line.pages import Home, HomePart, HomePerson, HomeTeam
from bot.slack.blocks import (
    VIEW_BLOCKS,
    VIEW_CHARACTERS,
    Block,
    actions,
    beside,
    bullets,
    context,
    deal,
    header,
    menu,
    section,
)

BAR = 12
MORE = "There is more than this page holds. Write to me and ask what is still open."
ANSWERS = "What a button brings comes to the Messages tab."
SET_UP = "Set up your team"
DIVIDER: Block = {"type": "divider"}


def home(content: Home) -> Block:
    """The home view for `views.publish`."""
    places = count()
    blocks = [
        header(content.title),
        *section(content.next_step),
        *_progress(content),
        *_row(content.first, places),
        *_dates(content.dates),
        *bullets("Comments to answer", [f"{c.section}: {c.text}" for c in content.comments]),
        *_titled("Your decision", [block for one in content.queue for block in _person(one, places)]),
        *bullets("Still open", content.open_points),
        *_titled("Your plan, part by part", [block for part in content.parts for block in _part(part, places)]),
        *bullets("About pay", content.notes),
        *_titled("Your people", _people(content.people, places)),
        *_titled("To send you", _row(content.buttons, places)),
        *(_team(content.team, places, content.title) if content.team else ()),
        *([context(ANSWERS)] if content.buttons or content.first else []),
    ]
    page, *rest = deal(blocks, VIEW_BLOCKS - 1, VIEW_CHARACTERS)
    return {"type": "home", "blocks": [*page, context(MORE)] if rest else page}


def _team(team: HomeTeam, places: Iterator[int], title: str) -> list[Block]:
    """The set-up of the team: where it stands, what is needed, everyone, and what was changed last."""
    blocks = [
        *section(team.standing),
        *bullets("Still needed", team.missing),
        *bullets("Good to know", team.better),
        *_row(team.first, places),
        *_titled("Your people", [menu(one, next(places)) for one in team.members]),
        *([context(team.more)] if team.more else []),
        *_row(team.buttons, places),
        *bullets("Latest changes", team.changes),
    ]
    return blocks if title == SET_UP else [DIVIDER, *section(f"*{SET_UP}*"), *blocks]


def _row(buttons: Sequence[Button], places: Iterator[int]) -> list[Block]:
    return actions(buttons, [next(places) for _ in buttons])


def _titled(title: str, blocks: Sequence[Block]) -> list[Block]:
    return [DIVIDER, *section(f"*{title}*"), *blocks] if blocks else []


def _dates(lines: Sequence[str]) -> list[Block]:
    return [context("\n".join(lines))] if lines else []


def _progress(content: Home) -> list[Block]:
    return [context(_bar(content.done, content.total))] if content.total else []


def _bar(done: int, total: int) -> str:
    filled = BAR * done // total
    return f"{'■' * filled}{'□' * (BAR - filled)}  {done} of {total}"


def _part(part: HomePart, places: Iterator[int]) -> list[Block]:
    return beside(f"{part.title}\n{_bar(part.done, part.total)}", part.button, places)


def _people(people: Sequence[HomePerson], places: Iterator[int]) -> list[Block]:
    """Those with something to open first, each with its button; the others close together, for they may be many."""
    opened = [block for one in people if one.button for block in _person(one, places)]
    return [*opened, *section("\n".join(_told(one) for one in people if not one.button))]


def _person(person: HomePerson, places: Iterator[int]) -> list[Block]:
    return beside(_told(person), person.button, places)


def _told(person: HomePerson) -> str:
    waits = f"\n{person.waits}" if person.waits else ""
    return f"*{person.name}*, {person.role}: {person.status}{waits}"
