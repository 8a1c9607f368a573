"""How a reviewer's people are doing: at most five short lines a person, on what was sent, asked and decided."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.facts import Said
from bot.figures import on
from bot.line.books import Desk
from bot.line.home import home_person
from bot.plan.judging import and_list
from bot.review.difference import difference
from bot.review.model import Action, EscalateAction, Review
from bot.review.points import weakest
from bot.review.quoting import quote
from bot.team.model import Person, Rep

WEEK = timedelta(days=7)
SHOWN = 2
MOST_TOLD = 15
"""People told of in five lines each: more are no message any more, and the roll-up has everyone."""
MOST_NAMED = 12
DONE = {
    Action.SUBMIT: "sent version {version}",
    Action.APPROVE: "version {version} approved",
    Action.REQUEST_CHANGES: "changes asked on version {version}",
    EscalateAction.ESCALATE: "version {version} escalated",
}


def team_summary(person: Person, desk: Desk, *, only_news: bool = False) -> str:
    """Everyone this person leads, each with where they are, who waits for whom, risks, asks and what changed.

    With `only_news` those of whom there is none since last week are named in one line, as are those who are too many
    to be told of.
    """
    reps = desk.office.team.reports_of(person.id)
    news = [rep for rep in reps if not only_news or _is_news(rep, desk)]
    told = ["\n".join(_lines(rep, desk)) for rep in news[:MOST_TOLD]]
    more = news[MOST_TOLD:]
    moving = {rep.id for rep in news}
    quiet = [rep for rep in reps if rep.id not in moving]
    rest = [f"{'News also from' if only_news else 'And'} {_named(more)}."] if more else []
    rest += [f"Nothing new from {_named(quiet)}."] if quiet else []
    return "\n\n".join([*told, *rest])


def _named(reps: Sequence[Rep]) -> str:
    """Who they are, by first name; of many the rest is counted."""
    names, more = [rep.first_name for rep in reps[:MOST_NAMED]], len(reps) - MOST_NAMED
    return and_list([*names, f"{more} more"] if more > 0 else names)


def _is_news(rep: Rep, desk: Desk) -> bool:
    """Whether a rep's plan or interview moved in the last seven days."""
    said = (fact.at for fact in desk.books.interview(rep, desk.now).facts.values() if isinstance(fact.source, Said))
    moved = (entry.at for entry in desk.books.review(rep.id).history)
    return any(at > desk.now - WEEK for at in (*said, *moved))


def _lines(rep: Rep, desk: Desk) -> Iterator[str]:
    line, review = home_person(desk, rep), desk.books.review(rep.id)
    waits = f"; {line.waits}" if line.waits else ""
    yield f"*{line.name}* ({line.role}): {line.status}{waits}."
    if review.latest is None:
        return
    plan = review.latest.plan
    weak = weakest(plan)
    if weak:
        yield f"- Weakest: {weak[0]}"
    if plan.risks:
        yield f"- Risk: {quote(plan.risks[0].text)}"
    if plan.needs:
        needs = "; ".join(f"{need.department}: {need.what.text}" for need in plan.needs[:SHOWN])
        more = f"; and {len(plan.needs) - SHOWN} more" if len(plan.needs) > SHOWN else ""
        yield f"- Asks: {needs}{more}"
    yield f"- Since last week: {_since(review, desk.now) or 'nothing new'}."


def _since(review: Review, now: datetime) -> str:
    """What was done to the plan in the last seven days, and how much a new version changed."""
    entries = [entry for entry in review.history if entry.at > now - WEEK]
    done = [
        f"{DONE[entry.action].format(version=entry.version)} on {on(entry.at.date())}"
        for entry in entries
        if entry.action in DONE
    ]
    *before, latest = review.versions
    if before and latest.submitted_at > now - WEEK:
        changes = difference(before[-1].plan, latest.plan)
        done += [f"{change.section}: {change.text}" for change in changes[:1]]
        done += [f"{len(changes) - 1} more changes"] if len(changes) > 1 else []
    return "; ".join(done)
