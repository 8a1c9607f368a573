"""An organisation's own documents: a folder beside the method. They add to it, or replace a part of it or all."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.library.embedding import Embedder
from bot.library.files import read_file, readable
from bot.library.library import Library
from bot.library.model import Document

METHOD = "method"
_INDEX = ".index"
_WITHOUT_METHOD = ".without-method"


def open_library(knowledge: Path, own: Path, *, server: str | None = None, embedder: Embedder | None = None) -> Library:
    """The library of an organisation: the method in `knowledge`, unless it was put aside, and then its own documents.

    The index is kept inside the own folder, or on a Chroma server if its address is given.
    """
    method = _method_in(knowledge)
    return Library.open(folders(knowledge, own), own / _INDEX, embedder, server, words=method)


def folders(knowledge: Path, own: Path) -> tuple[Path, ...]:
    """Where the documents of an organisation are."""
    return (_method_in(knowledge), own) if method_is_used(own) else (own,)


def _method_in(knowledge: Path) -> Path:
    return knowledge / METHOD if (knowledge / METHOD).is_dir() else knowledge


def add(paths: Sequence[Path], own: Path) -> list[Document]:
    """Copy files, or all files of a folder, into the own documents. One that cannot be read says why and stays out."""
    added = []
    for path in _each(paths):
        document = read_file(path)
        if document.passages:
            own.mkdir(parents=True, exist_ok=True)
            if path.resolve() != (own / path.name).resolve():
                shutil.copyfile(path, own / path.name)
        added.append(document)
    return added


def _each(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        yield from readable(path) if path.is_dir() else [path]


def remove(name: str, own: Path) -> bool:
    """Take a document out of the own documents; whether there was one of that file name."""
    found = next((path for path in readable(own) if path.name == name), None) if own.is_dir() else None
    if found is None:
        return False
    found.unlink()
    return True


def method_is_used(own: Path) -> bool:
    """Whether questions are answered from the built-in method too."""
    return not (own / _WITHOUT_METHOD).exists()


def use_method(own: Path, *, used: bool) -> None:
    """Take the built-in method back in, or put it aside, so that the own documents stand alone."""
    own.mkdir(parents=True, exist_ok=True)
    mark = own / _WITHOUT_METHOD
    if used:
        mark.unlink(missing_ok=True)
    else:
        mark.touch()
