"""`planwright feedback`: what people thought of the answers to their questions."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from bot.line.votes import VoteOn, tally


def show(votes: Sequence[VoteOn]) -> None:
    """Print each question with its votes and what was missing, those that helped least first."""
    console = Console(highlight=False)
    if not votes:
        console.print("Nobody has voted on an answer yet.")
    for counted in tally(votes):
        question = counted.question or "(a question that is not in the transcript)"
        console.print(Text.assemble((f"+{counted.up} -{counted.down}  ", "bold"), question))
        for line in counted.missing:
            console.print(Text(f"        missing: {line}", style="dim"))
