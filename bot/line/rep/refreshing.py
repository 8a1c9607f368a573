"""The team file has changed while an interview runs: its new figures are taken in and told in a line each."""

from bot.facts import Fact, Setting
from bot.interview.refreshing import refresh
from bot.interview.state import Status
from bot.line.case import Case
from bot.line.posts import Reply
from bot.plan.sheet import known_facts
from bot.review.model import State


def up_to_date(case: Case) -> Case:
    """The case with what the team file says now; the rep hears of every figure that is another."""
    case = _in_role(case)
    if case.interview.status is Status.NEW:
        return case
    set_now = known_facts(case.rep, case.desk.office.team, {}, case.desk.now).values()
    interview, news = refresh(case.interview, set_now)
    if interview == case.interview:
        return case
    case = case.with_interview(interview)
    lines = [_told(fact, there, case) for fact, there in news]
    if lines:
        case.post(Reply(text="\n".join(lines)))
    return case


def _in_role(case: Case) -> Case:
    """The interview in the role that its rep has now; a draft that is not sent yet is taken up again."""
    was, now = case.interview.role, case.rep.role
    if was is now:
        return case
    goes_on = case.interview.status is Status.FINISHED and case.review.state is State.DRAFTING
    anew = {"role": now, "focus": None} | ({"status": Status.RUNNING} if goes_on else {})
    if case.interview.status is not Status.NEW:
        case.post(Reply(text=case.written("set_role", role=now.value, before=was.value)))
    return case.with_interview(case.interview.model_copy(update=anew))


def _told(fact: Fact, there: Fact | None, case: Case) -> str:
    values = {"label": case.telling.label(fact), "now": case.telling.value(fact.value)}
    if there is None:
        return case.written("set_new", **values)
    name = "set_changed" if isinstance(there.source, Setting) else "set_differs"
    return case.written(name, **values, there=case.telling.value(there.value))
