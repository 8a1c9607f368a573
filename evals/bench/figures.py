"""What was measured: a figure with its aim, beside the same of a peer in the same run."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from evals.leaving import leave


@dataclass(frozen=True)
class Measured:
    """`aim` is the most it should be (the least, where `more` is better); `peer` the same figure of the peer."""

    name: str
    value: float
    unit: str
    aim: float | None = None
    peer: float | None = None
    more: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether the aim was reached; None without one."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.more else self.value < self.aim

    @property
    def ratio(self) -> float | None:
        """How many times better than the peer."""
        if not self.peer or not self.value:
            return None
        return self.value / self.peer if self.more else self.peer / self.value


def share(values: Sequence[float], part: float) -> float:
    """The value that so large a part of all do not exceed: 0.5 the median, 0.99 the slow end."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else float("nan")


def best(rounds: int, measure: Callable[[], float]) -> float:
    """The least of several rounds: what others do on the same machine only ever adds."""
    return min(measure() for _ in range(rounds))


def write(measured: Sequence[Measured], at: datetime, folder: Path) -> Path:
    """Leave bench.json and bench.md in a folder; gives the page."""
    told = [asdict(each) | {"reached": each.reached, "ratio": each.ratio} for each in measured]
    about = {"at": at.isoformat(), "cores": os.cpu_count(), "load": os.getloadavg(), "figures": told}
    return leave(about, _page(measured, at), folder, "bench")


def _page(measured: Sequence[Measured], at: datetime) -> Iterator[str]:
    yield "# Planwright under load"
    yield ""
    yield (
        f"{at:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} (others may be at work: the "
        "best of several rounds is shown). The peer did the same in the same run."
    )
    yield ""
    yield "| figure | value | aim | reached | peer | times better |"
    yield "|---|---:|---:|---|---:|---:|"
    yield from map(line, measured)


def line(each: Measured) -> str:
    """One figure as a row of the table."""
    aim = "" if each.aim is None else f"{'at least' if each.more else 'under'} {each.aim:,g}"
    reached = {None: "", True: "yes", False: "no"}[each.reached]
    peer = "" if each.peer is None else f"{each.peer:,.4g}"
    ratio = "" if each.ratio is None else f"{each.ratio:,.1f}"
    return f"| {each.name} | {each.value:,.4g} {each.unit} | {aim} | {reached} | {peer} | {ratio} |"
