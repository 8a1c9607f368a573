"""Home pages: a rep's next step and progress; a reviewer's people and what waits for a decision."""

from typing import Literal

from bot.coach.form import chapter_form
from bot.coach.telling import Telling
from bot.facts import Said
from bot.figures import on
from bot.interview.agenda import Progress, by_chapter, progress
from bot.interview.state import Interview, Status
from bot.line.actions import EDIT, SAY, SUBMIT
from bot.line.books import Desk
from bot.line.buttons import Button
from bot.line.nudges.calendar import next_dates
from bot.line.nudges.words import short_day
from bot.line.pages import Home, HomePart, HomePerson
from bot.line.pay.points import points
from bot.line.rep.draft import is_stale
from bot.review.delegation import decider, may_decide
from bot.review.model import Review, State
from bot.review.permissions import Deed, may
from bot.team.model import Person, Rep

SHOWN = 8
"""Open points listed on a rep's page."""


def rep_home(desk: Desk, rep: Rep, interview: Interview, review: Review) -> Home:
    """What to do next, how far the plan is, what is still open, which comments wait."""
    where = progress(desk.office.questions, interview)
    drafted = interview.status is Status.FINISHED
    plan = desk.office.draw_up(rep, interview, desk.now) if drafted else None
    points = plan.open_points if plan else ()
    stale = (desk.office.wording.say("home stale", {"version": str(len(review.versions))}),)
    telling = desk.office.telling(rep, interview, desk.now)
    return Home(
        title=f"Your plan for {desk.office.team.fiscal_year.label}",
        next_step=_next_step(desk, interview, review),
        done=where.closed,
        total=where.total,
        notes=(*(stale if plan and is_stale(review, plan) else ()), *_pay_notes(desk, review)),
        open_points=tuple(point.text for point in points[:SHOWN]),
        comments=review.unanswered,
        first=_first(interview, review, desk),
        dates=next_dates(rep, desk),
        parts=tuple(_part(chapter, telling) for chapter in by_chapter(desk.office.questions, interview)),
        buttons=_documents(rep, interview, desk),
    )


def _first(interview: Interview, review: Review, desk: Desk) -> tuple[Button, ...]:
    """The button of the next step; none where the plan is with others."""
    if review.state is State.CHANGES_REQUESTED and review.unanswered:
        return (_saying("Answer the comments", "continue", "primary"),)
    if review.state in (State.DRAFTING, State.CHANGES_REQUESTED) and interview.status is Status.FINISHED:
        send = f"Send to {desk.office.team.executive.first_name}"
        return (Button(label=send, action=SUBMIT, value=interview.person, style="primary"),)
    if review.state is State.DRAFTING:
        return (_saying("Start" if interview.status is Status.NEW else "Continue", "continue", "primary"),)
    return ()


def _part(chapter: Progress, telling: Telling) -> HomePart:
    """A chapter with the button that changes it, once there is something to change."""
    form = chapter_form(chapter.chapter - 1, telling)
    label = "Change" if chapter.closed else "Fill in"
    button = Button(label=label, action=EDIT, value=str(chapter.chapter - 1), spoken=f"{label}: {chapter.title}")
    return HomePart(title=chapter.title, done=chapter.closed, total=chapter.total, button=button if form else None)


def _documents(rep: Rep, interview: Interview, desk: Desk) -> tuple[Button, ...]:
    """What can be had of the plan and the pay, each sent to the conversation."""
    drafted = interview.status is Status.FINISHED
    plan = (_saying("Plan and pay (Word)", "show my plan"), _saying("Slides", "slides")) if drafted else ()
    pay = (_saying("Explain my pay", "explain my comp plan"),) if rep.id in desk.office.comp_plans else ()
    return (*plan, *pay)


def _saying(label: str, typed: str, style: Literal["default", "primary"] = "default", spoken: str = "") -> Button:
    return Button(label=label, action=SAY, value=typed, style=style, spoken=spoken)


def _pay_notes(desk: Desk, review: Review) -> tuple[str, ...]:
    """Where a rep's questions and answer about pay stand; their words and figures stay in the conversation."""
    executive = desk.office.team.executive.first_name
    asked = [
        f"Your question about pay of {on(question.at.date())}: "
        + (f"answered on {on(question.answered_at.date())}." if question.answered_at else f"waits for {executive}.")
        for question in review.pay_questions
    ]
    if not review.agreements:
        return tuple(asked)
    latest = review.agreements[-1]
    said = "you agreed" if latest.is_whole else "you did not agree in every point"
    return (*asked, f"Your compensation plan: {said} on {on(latest.at.date())}.")


