"""Home pages: a rep's next step and progress; a reviewer's people and what waits for a decision."""

from bot.figures import on
from bot.interview.agenda import progress
from bot.interview.state import Interview, Status
from bot.line.books import Desk
from bot.line.draft import is_stale
from bot.line.model import Home, HomePerson
from bot.line.points import points
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
    return Home(
        title=f"Your plan for {desk.office.team.fiscal_year.label}",
        next_step=_next_step(desk, interview, review),
        done=where.closed,
        total=where.total,
        notes=(*(stale if plan and is_stale(review, plan) else ()), *_pay_notes(desk, review)),
        open_points=tuple(point.text for point in points[:SHOWN]),
        comments=review.unanswered,
    )


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
    """Whose plan waits for a decision, and how far everyone is."""
    people = [home_person(desk, rep) for rep in desk.office.team.reports_of(person.id)]
    waiting = sum(desk.books.review(r.id).state is State.SUBMITTED for r in desk.office.team.reports_of(person.id))
    name = "home waiting" if waiting else "home nothing"
    return Home(
        title=f"Plans for {desk.office.team.fiscal_year.label}",
        next_step=desk.office.wording.say(name, {"count": str(waiting)}),
        notes=(*_open_pay_questions(desk, person), *_open_points(desk, person)),
        people=tuple(people),
    )


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
    """One line on a rep: how far the interview is, or where the review stands."""
    return HomePerson(name=rep.name, role=rep.role, status=_status(desk, rep))


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
