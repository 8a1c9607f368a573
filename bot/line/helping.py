"""Where a turn lets a language model help: to understand what was typed, and to keep on record what it was used for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.coach.llm.assistant import Helper
from bot.coach.llm.phrasing import worded_by
from bot.coach.llm.privacy import secrets_of
from bot.coach.llm.stand_ins import StandIns
from bot.coach.llm.understanding import CLIENTS, Understood, understand_with
from bot.coach.understand import understand
from bot.interview.moves import Move
from bot.interview.state import Interview
from bot.line.books import Desk, Outcome
from bot.line.case import Case
from bot.line.inbound import Inbound
from bot.line.posts import Post, Reply
from bot.team.model import Rep


def helper_for(inbound: Inbound, rep: Rep, interview: Interview, desk: Desk) -> Helper | None:
    """The language model for one event of a rep, with what must not leave the house."""
    office, midnight = desk.office, desk.now.replace(hour=0, minute=0, second=0, microsecond=0)
    if office.assistant is None:
        return None
    plans = [plans[rep.id] for plans in (office.comp_plans, office.earlier_plans) if rep.id in plans]
    clients = [name for collection in CLIENTS for name in interview.names(collection).values()]
    return Helper(
        assistant=office.assistant,
        person=rep.id,
        key=inbound.key,
        secrets=secrets_of(plans, office.assistant.words),
        names=StandIns(rep.id, clients, hidden=office.assistant.pseudonyms),
        spent=lambda: desk.books.spent(rep.id, midnight),
    )


def hear(text: str, case: Case) -> Understood:
    """What a message means: by the reader, and by the model where the reader is not certain."""
    commands, helper = understand(text, case.context), case.desk.helper
    if helper is None:
        return Understood(commands)
    return understand_with(helper, text, case.context, commands, case.desk.books.recent(case.rep.id))


def reworded(moves: Sequence[Move], case: Case) -> Mapping[str, str]:
    """The next question in the model's words, where that matters and no call was made in this turn."""
    helper = case.desk.helper
    return worded_by(helper, case.said, moves, case.telling) if helper and case.said else {}


def on_record(outcome: Outcome, case: Case) -> Outcome:
    """What follows from an event, with what the model was used for; trouble with it is told once a day, in a line."""
    helper = case.desk.helper
    if helper is None or not helper.uses:
        return outcome
    news: tuple[Post, ...] = ()
    if helper.has_news:
        told = Reply(text=case.written("model_away"))
        news = (Post(key=f"{case.message}/model", to=case.rep.id, content=told),)
    return replace(outcome, posts=(*news, *outcome.posts), uses=tuple(helper.uses))
