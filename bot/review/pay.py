"""What is put on record about pay: a rep's agreement or objection, their questions, and the replies (M17)."""

from datetime import datetime

from bot.pay.agreement import Agreement, PayQuestion
from bot.review.model import Entry, PayAction, Refusal, Review
from bot.review.permissions import Deed, may
from bot.team.model import Team


def shown(review: Review, pay_text: str) -> Review:
    """Keep the exact explanation that a rep is shown: what they agree to is this one."""
    return review.model_copy(update={"pay_shown": pay_text})


def unsigned(review: Review, words: str) -> Review:
    """Keep what a rep says to their plan until they sign it with their name."""
    return review.model_copy(update={"unsigned": words.strip()})


def agree(review: Review, agreement: Agreement) -> Review:
    """Record a rep's own answer; a later one stands beside it."""
    points = ", ".join(agreement.not_agreed)
    said = f"not: {points}" if points else "agreed in every point"
    note = f"{said}; signed {agreement.name}; document {agreement.document}"
    grown = review.model_copy(update={"agreements": (*review.agreements, agreement), "unsigned": ""})
    return _entered(grown, PayAction.AGREE, review.person, note, agreement.at)


def ask(review: Review, text: str, now: datetime) -> Review:
    """Record a rep's question about their pay."""
    question = PayQuestion(at=now, text=text.strip())
    grown = review.model_copy(update={"pay_questions": (*review.pay_questions, question)})
    return _entered(grown, PayAction.ASK, review.person, "", now)


def reply(review: Review, text: str, by: str, now: datetime, team: Team) -> Review | Refusal:
    """Record the executive's reply to the oldest open question; those who may only see pay answer none."""
    refusal = may(by, Deed.ANSWER_PAY, review.person, team)
    if refusal is not None:
        return refusal
    waiting = next((question for question in review.pay_questions if question.answer is None), None)
    if waiting is None:
        return Refusal(
            text="No question about pay waits for an answer here, so nothing was sent. "
            "*status* shows who waits for you."
        )
    answered = waiting.model_copy(update={"answer": text.strip(), "answered_by": by, "answered_at": now})
    questions = tuple(answered if question is waiting else question for question in review.pay_questions)
    return _entered(review.model_copy(update={"pay_questions": questions}), PayAction.REPLY, by, "", now)


def _entered(review: Review, action: PayAction, by: str, note: str, now: datetime) -> Review:
    """Add the line of the audit trail; the words themselves stay with the question, out of the trail."""
    entry = Entry(at=now, by=by, action=action, version=len(review.versions), note=note)
    return review.model_copy(update={"history": (*review.history, entry)})
