"""A question in the middle of the interview: answered from the library with its source, then the interview goes on."""

from dataclasses import replace

from bot.coach.intents import is_question, read_intent
from bot.coach.llm.answers import answer_with, unseen
from bot.coach.llm.facts import all_facts
from bot.coach.plainness import is_beside
from bot.interview.commands import Start
from bot.interview.state import Status
from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.posts import Reply
from bot.line.rep.going_on import go_on


def asks_library(text: str, case: Case) -> bool:
    """Whether a message is a question for the library rather than an answer or a steering word.

    Without a library one about the question in focus is explained there; any other is answered with not knowing.
    """
    if not is_question(text) or read_intent(text) is not None:
        return False
    return case.desk.office.ask is not None or (case.desk.helper is None and is_beside(text, case.context.step))


def answer_from_library(text: str, case: Case) -> Outcome:
    """Answer from the library with its source, or say that it holds nothing on it; then ask what is open, or begin."""
    ask = case.desk.office.ask
    answer = ask(text) if ask else None
    helper = case.desk.helper
    live = case.desk.live
    show = live.show if live else unseen
    told = answer_with(helper, text, answer, all_facts(case.plan), show) if helper and answer else None
    said = told or (case.written("not_found") if answer is None or answer.refused else answer.answer)
    is_open = case.interview.status in (Status.NEW, Status.RUNNING)
    if not is_open or (live and live.shown):
        case.post(Reply(text=said, answers=case.message))
        # What is shown while it is written stands beside the message it answers; the interview goes on where it was.
        return go_on((Start(),), case) if is_open else case.outcome()
    return _to_be_voted_on(go_on((Start(),), case, said), case)


def _to_be_voted_on(outcome: Outcome, case: Case) -> Outcome:
    """The same, where the message that holds the answer can be voted on."""
    *before, last = outcome.posts
    if not isinstance(last.content, Reply):
        return outcome
    answer = last.model_copy(update={"content": last.content.model_copy(update={"answers": case.message})})
    return replace(outcome, posts=(*before, answer))
