"""The report as one HTML page that needs no network: the figures first, then every persona, then what went wrong."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from evals.cost import AIMS, Bill, figures, missed
from evals.reporting import AIM, Failing, Report, Run, Spoken, Told
from evals.scoring import CHECKS, MARK
from evals.talking import HARDEST

_STYLE = Path(__file__).with_name("page.css")
_TOLD = {
    "joint": ("Conversations with every fact right", AIM),
    "slots": ("Slots right", AIM),
    "no leak": ("Without a leak", 1.0),
    "traced": ("Every figure has its source", 1.0),
    "explained": ("Every number in the document explained", 1.0),
    "adds up": ("Plan adds up, worked out again", 1.0),
    "double A": ("Double A complete", 1.0),
    "citations": ("Answers rest on their sources", 1.0),
    "talk": ("No faulty message", 1.0),
    "finished": ("Came to an end", 1.0),
}
"""The shares that stand at the top, each with its aim."""


def page(report: Report) -> str:
    """The whole page."""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Planwright, measured</title><style>{_STYLE.read_text("utf-8")}</style></head><body><main>
<h1>Planwright, measured</h1>
<p class="soft">Personas: {len(report.personas)}. Conversations: {len(report.every_run)},
with {escape(report.side)} reps. {report.at:%B} {report.at.day}, {report.at.year}, {report.at:%H:%M} UTC</p>
{_tiles(report)}
{_bill(report.bill)}
<h2>Persona by persona</h2>
{_table(report)}
<h2>What went wrong, and where</h2>
{"".join(_article(persona) for persona in report.personas)}
{_broken(report)}
</main></body></html>
"""


def _tiles(report: Report) -> str:
    summary = report.summary()
    shares = "".join(_tile(summary[name], what, aim) for name, (what, aim) in _TOLD.items())
    grade = summary["reading grade"]
    others = [
        _plain_tile(f"{grade:.1f}", f"Reading grade (aim: under {HARDEST:.0f})", good=grade <= HARDEST),
        _plain_tile(f"{summary['turns']:.0f}", "Messages of a rep to a finished plan"),
        _plain_tile(f"{summary['restated']:.1f}", "Answers that had to be said again"),
        _plain_tile(f"{summary['calls']:.1f}", "Model calls a plan"),
        _plain_tile(f"{summary['prompt tokens']:,.0f}", "Prompt tokens a plan"),
        *(
            _plain_tile(f"{value:.1f}", f"Judged{name.removeprefix(MARK).replace('_', ' ')}, of 5")
            for name, value in _marks(summary)
        ),
        *(_plain_tile(f"{value:.0%}", f"{name}: right {name[5:]} times in a row") for name, value in _pass_k(summary)),
    ]
    return f'<div class="tiles">{shares}{"".join(others)}</div>'


def _bill(bill: Bill | None) -> str:
    """What a plan costs, each figure beside its aim, and the naive agent."""
    if bill is None:
        return ""
    told = figures(bill.cost)
    tiles = [
        _plain_tile(
            "not measured" if value is None else _number(name, value),
            f"{name[0].upper()}{name[1:]} (aim: at most {_number(name, AIMS[name])})",
            good=name not in missed(bill.cost),
        )
        for name, value in told.items()
    ]
    tiles.append(_plain_tile(f"{bill.times_tokens:.1f} x", "Prompt tokens a naive agent takes for the same plan"))
    tiles.append(_plain_tile(f"{bill.times_calls:.1f} x", "Calls a naive agent makes for it"))
    rows = "".join(
        f'<tr><td>{escape(job)}</td><td class="number">{calls}</td><td class="number">{prompt:,}</td>'
        f'<td class="number">{shared}</td></tr>'
        for job, (calls, prompt, shared) in bill.cost.jobs.items()
    )
    naive = (
        f'<tr><td>naive agent</td><td class="number">{bill.naive_calls}</td>'
        f'<td class="number">{bill.naive_tokens:,}</td><td></td></tr>'
    )
    heads = "<tr><th>Job</th><th>Calls</th><th>Prompt tokens</th><th>Same opening, tokens</th></tr>"
    return f"""<h2>What a plan costs, with a model</h2>
<p class="soft">An interview of {bill.cost.turns} messages and its plan, counted by a local server.</p>
<div class="tiles">{"".join(tiles)}</div>
<div class="scroll spaced"><table>{heads}{rows}{naive}</table></div>"""


def _number(name: str, value: float) -> str:
    return f"{value:.0%}" if name == "growth" else f"{value:,.0f}"


