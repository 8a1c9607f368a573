"""A message that was edited or deleted after it was answered: what it said is corrected or withdrawn."""

from collections.abc import Sequence
from dataclasses import replace

from bot.coach.understand import understand
from bot.interview.amending import amend
from bot.interview.commands import Command
from bot.interview.heard import without
from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.inbound import Deleted, Edited
from bot.line.rep.going_on import post_moves


def edited(event: Edited, case: Case) -> Outcome:
    """Read an edited message anew, against the question it answered."""
    if event.of not in case.interview.heard:
        return case.say("edit_too_late")
    then = replace(case, interview=without(case.interview, event.of))
    return _amended(event.of, understand(event.text, then.context), case)


def deleted(event: Deleted, case: Case) -> Outcome:
    """Withdraw what a deleted message said; one that said nothing to the interview needs no word."""
    return _amended(event.of, (), case) if event.of in case.interview.heard else case.outcome()


def _amended(message: str, commands: Sequence[Command], case: Case) -> Outcome:
    interview, moves = amend(case.desk.office.questions, case.interview, message, commands, case.desk.now)
    after = case.with_interview(interview)
    return post_moves(moves, after) if moves else after.outcome()
