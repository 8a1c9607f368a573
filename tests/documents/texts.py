"""The texts of a document file in reading order, as an independent reader of the format sees them."""

from io import BytesIO

import docx
from docx.table import Table
from markdown_it import MarkdownIt

# What people call things, and what they call them to make trouble.
NASTY = (
    "Acme | Partners",
    "# Heading Inc #",
    "1. First Bank",
    "- Dash & Sons",
    "+ plus",
    "---",
    "<script>alert(1)</script>",
    "[click](https://evil.example/x)",
    "https://evil.example and www.evil.example",
    "![x](http://evil.example/a.png)",
    "*bold* _it_ `code` ~~gone~~",
    "<!channel> &amp; &#64;here",
    "back\\slash \\| pipe",
    "two\nlines\r\n\n# three",
    "bell\x07 null\x00 vt\x0b",
    "right-to-left \u202eevil\u2066",
    "| --- |",
    "> quote",
    "    indented",
    "[^1]: note",
    "Zoë Müller-Łukasiewicz 山田 🚀",
    "x" * 300,
)


def markdown_tokens(text):
    return MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)


def markdown_texts(text):
    """Text of every paragraph, list item and table cell that has any."""
    found = ["".join(child.content for child in token.children) for token in markdown_tokens(text) if token.children]
    return [each for each in found if each]


def docx_texts(data):
    """Text of every paragraph and table cell that has any."""
    found = []
    for block in docx.Document(BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row.cells]
        else:
            found.append(block.text)
    return [each.strip() for each in found if each.strip()]
