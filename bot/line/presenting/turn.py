"""A plan is presented (M13): its page goes to the others, what they say to its rep, what is agreed into the plan."""

import re
from collections.abc import Sequence
from datetime import date

from bot.coach.commenting import understand_comment
from bot.coach.phrase import phrase
from bot.cycle.presenting import DAYS_TO_READ
from bot.cycle.season import Milestone, dates_of
from bot.cycle.working import shift
from bot.interview.commands import Command as Step
from bot.interview.moves import Finished
from bot.line.actions import SAY
from bot.line.books import Desk, Outcome
from bot.line.buttons import LONGEST_VALUE, Button
from bot.line.case import Case
from bot.line.inbound import Command, Inbound, Message
from bot.line.nudges.words import long_day
from bot.line.pay.ask_words import NOUN
from bot.line.posts import PlanFile, Reply
from bot.line.presenting.words import (
    ToPerson,
    ToPlan,
    asks_for_pages,
    read_agreed,
    read_answer_to,
    read_page,
    read_remark,
    section_named,
)
from bot.line.rep.draft import offer_draft
from bot.line.rep.going_on import moved
from bot.plan.model import Section
from bot.review.model import Refusal
from bot.review.permissions import Deed, may
from bot.review.presenting import NOT_APPROVED, TAKEN_UP, presented, remark, respond, waiting
from bot.review.remarks import Kind, Remark
from bot.team.model import Person, Rep

ANSWERED = (Kind.QUESTION, Kind.OFFER)


def presenting_turn(inbound: Inbound, person: Person, desk: Desk) -> Outcome | None:
    """Handle what is said around a presentation; None when a message is about something else."""
    if not isinstance(inbound.event, Message | Command):
        return None
    text, team = inbound.event.text, desk.office.team
    if asks_for_pages(text):
        return _pages(person, desk)
    page = team.rep(read_page(text, team.reps) or "")
    if page is not None and page.id != person.id:
        return _page(page, person, desk)
    said = read_remark(text, team.reps)
    if said is not None and said.person != person.id:
        return _say_to(said, person, desk)
    rep = team.rep(person.id)
    return _as_presenter(inbound.key, text, rep, desk) if rep else None


def _post(sentence: str, /, person: Person, desk: Desk, *buttons: Button, **values: str) -> Outcome:
    said = {"executive": desk.office.team.executive.first_name, **values}
    desk.tray.post(person.id, Reply(text=desk.office.wording.say(sentence, said), buttons=buttons))
    return desk.tray.outcome()


def _refused(refusal: Refusal, person: Person, desk: Desk) -> Outcome:
    desk.tray.post(person.id, Reply(text=refusal.text))
    return desk.tray.outcome()


def _page(rep: Rep, person: Person, desk: Desk) -> Outcome:
    """The plan on a page, once it is approved and its presentation is near."""
    refusal = may(person.id, Deed.HEAR_PLAN, rep.id, desk.office.team)
    version = presented(desk.books.review(rep.id))
    if refusal is not None or version is None:
        return _refused(refusal or Refusal(text=NOT_APPROVED), person, desk)
    opens = shift(rep.work, _day(rep, desk), -DAYS_TO_READ)
    sees_plan = may(person.id, Deed.SEE_PLAN, rep.id, desk.office.team) is None
    if rep.work.today(desk.now) < opens and not sees_plan:
        return _post("page_later", person, desk, name=rep.first_name, day=long_day(opens))
    _hand_out(rep, version.number, person, desk)
    return desk.tray.outcome()


def _pages(person: Person, desk: Desk) -> Outcome:
    """The page of every plan that is presented these days."""
    for rep in desk.office.team.reps:
        version = presented(desk.books.review(rep.id))
        opens = shift(rep.work, _day(rep, desk), -DAYS_TO_READ)
        if rep.id != person.id and version is not None and opens <= rep.work.today(desk.now):
            _hand_out(rep, version.number, person, desk)
    return desk.tray.outcome() if desk.tray.posts else _post("no_pages", person, desk)


def _day(rep: Rep, desk: Desk) -> date:
    return dates_of(desk.office.team.season, rep.work, desk.books.review(rep.id).moved)[Milestone.PEERS]


