"""A plain reply as Slack messages."""

from bot.line.posts import Reply
from bot.slack.blocks import SlackMessage, actions, menu, messages, section
from bot.slack.feedback import thumbs


def reply(content: Reply) -> tuple[SlackMessage, ...]:
    """The messages of a reply, its buttons under the last one; more than one only when it is very long."""
    first = len(content.buttons)
    menus = [menu(one, place) for place, one in enumerate(content.menus, first)]
    return messages([*section(content.text), *actions(content.buttons), *menus, *thumbs(content.answers)], content.text)
