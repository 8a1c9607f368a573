"""What the executive needs to decide on a plan in under a minute. Pay has no place here, and none is read."""

from bot.facts import Statement
from bot.figures import plain, whole_money
from bot.plan.model import Accounts, BusinessPlan
from bot.review.coaching import suggestion
from bot.review.difference import difference
from bot.review.life import DECISIONS
from bot.review.model import Change, Comment, Review, Summary, Version
from bot.review.points import strongest, weakest
from bot.review.quoting import quote


def summarise(review: Review) -> Summary:
    """The summary of the latest version. Raises ValueError while nothing has been submitted."""
    latest = review.latest
    if latest is None:
        raise ValueError(f"{review.person} has not submitted a plan, so there is nothing to summarise")
    plan = latest.plan
    return Summary(
        person=plan.person,
        name=plan.name,
        role=plan.role.value,
        version=latest.number,
        currency=plan.currency,
        goal=plan.goal.revenue,
        run_rate=plan.run_rate.total,
        cover=plan.run_rate.cover,
        judgement=plan.run_rate.judgement,
        run_rate_reading=plan.run_rate.reading,
        gap=plan.goal.gap,
        gap_filled_by=gap_filled_by(plan),
        adds_up=plan.adds_up.reading,
        double_a=plan.double_a,
        speaks_for=_quoted(plan.look_back.won_because, *plan.commitments[:1]),
        speaks_against=_quoted(plan.look_back.lost_because, *(plan.risks[:1] or _causes(plan)[:1])),
        strongest=strongest(plan),
        weakest=weakest(plan),
        needs=tuple(f"{need.department}: {need.what.text}" for need in plan.needs),
        open_points=tuple(point.text for point in plan.open_points),
        suggestion=suggestion(plan),
        changes=_changes(review, latest),
        answered=_answered(review, latest),
    )


def _quoted(*said: Statement | None) -> tuple[str, ...]:
    return tuple(quote(statement.text) for statement in said if statement is not None)


def _causes(plan: BusinessPlan) -> tuple[Statement, ...]:
    return tuple(why_not.cause for why_not in plan.why_nots if why_not.cause)


def gap_filled_by(plan: BusinessPlan) -> str:
    """Where the revenue that run-rate leaves open is to come from, in one sentence."""
    gap = plan.goal.gap
    if gap is None:
        return "Not known yet: the gap waits for the goal and the run-rate."
    if not gap.value:
        return "There is no gap: run-rate alone reaches the goal."
    return _by_new_business(plan) if plan.accounts is None else _by_growth(plan.accounts, plan.currency)


def _by_new_business(plan: BusinessPlan) -> str:
    expected = plan.funnel.expected_revenue if plan.funnel else None
    committed = plan.funnel.per_week_committed if plan.funnel else None
    if plan.funnel is None or expected is None or committed is None:
        return "Not known yet: the funnel is not complete, so nobody can say what it brings."
    activity = f"{plain(committed.value)} {plan.funnel.activity} a week"
    return f"New business of {whole_money(expected.value, plan.currency)} from {activity}."


def _by_growth(accounts: Accounts, currency: str) -> str:
    growing = {
        account.key: account.growth.value for account in accounts.items if account.growth and account.growth.value
    }
    if accounts.growth is None:
        return "Not known yet: no account says what it will grow by."
    if not growing:
        return "Nothing fills it yet: no account is planned to grow."
    total = whole_money(accounts.growth.value, currency)
    most = max((account for account in accounts.items if account.key in growing), key=lambda a: growing[a.key])
    if len(growing) == 1:
        return f"Growth of {total}, all of it in {most.name}."
    share = whole_money(growing[most.key], currency)
    return f"Growth of {total} in {len(growing)} accounts, the most in {most.name} ({share})."


def _changes(review: Review, latest: Version) -> tuple[Change, ...]:
    before = review.versions[:-1]
    return difference(before[-1].plan, latest.plan) if before else ()


def _answered(review: Review, latest: Version) -> tuple[Comment, ...]:
    """The comments this version answers: those of the last decision before it."""
    earlier = (e.version for e in review.history if e.action in DECISIONS and e.version < latest.number)
    decided = max(earlier, default=0)
    return tuple(comment for comment in review.comments if comment.version == decided and comment.answer is not None)