def _hand_out(rep: Rep, version: int, person: Person, desk: Desk) -> None:
    text = desk.office.wording.say("page_of", {"name": rep.name, "first_name": rep.first_name})
    desk.tray.post(person.id, PlanFile(person=rep.id, version=version, document="brief.docx", text=text))


def _say_to(said: ToPlan, person: Person, desk: Desk) -> Outcome:
    """Take a remark to the rep whose plan it is; nothing about pay is passed on."""
    if _is_about_pay(said.text):
        return _post("remark_on_pay", person, desk)
    team = desk.office.team
    after = remark(desk.books.review(said.person), said.kind, said.text, person.id, desk.now, team)
    rep = team.rep(said.person)
    if isinstance(after, Refusal) or rep is None:
        return _refused(after if isinstance(after, Refusal) else Refusal(text=NOT_APPROVED), person, desk)
    values = {"by": person.first_name, "text": said.text, "name": rep.first_name}
    agreed = f"agreed: {said.text}"
    take = (Button(label="Take it in", action=SAY, value=agreed, style="primary"),)
    fits = said.kind is Kind.CHANGE and len(agreed) <= LONGEST_VALUE
    _post(f"heard {said.kind}", rep, desk, *(take if fits else ()), **values)
    _post("remark_sent", person, desk, **values)
    return desk.tray.outcome(review=after)


def _is_about_pay(text: str) -> bool:
    return re.search(NOUN, text.casefold()) is not None


def _as_presenter(message: str, text: str, rep: Rep, desk: Desk) -> Outcome | None:
    """What the rep whose plan it is says: an answer to a colleague, or what was agreed."""
    team, review = desk.office.team, desk.books.review(rep.id)
    answered = read_answer_to(text, team.people)
    if answered is not None and (to := waiting(review, answered.person, ANSWERED)) is not None:
        return _answer(answered, to, rep, desk)
    agreed = read_agreed(text)
    if agreed is None:
        return None
    if presented(review) is None:
        # A button of last season may still say so; a colleague's words are never taken for the rep's own.
        return _refused(Refusal(text=NOT_APPROVED), rep, desk)
    interview = desk.books.interview(rep, desk.now)
    return _agree(agreed, Case(message=message, rep=rep, interview=interview, review=review, desk=desk, said=text))


def _answer(said: ToPerson, to: Remark, rep: Rep, desk: Desk) -> Outcome:
    """Take the presenter's answer to whoever asked."""
    if _is_about_pay(said.text):
        return _post("remark_on_pay", rep, desk)
    after, person = respond(desk.books.review(rep.id), to, said.text, desk.now), desk.office.team.person(said.person)
    if isinstance(after, Refusal) or person is None:
        return _refused(after if isinstance(after, Refusal) else Refusal(text=NOT_APPROVED), rep, desk)
    values = {"by": rep.first_name, "text": said.text, "asked": to.text, "name": person.first_name}
    _post("remark_answered", person, desk, **values)
    _post("remark_answer_sent", rep, desk, **values)
    return desk.tray.outcome(review=after)


def _agree(text: str, case: Case) -> Outcome:
    """Keep what was agreed, and put into the plan what can be read of it; the rest is the rep's to say."""
    waits = next(
        (r for r in case.review.remarks if r.kind is Kind.CHANGE and r.text == text and r.answer is None), None
    )
    after = (
        respond(case.review, waits, TAKEN_UP, case.desk.now)
        if waits
        else remark(case.review, Kind.CHANGE, text, case.rep.id, case.desk.now, case.desk.office.team)
    )
    if isinstance(after, Refusal):
        return case.post(Reply(text=after.text))
    case = case.with_review(after)
    commands = _changes(text, case)
    if not commands:
        return case.say("agreed_kept")
    case, moves = moved(commands, case)
    told = phrase([said for said in moves if not isinstance(said, Finished)], case.telling).text
    offer_draft(case, told, again=True)
    return case.outcome()


def _changes(text: str, case: Case) -> Sequence[Step]:
    """What a change comes to in the section it names; without one, in the only section it can be about."""
    section, words = section_named(text)
    read = {s: understand_comment(words, s, case.context) for s in ([section] if section else Section)}
    different = [commands for commands in dict.fromkeys(read.values()) if commands]
    return different[0] if len(different) == 1 else ()
