"""Each block of a document as paragraphs and tables of a Word file, in the styles of `word_style`."""

from io import BytesIO
from itertools import zip_longest

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from bot.documents import word_style as style
from bot.documents.form import Block, Bullets, Document, Heading, KeyFigures, Note, Paragraph, Picture, Table

_KEPT_WHOLE = 13  # a year of months under their header


def word_file(document: Document) -> bytes:
    """The whole document as the bytes of a DOCX file."""
    word = docx.Document()
    style.dress(word, title=document.title, footer=" · ".join(filter(None, (document.title, document.subtitle))))
    word.add_paragraph(document.title, style="Title")
    if document.subtitle:
        word.add_paragraph(document.subtitle, style="Subtitle")
    for line in document.about:
        word.add_paragraph(line, style=style.SMALL)
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        _add(word, block)
        if following:
            _set_apart(word, block, following)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _set_apart(word: WordDocument, block: Block, following: Block) -> None:
    """Words that lead to a table or a list stay with it; what comes after one has air above it."""
    if isinstance(block, Table | KeyFigures):
        style.space_after(word)
    elif isinstance(block, Bullets) and isinstance(following, Paragraph | Note):
        style.end_list(word.paragraphs[-1])
    elif isinstance(block, Paragraph | Note) and isinstance(following, Table | Bullets):
        word.paragraphs[-1].paragraph_format.keep_with_next = True


def _add(word: WordDocument, block: Block) -> None:
    match block:
        case Heading():
            word.add_heading(block.text, level=block.level)
        case Paragraph():
            _write_led(word.add_paragraph(), block)
        case Bullets():
            _add_bullets(word, block)
        case Table():
            _add_table(word, block)
        case KeyFigures():
            _add_key_figures(word, block)
        case Note():
            word.add_paragraph(block.text, style=style.SMALL)
        case Picture():
            style.add_picture(word, block.png, block.alt)


def _add_bullets(word: WordDocument, block: Bullets) -> None:
    for item in block.items:
        paragraph = word.add_paragraph(style=style.OPEN_POINT if block.is_open else "List Bullet")
        if block.is_open:
            _write(paragraph, "○ ")
        _write_led(paragraph, item if isinstance(item, Paragraph) else Paragraph(text=item))


def _write_led(paragraph: WordParagraph, block: Paragraph) -> None:
    if block.lead:
        lead = paragraph.add_run(f"{block.lead} ")
        lead.bold = True
        lead.font.color.rgb = style.AMBER if block.lead.startswith("○") else style.INK
    _write(paragraph, block.text)


def _write(paragraph: WordParagraph, text: str) -> None:
    """Text as it is; what is open stands out."""
    run = paragraph.add_run(text)
    if text.startswith("○"):
        run.font.color.rgb = style.AMBER


def _add_table(word: WordDocument, block: Table) -> None:
    rows = (tuple(column.title for column in block.columns), *block.rows, *((block.total,) if block.total else ()))
    table = word.add_table(rows=len(rows), cols=len(block.columns))
    style.lay_out(table, [column.share for column in block.columns], has_total=block.total is not None)
    for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        keeps = len(rows) <= _KEPT_WHOLE or number <= 1 or number >= len(rows) - 3
        for cell, text, column in zip(row.cells, cells, block.columns, strict=True):
            paragraph = _fill(cell, text, style.TINY_CELL if block.small or (column.quiet and number) else style.CELL)
            # A short table stays whole; a long one breaks neither right under its header nor right above its end.
            paragraph.paragraph_format.keep_with_next = keeps and number < len(rows) - 1
            if column.figures:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _fill(cell: _Cell, text: str, name: str) -> WordParagraph:
    paragraph: WordParagraph = cell.paragraphs[0]
    paragraph.style = name
    _write(paragraph, text)
    return paragraph


def _add_key_figures(word: WordDocument, block: KeyFigures) -> None:
    has_notes = any(item.note for item in block.items)
    table = word.add_table(rows=3 if has_notes else 2, cols=len(block.items))
    style.lay_out_key_figures(table)
    for column, item in enumerate(block.items):
        texts = ((item.label, style.TINY_CELL), (item.value, style.KEY_FIGURE), (item.note, style.TINY_CELL))
        for row, (text, name) in zip(table.rows, texts, strict=False):
            paragraph = _fill(row.cells[column], text, name)
            paragraph.paragraph_format.keep_with_next = True
