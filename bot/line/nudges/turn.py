"""What follows from a word about nudges or dates; anything else is left to the conversation."""

from datetime import date, datetime

from bot.cycle.season import Milestone, dates_of
from bot.cycle.steps import Standing, Step
from bot.cycle.wishes import Profile, Wishes
from bot.line.books import Desk, Outcome
from bot.line.inbound import Command, Inbound, Message
from bot.line.nudges.asks import Wish, WishAsked, count_in, profile_in, read_wish, until
from bot.line.nudges.calendar import calendar_of
from bot.line.nudges.standing import standing_of
from bot.line.nudges.words import long_day
from bot.line.posts import Reply
from bot.review.model import State
from bot.team.model import Person, Rep


def nudge_turn(inbound: Inbound, person: Person, desk: Desk) -> Outcome | None:
    """Handle a message about nudges or dates; None when it is about something else."""
    if not isinstance(inbound.event, Message | Command):
        return None
    wishes = desk.books.wishes(person.id)
    asked = read_wish(inbound.event.text, to_a_nudge=wishes.fresh)
    if asked is None:
        return None
    match asked.wish:
        case Wish.CALENDAR:
            return _post(calendar_of(person, desk), person, desk)
        case Wish.SNOOZE:
            return _snooze(asked.words, wishes, person, desk)
        case Wish.DONE:
            return _done(wishes, person, desk)
        case Wish.HOW_OFTEN:
            return _post(_habit(wishes, desk), person, desk)
        case Wish.STOP:
            stopped = wishes.model_copy(update={"stopped": True, "snoozed": None})
            return _post(desk.office.wording.say("nudges_stopped"), person, desk, stopped)
        case _:
            return _change(asked, wishes, person, desk)


def _post(text: str, person: Person, desk: Desk, wishes: Wishes | None = None) -> Outcome:
    desk.tray.post(person.id, Reply(text=text))
    return Outcome(posts=tuple(desk.tray.posts), wishes=wishes)


def _change(asked: WishAsked, wishes: Wishes, person: Person, desk: Desk) -> Outcome:
    """More, less, a profile or a number; asking for any of them also starts nudges again."""
    office = desk.office
    before = list(Profile).index(wishes.profile_in(office.team.habit))
    changed: dict[str, object] = {"stopped": False}
    if asked.wish is Wish.PROFILE:
        changed |= {"profile": profile_in(asked.words), "most_a_week": None}
    elif asked.wish is Wish.AT_MOST:
        changed |= {"most_a_week": count_in(asked.words)}
    elif asked.wish is Wish.MORE:
        changed |= {"profile": list(Profile)[min(before + 1, len(Profile) - 1)], "most_a_week": None}
    elif asked.wish is Wish.LESS and before == 0:
        changed |= {"profile": Profile.LIGHT, "most_a_week": 1}
    elif asked.wish is Wish.LESS:
        changed |= {"profile": list(Profile)[before - 1], "most_a_week": None}
    after = wishes.model_copy(update=changed)
    lightest = asked.wish is Wish.LESS and before == 0
    return _post(office.wording.say("nudges_lightest") if lightest else _habit(after, desk), person, desk, after)


def _habit(wishes: Wishes, desk: Desk) -> str:
    say, habit = desk.office.wording.say, desk.office.team.habit
    if wishes.stopped:
        return say("nudges_stopped_now")
    profile = say(f"profile {wishes.profile_in(habit)}")
    return say("nudges_are", {"profile": profile, "most": str(wishes.cap_in(habit))})


def _snooze(words: str, wishes: Wishes, person: Person, desk: Desk) -> Outcome | None:
    """Come back at the time that was named; words that name none are not about nudges."""
    starts = desk.office.team.fiscal_year.starts
    at = until(words, person.work, desk.now, (starts.month, starts.day))
    if at is None:
        return None
    key = wishes.last or _next_key(person, desk)
    after = wishes.model_copy(update={"snoozed": at, "last": key, "stopped": False, "fresh": False})
    due = _due(key, person, desk)
    said = {"when": _when(at, person, desk.now), "day": long_day(due) if due else ""}
    passes = due is not None and due < person.work.today(at)
    return _post(desk.office.wording.say("snoozed_past" if passes else "snoozed", said), person, desk, after)


