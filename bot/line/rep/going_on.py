"""The interview goes on: its commands are run, what it says is worded, and at its end the draft is offered."""

from collections.abc import Sequence
from dataclasses import replace

from bot.coach.phrase import joined, phrase
from bot.interview.advance import advance
from bot.interview.commands import Command, Start
from bot.interview.moves import Finished, Move
from bot.interview.state import Status, is_rehearsal
from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.helping import reworded
from bot.line.posts import Reply
from bot.line.rep.draft import offer_draft


def moved(commands: Sequence[Command], case: Case) -> tuple[Case, tuple[Move, ...]]:
    """Run commands on the interview of a case."""
    interview, moves = advance(case.desk.office.questions, case.interview, commands, case.message, case.desk.now)
    return case.with_interview(interview), moves


def go_on(commands: Sequence[Command], case: Case, *lead: str) -> Outcome:
    """Run the interview's commands and post what it says, after what is said first (`lead`)."""
    was_finished = case.interview.status is Status.FINISHED
    after, moves = moved(commands, case)
    if not moves and was_finished:
        begins = bool(commands) and isinstance(commands[0], Start)
        after.say("standing" if begins else "understood_nothing", state=after.standing)
        return after.outcome()
    return post_moves(moves, after, *lead)


def post_moves(moves: Sequence[Move], case: Case, *lead: str) -> Outcome:
    """Post what the interview says; at its end, the draft."""
    reply = phrase(moves, replace(case.telling, worded=reworded(moves, case)))
    text = "\n\n".join(joined([part for part in (*lead, reply.text) if part]))
    ending = next((said for said in moves if isinstance(said, Finished)), None)
    if ending is not None and is_rehearsal(ending.last):
        rehearsed = case.written("rehearsed", state=case.standing)
        case.post(Reply(text="\n\n".join(part for part in (text, rehearsed) if part)))
    elif ending is not None:
        offer_draft(case, text, again=ending.again)
    elif text:
        case.post(reply.model_copy(update={"text": text}))
    return case.outcome()
