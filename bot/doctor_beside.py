"""What the doctor looks at beside the bot: the library and its index, where traces go, and the door over HTTP."""

import socket
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from importlib.util import find_spec
from urllib.error import HTTPError
from urllib.parse import urlsplit

from bot.doctor import Check, State
from bot.settings import Settings

SECONDS = 2
BY_WORDS = "Until then questions are answered by words alone, which finds a little less."


def beside_checks(settings: Settings) -> Iterator[Check]:
    """Look at what the bot needs beside its database, without changing anything."""
    yield _documents(settings)
    if settings.chroma_url:
        yield _chroma(settings.chroma_url)
    if settings.traces_url:
        yield _traces(settings.traces_url)
    if settings.http_port:
        yield _door(settings.http_host, settings.http_port)
    else:
        yield Check(state=State.OK, says="No port is set for /health, /ready and /metrics (PLANWRIGHT_HTTP_PORT)")


def _documents(settings: Settings) -> Check:
    """What questions are answered from."""
    from bot.library.files import read_file, readable
    from bot.library.own import folders

    read = [
        read_file(path)
        for folder in folders(settings.knowledge, settings.library)
        if folder.is_dir()
        for path in readable(folder)
    ]
    says = f"Library: {len(read)} documents to answer from"
    bad = [f"{each.file}: {each.problem}" for each in read if each.problem]
    if not read:
        do = f"Is {settings.knowledge} the folder of the method? `planwright library list` shows what is there."
        return Check(state=State.WRONG, says=says, do=do)
    return Check(state=State.LOOK if bad else State.OK, says=says, do="\n".join(bad))


def _chroma(address: str) -> Check:
    """Whether the Chroma server answers."""
    from bot.library.index import connected

    where = _without_password(address)
    try:
        version = connected(address).get_version()
    except Exception as problem:  # noqa: BLE001 -- Chroma, its network and a wrong address each raise their own
        do = f"Start it, or check PLANWRIGHT_CHROMA_URL, such as http://library:8000. {BY_WORDS}"
        return Check(state=State.LOOK, says=f"No Chroma server answers at {where} ({type(problem).__name__}).", do=do)
    return Check(state=State.OK, says=f"The Chroma server at {where} answers (version {version})")


def _traces(address: str) -> Check:
    """Whether traces can be sent, and somebody takes them."""
    if find_spec("opentelemetry") is None or find_spec("opentelemetry.exporter.otlp.proto.grpc") is None:
        do = "Install planwright[traces], or leave PLANWRIGHT_TRACES_URL out; the bot does not start like this."
        return Check(state=State.WRONG, says="What sends traces is not installed.", do=do)
    at, where = urlsplit(address), _without_password(address)
    if at.hostname is None:
        do = "Expected an address such as http://collector:4317 in PLANWRIGHT_TRACES_URL."
        return Check(state=State.WRONG, says="Traces have no address to go to.", do=do)
    if not _listens(at.hostname, at.port or 4317):
        do = "Start the collector, or leave PLANWRIGHT_TRACES_URL out. The bot works without; its traces are lost."
        return Check(state=State.LOOK, says=f"Nobody takes traces at {where}", do=do)
    return Check(state=State.OK, says=f"Traces go to {where}")


def _door(host: str, port: int) -> Check:
    """What a running bot says of itself; one that is not running is no fault, another program at its port is."""
    here = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - what is compared, not bound
    where = f"http://{here}:{port}"
    try:
        with urllib.request.urlopen(f"{where}/ready", timeout=SECONDS) as answer:  # noqa: S310 - our own address
            told = answer.read(200).decode("utf-8", "replace")
    except HTTPError as refusal:
        told = refusal.read(200).decode("utf-8", "replace")
    except (OSError, HTTPException):
        if not _listens(here, port):
            return Check(state=State.OK, says=f"Nothing answers at {where}: the bot is not running there now")
        told = ""
    if told == "ready":
        return Check(state=State.OK, says=f"The bot at {where} is ready; its metrics are at {where}/metrics")
    if told.startswith("not ready"):
        return Check(state=State.WRONG, says=f"The bot at {where} says: {told}", do="Look into its log.")
    do = "The bot could not start here. Set PLANWRIGHT_HTTP_PORT to a free port, or end the other program."
    return Check(state=State.WRONG, says=f"Something else than the bot listens at {where}", do=do)


def _listens(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), SECONDS):
            return True
    except OSError:
        return False


def _without_password(address: str) -> str:
    head, _, rest = address.partition("://")
    return f"{head}://{rest.rpartition('@')[2]}" if rest else head
