"""Markdown of our own rooms back into blocks: headings, paragraphs, bullets, tables, bold and italic.

Only that is read as markup. Links, images, HTML and code stay the text they are typed in, so nothing hides in them.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.documents.form import Block, Bullets, Column, Document, Heading, Note, Paragraph, Table

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode as Node

_READ = ["heading", "list", "table", "emphasis", "escape", "entity"]
_RIGHT = "text-align:right"


def read_markdown(markdown: str) -> Document:
    """The Markdown as a document.

    The first heading of level 1 is the title, a line in bold right under it the subtitle. Of bold and italic there
    remain the words that lead a paragraph, a row of totals, and a note; elsewhere their text stays, plain.
    """
    nodes = _nodes(markdown)
    title = _text([nodes.pop(0)]) if nodes and nodes[0].tag == "h1" else ""
    subtitle = _text([nodes.pop(0)]) if nodes and nodes[0].type == "paragraph" and _is_all("strong", nodes[0]) else ""
    return Document(title=title, subtitle=subtitle, blocks=tuple(block for node in nodes for block in _block(node)))


def _nodes(markdown: str) -> "list[Node]":
    # Only who makes a file waits for the parser to load.
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(MarkdownIt("zero").enable(_READ).parse(markdown)).children


def _block(node: "Node") -> Iterator[Block]:
    match node.type:
        case "heading":
            yield Heading(text=_text([node]), level=1 if node.tag in ("h1", "h2") else 2)
        case "paragraph":
            yield Note(text=_text([node])) if _is_all("em", node) else _paragraph(node.children[0])
        case "bullet_list" | "ordered_list":
            yield Bullets(items=tuple(item for child in node.children for item in _items(child)))
        case "table":
            yield _table(node)


def _text(nodes: "Sequence[Node]") -> str:
    """The text in all of these, without its markup."""
    leaves = (leaf for node in nodes for leaf in node.walk() if leaf.type in ("text", "hardbreak"))
    return "".join(leaf.content if leaf.type == "text" else " " for leaf in leaves)


def _parts(inline: "Node") -> "list[Node]":
    return [part for part in inline.children if part.type != "text" or part.content]


def _is_all(mark: str, node: "Node") -> bool:
    """Whether all the text of a paragraph or a cell is set in one mark, "strong" or "em"."""
    return [part.type for inline in node.children for part in _parts(inline)] == [mark]


def _paragraph(inline: "Node") -> Paragraph:
    """The words in bold at its beginning lead it, where a space sets them off."""
    first, rest = _parts(inline)[:1], _text(_parts(inline)[1:])
    if first and first[0].type == "strong" and rest[:1].isspace():
        return Paragraph(lead=_text(first), text=rest)
    return Paragraph(text=_text([inline]))


def _items(node: "Node") -> Iterator[str | Paragraph]:
    """Each paragraph of a list's item is an item, lists within it too; a number stays in the text."""
    number = f"{node.info}{node.markup} " if node.info else ""
    for inline in (each for each in node.walk() if each.type == "inline"):
        item = _paragraph(inline)
        yield item if item.lead and not number else f"{number}{_text([inline])}"
        number = ""


def _table(node: "Node") -> Table:
    """A last row that is all in bold is the total."""
    head, *rows = [row.children for part in node.children for row in part.children]
    columns = tuple(Column(title=_text([cell]), figures=cell.attrs.get("style") == _RIGHT) for cell in head)
    texts = [tuple(_text([cell]) for cell in row) for row in rows]
    is_total = bool(rows) and all(_is_all("strong", cell) for cell in rows[-1] if _text([cell]))
    return Table(columns=columns, rows=tuple(texts[:-1] if is_total else texts), total=texts[-1] if is_total else None)
