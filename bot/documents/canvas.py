"""A document for a canvas: Markdown under a title of the canvas's own, with no table larger than a canvas takes.

https://docs.slack.dev/surfaces/canvases says what a canvas shows.
"""

from collections.abc import Iterator

from bot.documents.form import Block, Document, Paragraph, Table
from bot.documents.markdown import to_markdown

MOST_CELLS = 300


def to_canvas(document: Document, standing: str) -> str:
    """The document as Markdown without its title; `standing`, if there is more to say, says first where it stands."""
    blocks = [part for block in document.blocks for part in _parts(block)]
    first = [Paragraph(lead=f"{standing}.", text="")] if standing else []
    page = document.model_copy(update={"blocks": (*first, *blocks)})
    return to_markdown(page).partition("\n\n")[2]


def _parts(block: Block) -> Iterator[Block]:
    """A table as several, each with the headings; the last one has the total."""
    most = max(1, MOST_CELLS // len(block.columns) - 2) if isinstance(block, Table) else 0
    if not isinstance(block, Table) or len(block.rows) <= most:
        yield block
        return
    for first in range(0, len(block.rows), most):
        is_last = first + most >= len(block.rows)
        total = block.total if is_last else None
        yield block.model_copy(update={"rows": block.rows[first : first + most], "total": total})
