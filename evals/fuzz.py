"""Hostile and broken input for every reader, for as long as is wanted: `python -m evals.fuzz --seconds 60`.

Each reader is given texts and files that were good, or hostile, and then were cut, spliced and overwritten; the parts
of a packed file are changed inside it. A reader gives an answer or a refusal; an exception, or more than a few seconds,
is a finding, made as small as it gets. `--only NAME` keeps to one; `--seed N` begins there, else the clock says where.
With planwright[fuzz], `--guided --only NAME` lets Atheris follow the branches that an input opens instead.
"""

import argparse
import io
import logging
import random
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import FunctionType

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bot.data import knowledge_folder
from bot.documents.markdown import to_markdown
from bot.documents.pay import pay_docx
from bot.documents.reading_markdown import read_markdown
from bot.library.files import read_file
from bot.line.asks import read_ask
from bot.pay.file import load_comp_plan, load_results
from bot.reading.amounts import read_amounts
from bot.reading.dates import read_dates
from bot.reading.lists import read_list
from bot.reading.replies import read_answer
from bot.reading.tables.read import read_table
from bot.reading.tables.writing import template, template_workbook
from bot.reading.yaml_lines import read_yaml
from bot.slack.escape import mrkdwn, typed
from bot.team.file import read_team

TODAY = date(2026, 11, 23)
SLOW = 5.0
"""Seconds of the processor after which a reader is too slow for somebody who waits; a busy machine is no finding."""
BATCH = 200
SHARED = Path(__file__).parents[2] / "shared" / "data"
SMALL = 200_000
SPLICES = (
    *(b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b'"', b"\n", b"\r\n", b";", b",,,,", b"=1+1", b"1e999", b"-", b"9" * 400),
    *(b"&lol;", b"<!DOCTYPE x [", b"]]>", b"{{", b"%s", b"..", b"NaN", b"Infinity", b"9999-99-99", b"1/0", b"\t" * 50),
    *(
        b"&a *a",
        b"- - - - -",
        b": : :",
        b"[" * 300,
        b"!!python/object:os.system",
        b"\xe2\x80\xae",
        b"\xd9\xa3",
        b"12/31/9999",
    ),
)
TEXTS = (
    *(
        "about 1.2M, maybe 1,2 m$ or $.45B",
        "9 of 24, one in four",
        "between 5 and 10 percent",
        "end of Q3 FY27 or mid May",
    ),
    *(
        "Acme 120k 60% March; Globex - 40k; Initech (lost)",
        "1) yes 2) no, 3 maybe",
        "the last week of next month, 3/4/27",
    ),
    *(
        "what if I close 3 more at 20k in March?",
        "actually the goal is 1.5M",
        "twelve hundred and fifty thousand and one",
    ),
)


class TooSlow(BaseException):
    """A reader took longer than somebody waits. No reader may catch it."""


@dataclass(frozen=True)
class Target:
    """A reader, and what it is given to begin with."""

    read: Callable[[bytes], object]
    grown_from: Sequence[bytes]


def targets(folder: Path) -> Mapping[str, Target]:
    """Every reader of what comes from outside; `folder` is for those that read files."""
    sample = knowledge_folder() / "sample-team"
    yaml = [file.read_bytes() for file in sorted(sample.rglob("*.yaml"))]
    pages = [file.read_bytes() for file in sorted(knowledge_folder().rglob("*.md"))[:6]]
    hostile = [
        file.read_bytes() for file in sorted((SHARED / "attack_files").glob("*.*")) if file.stat().st_size < SMALL
    ]
    crm = [file.read_bytes() for file in sorted((SHARED / "crm").rglob("*.*")) if file.stat().st_size < SMALL][:20]
    word = pay_docx("# Pay\n\nA line.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", None)
    said = [text.encode() for text in TEXTS]

    def texts(read: Callable[[str], object]) -> Callable[[bytes], object]:
        return lambda content: read(content.decode("utf-8", "replace"))

    def file(suffix: str) -> Callable[[bytes], object]:
        path = folder / f"any{suffix}"
        return lambda content: (path.write_bytes(content), read_file(path))

    return {
        "amounts": Target(texts(read_amounts), said),
        "dates": Target(texts(lambda text: read_dates(text, TODAY)), said),
        "lists": Target(texts(read_list), said),
        "replies": Target(texts(lambda text: (read_answer(text), read_ask(text))), said),
        "slack": Target(texts(lambda text: mrkdwn(typed(text))), [*said, b"<@U1|x> <!here> <http://a|b> &amp;lt;"]),
        "tables": Target(
            lambda content: read_table("any.csv", content, TODAY), [template(), template_workbook(), *hostile, *crm]
        ),
        "docx": Target(file(".docx"), [word]),
        "pdf": Target(file(".pdf"), [_pdf()]),
        "markdown": Target(texts(lambda text: to_markdown(read_markdown(text))), pages),
        "notes": Target(file(".md"), pages),
        "yaml": Target(texts(read_yaml), yaml),
        "team": Target(texts(lambda text: read_team(text, "team.yaml")), yaml),
        "comp plan": Target(texts(lambda text: load_comp_plan(text, "plan.yaml")), yaml),
        "results": Target(texts(lambda text: load_results(text, "results.yaml")), yaml),
    }


