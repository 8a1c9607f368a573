"""A Slack of one's own to try the bot in: a local Slack-compatible server with a browser page, filled from a team.

The server is the npm package local-slack-linux-x64 (https://github.com/parvalabs/local-slack, MIT), a single program.
It is fetched by npm into a cache folder, knows nothing but the team it is given, and forgets everything when it stops.
"""

import json
import os
import platform
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from bot.team.model import Person, Team

PACKAGE = "local-slack-linux-x64"
VERSION = "0.1.8"
HOST = "127.0.0.1"
PORT = 3000
BOT = "U0PLANWRIGHT"
# The server takes any tokens; these only have to look like Slack's.
BOT_TOKEN = "xoxb-sandbox"  # noqa: S105
APP_TOKEN = "xapp-sandbox"  # noqa: S105
SIGNING_SECRET = "sandbox-signs"  # noqa: S105
START_SECONDS = 20

# The server has no option for where it listens and would serve the whole network. It is a Bun program, and Bun runs
# this file before it (https://bun.sh/docs/runtime/bunfig, "preload"), which puts the missing option in.
LOOPBACK = f"""const serve = Bun.serve;
Bun.serve = (options) => serve({{ ...options, hostname: "{HOST}" }});
"""


class SandboxProblem(Exception):  # noqa: N818 - it is told to a person, not handled
    """The sandbox cannot start; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running sandbox. `address` is its page, e.g. "http://127.0.0.1:3000"."""

    address: str

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL has to be for a bot to work here."""
        return f"{self.address}/api/"

    def conversation(self, person: Person) -> str:
        """The page of a person's conversation with the bot; who you are is chosen at the top of it ("Act as")."""
        return f"{self.address}/archives/{direct_message(person)}"


def to_try(team: Team) -> tuple[str, ...]:
    """What to do in a sandbox as a rep, as the executive and as a manager, a line each; only those with a Slack id."""
    reps = [rep for rep in team.reps if rep.slack_id]
    leads = [p for p in team.people if p.slack_id and p.id != team.executive.id and team.reports_of(p.id)]
    as_rep = [
        f'As {rep.name}: write "hi" and answer; "finish" drafts the plan early, "send it" brings it to review.'
        for rep in reps[:1]
    ]
    as_lead = [
        f'As {lead.name}: open Home (planwright, under Apps) to see who waits on whom, or write "status".'
        for lead in leads[:1]
    ]
    boss = team.executive
    as_boss = [f'As {boss.name}: approve the card that came or ask for changes; "roll-up" adds all plans up.']
    return (*as_rep, *(as_boss if boss.slack_id else ()), *as_lead)


@contextmanager
def running(team: Team, folder: Path, port: int = PORT, events_url: str | None = None) -> Iterator[Sandbox]:
    """Run a sandbox for a team, reachable from this machine only; it ends with the block.

    `folder` is the cache (".sandbox"); port 0 takes a free one. With an `events_url` its events go there as signed
    requests, in place of Socket Mode. Raises SandboxProblem.
    """
    program = install(folder)
    chosen = port or free_port()
    _must_be_free(chosen)
    config = folder / f"workspace-{chosen}.json"
    config.write_text(json.dumps(workspace(team, events_url)), encoding="utf-8")
    (folder / "loopback.js").write_text(LOOPBACK, encoding="utf-8")
    server = _start(program, config, chosen)
    try:
        _wait(chosen, server)
        yield Sandbox(address=f"http://{HOST}:{chosen}")
    finally:
        server.terminate()
        server.wait()
        config.unlink(missing_ok=True)


def install(folder: Path) -> Path:
    """The server's program, fetched by npm when it is not in the folder yet. Raises SandboxProblem."""
    program = folder / "node_modules" / PACKAGE / "bin" / "local-slack"
    folder.mkdir(parents=True, exist_ok=True)
    # While somebody else fetches it, it is there before it is whole.
    with FileLock(folder / "fetching.lock"):
        if not program.exists():
            _fetch(folder, program)
    return program.resolve()


def _fetch(folder: Path, program: Path) -> None:
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise SandboxProblem(
            "The sandbox server is made for Linux on x86-64 only. Use `planwright chat` to try the "
            "interview here, or connect a real Slack workspace."
        )
    npm = shutil.which("npm")
    if npm is None:
        raise SandboxProblem(
            f"The sandbox server is the npm package {PACKAGE}, and npm is not installed. Install "
            "Node.js with npm and try again, or use `planwright chat`, which needs neither."
        )
    command = [npm, "install", "--prefix", str(folder), "--no-save", "--no-audit", "--no-fund", f"{PACKAGE}@{VERSION}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the command is ours
    if done.returncode or not program.exists():
        told = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise SandboxProblem(
            f"npm could not fetch {PACKAGE} {VERSION}: {told} Nothing else has changed; check the "
            "network and try again."
        )


def workspace(team: Team, events_url: str | None = None) -> dict[str, Any]:
    """The server's configuration: everyone in the team who has a Slack id, each with the bot's conversation open."""
    people = [person for person in team.people if person.slack_id]
    return {
        "workspace": {"name": team.company, "domain": "sandbox", "teamId": "T0SANDBOX"},
        "app": {
            "appId": "A0PLANWRIGHT",
            "botUserId": BOT,
            "botName": "planwright",
            "botToken": BOT_TOKEN,
            "appToken": APP_TOKEN,
            "signingSecret": SIGNING_SECRET,
            **({"mode": "events", "requestUrl": events_url} if events_url else {"mode": "socket"}),
        },
        "users": [{"id": p.slack_id, "name": p.id, "real_name": p.name, "tz": p.work.zone} for p in people],
        "channels": [
            {"id": direct_message(p), "name": p.id, "is_channel": False, "is_im": True, "members": [p.slack_id, BOT]}
            for p in people
        ],
    }


def direct_message(person: Person) -> str:
    """The id of a person's conversation with the bot in the sandbox."""
    return f"D{(person.slack_id or '')[1:]}"


def _start(program: Path, config: Path, port: int) -> subprocess.Popen[bytes]:
    command = [str(program), "--config", config.name, "--port", str(port), "--base-host", HOST]
    environment = os.environ | {"BUN_OPTIONS": "--preload ./loopback.js"}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=config.parent, env=environment, stdout=quiet, stderr=quiet)  # noqa: S603


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    patience = time.monotonic() + START_SECONDS
    while not _answers(port):
        if server.poll() is not None or time.monotonic() > patience:
            raise SandboxProblem(f"The sandbox server did not start on port {port}. Try another port.")
        time.sleep(0.05)


def _must_be_free(port: int) -> None:
    if _answers(port):
        raise SandboxProblem(
            f"Something already answers on port {port}, perhaps another sandbox. Stop it, or choose another port."
        )


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def free_port() -> int:
    """A port nothing listens at."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
