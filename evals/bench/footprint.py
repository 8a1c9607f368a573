"""How long the app takes to be there, and how much memory it holds, idle and busy."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.bench.figures import Measured, best
from evals.faults.moody import Moody, moody_server
from evals.faults.slack import Slack

IDLE_SECONDS = 3.0
"""How long it is left alone before its memory counts as idle."""


def footprint(rounds: int) -> Iterator[Measured]:
    """`planwright run` without a model, with the sample team."""
    yield Measured("start of `planwright --help`", best(rounds, _help), "s")
    runs = [_run() for _ in range(rounds)]
    yield Measured("start of `planwright run`, until it answers", min(start for start, _ in runs), "s")
    yield Measured("resident memory, idle, without a model", min(memory for _, memory in runs), "MB", 150)


def resident(process: int) -> float:
    """Megabytes that a process holds in memory now."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _help() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "bot.cli", "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _run() -> tuple[float, float]:
    began = time.perf_counter()
    with _slack() as url, tempfile.TemporaryDirectory() as folder:
        settings = {
            "PLANWRIGHT_DATABASE_URL": f"sqlite:///{folder}/run.db",
            "PLANWRIGHT_HTTP_PORT": "0",
            "PLANWRIGHT_MODEL": "off",
            "SLACK_BOT_TOKEN": "xoxb-bench",
            "SLACK_SIGNING_SECRET": "secret",
            "SLACK_API_URL": url,
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        words = [sys.executable, "-m", "bot.cli", "run"]
        with subprocess.Popen(words, env=os.environ | settings, cwd=folder, stdout=subprocess.PIPE) as process:  # noqa: S603
            assert process.stdout is not None
            process.stdout.readline()
            start = time.perf_counter() - began
            time.sleep(IDLE_SECONDS)
            memory = resident(process.pid)
            process.terminate()
    return start, memory


@contextmanager
def _slack() -> Iterator[str]:
    moody = Moody(share=0, most=0, hangs=0)
    with moody_server(moody, Slack(moody)):
        yield f"{moody.url}api/"
