"""What changed between two versions of a plan, as short lines a reviewer can read down.

Every fact that was given counts. Of what merely follows from the facts, only the figures a decision hangs on are
told: run-rate, gap, planned revenue and the weeks there are to sell.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.facts import Computed, Day, Figure, Frozen, Statement
from bot.figures import Unit, between, in_plan, percent
from bot.plan.model import Actual, BusinessPlan, FunnelStep, Section, Targets
from bot.review.model import Change
from bot.review.quoting import quote


class Row(Frozen):
    """One thing a plan says: `text` as written, None while open; `told` is whether a change of it is worth a line."""

    label: str
    text: str | None = None
    told: bool = False
    is_quote: bool = False


class Part(Frozen):
    """Rows that belong together: a whole section (no name), or one item of a list, such as the account Acme."""

    section: Section
    key: str = ""
    kind: str = ""
    name: str = ""
    rows: tuple[Row, ...] = ()

    def row(self, label: str) -> Row:
        return next((row for row in self.rows if row.label == label), Row(label=label))


def difference(old: BusinessPlan, new: BusinessPlan) -> tuple[Change, ...]:
    """The changes from an old version to a new one, in the order of the sections; empty when they say the same."""
    before = {(part.section, part.key): part for part in _parts(old)}
    after = {(part.section, part.key): part for part in _parts(new)}
    changes = [
        Change(section=where[0], text=text)
        for where in dict.fromkeys((*after, *before))
        for text in _lines(before.get(where), after.get(where))
    ]
    return tuple(sorted(changes, key=lambda change: list(Section).index(change.section)))


def _lines(before: Part | None, after: Part | None) -> Iterator[str]:
    if before is not None and after is not None:
        if before.name != after.name:
            yield f"{before.kind} {before.name} is now called {after.name}"
        yield from _row_lines(before, after)
    elif after is not None and after.name:
        known = ", ".join(f"{row.label[0].lower()}{row.label[1:]} {row.text}" for row in after.rows if _is_figure(row))
        yield f"{after.kind} added: {after.name}" + (f" ({known})" if known else "")
    elif before is not None and before.name:
        yield f"{before.kind} taken out: {before.name}"


def _is_figure(row: Row) -> bool:
    return row.told and row.text is not None and not row.is_quote


def _row_lines(before: Part, after: Part) -> Iterator[str]:
    item = f"{after.kind} {after.name}, " if after.name else ""
    for label in dict.fromkeys(row.label for row in (*after.rows, *before.rows)):
        was, now = before.row(label), after.row(label)
        if was.text != now.text and (was.told or now.told):
            named = f"{item}{label[0].lower()}{label[1:]}" if item else label
            yield f"{named}: {_turn(was, now)}"


def _turn(was: Row, now: Row) -> str:
    if now.text is None:
        return "taken out" if was.is_quote else f"{was.text} taken out"
    if now.is_quote:
        return f"now {quote(now.text)}"
    if was.text is None:
        return f"now {now.text}"
    return f"{was.text} to {now.text}"


def _parts(plan: BusinessPlan) -> Iterator[Part]:
    """Everything the plan says, in the order of its sections."""
    yield Part(section=Section.LOOK_BACK, rows=_look_back(plan))
    yield from _why_nots(plan)
    yield Part(section=Section.RUN_RATE, rows=_run_rate(plan))
    yield from _deals(plan)
    yield Part(section=Section.GOAL, rows=_goal(plan))
    yield from _targets(plan)
    yield from _accounts(plan)
    yield Part(section=Section.FUNNEL, rows=_funnel(plan))
    yield Part(section=Section.QUARTERS, rows=_quarters(plan))
    yield from _kpis(plan)
    yield Part(section=Section.NEEDS, rows=tuple(_statement(f"Need from {n.department}", n.what) for n in plan.needs))
    yield from _listed(Section.RISKS, "Risk", plan.risks)
    yield from _listed(Section.COMMITMENTS, "Commitment", plan.commitments)
    rehearsed = (_statement(each.question, each.answer) for each in plan.rehearsal if each.answer)
    yield Part(section=Section.REHEARSAL, rows=tuple(rehearsed))


def _look_back(plan: BusinessPlan) -> tuple[Row, ...]:
    back, currency = plan.look_back, plan.currency
    batting = back.batting_average
    return (
        _figure("Last year's quota", back.quota, currency),
        _figure("Last year's revenue", back.revenue, currency),
        _text("Batting average", f"{batting.won} of {batting.decided} decided deals" if batting else None),
        _figure("Last year's average deal", back.average_deal, currency),
        _statement("Why deals were won", back.won_because),
        _statement("Why deals were lost", back.lost_because),
        _figure("Deals lost on price", back.lost_on_price, currency),
        _statement("Last year's KPIs reached", back.kpis_reached),
        _statement("Whether those are the right KPIs", back.kpis_right),
        *(_statement(f"Promised, {quote(promise.text)}", promise.said) for promise in back.promises),
    )


def _why_nots(plan: BusinessPlan) -> Iterator[Part]:
    for why_not in plan.why_nots:
        rows = (
            _statement("Cause", why_not.cause),
            _statement("The company's part", why_not.company),
            _statement("Evidence", why_not.evidence),
            _statement("Action", why_not.action),
            _text("Owner", why_not.owner),
            _text("Due", _day(why_not.due)),
        )
        yield Part(section=Section.WHY_NOTS, key=why_not.key, kind="Why not", name=why_not.item, rows=rows)


def _run_rate(plan: BusinessPlan) -> tuple[Row, ...]:
    run_rate, currency = plan.run_rate, plan.currency
    return (
        _figure("Contracted", run_rate.contracted, currency),
        _figure("Not expected to renew", run_rate.not_renewing, currency),
        _figure("Signed, not yet delivered", run_rate.signed, currency),
        _figure("Refresh and follow-on work", run_rate.follow_on, currency),
        _key_figure("Run-rate", run_rate.total, currency),
    )


def _deals(plan: BusinessPlan) -> Iterator[Part]:
    for deal in plan.run_rate.deals:
        rows = (
            _figure("Amount", deal.amount, plan.currency),
            _figure("Odds", deal.odds, plan.currency),
            _text("Expected", _day(deal.closes)),
        )
        yield Part(section=Section.RUN_RATE, key=deal.key, kind="Deal", name=deal.name, rows=rows)


def _goal(plan: BusinessPlan) -> tuple[Row, ...]:
    return (
        _figure("Goal", plan.goal.revenue, plan.currency),
        _key_figure("Gap", plan.goal.gap, plan.currency),
        _key_figure("Planned revenue", plan.adds_up.planned, plan.currency),
    )


def _targets(plan: BusinessPlan) -> Iterator[Part]:
    targets = plan.targets or Targets()
    rows = (
        _statement("Target profile", targets.profile),
        _statement("Lead sources", targets.sources),
        _statement("First quarter", targets.first_quarter),
    )
    yield Part(section=Section.TARGETS, rows=rows)
    for target in targets.named:
        amount = _figure("Amount", target.amount, plan.currency)
        yield Part(section=Section.TARGETS, key=target.key, kind="Target", name=target.name, rows=(amount,))


def _accounts(plan: BusinessPlan) -> Iterator[Part]:
    for account in plan.accounts.items if plan.accounts else ():
        rows = (
            _figure("Last year", account.last_year, plan.currency),
            _figure("Kept", account.keep, plan.currency),
            _figure("Growth", account.growth, plan.currency),
            _statement("What to sell", account.sell),
            _text("Services bought", None if account.buys is None else ", ".join(account.buys) or "none"),
            _statement("Sponsor", account.relationship),
            _text("Renewal", _day(account.renewal)),
            _statement("Renewal risk", account.risk),
        )
        yield Part(section=Section.ACCOUNTS, key=account.key, kind="Account", name=account.name, rows=rows)


def _funnel(plan: BusinessPlan) -> tuple[Row, ...]:
    funnel = plan.funnel
    if funnel is None:
        return ()
    return (
        *(_funnel_step(step, plan.currency) for step in funnel.steps),
        _figure(f"Weekly {funnel.activity}", funnel.per_week_committed, plan.currency),
        _key_figure("Selling weeks", funnel.selling_weeks, plan.currency),
    )


def _funnel_step(step: FunnelStep, currency: str) -> Row:
    """Weeks are always told: leave and the sales cycle show in the plan only by the weeks they leave."""
    tell = _key_figure if step.figure.unit is Unit.WEEKS else _figure
    return tell(step.label, step.figure, currency)


def _quarters(plan: BusinessPlan) -> tuple[Row, ...]:
    """Shares of the year: the amounts follow from the goal, the shares are what a person chooses."""
    year = sum((quarter.planned.value for quarter in plan.quarters), Decimal(0))
    shares = (
        _text(f"{quarter.label}, share of the year", percent(quarter.planned.value / year) if year else None)
        for quarter in plan.quarters
    )
    return (*shares, *(row for actual in plan.actuals for row in _actual(actual, plan.currency)))


def _actual(actual: Actual, currency: str) -> tuple[Row, ...]:
    """What a quarter brought, and what the rep makes of it."""
    return (
        _figure(f"{actual.label}, actual revenue", actual.revenue, currency),
        _text(f"{actual.label}, deals won", f"{actual.won} of {actual.decided}" if actual.decided else None),
        _statement(f"{actual.label}, what went differently", actual.why),
        _statement(f"{actual.label}, commitments kept", actual.kept),
        _statement(f"{actual.label}, change for the next quarter", actual.ahead),
        _statement(f"{actual.label}, help needed", actual.help),
    )


def _kpis(plan: BusinessPlan) -> Iterator[Part]:
    """By name alone: a target is a figure of another section, and is told there."""
    for kpi in plan.kpis:
        if kpi.target is None or not isinstance(kpi.target.source, Computed):
            yield Part(section=Section.KPIS, key=kpi.name, kind="KPI", name=kpi.name)


def _listed(section: Section, kind: str, statements: Sequence[Statement]) -> Iterator[Part]:
    for statement in statements:
        yield Part(section=section, key=statement.text, kind=kind, name=quote(statement.text))


def _figure(label: str, figure: Figure | None, currency: str) -> Row:
    """A figure that is told when someone gave it, and passed over when it was worked out."""
    row = _key_figure(label, figure, currency)
    is_given = figure is not None and not isinstance(figure.source, Computed)
    return row.model_copy(update={"told": is_given})


def _key_figure(label: str, figure: Figure | None, currency: str) -> Row:
    if figure is None:
        return Row(label=label)
    text = in_plan(figure.value, figure.unit, currency)
    in_weeks = " weeks" if figure.unit is Unit.WEEKS else ""
    return Row(label=label, text=f"{'about ' if figure.about else ''}{text}{in_weeks}", told=True)


def _statement(label: str, statement: Statement | None) -> Row:
    if statement is None:
        return Row(label=label)
    return Row(label=label, text=statement.text, told=True, is_quote=True)


def _text(label: str, text: str | None) -> Row:
    return Row(label=label, text=text, told=text is not None)


def _day(day: Day | None) -> str | None:
    return between(day.starts, day.ends) if day else None
