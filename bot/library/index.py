"""The vector index: a Chroma collection that can be thrown away and built again at any time.

Each state of the documents has its own folder (or, on a server, its own collection), named by a digest of the passages
and the embedder's id. So an index is written once, by one process that holds the lock, and only read afterwards.
"""

import hashlib
import logging
import shutil
import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import Future, wait
from pathlib import Path
from typing import TYPE_CHECKING

from bot.library.embedding import Embedder, Vector
from bot.library.model import Passage

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api import ClientAPI
    from chromadb.config import Settings

BATCH = 500
READY = "ready"
"""The file that marks an index as finished; it holds the embedder's id."""
KEPT = 2
"""Earlier states that stay beside the newest, for processes that still read them."""
PATIENCE = 60
"""Seconds to wait for another process that is writing the same index."""
ASKING, FILLING = 3, 30
"""Seconds a server may take to answer: somebody waits for the one, nobody for the other."""

_log = logging.getLogger(__name__)


class Index:
    """The passages' vectors, to be searched as soon as their collection is there."""

    def __init__(self, coming: "Future[Collection]") -> None:
        self._coming = coming
        self._waited_for_until = time.monotonic() + ASKING
        self._is_silent = False

    @property
    def is_gone(self) -> bool:
        """Whether it could not be had, or has stopped answering."""
        return self._is_silent or (self._coming.done() and self._coming.exception() is not None)

    def nearest(self, vector: Vector, most: int) -> dict[int, float]:
        """The passages nearest to a vector, by their place, with the cosine of the angle between them.

        None where the index is not there yet, or does not answer; then it is gone, and not asked again.
        """
        wait([self._coming], max(0.0, self._waited_for_until - time.monotonic()))
        if self.is_gone or not self._coming.done():
            return {}
        asked: Sequence[Sequence[float]] = [vector]
        try:
            found = self._coming.result().query(query_embeddings=list(asked), n_results=most, include=["distances"])
        except Exception as trouble:  # noqa: BLE001 -- as in open_index
            self._is_silent = True
            _log.warning("The library goes by words alone: its index does not answer (%s).", type(trouble).__name__)
            return {}
        distances = (found["distances"] or [[]])[0]
        return {int(place): 1.0 - distance for place, distance in zip(found["ids"][0], distances, strict=True)}


def open_index(passages: Sequence[Passage], embedder: Embedder, cache: Path, server: str | None) -> Index | None:
    """The index of these passages, built first where it is not there yet. None where there is no way to have one.

    The library then goes by words alone, so trouble with the index never costs an answer.
    """
    if not passages:
        return None
    name = digest(passages, embedder)
    try:
        if server:
            return Index(_on_server(server, name, passages, embedder))
        return Index(at_once(_in_folder(cache, name, passages, embedder)))
    except Exception as trouble:  # noqa: BLE001 -- Chroma, its database and the network each raise their own
        _tell_of(trouble)
        return None


def at_once(collection: "Collection") -> "Future[Collection]":
    """A collection that need not be waited for."""
    there: Future[Collection] = Future()
    there.set_result(collection)
    return there


def _tell_of(trouble: Exception) -> None:
    _log.warning("The library goes by words alone: its index cannot be opened (%s).", type(trouble).__name__)


def digest(passages: Sequence[Passage], embedder: Embedder) -> str:
    """A name for these passages as this embedder sees them."""
    content = "\n".join([embedder.id, *(passage.model_dump_json() for passage in passages)])
    return hashlib.sha256(content.encode()).hexdigest()[:24]


def _on_server(server: str, name: str, passages: Sequence[Passage], embedder: Embedder) -> "Future[Collection]":
    """The collection on a server, looked for and filled in a thread of its own: nobody's answer waits for that."""
    coming: Future[Collection] = Future()

    def fill() -> None:
        try:
            client = connected(server)
            collection = _filled(client, name, passages, embedder)
            _hurry(client, ASKING)
        except Exception as trouble:  # noqa: BLE001 -- as in open_index
            _tell_of(trouble)
            coming.set_exception(trouble)
        else:
            coming.set_result(collection)

    threading.Thread(target=fill, name="library index", daemon=True).start()
    return coming


