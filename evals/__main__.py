"""Measure the whole product: run `python -m evals`, or `make eval`. README.md says what is measured and how.

Scripted reps hold their interviews with the real line, and what comes of it is scored; so is what a plan would cost
with a model, against a local server that counts. That needs no network. Where a language model is configured, the model
is on, plays the same reps, and judges how the coach talked.
"""

import argparse
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from bot.coach.llm.port import Model
from bot.data import knowledge_folder
from bot.library.own import open_library
from bot.line.office import Office
from bot.settings import Settings
from bot.wiring import build_office, now, open_assistant, open_model
from evals import cost
from evals.calls import Counted
from evals.holding import Held, hold, in_another_order
from evals.leaking import with_telling_pay
from evals.page import page
from evals.persona import read_personas
from evals.reporting import AIM, Report, build_report, lines
from evals.scoring import Trial, measure
from evals.scripted import ScriptedRep
from evals.simulated import SimulatedRep

RUNS = 3
"""Conversations with each persona: the first in the order of the questions, the others in an order of their own."""


def main() -> int:
    """Measure, write the report, print it in short; 1 where an aim was missed."""
    asked = _arguments()
    personas = read_personas(asked.only)
    if not personas:
        sys.exit(f'No persona has "{asked.only}" in its name.')
    model = None if asked.scripted else open_model(Settings())
    with tempfile.TemporaryDirectory() as scratch:
        room = _Room(_office(Path(scratch)), model)
        measured = measure(personas, asked.runs, room.office, room.hold, model)
    # A few personas are held to look at them; what a plan costs is then not asked for.
    bill = None if asked.only else cost.measured(read_personas(cost.TALKATIVE)[0])[0]
    report = build_report(measured, "simulated" if model else "scripted", now(), bill)
    print("\n".join(lines(report)))
    _write(report, asked.output)
    summary = report.summary()
    is_dear = bill is not None and bool(cost.faults(bill.cost))
    return int(bool(report.broken) or is_dear or summary["joint"] < AIM or summary["no leak"] < 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("--only", default="", help="Only personas whose name holds this.")
    parser.add_argument("--runs", type=int, default=RUNS, help="Conversations with each persona.")
    parser.add_argument("--scripted", action="store_true", help="Without a model, even if one is configured.")
    parser.add_argument("--output", type=Path, default=Path("eval-report"), help="The folder for the report.")
    return parser.parse_args()


def _office(scratch: Path) -> Office:
    """The sample team, with the method to ask and without anyone's own documents."""
    knowledge = knowledge_folder()
    library = open_library(knowledge, scratch)
    return with_telling_pay(build_office(knowledge / "sample-team" / "team.yaml", ask=library.ask))


@dataclass
class _Room:
    """Where conversations are held: the office, and the model that helps the coach and plays the reps."""

    office: Office
    model: Model | None

    def hold(self, trial: Trial) -> Held:
        """One conversation; from the second run on the chapters come in another order."""
        office, person = self.office, trial.persona.speaks_as
        if trial.run > 1:
            office = replace(office, questions=in_another_order(office.questions, trial.run))
        if self.model is None:
            rep = ScriptedRep(trial.persona)
            return hold(office, person, rep).model_copy(update={"restated": rep.restated})
        counted = Counted(self.model)
        office = replace(office, assistant=open_assistant(Settings(), counted))
        return hold(office, person, SimulatedRep(trial.persona, self.model), counted.calls)


def _write(report: Report, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(report.model_dump_json(indent=2), encoding="utf-8")
    (folder / "report.html").write_text(page(report), encoding="utf-8")
    print(f"\n{folder / 'report.html'}")


if __name__ == "__main__":
    sys.exit(main())
