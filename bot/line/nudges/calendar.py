"""Whose plan is due when, for the person who asks: their own dates, or those of the people they lead."""

from collections.abc import Iterator
from datetime import date

from bot.cycle.season import IN_WORDS, Milestone, dates_of
from bot.line.books import Desk
from bot.line.nudges.standing import standing_of
from bot.line.nudges.words import short_day
from bot.review.permissions import Deed, may
from bot.team.model import Person, Rep

REP_MILESTONES = tuple(m for m in Milestone if m not in (Milestone.KICK_OFF, Milestone.EXECUTIVE))
"""What a rep has a date for; the season's kick-off is for all."""
NEXT = 2
"""Deadlines of a team that a lead's page shows."""


def calendar_of(person: Person, desk: Desk) -> str:
    """A short answer: the next date first, then all of them."""
    rep = desk.office.team.rep(person.id)
    return _of_rep(rep, desk) if rep else _of_lead(person, desk)


def _of_rep(rep: Rep, desk: Desk) -> str:
    say, dates, ahead = desk.office.wording.say, *_ahead(rep, desk)
    if not ahead:
        return say("calendar_done", {"year": desk.office.team.fiscal_year.label})
    first = ahead[0]
    late = dates[first] < rep.work.today(desk.now)
    opening = say(
        "calendar_late" if late else "calendar_next", {"what": IN_WORDS[first], "day": short_day(dates[first])}
    )
    lines = [f"- {IN_WORDS[m]}: {short_day(dates[m])}{_note(rep, m, desk)}" for m in ahead]
    return "\n".join([opening, *lines])


def next_dates(person: Person, desk: Desk) -> tuple[str, ...]:
    """The deadlines to keep in sight: a rep's next one, or what is next for a lead's team and who is late."""
    rep = desk.office.team.rep(person.id)
    if rep is not None:
        dates, ahead = _ahead(rep, desk)
        return tuple(_dated(milestone, dates[milestone], rep.work.today(desk.now)) for milestone in ahead[:1])
    today, dates = person.work.today(desk.now), dates_of(desk.office.team.season, person.work)
    upcoming = [milestone for milestone, day in dates.items() if day >= today][:NEXT]
    late = (
        line.removeprefix("- ") for one in desk.office.team.reports_of(person.id) for line in _late_or_moved(one, desk)
    )
    return (*(_dated(milestone, dates[milestone], today) for milestone in upcoming), *late)


def _dated(milestone: Milestone, day: date, today: date) -> str:
    what = IN_WORDS[milestone][:1].upper() + IN_WORDS[milestone][1:]
    return f"{what}: {'was due ' if day < today else ''}{short_day(day)}"


def _ahead(rep: Rep, desk: Desk) -> tuple[dict[Milestone, date], list[Milestone]]:
    """A rep's dates, and the milestones that are not reached."""
    review = desk.books.review(rep.id)
    standing = standing_of(desk.books.interview(rep, desk.now), review, desk.office)
    done = desk.books.wishes(rep.id).done
    dates = dates_of(desk.office.team.season, rep.work, review.moved)
    return dates, [m for m in REP_MILESTONES if not standing.reached(m) and m not in done]


def _note(rep: Rep, milestone: Milestone, desk: Desk) -> str:
    """Who moved a date, where somebody did."""
    season = desk.office.team.season.key
    moves = [m for m in desk.books.review(rep.id).moved if m.milestone is milestone and m.season == season]
    by = desk.office.team.person(moves[-1].by) if moves else None
    return f" (moved by {by.first_name})" if by else ""


def _of_lead(person: Person, desk: Desk) -> str:
    office = desk.office
    dates = dates_of(office.team.season, person.work)
    days = [f"- {IN_WORDS[milestone]}: {short_day(day)}" for milestone, day in dates.items()]
    people = [line for rep in office.team.reports_of(person.id) for line in _late_or_moved(rep, desk)]
    parts = [office.wording.say("calendar_team", {"year": office.team.fiscal_year.label}), *days]
    if people:
        parts += [office.wording.say("calendar_people"), *people]
    reps = office.team.reports_of(person.id)
    if reps and may(person.id, Deed.MOVE_DEADLINE, reps[0].id, office.team) is None:
        parts.append(office.wording.say("calendar_move", {"name": reps[0].first_name}))
    return "\n".join(parts)


def _late_or_moved(rep: Rep, desk: Desk) -> Iterator[str]:
    """A line on a rep whose next date has passed or was moved; the others are on time."""
    dates, ahead = _ahead(rep, desk)
    # The interview brings last year's data with it, so a lead hears of that.
    for milestone in [m for m in ahead if m is not Milestone.DATA_IN][:1]:
        late = dates[milestone] < rep.work.today(desk.now)
        note = _note(rep, milestone, desk)
        if late or note:
            verb = "was due" if late else "due"
            yield f"- {rep.name}: {IN_WORDS[milestone]} {verb} {short_day(dates[milestone])}{note}"
