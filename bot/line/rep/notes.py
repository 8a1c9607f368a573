"""A message from anywhere, added to a plan: summed up as pasted notes are, and taken in on the person's yes."""

from bot.coach.pasting import read_pasted
from bot.coach.understand import answer_to
from bot.interview.commands import AddItem, Propose, Provide
from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.rep.going_on import go_on

SHOWN = 80
"""Characters of a message that are quoted back."""


def take_notes(text: str, case: Case) -> Outcome:
    """Put on offer what a message says, wherever it was written; a short one is read against the open question too."""
    context = case.context
    told = [
        c
        for found in read_pasted(text, context, lambda body, step: answer_to(body, step, context))
        for c in found.commands
    ]
    if not told and context.step is not None:
        told = [c for c in answer_to(text, context.step, context) if isinstance(c, Provide | AddItem)]
    if not told:
        return case.say("notes_nothing", text=text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
    return go_on((Propose(commands=tuple(told)),), case)