def _pdf() -> bytes:
    """A page of a few words, written by hand."""
    words = b"BT /F1 12 Tf 20 100 Td (Quota and coverage) Tj ET"
    return b"\n".join(
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources 5 0 R>>endobj",
            b"5 0 obj<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>endobj",
            b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj" % (len(words), words),
            b"trailer<</Root 1 0 R>>\n%%EOF",
        )
    )


EDITS = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(["cut", "double", "put", "set"]),
        st.integers(1, 200),
        st.one_of(st.sampled_from(SPLICES), st.binary(min_size=1, max_size=6)),
    ),
    min_size=1,
    max_size=6,
)
Edit = tuple[float, str, int, bytes]


def changed(content: bytes, edits: Sequence[Edit]) -> bytes:
    """Content with parts of it cut, doubled, put in or overwritten."""
    for where, kind, length, splice in edits:
        at = int(where * (len(content) + 1))
        piece = {"cut": b"", "double": content[at : at + length] * 2, "put": splice + content[at : at + length]}
        content = content[:at] + piece.get(kind, splice) + content[at + length :]
    return content


def changed_inside(content: bytes, which: int, edits: Sequence[Edit]) -> bytes:
    """A packed file with one of its parts changed; as it is where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = {info.filename: packed.read(info) for info in packed.infolist() if info.file_size < SMALL}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
        return changed(content, edits)
    if not parts:
        return changed(content, edits)
    name = sorted(parts)[which % len(parts)]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, inside in parts.items():
            packed.writestr(part, changed(inside, edits) if part == name else inside)
    return target.getvalue()


def inputs(grown_from: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """What a reader is given: something it knows, changed outside or inside; now and then anything at all."""
    known = st.sampled_from(list(grown_from))
    return st.one_of(
        st.builds(changed, known, EDITS),
        st.builds(changed_inside, known, st.integers(0, 40), EDITS),
        st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))),
    )


def tried(target: Target, start: int, most: int) -> tuple[int, str | None]:
    """Give a reader so many inputs; how many were given, and the smallest that it could not take, with what it did."""
    given_, worst = [0], [b""]

    @seed(start)
    @settings(
        max_examples=most,
        deadline=None,
        database=None,
        derandomize=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(inputs(target.grown_from))
    def take(content: bytes) -> None:
        given_[0] += 1
        worst[0] = content
        with _at_most(SLOW):
            target.read(content)

    try:
        take()
    except (Exception, TooSlow) as problem:  # noqa: BLE001 - that is what is looked for
        return given_[0], f"{type(problem).__name__}: {str(problem)[:200]}\n    {worst[0][:300]!r}"
    return given_[0], None


def guided(target: Target, seconds: float, corpus: Path) -> None:
    """Have Atheris look for an input that a reader cannot take; it ends the process itself, with 77 where it found one.

    https://github.com/google/atheris
    """
    import atheris

    corpus.mkdir()
    for number, content in enumerate(target.grown_from):
        (corpus / str(number)).write_bytes(content)
    for function in _our_own():
        atheris.instrument_func(function)
    limits = (f"-max_total_time={seconds:.0f}", f"-timeout={SLOW:.0f}", f"-max_len={SMALL}", "-print_final_stats=1")
    atheris.Setup([sys.argv[0], *limits, str(corpus)], target.read)
    atheris.Fuzz()


def _our_own() -> Iterator[FunctionType]:
    """Every function and method of the project that is loaded."""
    for name, module in [each for each in sys.modules.items() if each[0].startswith("bot.")]:
        mine = [one for one in vars(module).values() if getattr(one, "__module__", None) == name]
        kinds = [one for one in mine if isinstance(one, type)]
        for one in (*mine, *(each for kind in kinds for each in vars(kind).values())):
            plain = getattr(one, "__wrapped__", one)
            if isinstance(plain, FunctionType) and plain.__code__.co_filename == module.__file__:
                yield plain


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def late(*_: object) -> None:
        raise TooSlow(f"more than {seconds:.0f} s")

    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main() -> int:
    """Try every reader in turn until the time is over; 1 where something was found."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--seconds", type=float, default=60)
    told.add_argument("--only")
    told.add_argument("--guided", action="store_true")
    told.add_argument("--seed", type=int, default=int(time.time()))
    asked = told.parse_args()
    logging.disable()  # what a parser says of a broken file is no finding
    with tempfile.TemporaryDirectory() as scratch:
        all_ = targets(Path(scratch))
        chosen = {name: t for name, t in all_.items() if asked.only in (None, name)}
        if asked.guided:
            guided(chosen[asked.only or "tables"], asked.seconds, Path(scratch) / "corpus")
        found, counts = _until(time.monotonic() + asked.seconds, chosen, random.Random(asked.seed))  # noqa: S311 - no secret
    for name, count in counts.items():
        print(f"{name:10} {count:>8,} inputs  {'FOUND ' + found[name] if name in found else 'nothing found'}")
    print(f"{sum(counts.values()):,} inputs, {len(found)} found, seed {asked.seed}")
    return int(bool(found))


def _until(end: float, chosen: Mapping[str, Target], chance: random.Random) -> tuple[dict[str, str], dict[str, int]]:
    found: dict[str, str] = {}
    counts = dict.fromkeys(chosen, 0)
    while time.monotonic() < end and len(found) < len(chosen):
        for name, target in chosen.items():
            if name in found or time.monotonic() >= end:
                continue
            count, problem = tried(target, chance.getrandbits(32), BATCH)
            counts[name] += count
            if problem:
                found[name] = problem
    return found, counts


if __name__ == "__main__":
    sys.exit(main())
