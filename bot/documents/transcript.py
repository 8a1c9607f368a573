"""A conversation as Markdown, for the person it is handed to."""

from collections.abc import Iterable
from datetime import datetime

from bot.documents.form import clean
from bot.markup import escape


def transcript(name: str, lines: Iterable[tuple[bool, str, datetime]]) -> str:
    """Who said what, in order. A line is whether the person said it, the text, and when (UTC)."""
    said = [
        f"**{escape(name if theirs else 'Planwright')}**, {at:%Y-%m-%d %H:%M} UTC\n\n{_quoted(text)}"
        for theirs, text, at in lines
    ]
    return "\n\n".join([f"# Conversation with {escape(name)}", *said]) + "\n"


def _quoted(text: str) -> str:
    return "\n".join(f"> {escape(clean(line))}" for line in text.splitlines() or [""])
