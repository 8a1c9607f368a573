"""The executive lets someone decide for a while: "delegate to Tomas until Dec 5", "delegate Dana's review to Tomas"."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from bot.cycle.season import Milestone
from bot.facts import Frozen
from bot.figures import between
from bot.line.books import Desk, Outcome
from bot.line.posts import Reply
from bot.line.reviews.cards import card_key, review_card
from bot.plan.judging import and_list
from bot.reading.dates import read_dates
from bot.review.delegation import delegate
from bot.review.model import Refusal, Review, State
from bot.team.model import Person, Rep, Team

P = TypeVar("P", bound=Person)
_ORDER = re.compile(
    r"(?:please |can you |i )?(?:delegate|hand over)\b(?P<whose>.*?)\bto (?P<who>.+)", re.IGNORECASE | re.DOTALL
)
_BACK = re.compile(
    r"(?:take (?:(?P<whose>.*?) )?back(?: (?P<other>.+))?"
    r"|i(?: will|'ll)? decide (?:again|myself)(?: on (?P<one>.+))?|(?:stop|end) delegating.*)",
    re.IGNORECASE | re.DOTALL,
)


class Handing(Frozen):
    """An order to delegate: on whose plans (None: on all that may be), to whom (None: back), the words of the days."""

    rep: Rep | None
    to: Person | None
    words: str = ""


def read_handing(text: str, team: Team) -> Handing | Refusal | None:
    """Read an order to delegate, or to take back; None when it is neither."""
    said = text.strip().rstrip(".!")
    back = _BACK.fullmatch(said)
    if back:
        return Handing(rep=_named(back["whose"] or back["other"] or back["one"] or "", team.reps), to=None)
    order = _ORDER.fullmatch(said)
    if order is None:
        return None
    rep, who = _named(order["whose"].strip(), team.reps), order["who"]
    if re.match(r"(?:me|myself)\b", who, re.IGNORECASE):
        return Handing(rep=rep, to=None)
    to = _named(who, team.people)
    if to is None or (rep is None and _means_one(order["whose"])):
        return Refusal(text=WHOM)
    return Handing(rep=rep, to=to, words=who)


WHOM = (
    "I could not tell whom you mean, so nothing has changed. "
    "For example: *delegate Dana's review to Tomas until Dec 5*."
)
NOBODYS = "{name} may see nobody's plan, so nothing has changed. Only a manager can decide for you, on their reports'."


def _means_one(whose: str) -> bool:
    return bool(re.sub(r"\b(?:it|all|everything|my|the|reviews?|plans?|decisions?|approvals?)\b|\W", "", whose))


def _named(text: str, people: Sequence[P]) -> P | None:
    """Who is named at the beginning, by full or first name."""
    called = ((person, name) for person in people for name in (person.name, person.first_name, person.id))
    return next((p for p, name in called if re.match(rf"{re.escape(name)}\b", text, re.IGNORECASE)), None)


def handing_turn(handing: Handing | Refusal, person: Person, desk: Desk) -> Outcome:
    """Delegate or take back, on one plan or on all that the other may see; tell both, and bring what waits."""
    if isinstance(handing, Refusal):
        desk.tray.post(person.id, Reply(text=handing.text))
        return desk.tray.outcome()
    team, to = desk.office.team, handing.to or person
    days = _days(handing.words, desk)
    reps = (handing.rep,) if handing.rep else team.reports_of(to.id)
    asked = [delegate(desk.books.review(rep.id), to.id, days, person.id, desk.now, team) for rep in reps]
    given = tuple(after for after in asked if isinstance(after, Review))
    if not given:
        refusals = [after.text for after in asked if isinstance(after, Refusal)]
        desk.tray.post(person.id, Reply(text=refusals[0] if refusals else NOBODYS.format(name=to.name)))
        return desk.tray.outcome()
    _tell(given, to, person, days, desk)
    return desk.tray.outcome(reviews=given)


def _tell(given: Sequence[Review], to: Person, person: Person, days: tuple[date, date], desk: Desk) -> None:
    say, team = desk.office.wording.say, desk.office.team
    names = [rep.first_name for rep in team.reps if any(rep.id == after.person for after in given)]
    plans = f"{names[0]}'s plan" if len(names) == 1 else f"the plans of {and_list(names)}"
    said = {"name": to.first_name, "plans": plans, "executive": person.first_name, "days": between(*days)}
    if to.id == person.id:
        desk.tray.post(person.id, Reply(text=say("taken_back", said)))
        return
    desk.tray.post(person.id, Reply(text=say("delegated", said)))
    desk.tray.post(to.id, Reply(text=say("delegated_to_you", said)))
    for after in given:
        if after.state is State.SUBMITTED:
            key = card_key(after.person, len(after.versions), desk)
            desk.tray.post(to.id, review_card(after, to.id, desk), key=key)


def _days(words: str, desk: Desk) -> tuple[date, date]:
    """The days that are named; without any, from today to the end of the season."""
    team = desk.office.team
    today, starts = team.executive.work.today(desk.now), team.fiscal_year.starts
    found = read_dates(words, today, (starts.month, starts.day))
    if not found:
        return today, max(today, team.season.day(Milestone.FINAL))
    from_then = re.search(r"\b(?:from|between|starting)\b", words, re.IGNORECASE)
    return (found[0].starts if from_then else today), found[-1].ends
