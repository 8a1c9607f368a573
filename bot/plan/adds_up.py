"""Whether the planned activity meets or beats the goal (M11), and by how much."""

from bot.facts import Figure
from bot.figures import Unit
from bot.plan.model import Accounts, AddsUp, FunnelStep, RunRate
from bot.plan.sheet import Sheet


def hunter_adds_up(sheet: Sheet, run_rate: RunRate, expected: Figure | None) -> AddsUp:
    """Run-rate with its weighted pipeline, and what the committed meetings bring."""
    parts = {
        "Contracted, net of what will not renew": _net_contracted(sheet, run_rate),
        "Signed work": run_rate.signed,
        "Follow-on work": run_rate.follow_on,
        **({"Open pipeline, weighted": run_rate.weighted_pipeline} if run_rate.deals else {}),
        "New business from committed first meetings": expected,
    }
    unknown = ["the worth of some open deals"] if any(deal.weighted is None for deal in run_rate.deals) else []
    return _add_up(sheet, parts, unknown)


def farmer_adds_up(sheet: Sheet, run_rate: RunRate, accounts: Accounts) -> AddsUp:
    """What the accounts keep and grow by. Open pipeline is how growth comes about, so it is not added again."""
    parts = {
        "Kept in existing accounts": run_rate.contracted,
        "Growth of existing accounts": accounts.growth,
        "Signed work": run_rate.signed,
        "Follow-on work": run_rate.follow_on,
    }
    some = any(account.keep is None or account.growth is None for account in accounts.items)
    summed = _add_up(sheet, parts, ["the figures of some accounts"] if some else [])
    pipeline = run_rate.weighted_pipeline
    if pipeline is None:
        return summed
    note = f" Open pipeline of {sheet.write(pipeline)}, weighted, supports the growth and is not added a second time."
    return summed.model_copy(update={"reading": summed.reading + note})


def _net_contracted(sheet: Sheet, run_rate: RunRate) -> Figure | None:
    if run_rate.contracted is None or run_rate.not_renewing is None:
        return run_rate.contracted
    inputs = {"contracted": run_rate.contracted, "not renewing": run_rate.not_renewing}
    net = run_rate.contracted.value - run_rate.not_renewing.value
    return sheet.worked(Unit.MONEY, net, "contracted - not renewing", inputs)


def _add_up(sheet: Sheet, parts: dict[str, Figure | None], some_unknown: list[str]) -> AddsUp:
    goal, planned = sheet.money("goal.revenue"), sheet.total("sum of the parts", parts)
    unknown = [label[0].lower() + label[1:] for label, figure in parts.items() if figure is None] + some_unknown
    steps = tuple(FunnelStep(label=label, figure=figure) for label, figure in parts.items() if figure is not None)
    if planned is None or goal is None:
        reading = f"The plan cannot be added up yet.{_missing(unknown)}"
        return AddsUp(parts=steps, planned=planned, reading=reading)
    left = planned.value - goal.value
    difference = sheet.worked(Unit.MONEY, left, "planned - goal", {"planned": planned, "goal": goal})
    # What is still unknown can only close a shortfall, so it leaves a plan that falls short open.
    adds_up = True if left >= 0 else None if unknown else False
    reading = compare(sheet, planned, goal, so_far=bool(unknown)) + _missing(unknown)
    return AddsUp(parts=steps, planned=planned, difference=difference, adds_up=adds_up, reading=reading)


def compare(sheet: Sheet, planned: Figure, goal: Figure, *, so_far: bool) -> str:
    """The plan against the goal, in one sentence."""
    left = planned.value - goal.value
    start = "So far the plan" if so_far else "The plan"
    comes = f"{start} comes to {sheet.write(planned)} against a goal of {sheet.write(goal)}"
    if left < 0:
        return f"{comes}: {sheet.amount(-left)} short."
    return f"{comes}: it adds up, with {sheet.amount(left)} to spare." if left else f"{comes}: it adds up exactly."


def _missing(unknown: list[str]) -> str:
    return f" Not known yet: {'; '.join(unknown)}." if unknown else ""
