"""What a rep puts on record about pay: what looks wrong, where that stands, and whether they agree (M17)."""

from bot.figures import on
from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.pay.turn import explain_pay
from bot.line.posts import Reply
from bot.pay.agreement import Agreement, PayQuestion, Point, is_signed, read_agreement
from bot.review.pay import agree, ask, unsigned
from bot.review.permissions import REFUSED, Deed

SHOWN = 3
"""Questions whose status is told; the older ones stay on record."""


def ask_about_pay(text: str, case: Case) -> Outcome:
    """Pass on what looks wrong to the executive, and keep it until it is answered."""
    asked = case.with_review(ask(case.review, text, case.desk.now))
    note = case.written("pay_question_note", name=case.rep.name, first_name=case.rep.first_name, text=text)
    case.desk.tray.post(case.desk.office.team.executive.id, Reply(text=note))
    return asked.say("pay_question_sent")


def pay_questions(case: Case) -> Outcome:
    """Say where the rep's questions about pay stand, with the answers there are."""
    questions = case.review.pay_questions[-SHOWN:]
    if not questions:
        return case.say("pay_question_none")
    return case.post(Reply(text="\n\n".join(_standing(question, case) for question in questions)))


def _standing(question: PayQuestion, case: Case) -> str:
    values = {"on": on(question.at.date()), "text": question.text, "answer": question.answer or ""}
    if question.answered_at is None:
        return case.written("pay_question_waits", **values)
    return case.written("pay_question_has_answer", answered_on=on(question.answered_at.date()), **values)


def refuse_others_pay(case: Case) -> Outcome:
    """Nobody reads another's pay: say so, with nothing shown."""
    return case.post(Reply(text=REFUSED[Deed.SEE_PAY].format(executive=case.desk.office.team.executive.name)))


def agree_to_pay(text: str, case: Case) -> Outcome:
    """Put the rep's answer on record, with their typed name and the exact explanation they were shown."""
    if case.rep.id not in case.desk.office.comp_plans:
        return case.say("no_comp_plan")
    shown = case.review.pay_shown
    if not shown:
        return explain_pay(case, case.written("agree_first"))
    words = text if not case.review.unsigned else f"{case.review.unsigned}\n{text}"
    if not is_signed(words, case.rep.name):
        return case.with_review(unsigned(case.review, text)).say("agree_how", name=case.rep.name)
    agreement = read_agreement(words, case.rep.name, shown, case.desk.now)
    if agreement is None:
        return case.with_review(unsigned(case.review, "")).say("agree_which", name=case.rep.name)
    return _recorded(agreement, case)


def _recorded(agreement: Agreement, case: Case) -> Outcome:
    """Tell both sides what was put on record, point by point."""
    agreed = [point for point in Point if point not in agreement.not_agreed]
    values = {
        "name": case.rep.name,
        "agreed": ", ".join(agreed) or "none of the four",
        "points": ", ".join(agreement.not_agreed),
        "text": agreement.words,
        "document": agreement.document[:12],
    }
    name = "pay_agreed" if agreement.is_whole else "pay_not_agreed"
    note = case.written(f"{name}_note", **values)
    case.desk.tray.post(case.desk.office.team.executive.id, Reply(text=note))
    return case.with_review(agree(case.review, agreement)).say(name, **values)
