"""Measures Planwright under load, beside Slack's own sample agent and a LangChain agent: `make bench`.

A table, and bench.json and bench.md in eval-report/. `--only turns` takes one part, `--rounds 5` measures more often:
the best of all rounds is shown, for what others do on the machine only ever adds. Nothing leaves this machine.
"""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.process import answer_at_once
from bot.wiring import now
from evals.bench.acks import acknowledgments, throughput
from evals.bench.figures import Measured, line, write
from evals.bench.footprint import footprint
from evals.bench.sums import sums
from evals.bench.turns import turns

REPORT = Path("eval-report")
PARTS: dict[str, Callable[[int], Iterator[Measured]]] = {
    "footprint": footprint,
    "turns": turns,
    "sums": sums,
    "throughput": throughput,
    "acks": acknowledgments,
}


def main() -> int:
    """Measure, a line for each figure. Always 0: what a clock says is no test."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--only", default="", help=f"One of {', '.join(PARTS)}.")
    parser.add_argument("--rounds", type=int, default=3, help="How often each is measured.")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    # As installed: what is compiled once is not compiled at every start.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    answer_at_once()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    measured = []
    for name, part in PARTS.items():
        if asked.only in name:
            for each in part(asked.rounds):
                print(line(each), flush=True)
                measured.append(each)
    print(f"Read {write(measured, now(), REPORT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
