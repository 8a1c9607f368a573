"""`planwright pay`: the engine from the command line. A thin edge; everything is worked out in the pure rooms."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.pay.model import CompPlan
    from bot.pay.results import Results
    from bot.pay.trace import Line, Payout

app = typer.Typer(
    help="Compute what a compensation plan pays, and show why. Nothing is written anywhere. "
    "How a plan is written: `planwright pay reference`; worked examples: `planwright pay examples`.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

PlanFile = Annotated[Path, typer.Option("--plan", help="The compensation plan, a YAML file.")]
ResultsFile = Annotated[Path, typer.Option("--results", help="Deals and totals, a YAML file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
Goal = Annotated[str | None, typer.Option("--goal", help="The revenue goal, where the plan's quota is the goal.")]


@app.command()
def run(
    plan: Annotated[list[Path], typer.Option("--plan", help="The plan, a YAML file; again for each later version.")],
    results: ResultsFile,
    as_json: AsJson = False,
) -> None:
    """Pay a plan on results: the total, and line by line how it came about."""
    versions, reached = [_plan(path) for path in plan], _results(results)
    paid = _paid(versions, reached)
    typer.echo(paid.model_dump_json(indent=2) if as_json else _shown(versions[0], paid))


@app.command()
def scenarios(
    plan: PlanFile,
    at: Annotated[str, typer.Option(help="Levels of attainment, in percent.")] = "50,75,80,100,120,150",
    goal: Goal = None,
    as_json: AsJson = False,
) -> None:
    """Pay a plan at any list of attainments."""
    import json

    from bot.figures import money, percent
    from bot.pay.scenarios import scenarios as at_levels

    loaded = _plan(plan)
    levels = [_number(level.strip().removesuffix("%"), "--at") / 100 for level in at.split(",")]
    try:
        found = at_levels(loaded, levels, None if goal is None else _number(goal, "--goal"))
    except ValueError as problem:
        _stop(f"{problem}. Give it with --goal.")
    if as_json:
        keep = ("without", "supposed")
        rows = [
            {"attainment": str(s.level), "total": str(s.payout.total), **{name: getattr(s, name) for name in keep}}
            for s in found
        ]
        typer.echo(json.dumps(rows, indent=2))
        return
    for scenario in found:
        typer.echo(f"{percent(scenario.level):>8}  {money(scenario.payout.total, loaded.currency):>16}")
    for scenario in found[:1]:
        left_out = [f"{name} is left out: nothing says what 100% of it is" for name in scenario.without]
        for line in (*left_out, *(f"Supposed: {line}" for line in scenario.supposed)):
            typer.echo(f"- {line}.")


@app.command()
def whatif(
    question: Annotated[str, typer.Argument(help='Such as "close 3 more at 20k in March".')],
    plan: PlanFile,
    results: Annotated[Path | None, typer.Option("--results", help="What stands so far, a YAML file.")] = None,
    goal: Goal = None,
    as_json: AsJson = False,
) -> None:
    """Say what more sales would pay. It never writes."""
    import json

    from bot.pay.results import Results
    from bot.pay.whatif import EXAMPLE, in_words, read_supposed, what_if

    loaded = _plan(plan)
    supposed = read_supposed(question, loaded)
    if supposed is None:
        _stop(f"I could not read an amount and a month of the plan in that. Expected something {EXAMPLE}.")
    standing = Results() if results is None else _results(results)
    if goal is not None:
        standing = standing.model_copy(update={"goal": _number(goal, "--goal")})
    _paid([loaded], standing)
    answer = what_if(loaded, standing, supposed)
    figures = {"before": answer.before.total, "after": answer.after.total, "difference": answer.difference}
    told = json.dumps({name: str(value) for name, value in figures.items()}, indent=2)
    typer.echo(told if as_json else in_words(answer, loaded.currency))


@app.command()
def why(
    deal: Annotated[str, typer.Argument(help="A deal by its id, or part of it.")], plan: PlanFile, results: ResultsFile
) -> None:
    """Say what a deal adds to the pay, clause by clause."""
    from bot.pay.answers import why as reasons

    loaded, reached = _plan(plan), _results(results)
    _paid([loaded], reached)
    typer.echo(reasons(loaded, reached, deal))


@app.command()
def changed(
    old: Annotated[Path, typer.Argument(help="The plan before.")],
    new: Annotated[Path, typer.Argument(help="The plan now.")],
    goal: Goal = None,
) -> None:
    """Say what a new plan says otherwise than the old one."""
    from bot.pay.answers import changed as differences
    from bot.pay.model import with_goal

    before, after = _plan(old), _plan(new)
    if goal is not None:
        before, after = (with_goal(each, _number(goal, "--goal")) for each in (before, after))
    try:
        typer.echo("\n".join(differences(before, after)) or "Nothing that changes the pay.")
    except ValueError as problem:
        _stop(f"{problem}. Give it with --goal.")


@app.command()
def questions(plan: PlanFile, as_json: AsJson = False) -> None:
    """List what a plan leaves open, as questions to whoever wrote it."""
    import json

    from bot.pay.ambiguities import open_questions

    found = open_questions(_plan(plan))
    if as_json:
        typer.echo(json.dumps([question.model_dump() for question in found], indent=2))
        return
    for question in found:
        typer.echo(f"- {question.clause}: {question.text} Until answered: {question.assumed}")


@app.command()
def reference() -> None:
    """Print how a plan and its results are written: every field, shape and measure."""
    typer.echo(_page("README.md"))


@app.command()
def examples(
    about: Annotated[str, typer.Argument(help="A word, such as clawback or curve; without one, all examples.")] = "",
) -> None:
    """Print worked examples of plans: the YAML, results, and what they pay."""
    from bot.pay.pages import about as examples_about

    found = examples_about(_page("EXAMPLES.md"), about)
    typer.echo(found or f'No example has the word "{about}". `planwright pay examples` prints them all.')


def _page(name: str) -> str:
    from bot.data import knowledge_folder

    return (knowledge_folder() / "sample-team" / "comp" / name).read_text(encoding="utf-8")


@app.command()
def schema(of: Annotated[str, typer.Argument(help='"plan" or "results".')] = "plan") -> None:
    """Print the JSON Schema of a plan or of results, for an editor that checks as you type."""
    import json

    from bot.pay.schema import plan_schema, results_schema

    typer.echo(json.dumps(results_schema() if of == "results" else plan_schema(_page("README.md")), indent=2))


def _paid(plans: list["CompPlan"], results: "Results") -> "Payout":
    from bot.pay.versions import payout_over

    try:
        return payout_over(plans, results)
    except ValueError as problem:
        hint = ' Give it as "goal" in the results, or with --goal.' if "no goal" in str(problem) else ""
        _stop(f"{problem}.{hint}")


def _shown(plan: "CompPlan", paid: "Payout") -> str:
    """The trace as text: a line for each step, then periods, balances and the total."""
    from bot.figures import money
    from bot.pay.trace import running_totals
    from bot.pay.wording import working

    rows = [
        f"{line.period:>10}  {line.clause} {line.component}: {working(line, plan.currency)}{_seen(line)}"
        f"  [{money(total, plan.currency)}]"
        for line, total in zip(paid.lines, running_totals(paid), strict=True)
    ]
    rows += [f"{period.period:>10}  pays {money(period.amount, plan.currency)}" for period in paid.by_period]
    rows += [f"{b.period:>10}  {b.name}: {money(b.amount, plan.currency)}" for b in paid.balances]
    rows += [f"{name}: no clause looks at this" for name in paid.uncounted]
    return "\n".join([*rows, f"     total  {money(paid.total, plan.currency)}, besides base pay"])


def _seen(line: "Line") -> str:
    """The inputs of a line that are not in its formula: the deal, the band, what a condition saw."""
    told = [f"{name} {value}" for name, value in line.inputs.items() if name not in line.formula]
    return f"  ({'; '.join(told)})" if told else ""


def _plan(path: Path) -> "CompPlan":
    from bot.pay.file import load_comp_plan

    loaded = load_comp_plan(_text(path), path.name)
    if isinstance(loaded, list):
        _stop("\n".join(map(str, loaded)))
    return loaded


def _results(path: Path) -> "Results":
    from bot.pay.file import load_results

    loaded = load_results(_text(path), path.name)
    if isinstance(loaded, list):
        _stop("\n".join(map(str, loaded)))
    return loaded


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        _stop(f"{path} cannot be read. Expected a text file in UTF-8.")


def _number(text: str, option: str) -> Decimal:
    from bot.pay.amounts import read_number

    try:
        return read_number(text)
    except ValueError as problem:
        _stop(f"{option}: {problem}. Expected a number such as 100 or 1,200,000.")


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)
