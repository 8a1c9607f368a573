"""How well the library finds what is asked: run `python -m evals.library`; add `-v` to list every miss.

Each question says which rules it is about, and most say which passages answer it (`at`); "by rule" takes any passage
about the rule for an answer, as one does who knows the method and not our headings. "tune" and "held" were written
before the passages; the others later, one set after the other, each measured once before anything was changed for it.
A set that was looked at no longer tells how well unseen questions do: the newest, "sixth", tells that best, and half
of it is paraphrased far away. The "fifth" was in sight of who widened the ways of asking before it was measured.
"refusals missed" counts a refused question as not found.
Beside it, in the same run, plain BM25 on the same text: with the other words that passages are asked in, and without.
"""

import argparse
import json
import math
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bot.data import knowledge_folder
from bot.library.library import Library
from bot.library.model import Passage

DATA = Path(__file__).parent / "data" / "library_questions.jsonl"
AIMS = {"hit@1": 0.80, "hit@3": 0.95, "MRR": 0.88, "refused": 0.90}
Row = dict[str, Any]
Place = tuple[str, str, tuple[str, ...]]


class Asked(NamedTuple):
    """What the library made of a question."""

    refused: bool
    places: list[Place]


def read_rows() -> list[Row]:
    """The questions."""
    return [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


class PlainBM25:
    """The textbook formula (k1 1.5, b 0.75) on lower-case words, nothing else."""

    def __init__(self, passages: Sequence[Passage], *, with_asked: bool) -> None:
        self.passages = passages
        self.counts = [Counter(words(text_of(passage, with_asked=with_asked))) for passage in passages]
        self.lengths = [count.total() for count in self.counts]
        self.mean = sum(self.lengths) / len(self.lengths)
        self.holding = Counter(word for count in self.counts for word in count)

    def __call__(self, question: str) -> list[Place]:
        scores = [self.score(words(question), at) for at in range(len(self.passages))]
        return [place(self.passages[at]) for at in sorted(range(len(scores)), key=lambda at: -scores[at])[:10]]

    def best(self, question: str) -> float:
        """The score of the best passage."""
        return max(self.score(words(question), at) for at in range(len(self.passages)))

    def score(self, question: list[str], at: int) -> float:
        count, penalty = self.counts[at], 1.5 * (0.25 + 0.75 * self.lengths[at] / self.mean)
        held = [word for word in question if word in count]
        return sum(self.rarity(word) * count[word] * 2.5 / (count[word] + penalty) for word in held)

    def rarity(self, word: str) -> float:
        return math.log(1 + (len(self.passages) - self.holding[word] + 0.5) / (self.holding[word] + 0.5))


def words(text: str) -> list[str]:
    """Lower-case words, as they stand."""
    return re.findall(r"[a-z0-9']+", text.lower())


def text_of(passage: Passage, *, with_asked: bool) -> str:
    """All words of a passage, or only those that are shown."""
    return f"{passage.document} {passage.heading} {passage.asked if with_asked else ''} {passage.text}"


def place(passage: Passage) -> Place:
    """File, heading and rules of a passage."""
    return passage.file.removesuffix(".md"), passage.heading, passage.rules


def is_answerable(row: Row) -> bool:
    """Whether the library holds an answer to a question."""
    return "rules" in row


def rank_at(row: Row, found: Sequence[Place]) -> int | None:
    """The rank of the first passage that answers the question; of one about its rule where no passages are named."""
    if "at" not in row:
        return rank_rule(row, found)
    return next((n for n, (file, heading, _) in enumerate(found, 1) if f"{file}#{heading}" in row["at"]), None)


def rank_rule(row: Row, found: Sequence[Place]) -> int | None:
    """The rank of the first passage about the rule that the question is about."""
    return next((n for n, (_, _, rules) in enumerate(found, 1) if set(rules) & set(row["rules"])), None)


def measured(ranks: Sequence[int | None]) -> dict[str, float]:
    """Hits and mean reciprocal rank."""
    return {
        "hit@1": sum(rank == 1 for rank in ranks) / len(ranks),
        "hit@3": sum(rank is not None and rank <= 3 for rank in ranks) / len(ranks),
        "MRR": sum(1 / rank for rank in ranks if rank) / len(ranks),
    }


def share(found: Iterable[bool]) -> float:
    """The share of true ones; all of none."""
    counted = list(found)
    return sum(counted) / len(counted) if counted else 1.0


def bm25_refusals(bm25: PlainBM25, rows: Sequence[Row]) -> tuple[float, float]:
    """What plain BM25 could do at best: the threshold that answers as many of the answerable as the aim asks for."""
    answerable = sorted(bm25.best(row["question"]) for row in rows if is_answerable(row))
    threshold = answerable[int(len(answerable) * 0.05)]
    others = [bm25.best(row["question"]) for row in rows if not is_answerable(row)]
    return sum(score < threshold for score in others) / len(others), 0.95


def main() -> int:
    """Ask everything, print the figures, and say by the exit code whether all questions together reach every aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", action="store_true", help="List every miss.")
    verbose = parser.parse_args().v
    rows = read_rows()
    with tempfile.TemporaryDirectory() as scratch:
        began = time.perf_counter()
        library = Library.open(knowledge_folder() / "method", Path(scratch) / "index")
        library.ask("Is everything there?")
        documents = library.documents
        passages = [passage for document in documents for passage in document.passages]
        print(f"{len(passages)} passages in {len(documents)} documents, ready in {since(began):.1f} s")
        return report(library, passages, rows, verbose=verbose)


def since(began: float) -> float:
    """Seconds since then."""
    return time.perf_counter() - began


def report(library: Library, passages: Sequence[Passage], rows: Sequence[Row], *, verbose: bool) -> int:
    """Print the figures for each part of the questions and for all."""
    files = {(passage.document, passage.heading): place(passage) for passage in passages}
    asked, began = {}, time.perf_counter()
    for row in rows:
        answer = library.ask(row["question"])
        asked[row["id"]] = Asked(answer.refused, [files[c.document, c.heading] for c in answer.citations])
    print(f"{len(rows)} questions, {since(began) / len(rows) * 1000:.0f} ms each\n")
    with_asked, text_only = (PlainBM25(passages, with_asked=flag) for flag in (True, False))
    halves = [*dict.fromkeys(row["half"] for row in rows), "all"]
    missed = False
    for half in halves:
        chosen = [row for row in rows if half in ("all", row["half"])]
        missed = tell(half, chosen, asked, {"BM25, same text": with_asked, "BM25, passages only": text_only})
    for row in rows if verbose else ():
        tell_miss(row, asked[row["id"]])
    return int(missed)


def tell(half: str, rows: Sequence[Row], asked: dict[str, Asked], others: dict[str, PlainBM25]) -> bool:
    """Print the figures of one part; whether an aim was missed."""
    answerable = [row for row in rows if is_answerable(row)]
    unanswerable = [row for row in rows if not is_answerable(row)]
    paraphrased = [row for row in answerable if row["kind"] == "paraphrased"]
    print(
        f"{half}: {len(answerable)} questions ({len(paraphrased)} paraphrased), {len(unanswerable)} without an answer"
    )
    own = measured([rank_at(row, asked[row["id"]].places) for row in answerable])
    refused = share(asked[row["id"]].refused for row in unanswerable)
    answered = share(not asked[row["id"]].refused for row in answerable)
    line("library", own | {"refused": refused, "answered": answered})
    shown = [() if asked[row["id"]].refused else asked[row["id"]].places for row in answerable]
    line("  refusals missed", measured([rank_at(row, found) for row, found in zip(answerable, shown, strict=True)]))
    line("  by rule", measured([rank_rule(row, asked[row["id"]].places) for row in answerable]))
    if paraphrased:
        line("  paraphrased", measured([rank_at(row, asked[row["id"]].places) for row in paraphrased]))
    below = False
    for name, bm25 in others.items():
        plain = measured([rank_at(row, bm25(row["question"])) for row in answerable])
        at_best = dict(zip(("refused", "answered"), bm25_refusals(bm25, rows), strict=True)) if unanswerable else {}
        line(name, plain | at_best)
        below |= any(own[figure] < plain[figure] for figure in plain)
    missed = [name for name, aim in AIMS.items() if (own | {"refused": refused})[name] < aim]
    print(f"  {'missed: ' + ', '.join(missed) if missed else 'every aim reached'}{'; below BM25' if below else ''}\n")
    return bool(missed) or below


def line(name: str, figures: dict[str, float]) -> None:
    """Print a row of figures."""
    print(f"  {name:<20}" + "  ".join(f"{figure} {value:.3f}" for figure, value in figures.items()))


def tell_miss(row: Row, asked: Asked) -> None:
    """Print a question that was not answered rightly."""
    best = "#".join(asked.places[0][:2]) if asked.places else "nothing"
    told = f"{row['id']} ({row['half']}): {row['question']} -> {'refused, near ' if asked.refused else ''}{best}"
    if not is_answerable(row) and not asked.refused:
        print(f"answered {told}")
    elif is_answerable(row) and (asked.refused or rank_at(row, asked.places) != 1):
        print(f"rank {rank_at(row, asked.places)} {told}")


if __name__ == "__main__":
    sys.exit(main())