def connected(server: str) -> "ClientAPI":
    """A client of a Chroma server (URL) that answers. Raises what Chroma, the network or the address raise."""
    from urllib.parse import urlsplit

    from chromadb.api.client import Client
    from chromadb.auth import UserIdentity

    class Hurried(Client):
        """Chroma's own client waits for ever, and asks already while it is made: this is its first question."""

        def get_user_identity(self) -> UserIdentity:
            _hurry(self, ASKING)
            return super().get_user_identity()

    at = urlsplit(server)
    settings = _settings()
    settings.chroma_api_impl = "chromadb.api.fastapi.FastAPI"
    settings.chroma_server_ssl_enabled = at.scheme == "https"
    settings.chroma_server_host = at.hostname or "localhost"
    settings.chroma_server_http_port = at.port or (443 if settings.chroma_server_ssl_enabled else 8000)
    client = Hurried(settings=settings)
    _hurry(client, FILLING)
    return client


def _hurry(client: "ClientAPI", seconds: float) -> None:
    client._server._session.timeout = seconds  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way


def _in_folder(cache: Path, name: str, passages: Sequence[Passage], embedder: Embedder) -> "Collection":
    from filelock import FileLock

    found = _ready(cache, name)
    if found is None:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "writing.lock", timeout=PATIENCE):
            found = _ready(cache, name) or _write(cache, name, passages, embedder)
    try:
        return _filled(_client(found), name, passages, embedder)
    except Exception:
        # Without its mark the folder is no index any more, so the next opening writes a new one.
        (found / READY).unlink(missing_ok=True)
        raise


def _ready(cache: Path, name: str) -> Path | None:
    """The folder of the finished index, if there is one."""
    return next((mark.parent for mark in cache.glob(f"{name}-*/{READY}")), None)


def _write(cache: Path, name: str, passages: Sequence[Passage], embedder: Embedder) -> Path:
    """Write an index into a folder of its own, mark it as ready, and remove what is of no use any more."""
    folder = cache / f"{name}-{uuid.uuid4().hex[:8]}"
    _filled(_client(folder), name, passages, embedder)
    (folder / READY).write_text(embedder.id, encoding="utf-8")
    _remove_older(cache, folder)
    return folder


def _client(folder: Path) -> "ClientAPI":
    import chromadb

    return chromadb.PersistentClient(str(folder), settings=_settings())


def _settings() -> "Settings":
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def _filled(client: "ClientAPI", name: str, passages: Sequence[Passage], embedder: Embedder) -> "Collection":
    """The collection with all passages in it; those that are missing are put in."""
    collection = client.get_or_create_collection(
        name,
        metadata={"embedder": embedder.id},
        configuration={"hnsw": {"space": "cosine"}},
        embedding_function=None,
    )
    if collection.count() < len(passages):
        vectors = embedder.passages(passages)
        for start in range(0, len(passages), BATCH):
            part = slice(start, start + BATCH)
            places = [str(place) for place in range(len(passages))][part]
            collection.upsert(ids=places, embeddings=vectors[part])  # type: ignore[arg-type]
    return collection


def _remove_older(cache: Path, newest: Path) -> None:
    """Keep the newest and a few earlier states; what was never finished goes."""
    others = [folder for folder in cache.iterdir() if folder.is_dir() and folder != newest]
    finished = [folder for folder in others if (folder / READY).exists()]
    finished.sort(key=lambda folder: (folder / READY).stat().st_mtime, reverse=True)
    for folder in {*others} - {*finished[:KEPT]}:
        shutil.rmtree(folder, ignore_errors=True)
