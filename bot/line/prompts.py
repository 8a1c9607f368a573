"""What to offer someone who opens the conversation: at most four things to say, by role and by where a plan stands."""

from bot.interview.agenda import progress
from bot.interview.state import Interview, Status
from bot.line.books import Desk
from bot.line.pages import Prompt, Prompts
from bot.review.model import Review, State
from bot.team.model import Person, Rep

MOST = 4
"""Slack shows no more (https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts)."""

PAY = Prompt(title="Explain my comp plan", message="explain my comp plan")
WHAT_IF = Prompt(title="What if I close two more?", message="what if I close 2 more deals?")
SHOW = Prompt(title="Show my draft", message="show my plan")
STATUS = Prompt(title="Who waits on whom?", message="status")


def rep_prompts(desk: Desk, rep: Rep, interview: Interview, review: Review) -> Prompts:
    """The next step of a rep first, then what is asked most often."""
    pay = (PAY, WHAT_IF) if rep.id in desk.office.comp_plans else ()
    drafted = (SHOW,) if interview.status is Status.FINISHED else ()
    return _offered(desk, (_next(desk, interview, review), *drafted, *pay))


def _next(desk: Desk, interview: Interview, review: Review) -> Prompt:
    if review.state is State.CHANGES_REQUESTED and review.unanswered:
        count = len(review.unanswered)
        return Prompt(title=f"Answer {count} comment{'s' if count > 1 else ''}", message="continue")
    if review.state in (State.SUBMITTED, State.APPROVED):
        return Prompt(title="Where does my plan stand?", message="progress")
    where = progress(desk.office.questions, interview)
    match interview.status:
        case Status.NEW:
            return Prompt(title="Start my plan", message="Let's start my plan.")
        case Status.FINISHED:
            return Prompt(title="Send my plan for review", message="send it")
        case _:
            return Prompt(title=f"Continue my plan ({where.closed} of {where.total})", message="continue")


def reviewer_prompts(desk: Desk, person: Person) -> Prompts:
    """The plans that wait for a decision first, then everyone."""
    team = desk.office.team
    waiting = [rep for rep in team.reports_of(person.id) if desk.books.review(rep.id).state is State.SUBMITTED]
    opened = (Prompt(title=f"Open {rep.first_name}'s plan", message=f"open {rep.name}") for rep in waiting)
    return _offered(desk, (*list(opened)[: MOST - 1], STATUS))


def _offered(desk: Desk, prompts: tuple[Prompt, ...]) -> Prompts:
    title = desk.office.wording.say("prompts_title", {"year": desk.office.team.fiscal_year.label})
    return Prompts(title=title, prompts=prompts[:MOST])
