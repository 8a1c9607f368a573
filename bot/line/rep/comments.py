"""A reviewer's comments, one by one, as questions to the rep; the answers go into the plan and back to the reviewer."""

from bot.coach.commenting import understand_comment
from bot.coach.intents import read_intent
from bot.coach.phrase import phrase
from bot.interview.moves import Finished
from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.posts import Reply
from bot.line.rep.draft import comment_question, offer_draft
from bot.line.rep.going_on import moved
from bot.plan.model import Section
from bot.review.life import answer
from bot.review.model import Refusal


def answer_comment(text: str, case: Case) -> Outcome:
    """Take a reply to the first unanswered comment: figures and names change the plan, the words go to the reviewer."""
    comment = case.review.unanswered[0]
    if read_intent(text) is not None:
        return case.post(Reply(text=comment_question(case.desk, comment)))
    answered = answer(case.review, comment.id, text, case.rep.id, case.desk.now)
    if isinstance(answered, Refusal):
        return case.post(Reply(text=answered.text))
    said, case = _changed(text, comment.section, case.with_review(answered))
    if answered.unanswered:
        return case.post(Reply(text=f"{said}\n\n{comment_question(case.desk, answered.unanswered[0])}"))
    offer_draft(case, said, again=False)
    return case.outcome()


def _changed(text: str, section: Section, case: Case) -> tuple[str, Case]:
    """Put what a reply changes into the interview, and read it back."""
    commands = understand_comment(text, section, case.context)
    if not commands:
        return case.written("comment_kept"), case
    case, moves = moved(commands, case)
    return phrase([said for said in moves if not isinstance(said, Finished)], case.telling).text, case