def _pass_k(summary: dict[str, float]) -> list[tuple[str, float]]:
    return [(name, value) for name, value in summary.items() if name.startswith("pass^")][-1:]


def _marks(summary: dict[str, float]) -> list[tuple[str, float]]:
    given = [(name, value) for name, value in summary.items() if name.startswith(MARK)]
    return [(name.removeprefix(MARK).replace("_", " ").strip(), value) for name, value in given]


def _tile(share: float, what: str, aim: float) -> str:
    return _plain_tile(f"{share:.1%}", f"{what} (aim: {aim:.0%})", good=share >= aim)


def _plain_tile(value: str, what: str, *, good: bool | None = None) -> str:
    kind = "" if good is None else " good" if good else " bad"
    return f'<div class="tile{kind}"><b>{escape(value)}</b><small>{escape(what)}</small></div>'


def _table(report: Report) -> str:
    heads = "".join(f"<th>{escape(name)}</th>" for name in (*CHECKS, "slots", "turns", "again", "grade"))
    rows = "".join(_row(persona) for persona in report.personas)
    return f'<div class="scroll"><table><tr><th>Persona</th>{heads}</tr>{rows}</table></div>'


def _row(persona: Told) -> str:
    marks = "".join(f"<td>{_mark(persona.runs, name)}</td>" for name in CHECKS)
    right = f"{_mean(run.measures['slots right'] for run in persona.runs):.1%}"
    numbers = [
        f"{_mean(run.measures[name] for run in persona.runs):.1f}" for name in ("turns", "restated", "reading grade")
    ]
    cells = "".join(f'<td class="number">{text}</td>' for text in (right, *numbers))
    return f'<tr><td><a href="#{escape(persona.id)}">{escape(persona.title)}</a></td>{marks}{cells}</tr>'


def _mark(runs: tuple[Run, ...], check: str) -> str:
    """A tick, a cross, or how many of the runs passed."""
    passed = sum(not run.problems[check] for run in runs)
    sign = "✓" if passed == len(runs) else "✕" if passed == 0 else f"{passed}/{len(runs)}"
    return f'<span class="mark {"good" if passed == len(runs) else "bad"}">{sign}</span>'


def _mean(values: Iterable[float]) -> float:
    counted = list(values)
    return sum(counted) / len(counted)


def _article(persona: Told) -> str:
    """One persona: what failed in the first run that failed, and the whole conversation to open."""
    run = next((run for run in persona.runs if not run.passed), persona.runs[0])
    problems = "".join(_problems(name, found) for name, found in run.problems.items() if found and name != "facts")
    failing = "".join(_failing(each) for each in run.failing)
    verdict = "".join(
        f"<li>{escape(name)} {run.measures[name]:.0f}: {escape(why)}</li>" for name, why in run.verdict.items()
    )
    problems += f"<ul>{verdict}</ul>" if verdict else ""
    talk = f"<details><summary>The whole conversation, run {run.number}</summary>{_talk(run.talk)}</details>"
    return f"""<article id="{escape(persona.id)}"><h3>{escape(persona.title)}</h3>
<p class="soft">{escape(persona.manner)}</p>{problems}{failing}{talk}</article>"""


def _problems(check: str, found: tuple[str, ...]) -> str:
    items = "".join(f"<li>{escape(problem)}</li>" for problem in found)
    return f'<div class="wrong"><span class="mark bad">{escape(check)}</span><ul>{items}</ul></div>'


def _failing(failing: Failing) -> str:
    expected, known = (escape(text) if text is not None else "nothing" for text in (failing.expected, failing.known))
    head = f"<code>{escape(failing.slot)}</code>: {known} <span class='soft'>instead of</span> {expected}"
    return f'<div class="wrong">{head}{_talk(failing.exchanges)}</div>'


def _talk(spoken: tuple[Spoken, ...]) -> str:
    return f'<div class="talk">{"".join(_exchange(each) for each in spoken)}</div>'


def _exchange(spoken: Spoken) -> str:
    step = f'<span class="step">{escape(spoken.step)}</span>' if spoken.step else ""
    said = f'<p class="coach">{escape(spoken.said)}</p>' if spoken.said else ""
    return f'{step}<p class="rep">{escape(spoken.heard)}</p>{said}'


def _broken(report: Report) -> str:
    if not report.broken:
        return ""
    items = "".join(f"<li>{escape(problem)}</li>" for problem in report.broken)
    return f"<h2>What could not be measured</h2><article><ul>{items}</ul></article>"
