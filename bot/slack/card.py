"""The review card: what an executive needs to decide on a plan, read in under a minute on a phone."""

from bot.line.actions import review_buttons
from bot.line.posts import ReviewCard
from bot.line.reviews.card_parts import figures, parts, title, waits
from bot.slack.blocks import SlackMessage, actions, fields, header, linked, messages, section


def card(content: ReviewCard, canvas: str = "") -> tuple[SlackMessage, ...]:
    """The messages of a card; the last one is the one to update. Decided, it says so and has no buttons.

    `canvas` is the address of the plan as a canvas, where there is one.
    """
    summary = content.summary
    buttons = review_buttons(summary.person, summary.version, summary.name, content.season)
    blocks = [
        header(title(summary)),
        *(section(f"*{content.decided}*") if content.decided else ()),
        *fields(figures(summary)),
        *(block for part in parts(content) for block in section(part.text)),
        *(linked("", "Read the plan here in Slack", canvas) if canvas else ()),
        *(actions(buttons) if waits(content) else ()),
    ]
    return messages(blocks, f"{title(summary)}. {content.decided or summary.double_a.reading}")
