"""A plain reply as Slack messages."""

from bot.line.model import Reply
from bot.slack.blocks import SlackMessage, actions, messages, section


def reply(content: Reply) -> tuple[SlackMessage, ...]:
    """The messages of a reply, its buttons under the last one; more than one only when it is very long."""
    return messages([*section(content.text), *actions(content.buttons)], content.text)
