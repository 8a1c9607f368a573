"""A reviewer's question that is no change request: carried to the rep word for word, and the answer back."""

import re

from bot.coach.intents import asks_again, read_intent
from bot.interview.state import Status
from bot.line.books import Desk, Outcome
from bot.line.case import Case
from bot.line.posts import Reply
from bot.line.reviews.cards import card_key, review_card
from bot.review.asking import ask, reply
from bot.review.model import Asked, Refusal, State
from bot.review.permissions import Deed, may
from bot.team.model import Person, Rep

_CHANGES_THE_PLAN = re.compile(r"(?:no,? )?(?:actually|change|correct|update|instead)\b", re.IGNORECASE)


def ask_rep(rep: Rep, text: str, person: Person, desk: Desk) -> Outcome:
    """Carry a question to the rep whose plan it is about."""
    after = ask(desk.books.review(rep.id), text, person.id, desk.now, desk.office.team)
    if isinstance(after, Refusal):
        desk.tray.post(person.id, Reply(text=after.text))
        return desk.tray.outcome()
    desk.tray.post(rep.id, Reply(text=in_words(after.questions[-1], desk)))
    sent = desk.office.wording.say("question_sent", {"name": rep.first_name})
    desk.tray.post(person.id, Reply(text=sent))
    return desk.tray.outcome(review=after)


def ask_how(rep: Rep, person: Person, desk: Desk) -> Outcome:
    """The button says how a question is written."""
    desk.tray.post(person.id, Reply(text=desk.office.wording.say("question_how", {"name": rep.first_name})))
    return desk.tray.outcome()


def in_words(asked: Asked, desk: Desk) -> str:
    """A question as the rep reads it."""
    by = desk.office.team.person(asked.by)
    values = {"by": by.first_name if by else asked.by, "version": str(asked.version), "text": asked.text}
    return desk.office.wording.say("question_asked", values)


def answers_question(text: str, case: Case) -> bool:
    """Whether a message is the answer to a reviewer's question; what changes the plan or steers is none."""
    if case.review.question is None or case.interview.status is not Status.FINISHED or case.is_rehearsing:
        return False
    steers = read_intent(text) is not None and not asks_again(text)
    return not steers and not _CHANGES_THE_PLAN.match(text.strip())


def answer_question(text: str, case: Case) -> Outcome:
    """Keep the answer, bring it to whoever asked, and put it on the card that waits."""
    asked = case.review.question
    if asked is None:
        return case.say("understood_nothing", state=case.standing)
    if asks_again(text):
        return case.post(Reply(text=in_words(asked, case.desk)))
    after = reply(case.review, text, case.desk.now)
    case, desk = case.with_review(after), case.desk
    # Whoever asked may have had the rep, or the plan's sight, taken from them since: then it goes to the executive.
    team = desk.office.team
    to = asked.by if may(asked.by, Deed.ASK, case.rep.id, team) is None else team.executive.id
    asker = team.person(to)
    values = {"name": case.rep.first_name, "question": asked.text, "text": text.strip()}
    desk.tray.post(to, Reply(text=desk.office.wording.say("question_answered", values)))
    if after.state is State.SUBMITTED and asked.version == len(after.versions):
        key = card_key(case.rep.id, asked.version, desk)
        desk.tray.post(to, review_card(after, to, desk), replaces=key)
    told = case.written("answer_sent", by=asker.first_name if asker else to)
    waiting = f"\n\n{in_words(after.question, desk)}" if after.question else ""
    return case.post(Reply(text=f"{told}{waiting}"))
