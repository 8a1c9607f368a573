"""The quarterly review of an approved plan: the quarter that is over, six questions, then a new version as always."""

from bot.documents.words import in_figures
from bot.facts import Computed, Fact, Number, Value, Words
from bot.figures import on
from bot.interview.commands import Revisit
from bot.interview.state import ACTUALS, Interview, Mark, Status
from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.rep.going_on import go_on
from bot.plan.model import BusinessPlan
from bot.plan.quarters import LABELS
from bot.review.presenting import presented

FIRST, KEPT = "actuals_revenue", "actuals_kept"


def review_quarter(case: Case) -> Outcome:
    """Begin the review of the last quarter that is over, or say why there is none; one that was begun goes on."""
    approved = presented(case.review)
    if approved is None or case.interview.status is not Status.FINISHED:
        return case.say("quarter_no_plan")
    today, year = case.rep.work.today(case.desk.now), approved.plan.year
    over = [number for number, (_, ends) in enumerate(year.quarters) if ends < today]
    if not over:
        return case.say("quarter_not_over", day=on(year.quarters[0][1]))
    laid_out = _lay_out(case, over[-1], approved.plan, approved.number)
    step = f"{FIRST}/{_key(over[-1])}"
    return go_on((Revisit(step=step),), case.with_interview(laid_out), case.written("quarter_begins"))


def _key(number: int) -> str:
    return LABELS[number].casefold()


def _lay_out(case: Case, number: int, plan: BusinessPlan, version: int) -> Interview:
    """The interview with the quarter to ask about: what was approved for it, and what the rep committed to."""
    planned = plan.quarters[number].planned if plan.quarters else None
    against = f"planned {in_figures(planned, plan.currency)}" if planned else "nothing planned by quarter"
    promised = "; ".join(said.text.rstrip(".") for said in plan.commitments)
    at, found = f"{ACTUALS}.{_key(number)}", dict[str, Value]()
    found[f"{at}.name"] = Words(text=f"{LABELS[number]} {plan.year.label}, {against}")
    if promised:
        found[f"{ACTUALS}.promised"] = Words(text=promised)
    if planned:
        found[f"{at}.planned"] = Number(value=planned.value, unit=planned.unit)
    interview, source = case.interview, Computed(formula=f"version {version}, as it was approved")
    for slot, value in found.items():
        before = interview.facts.get(slot)
        if before is None or before.value != value:
            interview = interview.keep(Fact(slot=slot, value=value, source=source, at=case.desk.now))
    # Who committed to nothing is not asked what was kept.
    return interview if plan.commitments else interview.mark(f"{KEPT}/{_key(number)}", Mark.OPEN)
