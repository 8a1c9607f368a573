"""The rehearsal: what peers are likely to ask about the plan, one question at a time, before the plan is presented."""

from bot.facts import Computed, Fact, Words
from bot.interview.commands import Revisit, Start
from bot.interview.state import REHEARSAL, Interview, Status
from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.rep.going_on import go_on
from bot.plan.rehearsal import likely_questions


def rehearse(case: Case) -> Outcome:
    """Ask what the plan as it stands gives cause to ask; what was answered before is not asked again."""
    if case.interview.status is not Status.FINISHED and not case.is_rehearsing:
        return go_on((Start(),), case, case.written("rehearse_later"))
    laid_out = _lay_out(case)
    unanswered = [key for key in laid_out.items(REHEARSAL) if not laid_out.has(f"{REHEARSAL}.{key}.answer")]
    if not unanswered:
        return case.say("rehearsed_already")
    begun = case.with_interview(laid_out)
    return go_on(
        (Revisit(step=f"{REHEARSAL}/{unanswered[0]}"),),
        begun,
        case.written("rehearsal_begins", count=str(len(unanswered))),
    )


def _lay_out(case: Case) -> Interview:
    """The interview with today's questions; those of an earlier rehearsal that were not answered give way."""
    interview = case.interview
    stale = [key for key in interview.items(REHEARSAL) if not interview.has(f"{REHEARSAL}.{key}.answer")]
    interview = interview.drop([f"{REHEARSAL}.{key}.name" for key in stale])
    for key in stale:
        interview = interview.mark(f"{REHEARSAL}/{key}", None)
    source = Computed(formula="a weak point of the plan, put as a question")
    for question in likely_questions(case.plan):
        slot = f"{REHEARSAL}.{question.key}.name"
        if not interview.has(slot):
            interview = interview.keep(
                Fact(slot=slot, value=Words(text=question.text), source=source, at=case.desk.now)
            )
    return interview
