"""A rep's talk about pay: the explanation, what-if, why, what changed, and telling it back (M17, M18).

Everything here goes to the rep, and what the plan leaves open to the executive. No model sees any of it.
"""

import re

from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.pay.points import ask_points
from bot.line.posts import Document, PlanFile, Reply
from bot.pay.ambiguities import open_questions
from bot.pay.compared import compared
from bot.pay.main_points import main_points
from bot.pay.model import CompPlan, with_goal
from bot.pay.planned import planned_in, without_the_unplanned, year_of
from bot.pay.planned_deals import named_in, why_planned
from bot.pay.teach_back import check
from bot.pay.teach_back import in_words as in_plain_words
from bot.pay.whatif import in_words, read_supposed, what_if
from bot.pay.whatif_level import at_level, read_level
from bot.review.pay import shown

_TELLING = re.compile(
    r"^(?:ok\w*\W+)?(?:teach[- ]?back|in my (?:own )?words|(?:quiz|test|check) me\b.*"
    r"|(?:let me|can i|may i|my turn to|i'?ll|i will|i can)\b[^:.,]*?\b(?:explain|tell|say)\b[^:.,]*)\W*",
    re.IGNORECASE,
)
"""How a rep announces that they tell it back; what follows is the telling."""

PAY_FILES: tuple[Document, ...] = ("pay-chart.png", "pay.docx", "pay-at-home.docx", "pay-at-home.md")
"""What comes with the explanation: the chart to look at, the whole text, and the version for home."""


def explain_pay(case: Case, lead: str = "") -> Outcome:
    """The explanation in one paragraph with the files, and the question whether it is agreed; `lead` comes first."""
    comp_plan = _comp_plan(case)
    if comp_plan is None:
        return case.say("no_comp_plan")
    text = case.desk.office.explain_pay(case.rep, case.plan) or ""
    case = case.with_review(shown(case.review, text))
    paragraph = next(part for part in text.split("\n\n") if part and not part.startswith("#"))
    left_open = len(open_questions(comp_plan))
    awaited = case.written("pay_awaited", count=str(left_open)) if left_open else ""
    parts = [part for part in (lead, paragraph, awaited, case.written("pay_explained")) if part]
    case.post(Reply(text="\n\n".join(parts)))
    for document in PAY_FILES:
        case.post(PlanFile(person=case.rep.id, version=0, document=document, text=case.written(document)))
    ask_points(case.rep, case.desk)
    return case.outcome()


def _comp_plan(case: Case) -> CompPlan | None:
    return case.desk.office.comp_plans.get(case.rep.id)


def teach_back(text: str, case: Case) -> Outcome:
    """The rep explains their pay in their own words; the main points are checked against the clauses (M18)."""
    comp_plan = _comp_plan(case)
    if comp_plan is None:
        return case.say("no_comp_plan")
    words = _TELLING.sub("", text.strip())
    if not words:
        return case.say("teach_back_how")
    return case.post(Reply(text=in_plain_words(check(words, main_points(comp_plan, planned_in(case.plan))))))


def why_it_pays(text: str, case: Case) -> Outcome:
    """What each clause pays on one deal, target or account of the rep's own plan."""
    comp_plan = _comp_plan(case)
    if comp_plan is None:
        return case.say("no_comp_plan")
    name = named_in(case.plan, text) or re.split(r"\b(?:on|for|from)\b", text, flags=re.IGNORECASE)[-1].strip(" ?.!")
    told = why_planned(comp_plan, case.plan, name)
    return case.post(Reply(text=told)) if told else case.say("why_no_deal", name=name)


def what_changed(case: Case) -> Outcome:
    """What this plan says otherwise than the one before it, and what that is worth to this rep."""
    comp_plan, before = _comp_plan(case), case.desk.office.earlier_plans.get(case.rep.id)
    if comp_plan is None:
        return case.say("no_comp_plan")
    if before is None:
        return case.say("no_earlier_plan", plan=comp_plan.name)
    return case.post(Reply(text=compared(before, comp_plan, case.plan) or case.written("suppose_later")))


def suppose(text: str, case: Case) -> Outcome:
    """What a few more sales would pay, on top of the plan as it stands. Changes nothing."""
    comp_plan, planned = _comp_plan(case), planned_in(case.plan)
    if comp_plan is None:
        return case.say("no_comp_plan")
    supposed = read_supposed(text, comp_plan)
    level = None if supposed else read_level(text, planned.goal)
    if supposed is None and level is None:
        return case.say("suppose_how")
    if planned.goal is None:
        return case.say("suppose_later")
    settled = without_the_unplanned(with_goal(comp_plan, planned.goal), planned).plan
    if level is not None:
        return case.post(Reply(text=at_level(settled, planned, level)))
    if supposed is None or planned.revenue is None:
        return case.say("suppose_later")
    answer = what_if(settled, year_of(settled, planned, planned.revenue), supposed)
    return case.post(Reply(text=f"{in_words(answer, settled.currency)}\n\n{case.written('supposed')}"))
