"""A message that comes late: Slack delivered first what was typed after it, and by now another question is asked."""

from bot.interview.state import Interview

MESSAGE = "message:"
"""What the key of a typed message begins with; its channel follows, and the time at which Slack took it."""


def is_overtaken(message: str, interview: Interview) -> bool:
    """Whether a message, by its key, was typed before one that has answered the question it was typed for.

    What it says would be read as an answer to a question that its writer had not seen. While the question still
    stands nothing is lost by reading it late.
    """
    return any(_is_later(key, message) and answer.focus != interview.focus for key, answer in interview.heard.items())


def _is_later(one: str, other: str) -> bool:
    """Whether a message was typed after another in the same conversation; keys that are no message's tell no time."""
    (place, _, ts), (there, _, then) = one.rpartition(":"), other.rpartition(":")
    return place == there and place.startswith(MESSAGE) and _moment(ts) > _moment(then)


def _moment(ts: str) -> tuple[int, str]:
    """Slack's time of a message, for comparison: seconds of any length, and microseconds of one."""
    seconds, _, rest = ts.partition(".")
    return (int(seconds) if seconds.isdecimal() else 0, rest)