def _next_step(desk: Desk, interview: Interview, review: Review) -> str:
    executive = {"executive": desk.office.team.executive.first_name}
    if review.state is not State.DRAFTING:
        return desk.office.wording.say(f"state {review.state}", executive)
    return desk.office.wording.say(f"home {interview.status}", executive)


def reviewer_home(desk: Desk, person: Person) -> Home:
    """Who waits for a decision, the deadlines, and where everyone is; the executive decides and has the roll-up."""
    team = desk.office.team
    reports = [(rep, home_person(desk, rep)) for rep in team.reports_of(person.id)]
    decides = {rep.id for rep, _ in reports if _waits_for(person, desk.books.review(rep.id), desk)}
    name = "home waiting" if decides else "home nothing"
    rollup = (_saying("Roll-up (Word)", "roll-up"),) if person.id == team.executive.id else ()
    open_points = _open_points(desk, person)
    settle = (_saying("Settle the open points of pay", "points"),) if open_points else ()
    return Home(
        title=f"Plans for {team.fiscal_year.label}",
        next_step=desk.office.wording.say(name, {"count": str(len(decides))}),
        notes=(*_open_pay_questions(desk, person), *open_points),
        dates=next_dates(person, desk),
        queue=tuple(line for rep, line in reports if rep.id in decides),
        people=tuple(line for rep, line in reports if rep.id not in decides),
        buttons=(*rollup, *settle, _saying("Calendar", "calendar")),
    )


def _waits_for(person: Person, review: Review, desk: Desk) -> bool:
    """Whether a plan waits for this person's decision."""
    return review.state is State.SUBMITTED and may_decide(person.id, review, desk.now, desk.office.team) is None


def _open_pay_questions(desk: Desk, person: Person) -> tuple[str, ...]:
    """Whose questions about pay wait for an answer, for those who may see their pay."""
    waiting = {
        rep.name: sum(question.answer is None for question in desk.books.review(rep.id).pay_questions)
        for rep in desk.office.team.reports_of(person.id)
        if may(person.id, Deed.SEE_PAY, rep.id, desk.office.team) is None
    }
    return tuple(f"{name} waits for an answer about pay ({count})." for name, count in waiting.items() if count)


def _open_points(desk: Desk, person: Person) -> tuple[str, ...]:
    """How many points the pay plans leave open, for the executive who settles them."""
    if person.id != desk.office.team.executive.id:
        return ()
    count = sum(point.answer is None for point in points(desk))
    return (f"The pay plans of your team leave open points: {count}. Say *points*.",) if count else ()


def home_person(desk: Desk, rep: Rep) -> HomePerson:
    """One line on a rep: how far the interview is or where the review stands, and who waits for whom since when."""
    review = desk.books.review(rep.id)
    card = _saying("Open card", f"card {rep.name}", spoken=f"Open the card of {rep.name}") if review.versions else None
    return HomePerson(name=rep.name, role=rep.role, status=_status(desk, rep), waits=_waiting(desk, rep), button=card)


def _waiting(desk: Desk, rep: Rep) -> str:
    """Who has the ball, and since when; nothing once a plan is approved or while it is not begun."""
    review, executive = desk.books.review(rep.id), desk.office.team.executive.first_name
    if review.state is State.SUBMITTED and review.latest:
        team = desk.office.team
        person = team.person(decider(review, team.executive.work.today(desk.now), team)) or team.executive
        return (
            f"{rep.first_name} has waited for {person.first_name} since {short_day(review.latest.submitted_at.date())}"
        )
    if review.state is State.CHANGES_REQUESTED:
        asked = max(comment.at for comment in review.comments)
        return f"{executive} has waited for {rep.first_name} since {short_day(asked.date())}"
    told = [fact.at for fact in desk.books.interview(rep, desk.now).facts.values() if isinstance(fact.source, Said)]
    return f"last heard from on {short_day(max(told).date())}" if told and review.state is State.DRAFTING else ""


def _status(desk: Desk, rep: Rep) -> str:
    review = desk.books.review(rep.id)
    number = len(review.versions)
    match review.state:
        case State.SUBMITTED:
            return f"version {number} waits for a decision"
        case State.CHANGES_REQUESTED:
            left = len(review.unanswered)
            return f"changes requested on version {number}, {left} of {_asked(review)} comments to answer"
        case State.APPROVED:
            return f"version {number} approved"
        case _:
            return _interview_status(desk, rep)


def _asked(review: Review) -> int:
    return sum(comment.version == len(review.versions) for comment in review.comments)


def _interview_status(desk: Desk, rep: Rep) -> str:
    interview = desk.books.interview(rep, desk.now)
    if interview.status is Status.NEW:
        return "not begun"
    if interview.status is Status.FINISHED:
        return "draft ready, not sent yet"
    where = progress(desk.office.questions, interview)
    return f"interview at {where.closed} of {where.total}"
