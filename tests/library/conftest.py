from pathlib import Path

import pytest

from bot.data import knowledge_folder
from bot.library.library import Library

METHOD = knowledge_folder() / "method"


@pytest.fixture(scope="session")
def library(tmp_path_factory) -> Library:
    """The built-in method, indexed once for all tests."""
    return Library.open(METHOD, tmp_path_factory.mktemp("library") / "index")


@pytest.fixture
def folder(tmp_path) -> Path:
    """A small library: two documents about a bakery."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "bread.md").write_text(
        "---\ntitle: Bread\nrules: [B01]\n---\n\n## Sourdough\n\nA sourdough loaf rises for eighteen hours.\n\n"
        "## Rye {B02, B03}\n<!-- asked: dark loaf; pumpernickel -->\nRye dough is baked in a covered tin.\n"
    )
    (documents / "opening.txt").write_text("The bakery is open from six in the morning until noon, except on Mondays.")
    return documents
