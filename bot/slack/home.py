"""The bot's home page in Slack: what to do next, how far the plan is, what waits for an answer."""

from bot.line.model import Home, HomePerson
from bot.slack.blocks import VIEW_BLOCKS, VIEW_CHARACTERS, Block, actions, bullets, context, deal, header, section

BAR = 12
MORE = "There is more than this page holds. Write to me and ask what is still open."


def home(content: Home) -> Block:
    """The home view for `views.publish`."""
    blocks = [
        header(content.title),
        *section(content.next_step),
        *_progress(content),
        *actions(content.buttons),
        *bullets("About pay", content.notes),
        *bullets("Comments to answer", [f"{c.section}: {c.text}" for c in content.comments]),
        *bullets("Still open", content.open_points),
        *bullets("Your people", [_person(person) for person in content.people]),
    ]
    page, *rest = deal(blocks, VIEW_BLOCKS - 1, VIEW_CHARACTERS)
    return {"type": "home", "blocks": [*page, context(MORE)] if rest else page}


def _progress(content: Home) -> list[Block]:
    if not content.total:
        return []
    filled = BAR * content.done // content.total
    return [context(f"{'■' * filled}{'□' * (BAR - filled)}  {content.done} of {content.total}")]


def _person(person: HomePerson) -> str:
    return f"*{person.name}*, {person.role}: {person.status}"