def _when(at: datetime, person: Person, now: datetime) -> str:
    """A moment in the person's own time: "tomorrow at 9:00", "Monday, Nov 16, at 9:00"."""
    local, today = person.work.local(at), person.work.today(now)
    days = (local.date() - today).days
    named = {0: "today", 1: "tomorrow"}.get(days, f"{long_day(local.date())},")
    return f"{named} at {local.hour}:{local:%M}"


def _standing(rep: Rep, desk: Desk) -> Standing:
    return standing_of(desk.books.interview(rep, desk.now), desk.books.review(rep.id), desk.office)


def _next_key(person: Person, desk: Desk) -> str | None:
    """What a rep would be nudged about first; for others only a nudge they got says it."""
    rep = desk.office.team.rep(person.id)
    ahead = _standing(rep, desk).next_steps() if rep else ()
    return ahead[0][0].value if ahead else None


def _due(key: str | None, person: Person, desk: Desk) -> date | None:
    """When a rep's own task is due; None when it lies behind, or is somebody else's."""
    if key not in tuple(Milestone) or desk.office.team.rep(person.id) is None:
        return None
    due = dates_of(desk.office.team.season, person.work, desk.books.review(person.id).moved)[Milestone(key)]
    return due if due >= person.work.today(desk.now) else None


def _done(wishes: Wishes, person: Person, desk: Desk) -> Outcome:
    """Believe it, and say politely what is still to be seen from here."""
    say, key = desk.office.wording.say, wishes.last or _next_key(person, desk)
    if key is None:
        return _post(say("already_off"), person, desk)
    after = wishes.model_copy(update={"done": wishes.done | {key}, "snoozed": None, "fresh": False})
    executive = {"executive": desk.office.team.executive.first_name}
    milestone, _, about = key.partition(" ")
    of = desk.office.team.rep(about.partition(" ")[0])
    rep = desk.office.team.rep(person.id)
    answers = rep is not None and milestone == Milestone.REVIEW and _standing(rep, desk).asked_at is not None
    named = say(f"nudge what {'comments' if answers else milestone}", executive)
    what = f"{of.first_name}'s plan" if of else named
    missing = (
        _missing(rep, Milestone(milestone), desk)
        if rep and of is None
        else _still_waits(of, Milestone(milestone), desk)
    )
    said = {**executive, "what": what, "missing": missing}
    return _post(say("believed_but" if missing else "believed", said), person, desk, after)


def _missing(rep: Rep, milestone: Milestone, desk: Desk) -> str:
    """What a rep's milestone still lacks, as far as can be seen; empty when nothing, or when it is not to be seen."""
    standing = _standing(rep, desk)
    ahead = standing.next_steps()
    if standing.reached(milestone) or not ahead or ahead[0][1] is Step.PRESENT:
        return ""
    comments = "one comment is" if standing.comments == 1 else f"{standing.comments} comments are"
    values = {"executive": desk.office.team.executive.first_name, "comments": comments}
    return desk.office.wording.say(f"missing {ahead[0][1]}", values)


def _still_waits(rep: Rep | None, milestone: Milestone, desk: Desk) -> str:
    """What still waits for an executive in one rep's plan."""
    if rep is None:
        return ""
    review, say = desk.books.review(rep.id), desk.office.wording.say
    if milestone is Milestone.PAY and any(question.answer is None for question in review.pay_questions):
        return say("missing answer pay", {"name": rep.first_name})
    waits = milestone is Milestone.REVIEW and review.state is State.SUBMITTED
    return say("missing decide", {"name": rep.first_name}) if waits else ""
