"""Lets every fault loose on the line, looks at what is left, and says so: `python -m evals.faults`.

`--report` leaves faults.json and faults.md in eval-report/. `--only kills` takes the faults with that in their name.
Ends with 1 where a rule was broken, or a fault never struck. Kills, restarts and so on are real; the interviews are
those of the sample team, and nothing leaves this machine.
"""

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.wiring import now
from evals.faults.arena import Arena
from evals.faults.clock import clock_jumps
from evals.faults.databases import locked, refused, restarts
from evals.faults.disk import full_disk
from evals.faults.kills import kills, stops
from evals.faults.model import RAMBLING, model_trouble
from evals.faults.order import out_of_order
from evals.faults.postgres import NoPostgres, a_server
from evals.faults.racing import racing
from evals.faults.report import line, write
from evals.faults.slack import slack_trouble
from evals.faults.socket_mode import dead_socket
from evals.faults.truth import Calm, Found, calm_run
from evals.faults.world import World, a_world

REPORT = Path("eval-report")
MANY, FEW = 50, 10
"""Reps who hold a whole interview where a fault takes long to strike often, and elsewhere."""


@dataclass(frozen=True)
class Fault:
    """What is let loose, on a world of so many reps, who type `between` after each of their messages."""

    reps: int
    let_loose: Callable[[Arena], Found]
    between: str = ""


BOTH: dict[str, Fault] = {
    "kills": Fault(MANY, lambda arena: kills(arena, 110)),
    "stops": Fault(MANY, lambda arena: stops(arena, 15)),
    "racing": Fault(FEW, lambda arena: racing(arena, 3)),
    "clock": Fault(FEW, lambda arena: clock_jumps(arena, 100)),
    "slack": Fault(FEW, lambda arena: slack_trouble(arena, 300)),
    "socket": Fault(FEW, lambda arena: dead_socket(arena, 40)),
    "order": Fault(FEW, lambda arena: out_of_order(arena, share=0.2)),
    "model": Fault(FEW, lambda arena: model_trouble(arena, 300), between=RAMBLING),
}
SQLITE: dict[str, Fault] = {
    "locked": Fault(FEW, lambda arena: locked(arena, 15)),
    "refused": Fault(FEW, lambda arena: refused(arena, 20)),
    "disk": Fault(FEW, lambda arena: full_disk(arena, 5)),
}


class Faults:
    """Every fault in turn, each with a database and a folder of its own."""

    def __init__(self, folder: Path, only: str) -> None:
        self._folder, self._only = folder, only
        self._calm: dict[tuple[int, str], tuple[World, Calm]] = {}

    def run(self) -> Iterator[Found]:
        for name, fault in {**BOTH, **SQLITE}.items():
            if self._only in name:
                yield fault.let_loose(self._arena(f"{name}-sqlite", fault))
        with ExitStack() as stack:
            try:
                server = stack.enter_context(a_server())
            except NoPostgres as problem:
                print(f"Without PostgreSQL: {problem}.")
                return
            own = {
                "restarts": Fault(FEW, lambda arena: restarts(arena, server, 15)),
                "refused": Fault(FEW, lambda arena: refused(arena, 20, server)),
            }
            for name, fault in {**BOTH, **own}.items():
                if self._only in name:
                    with server.database() as url:
                        yield fault.let_loose(self._arena(f"{name}-postgresql", fault, url))

    def _arena(self, name: str, fault: Fault, url: str | None = None) -> Arena:
        folder, size = self._folder / name, (fault.reps, fault.between)
        folder.mkdir()
        if size not in self._calm:
            world = a_world(fault.reps, between=fault.between)
            self._calm[size] = world, calm_run(world, folder)
        world, calm = self._calm[size]
        return Arena(world, calm, url or f"sqlite:///{folder / 'rough.db'}", folder)


def main() -> int:
    """Run what is asked for, a line for each fault; 0 when every rule holds."""
    parser = argparse.ArgumentParser(prog="python -m evals.faults", description=__doc__)
    parser.add_argument("--only", default="", help="Part of a fault's name.")
    parser.add_argument("--report", action="store_true", help=f"Leave JSON and a page in {REPORT}/.")
    asked = parser.parse_args()
    # What workers say about each fault is what is expected here.
    logging.disable(logging.CRITICAL)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for each in Faults(Path(folder), asked.only).run():
            print(line(each), flush=True)
            found.append(each)
    if asked.report and found:
        print(f"Read {write(found, now(), REPORT)}.")
    return int(not found or not all(each.holds for each in found))


if __name__ == "__main__":
    sys.exit(main())
