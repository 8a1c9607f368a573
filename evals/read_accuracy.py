"""How accurately replies are read: run `python -m evals.read_accuracy`; add `-v` to list every miss.

Measured on the cases of `../shared/data`, where they are at hand, and on the phrases of our own beside this file.

Each case says which kinds of amount it is about (`scope`); other amounts found in its text do not count. A case is
right when all its figures are found and, in mode "exact", nothing else. A wrong figure that was not marked uncertain is
silently wrong; a figure not found at all is a miss, which the coach asks again.
"""

import argparse
import json
import math
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.reading.jsonl import read_line
from evals import phrases

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
AIMS = {"figures": 0.95, "kinds": 0.92, "silently wrong": 0.01, "starts": 0.80, "intervals": 0.76}
Entry = dict[str, Any]
Score = dict[str, float]


def cases(name: str) -> Iterator[Entry]:
    """The rows of a data file."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def close(left: float | None, right: float | None) -> bool:
    """Whether two figures are the same but for rounding."""
    if left is None or right is None:
        return left is right
    return math.isclose(left, right, rel_tol=1e-6, abs_tol=1e-9)


def same_figure(expected: Entry, found: Entry) -> bool:
    """Whether the numbers agree, whatever they count."""
    if (expected["kind"] == "range") != (found["kind"] == "range"):
        return False
    names = ("lo", "hi") if expected["kind"] == "range" else ("value",)
    return all(close(expected.get(name), found.get(name)) for name in names)


def same_kind(expected: Entry, found: Entry) -> bool:
    """Whether kind, currency, what a range is of and the period agree too."""
    return same_figure(expected, found) and all(
        expected.get(name) == found.get(name) for name in ("kind", "currency", "of", "per")
    )


def judge_amounts(case: Entry) -> tuple[bool, bool, bool]:
    """Whether a case's figures are right, whether their kinds are, and whether it is wrong without a warning."""
    expected: list[Entry] = case["expected"]
    scope = {*case["scope"], *(entry["kind"] for entry in expected)}
    found = [entry for entry in read_line({"text": case["text"]})["amounts"] if entry["kind"] in scope]
    figures, kinds = (
        all_found(expected, found, same, exact=case["mode"] == "exact") for same in (same_figure, same_kind)
    )
    known = [entry for entry in found if any(same_figure(each, entry) for each in expected)]
    wrong = case["mode"] == "exact" and any(not entry["uncertain"] for entry in found if entry not in known)
    return figures, kinds, wrong


def all_found(expected: list[Entry], found: list[Entry], same: Any, *, exact: bool) -> bool:  # noqa: ANN401 - a comparison
    """Whether every expected entry is found, each once; `exact` allows no others."""
    left = list(found)
    for entry in expected:
        match = next((each for each in left if same(entry, each)), None)
        if match is None:
            return False
        left.remove(match)
    return not (exact and left)


def judge_dates(case: Entry) -> tuple[bool, bool]:
    """Whether the first date begins on the right day, and whether it is the right interval; either reading will do."""
    found = read_line({"text": case["text"], "reference": case["reference"]})["dates"]
    pool = found if case["mode"] == "contains" else found[:1]
    starts = any(date["start"] == entry["start"] for date in pool for entry in case["expected"])
    whole = any(
        (date["start"], date["end"]) == (entry["start"], entry["end"]) for date in pool for entry in case["expected"]
    )
    return starts, whole


def score_amounts(*, verbose: bool) -> Score:
    """Share of cases with the right figures, with the right kinds too, and silently wrong."""
    rows = list(cases("amounts.dev.jsonl"))
    judged = [judge_amounts(case) for case in rows]
    if verbose:
        for case, (_, kinds, wrong) in zip(rows, judged, strict=True):
            if not kinds:
                report(case, read_line({"text": case["text"]})["amounts"], "WRONG" if wrong else "missed")
    figures, kinds, silently = (sum(column) / len(rows) for column in zip(*judged, strict=True))
    return {"figures": figures, "kinds": kinds, "silently wrong": silently}


def score_dates(*, verbose: bool) -> Score:
    """Share of core cases with the right first day and with the right interval."""
    rows = [case for case in cases("dates.dev.jsonl") if "core" in case["tags"]]
    judged = [judge_dates(case) for case in rows]
    if verbose:
        for case, (_, whole) in zip(rows, judged, strict=True):
            if not whole:
                report(case, read_line(case)["dates"], case["reference"])
    starts, intervals = (sum(column) / len(rows) for column in zip(*judged, strict=True))
    return {"starts": starts, "intervals": intervals}


def report(case: Entry, found: list[Entry], note: str) -> None:
    """One miss, for reading."""
    sys.stdout.write(f"{note}: {case['text'][:150]}\n    expected {case['expected']}\n    found    {found}\n")


def milliseconds() -> float:
    """The mean processor time to read one reply for its amounts and dates."""
    rows = [
        {"text": case["text"], "reference": "2026-11-23"}
        for name in ("amounts", "dates")
        for case in cases(f"{name}.dev.jsonl")
    ]
    began = time.process_time()
    for row in rows:
        read_line(row)
    return (time.process_time() - began) * 1000 / len(rows)


def growth() -> float:
    """How much longer a text ten times as long takes."""
    text = "Acme 120k in March, Globex maybe 80k by end of Q2 and 9 of 24 won; " * 10
    times = []
    for repeated in (1, 10):
        began = time.process_time()
        for _ in range(20):
            read_line({"text": text * repeated, "reference": "2026-11-23"})
        times.append(time.process_time() - began)
    return times[1] / times[0]


def own_phrases(*, verbose: bool) -> None:
    """Print how phrases of our own are read."""
    for name, (shares, misses) in (("amounts", phrases.score_amounts()), ("dates", phrases.score_dates())):
        sys.stdout.write("".join(f"{miss}\n" for miss in misses if verbose))
        sys.stdout.write(f"own {name}: {', '.join(f'{what} {share:.1%}' for what, share in shares.items())}\n")


def main() -> None:
    """Print the measured accuracy beside the aims."""
    parser = argparse.ArgumentParser(description="Measure how accurately replies are read.")
    parser.add_argument("-v", "--verbose", action="store_true", help="list every miss")
    verbose = parser.parse_args().verbose
    own_phrases(verbose=verbose)
    if not DATA.exists():
        sys.exit(f"The cases are not here ({DATA}); only the phrases of our own were measured.")
    scores = score_amounts(verbose=verbose) | score_dates(verbose=verbose)
    for name, share in scores.items():
        sys.stdout.write(
            f"{name:>15}: {share:6.1%}  (aim at {'most' if name == 'silently wrong' else 'least'} {AIMS[name]:.0%})\n"
        )
    sys.stdout.write(f"{'time a reply':>15}: {milliseconds():.2f} ms  (aim under 1 ms)\n")
    sys.stdout.write(f"{'ten times the text':>18}: {growth():.1f} times as long\n")


if __name__ == "__main__":
    main()
