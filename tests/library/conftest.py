from pathlib import Path

import pytest


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
