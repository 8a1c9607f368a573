"""The two apps that are loaded, each as a process of its own: `python -m evals.bench.servers ours|sample REPS SLACK`.

Prints its port, and serves until it is asked to end. Both have a model that takes three
seconds for everything, and the same HTTP server in front.
"""

import logging
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel
from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot.coach.llm.port import Request, Trouble, Usage
from bot.process import answer_at_once
from bot.running import Door, Tokens, connected
from bot.settings import Settings
from bot.slack.app import web_client
from bot.slack.web import EVENTS, served
from bot.store.store import Store
from bot.wiring import now, open_assistant
from evals.bench.sample import sample_app
from evals.bench.turns import give_all, talk
from evals.faults.world import a_world

SECRET = "a-signing-secret"  # noqa: S105 - of a server that is only here
MODEL_SECONDS = 3.0


class SlowModel:
    """A model that takes its time, and then has nothing to say."""

    def structured(self, _: Request, __: type[BaseModel]) -> Trouble:
        time.sleep(MODEL_SECONDS)
        return Trouble("malformed", Usage(model="slow"))

    def prose(self, _: Request, __: Callable[[str], bool]) -> Trouble:
        time.sleep(MODEL_SECONDS)
        return Trouble("malformed", Usage(model="slow"))


def ours(reps: int, slack: str) -> None:
    """Planwright as it runs, on a SQLite file, with a team of so many reps."""
    settings = Settings(_env_file=None)
    world = a_world(reps, silent=0, most=1)
    assistant = open_assistant(settings, SlowModel())
    assert assistant is not None
    # What rests after failures would not be busy.
    assistant.is_resting = lambda: False  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'bench.db'}")
        # Our first words take no model; from then on every message does, as the peer's first does.
        first, *others = world.talkers
        talk(store, world, first)
        if others:
            give_all(store, world, first, others)
        tokens = Tokens(api_url=slack, bot="xoxb-bench", signing_secret=SECRET)
        world.office.team.executive.work.off(now().date())
        answer_at_once()
        with connected(replace(world.office, assistant=assistant), store, tokens, Door("127.0.0.1", 0)) as port:
            _serve(port)
        store.close()


def sample(_: int, slack: str) -> None:
    """The peer, behind the same server."""

    def model(_: str) -> str:
        time.sleep(MODEL_SECONDS)
        return "I hear you."

    app = sample_app(web_client("xoxb-bench", slack), SECRET, model)
    with served(SlackRequestHandler(app, path=EVENTS), "127.0.0.1", 0) as port:
        _serve(port)


def _serve(port: int | None) -> None:
    end = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: end.set())
    print(port, flush=True)
    end.wait()


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    {"ours": ours, "sample": sample}[sys.argv[1]](int(sys.argv[2]), sys.argv[3])
