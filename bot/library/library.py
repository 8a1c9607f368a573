"""The library's door: open folders of documents, ask, and get an answer with its citations, or a refusal."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.library.embedding import Embedder, LearnedEmbedder
from bot.library.files import read_file, readable
from bot.library.index import Index, open_index
from bot.library.lexical import Lexical
from bot.library.model import Answer, Citation, Document, Passage
from bot.library.search import KNOWN_FROM, NEAR_FROM, Shelf
from bot.library.words import GROUPS_FILE, read_groups

MOST_CITATIONS = 5
RETRY = 300
"""Seconds after which an index that could not be had is tried for again."""
REFUSAL = (
    "The library has no answer to that, so I will not guess. Ask me about planning the year or about how pay plans "
    "work; for anything else your sales executive is the one to ask."
)

State = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Loaded:
    """What the folders held at one moment, ready to be searched, and the state of the files that tells of a change."""

    state: State
    shelf: Shelf
    at: float

    def is_good_for(self, state: State, now: float) -> bool:
        """Whether the files are as they were, and there is an index or it is too soon to try for one again."""
        without_index = bool(self.shelf.passages) and (self.shelf.index is None or self.shelf.index.is_gone)
        return self.state == state and not (without_index and now >= self.at + RETRY)


class Library:
    """Documents that can be asked. Safe to share among threads; a changed file is noticed at the next question."""

    def __init__(
        self,
        folders: Sequence[Path],
        words: Path,
        make_embedder: Callable[[Lexical], Embedder],
        make_index: Callable[[Sequence[Passage], Embedder], Index | None],
    ) -> None:
        self._folders, self._words = folders, words
        self._make_embedder, self._make_index = make_embedder, make_index
        self._lock = threading.Lock()
        self._loaded: Loaded | None = None

    @classmethod
    def open(
        cls,
        folders: Path | Sequence[Path],
        cache: Path,
        embedder: Embedder | None = None,
        server: str | None = None,
        *,
        words: Path | None = None,
    ) -> "Library":
        """A library of the documents in one folder or several, its index kept in `cache` or on a Chroma `server` (URL).

        Where two folders hold a file of the same name, the later folder's stands. `words` is the folder of the file of
        words that mean the same, by default the first. Nothing is read before it is needed.
        """
        several = (folders,) if isinstance(folders, Path) else tuple(folders)
        return cls(
            several,
            words or several[0],
            lambda lexical: embedder or LearnedEmbedder(lexical),
            lambda passages, chosen: open_index(passages, chosen, cache, server),
        )

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents as they stand now, with what kept one from being read. For these alone nothing is indexed."""
        return tuple(read_file(path) for path in _files(self._folders))

    def ask(self, question: str) -> Answer:
        """An answer without a model: the best passage in its own words, with the document named.

        Where the library does not know, it refuses; what it found is cited all the same, and told of if it comes near.
        """
        shelf = self._current().shelf
        found = shelf.search(question, MOST_CITATIONS)
        confidence = shelf.confidence(question, found[0]) if found else NEAR_FROM - 1
        citations = tuple(Citation.of(each.passage) for each in found)
        if confidence < KNOWN_FROM:
            near = citations if confidence >= NEAR_FROM else ()
            return Answer(answer=_refusal(near), citations=citations, refused=True)
        return Answer(answer=f"{citations[0].passage}\n\n{source_of(citations[0])}", citations=citations)

    def _current(self) -> Loaded:
        with self._lock:
            state = _state(self._folders, self._words)
            if self._loaded is None or not self._loaded.is_good_for(state, time.monotonic()):
                self._loaded = self._load(state)
            return self._loaded

    def _load(self, state: State) -> Loaded:
        passages = tuple(passage for document in self.documents for passage in document.passages)
        lexical = Lexical(passages, read_groups(self._words, "subjects", "same"))
        embedder = self._make_embedder(lexical)
        index = self._make_index(passages, embedder)
        subjects, elsewhere = (read_groups(self._words, part) for part in ("subjects", "elsewhere"))
        shelf = Shelf(passages, lexical, subjects, elsewhere, embedder, index)
        return Loaded(state, shelf, time.monotonic())


def _refusal(near: Sequence[Citation]) -> str:
    if not near:
        return REFUSAL
    return f"{REFUSAL}\n\nThe nearest I have is “{near[0].heading}” in “{near[0].document}”."


def source_of(citation: Citation) -> str:
    """Where a citation stands, in a line."""
    rules = f" ({', '.join(citation.rules)})" if citation.rules else ""
    under = f", under “{citation.heading}”" if citation.heading != citation.document else ""
    return f"From “{citation.document}”{under}{rules}."


def _files(folders: Sequence[Path]) -> list[Path]:
    """The documents of all folders; of those with the same name the last folder's."""
    return list({path.name: path for folder in folders if folder.is_dir() for path in readable(folder)}.values())


def _state(folders: Sequence[Path], words: Path) -> State:
    extra = [words / GROUPS_FILE] if (words / GROUPS_FILE).is_file() else []
    seen = ((path, path.stat()) for path in (*_files(folders), *extra))
    return tuple((str(path), stat.st_size, stat.st_mtime_ns) for path, stat in seen)
