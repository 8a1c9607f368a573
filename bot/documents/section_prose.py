"""A few sentences that open a section, where a model was to write them and could not: the section's figures in a line.

Only what is known is said; a section of which too little is known gets no sentence.
"""

from collections.abc import Callable, Iterator

from bot.documents.words import in_figures, total_of
from bot.facts import Figure
from bot.plan.model import BusinessPlan, Section


def written_prose(plan: BusinessPlan, section: Section) -> str:
    """The sentences, in the rep's own voice; empty where there is nothing to say."""
    return " ".join(sentence for sentence in _PROSE[section](plan) if sentence) if section in _PROSE else ""


def _say(plan: BusinessPlan, text: str, **figures: Figure | None) -> str:
    """A sentence with its figures; nothing where one of them is not known."""
    if None in figures.values():
        return ""
    return text.format(**{name: in_figures(figure, plan.currency) for name, figure in figures.items()})


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _look_back(plan: BusinessPlan) -> Iterator[str]:
    last = plan.look_back
    text = "I closed {revenue} against a quota of {quota}, which is {attainment} of it."
    yield _say(plan, text, revenue=last.revenue, quota=last.quota, attainment=last.attainment)
    if last.batting_average:
        won, decided = last.batting_average.won, last.batting_average.decided
        yield _say(plan, f"I won {won} of {decided} decided deals, {{rate}}.", rate=last.batting_average.rate)


def _why_nots(plan: BusinessPlan) -> Iterator[str]:
    count = len(plan.why_nots)
    if not count:
        yield "Nothing on the list fell short of 100% last year." if plan.checked else ""
        return
    planned = sum(bool(why.action and why.owner) for why in plan.why_nots)
    yield f"{_counted(count, 'thing', 'things')} that should happen every time did not last year."
    yield f"{_counted(planned, 'has', 'have')} an action and someone who owns it."


def _run_rate(plan: BusinessPlan) -> Iterator[str]:
    yield plan.run_rate.reading


def _goal(plan: BusinessPlan) -> Iterator[str]:
    goal = plan.goal
    yield _say(plan, "My goal is {revenue}.", revenue=goal.revenue)
    yield _say(plan, "Run-rate leaves {gap} of it to win.", gap=goal.gap)


def _targets(plan: BusinessPlan) -> Iterator[str]:
    named = plan.targets.named if plan.targets else ()
    if named:
        total = total_of([target.amount for target in named], plan.currency)
        count = _counted(len(named), "named target that comes", "named targets that come")
        yield f"I go after {count} to {total}."


def _accounts(plan: BusinessPlan) -> Iterator[str]:
    accounts = plan.accounts
    if accounts:
        brought = _counted(len(accounts.items), "account", "accounts")
        text = f"I keep {{keep}} of the {{last_year}} that {brought} brought last year."
        yield _say(plan, text, keep=accounts.keep, last_year=accounts.last_year)
        yield _say(plan, "They are to grow by {growth}.", growth=accounts.growth)


def _funnel(plan: BusinessPlan) -> Iterator[str]:
    funnel = plan.funnel
    if funnel:
        needed, promised = funnel.per_week_needed, funnel.per_week_committed
        yield _say(plan, f"The gap takes {{needed}} {funnel.activity} a week.", needed=needed)
        yield _say(plan, "I commit to {promised} a week.", promised=promised)


def _risks(plan: BusinessPlan) -> Iterator[str]:
    if plan.risks:
        yield f"I see {_counted(len(plan.risks), 'risk', 'risks')} to this plan."


_PROSE: dict[Section, Callable[[BusinessPlan], Iterator[str]]] = {
    Section.LOOK_BACK: _look_back,
    Section.WHY_NOTS: _why_nots,
    Section.RUN_RATE: _run_rate,
    Section.GOAL: _goal,
    Section.TARGETS: _targets,
    Section.ACCOUNTS: _accounts,
    Section.FUNNEL: _funnel,
    Section.RISKS: _risks,
}
