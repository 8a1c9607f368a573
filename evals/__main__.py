"""Measure the whole product: run `python -m evals`, or `make eval`. README.md says what is measured and how.

Scripted reps hold their interviews with the real line, and what comes of it is scored. It needs no network.
"""

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from bot.data import knowledge_folder
from bot.library.own import open_library
from bot.line.office import Office
from bot.wiring import build_office, now
from evals.holding import Held, hold, in_another_order
from evals.leaking import with_telling_pay
from evals.page import page
from evals.persona import read_personas
from evals.reporting import AIM, Report, build_report, lines
from evals.scoring import Trial, measure
from evals.scripted import ScriptedRep

RUNS = 3
"""Conversations with each persona: the first in the order of the questions, the others in an order of their own."""


def main() -> int:
    """Measure, write the report, print it in short; 1 where an aim was missed."""
    asked = _arguments()
    personas = read_personas(asked.only)
    if not personas:
        sys.exit(f'No persona has "{asked.only}" in its name.')
    with tempfile.TemporaryDirectory() as scratch:
        office = _office(Path(scratch))
        measured = measure(personas, asked.runs, office, lambda trial: _scripted(trial, office))
    report = build_report(measured, "scripted", now())
    print("\n".join(lines(report)))
    _write(report, asked.output)
    summary = report.summary()
    return int(bool(report.broken) or summary["joint"] < AIM or summary["no leak"] < 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("--only", default="", help="Only personas whose name holds this.")
    parser.add_argument("--runs", type=int, default=RUNS, help="Conversations with each persona.")
    parser.add_argument("--output", type=Path, default=Path("eval-report"), help="The folder for the report.")
    return parser.parse_args()


def _office(scratch: Path) -> Office:
    """The sample team, with the method to ask and without anyone's own documents."""
    knowledge = knowledge_folder()
    return with_telling_pay(
        build_office(knowledge / "sample-team" / "team.yaml", ask=open_library(knowledge, scratch).ask)
    )


def _scripted(trial: Trial, office: Office) -> Held:
    """One conversation with a script; from the second run on the chapters come in another order."""
    if trial.run > 1:
        office = replace(office, questions=in_another_order(office.questions, trial.run))
    rep = ScriptedRep(trial.persona)
    held = hold(office, trial.persona.speaks_as, rep)
    return held.model_copy(update={"restated": rep.restated})


def _write(report: Report, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(report.model_dump_json(indent=2), encoding="utf-8")
    (folder / "report.html").write_text(page(report), encoding="utf-8")
    print(f"\n{folder / 'report.html'}")


if __name__ == "__main__":
    sys.exit(main())
