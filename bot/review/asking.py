"""A reviewer asks the rep something without requesting a change; question and answer are both kept."""

from datetime import datetime

from bot.review.model import AskAction, Asked, Entry, Refusal, Review
from bot.review.permissions import Deed, may
from bot.team.model import Team

NOTHING_SENT = "This plan has not been sent for review yet, so I have asked nothing. A card comes when it is sent."
NO_WORDS = "I got no question, so nothing was sent. Write it after the name: *ask {name} why Q4 carries so much*."


def ask(review: Review, text: str, by: str, now: datetime, team: Team) -> Review | Refusal:
    """Put a question on the latest version to its rep; whoever may see the plan may ask."""
    refusal = may(by, Deed.ASK, review.person, team)
    if refusal is not None or review.latest is None:
        return refusal or Refusal(text=NOTHING_SENT)
    if not text.strip():
        rep = team.rep(review.person)
        return Refusal(text=NO_WORDS.format(name=rep.first_name if rep else ""))
    asked = Asked(version=review.latest.number, text=text.strip(), by=by, at=now)
    entry = Entry(at=now, by=by, action=AskAction.ASK, version=asked.version, note=asked.text)
    return review.model_copy(
        update={"questions": (*review.questions, asked), "history": (*review.history, entry)},
    )


def reply(review: Review, text: str, now: datetime) -> Review:
    """Write the rep's answer into the question that has waited longest. Raises ValueError when none waits."""
    waiting = review.question
    if waiting is None:
        raise ValueError("no question waits for an answer")
    answered = waiting.model_copy(update={"answer": text.strip(), "answered_at": now})
    questions = tuple(answered if asked is waiting else asked for asked in review.questions)
    entry = Entry(at=now, by=review.person, action=AskAction.REPLY, version=waiting.version, note=text.strip())
    return review.model_copy(update={"questions": questions, "history": (*review.history, entry)})
