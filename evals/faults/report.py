"""What the faults did, as JSON and as a page of Markdown."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from evals.faults.truth import TWICE, Found
from evals.leaving import leave


def write(found: Sequence[Found], at: datetime, folder: Path) -> Path:
    """Leave faults.json and faults.md in a folder; gives the page."""
    told = {"at": at.isoformat(), "load": os.getloadavg()[0], "faults": [asdict(f) | {"holds": f.holds} for f in found]}
    return leave(told, _page(found, at), folder, "faults")


def _page(found: Sequence[Found], at: datetime) -> Iterator[str]:
    yield "# Faults, injected for real"
    yield ""
    yield f"{at:%Y-%m-%d %H:%M} UTC. After each fault every rule below was held against an undisturbed run."
    yield ""
    yield "| fault | database | injected | messages | replies | seen twice | rules broken | besides |"
    yield "|---|---|---:|---:|---:|---:|---|---|"
    yield from map(line, found)
    yield ""
    yield "Rules: " + "; ".join(rule for rule in found[0].wrong if rule != TWICE) + "."
    yield "Replies are counted once each, reminders too; one whose posting was in doubt may be seen twice, never not."


def line(found: Found) -> str:
    """One fault as a row of the table."""
    broken = [] if found.struck >= found.least else [f"injected {found.struck} times of {found.least}"]
    broken += [f"{count} {rule}" for rule, count in found.wrong.items() if count and rule != TWICE]
    besides = [f"{name} {value:g}" for name, value in found.figures.items() if name != "messages"]
    cells = (
        found.fault,
        found.where,
        str(found.struck),
        f"{found.figures['messages']:g}",
        str(found.replies),
        str(found.wrong[TWICE]),
        "; ".join(broken) or "none",
        ", ".join(besides),
    )
    return f"| {' | '.join(cells)} |"
