"""The team file has changed while an interview runs: its new figures are taken in and told in a line each."""

from bot.facts import Fact, Setting
from bot.interview.refreshing import refresh
from bot.interview.state import Status
from bot.line.case import Case
from bot.line.model import Reply
from bot.plan.sheet import known_facts


def up_to_date(case: Case) -> Case:
    """The case with what the team file says now; the rep hears of every figure that is another."""
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


def _told(fact: Fact, there: Fact | None, case: Case) -> str:
    values = {"label": case.telling.label(fact), "now": case.telling.value(fact.value)}
    if there is None:
        return case.written("set_new", **values)
    name = "set_changed" if isinstance(there.source, Setting) else "set_differs"
    return case.written(name, **values, there=case.telling.value(there.value))
