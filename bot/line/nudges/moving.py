"""The executive moves a deadline in words: "give Jo until Friday", "move Sam's draft to Dec 12"."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.cycle.season import Milestone, dates_of
from bot.cycle.working import due_on
from bot.facts import Frozen
from bot.line.books import Desk, Outcome
from bot.line.nudges.standing import standing_of
from bot.line.nudges.words import long_day
from bot.line.posts import Reply
from bot.reading.dates import read_dates
from bot.review.deadlines import move_deadline
from bot.review.model import Refusal
from bot.team.model import Person, Rep

_NAMED: dict[Milestone, str] = {
    Milestone.DATA_IN: r"data|numbers|figures|last year",
    Milestone.INTERVIEW: r"interview",
    Milestone.PEERS: r"presentation|presenting",
    Milestone.PAY: r"pay|comp(?:ensation)?|agreement",
    Milestone.REVIEW: r"review|comments|changes|answers",
    Milestone.FINAL: r"final|everything",
    Milestone.DRAFT: r"draft|plan",
}
_VERB = re.compile(
    r"(?:please |can you |could you )?(?:give|move|push|shift|extend|postpone|allow|set)\b", re.IGNORECASE
)
_MORE = re.compile(r"\b(\d+|an?|one|another|two|three) (?:more |extra |another )?(day|week)s?\b", re.IGNORECASE)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "three": 3}


class Move(Frozen):
    """An order to move a deadline: whose, which (None: the next one), and the words that name the day."""

    rep: Rep
    milestone: Milestone | None
    words: str


def read_move(text: str, reps: Sequence[Rep]) -> Move | None:
    """Read an order to move a deadline; None when it is no such order."""
    if not _VERB.match(text.strip()):
        return None
    for rep in reps:
        for name in (rep.name, rep.id, rep.first_name):
            rest, found = re.subn(rf"\b{re.escape(name)}(?:'s|’s)?(?!\w)", " ", text, flags=re.IGNORECASE)
            if found:
                named = next(
                    (m for m, words in _NAMED.items() if re.search(rf"\b(?:{words})\b", rest, re.IGNORECASE)), None
                )
                return Move(rep=rep, milestone=named, words=rest)
    return None


def move_turn(move: Move, person: Person, desk: Desk) -> Outcome:
    """Move a deadline, tell its rep, and say what it comes to; a day that cannot be read is asked for."""
    office, rep = desk.office, move.rep
    review = desk.books.review(rep.id)
    dates = dates_of(office.team.season, rep.work, review.moved)
    milestone = move.milestone or _next(rep, desk)
    said = {
        "name": rep.first_name,
        "what": office.wording.say(f"nudge theirs {milestone}"),
        "executive": person.first_name,
    }
    asked = _day(move.words, dates[milestone], rep, desk)
    if asked is None or asked < rep.work.today(desk.now):
        return _say("move_which_day", said, person, desk)
    day = max(due_on(rep.work, asked), rep.work.today(desk.now))
    after = move_deadline(review, milestone, day, person.id, desk.now, office.team)
    if isinstance(after, Refusal):
        desk.tray.post(person.id, Reply(text=after.text))
        return desk.tray.outcome()
    said |= {"day": long_day(day), "before": long_day(dates[milestone]), "asked": long_day(asked)}
    _say("move_told", said, rep, desk)
    _say("move_done" if day == asked else "move_done_earlier", said, person, desk)
    return desk.tray.outcome(review=after)


def _next(rep: Rep, desk: Desk) -> Milestone:
    """The next milestone the rep has not reached; past the last of them, the last."""
    standing = standing_of(desk.books.interview(rep, desk.now), desk.books.review(rep.id), desk.office)
    ahead = (m for m in Milestone if m in _NAMED and m is not Milestone.DATA_IN and not standing.reached(m))
    return next(ahead, Milestone.FINAL)


def _day(words: str, before: date, rep: Rep, desk: Desk) -> date | None:
    """The day that is named, or so much later than the deadline that stands."""
    today, starts = rep.work.today(desk.now), desk.office.team.fiscal_year.starts
    found = read_dates(words, today, (starts.month, starts.day))
    if found:
        return found[-1].ends
    more = _MORE.search(words)
    if more is None:
        return None
    count = _NUMBERS.get(more[1].casefold()) or int(more[1])
    return max(before, today) + timedelta(days=count * (7 if more[2].casefold() == "week" else 1))


def _say(name: str, values: dict[str, str], person: Person, desk: Desk) -> Outcome:
    desk.tray.post(person.id, Reply(text=desk.office.wording.say(name, values)))
    return desk.tray.outcome()
