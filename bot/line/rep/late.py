"""A message that comes late: Slack delivered first what was typed after it, and by now another question is asked."""

from bot.line.case import Case

MESSAGE = "message:"
"""What the key of a typed message begins with; its channel follows, and the time at which Slack took it."""


def is_overtaken(case: Case) -> bool:
    """Whether a message was typed before one that has answered the question, or the comment, it was typed for.

    What it says would be read as an answer to something that its writer had not seen. While the question still stands
    nothing is lost by reading it late.
    """
    review, interview = case.review, case.interview
    moved = (key for key, answer in interview.heard.items() if answer.focus != interview.focus)
    answered = [
        *(comment.answered_at for comment in review.comments),
        *(asked.answered_at for asked in review.questions),
    ]
    return any(is_later(key, case.message) for key in moved) or (
        case.message.startswith(MESSAGE) and any(at is not None and at > case.desk.now for at in answered)
    )


def is_later(one: str, other: str) -> bool:
    """Whether a message was typed after another in the same conversation; keys that are no message's tell no time."""
    (place, _, ts), (there, _, then) = one.rpartition(":"), other.rpartition(":")
    return place == there and place.startswith(MESSAGE) and _moment(ts) > _moment(then)


def _moment(ts: str) -> tuple[int, str]:
    """Slack's time of a message, for comparison: seconds of any length, and microseconds of one."""
    seconds, _, rest = ts.partition(".")
    return (int(seconds) if seconds.isdecimal() else 0, rest)
