"""A rep's talk about pay: the explanation, what-if, what looks wrong, and the agreement (M17, M18).

Everything here goes to the rep, and what is put on record to the executive. No model sees any of it.
"""

import re

from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.model import Document, PlanFile, Reply
from bot.pay.agreement import fingerprint, read_agreement
from bot.pay.ambiguities import open_questions
from bot.pay.main_points import main_points
from bot.pay.model import CompPlan, with_goal
from bot.pay.planned import planned_in, without_the_unplanned, year_of
from bot.pay.planned_deals import why_planned
from bot.pay.teach_back import check
from bot.pay.teach_back import in_words as in_plain_words
from bot.pay.whatif import in_words, read_supposed, what_if
from bot.review.pay import agree, ask

PAY_FILES: tuple[Document, ...] = ("pay-chart.png", "pay.docx", "pay-at-home.docx")
"""What comes with the explanation: the chart to look at, the whole text, and the version for home."""


def explain_pay(case: Case) -> Outcome:
    """The explanation in one paragraph with the files, and the question whether it is agreed."""
    comp_plan = _comp_plan(case)
    if comp_plan is None:
        return case.say("no_comp_plan")
    text = case.desk.office.explain_pay(case.rep, case.plan) or ""
    paragraph = next(part for part in text.split("\n\n") if part and not part.startswith("#"))
    case.post(Reply(text=f"{paragraph}\n\n{case.written('pay_explained')}"))
    for document in PAY_FILES:
        case.post(PlanFile(person=case.rep.id, version=0, document=document, text=case.written(document)))
    _send_open_questions(case, comp_plan)
    return case.outcome()


def _comp_plan(case: Case) -> CompPlan | None:
    return case.desk.office.comp_plans.get(case.rep.id)


def _send_open_questions(case: Case, comp_plan: CompPlan) -> None:
    """Ask the executive, once for each text of a plan, what it leaves open."""
    questions = open_questions(comp_plan)
    if not questions:
        return
    listed = "\n".join(f"- {question.clause}: {question.text} Until then, {question.assumed}" for question in questions)
    text = case.written("pay_plan_open", plan=comp_plan.name, questions=listed)
    key = f"pay-plan/{fingerprint(listed + comp_plan.name)}"
    case.desk.tray.post(case.desk.office.team.executive.id, Reply(text=text), key=key)


def teach_back(text: str, case: Case) -> Outcome:
    """The rep explains their pay in their own words; the main points are checked against the clauses (M18)."""
    comp_plan = _comp_plan(case)
    if comp_plan is None:
        return case.say("no_comp_plan")
    words = re.sub(r"^(?:teach[- ]?back|in my (?:own )?words)\W*", "", text.strip(), flags=re.IGNORECASE)
    if not words:
        return case.say("teach_back_how")
    return case.post(Reply(text=in_plain_words(check(words, main_points(comp_plan, planned_in(case.plan))))))


def why_it_pays(text: str, case: Case) -> Outcome:
    """What each clause pays on one deal, target or account of the rep's own plan."""
    comp_plan = _comp_plan(case)
    if comp_plan is None:
        return case.say("no_comp_plan")
    name = re.split(r"\b(?:on|for|from)\b", text, flags=re.IGNORECASE)[-1].strip(" ?.!")
    told = why_planned(comp_plan, case.plan, name)
    return case.post(Reply(text=told)) if told else case.say("why_no_deal", name=name)


def suppose(text: str, case: Case) -> Outcome:
    """What a few more sales would pay, on top of the plan as it stands. Changes nothing."""
    comp_plan, planned = _comp_plan(case), planned_in(case.plan)
    if comp_plan is None:
        return case.say("no_comp_plan")
    supposed = read_supposed(text, comp_plan)
    if supposed is None:
        return case.say("suppose_how")
    if planned.goal is None or planned.revenue is None:
        return case.say("suppose_later")
    settled = without_the_unplanned(with_goal(comp_plan, planned.goal), planned).plan
    answer = what_if(settled, year_of(settled, planned, planned.revenue), supposed)
    return case.post(Reply(text=f"{in_words(answer, settled.currency)}\n\n{case.written('supposed')}"))


def ask_about_pay(text: str, case: Case) -> Outcome:
    """Pass on what looks wrong to the executive, and keep it until it is answered."""
    asked = case.with_review(ask(case.review, text, case.desk.now))
    note = case.written("pay_question_note", name=case.rep.name, first_name=case.rep.first_name, text=text)
    case.desk.tray.post(case.desk.office.team.executive.id, Reply(text=note))
    return asked.say("pay_question_sent")


def agree_to_pay(text: str, case: Case) -> Outcome:
    """Put the rep's answer on record, with their typed name and the exact document it is about."""
    document = case.desk.office.explain_pay(case.rep, case.plan)
    if document is None:
        return case.say("no_comp_plan")
    agreement = read_agreement(text, case.rep.name, document, case.desk.now)
    if agreement is None:
        return case.say("agree_how", name=case.rep.name)
    agreed = case.with_review(agree(case.review, agreement))
    name = "pay_agreed" if agreement.is_whole else "pay_not_agreed"
    values = {"name": case.rep.name, "points": ", ".join(agreement.not_agreed), "text": agreement.words}
    note = case.written(f"{name}_note", document=agreement.document[:12], **values)
    case.desk.tray.post(case.desk.office.team.executive.id, Reply(text=note))
    return agreed.say(name, **values)
