"""Slides as a PowerPoint file: wide pages, one restrained color, few words; the rest is in the speaker's notes."""

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide as Page
from pptx.table import _Cell
from pptx.text.text import TextFrame, _Paragraph, _Run
from pptx.util import Emu, Inches, Pt

from bot.documents.form import Block, Bullets, KeyFigures, Paragraph, Picture, Table
from bot.documents.slides import Deck, Slide

FONT: Final = "Calibri"
NAVY: Final = RGBColor.from_string("1F3A5F")
INK: Final = RGBColor.from_string("262B33")
GREY: Final = RGBColor.from_string("5F6874")
PALE: Final = RGBColor.from_string("E9EEF5")

WIDTH, HEIGHT = 13.333, 7.5
SIDE, TOP, BOTTOM = 0.75, 1.45, 6.85
"""Inches: the margins, and where the body begins and ends."""
SIZES: Final = (22, 20, 18, 16, 14, 12, 11)
"""Points of the body's text: the largest in which everything fits."""
LONGEST: Final = 240
"""Characters of a paragraph or cell on a slide; the whole of a longer one is in the notes."""
GAP: Final = 0.16

_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_LINE: Final = (
    '<a:{edge} {ns} w="9525"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill><a:prstDash val="solid"/></a:{edge}>'
)


def to_pptx(deck: Deck) -> bytes:
    """The deck as a .pptx file, with the notes under each slide."""
    show = Presentation()
    show.slide_width, show.slide_height = Inches(WIDTH), Inches(HEIGHT)
    show.core_properties.title, show.core_properties.author = deck.title, "Planwright"
    for number, slide in enumerate(deck.slides, 1):
        page = show.slides.add_slide(show.slide_layouts[5])
        _title(page, slide.title)
        _footer(page, deck.footer, f"{number} of {len(deck.slides)}")
        _body(page, slide.blocks)
        page.notes_slide.notes_text_frame.text = "\n".join((*slide.notes, *_in_full(slide)))
    file = BytesIO()
    show.save(file)
    return file.getvalue()


def _title(page: Page, text: str) -> None:
    title = page.shapes.title
    title.left, title.top, title.width, title.height = (Inches(n) for n in (SIDE, 0.45, WIDTH - 2 * SIDE, 0.8))
    frame = title.text_frame
    frame.word_wrap, frame.vertical_anchor, frame.margin_left = True, MSO_ANCHOR.MIDDLE, 0
    frame.text = text
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _font(frame.paragraphs[0].runs[0], 30, NAVY, bold=True)
    rule = page.shapes.add_connector(1, Inches(SIDE), Inches(1.28), Inches(WIDTH - SIDE), Inches(1.28))
    rule.line.color.rgb, rule.line.width = NAVY, Pt(1.25)


def _footer(page: Page, left: str, right: str) -> None:
    for text, align in ((left, PP_ALIGN.LEFT), (right, PP_ALIGN.RIGHT)):
        frame = _box(page, SIDE, 7.0, WIDTH - 2 * SIDE, 0.3)
        _write(frame.paragraphs[0], [(text, False)], 11, GREY)
        frame.paragraphs[0].alignment = align


def _body(page: Page, blocks: Sequence[Block]) -> None:
    """Every block under the one before, in the largest letters that leave room for all."""
    room = BOTTOM - TOP - GAP * max(len(blocks) - 1, 0)
    size = next((size for size in SIZES if sum(_height(block, size) for block in blocks) <= room), SIZES[-1])
    top = TOP
    for block in blocks:
        height = _height(block, size)
        _draw(page, block, top, height, size)
        top += height + GAP


def _height(block: Block, size: int) -> float:
    """Inches that a block takes with letters of so many points."""
    line = size * 1.25 / 72
    match block:
        case KeyFigures():
            return 1.35
        case Picture():
            return 4.1
        case Paragraph(lead=lead, text=text):
            return line * _lines(f"{lead} {_short(text)}", size, WIDTH - 2 * SIDE)
        case Bullets(items=items):
            return sum(line * _lines(_item(item), size, WIDTH - 2 * SIDE - 0.4) for item in items)
        case Table():
            rows = [*block.rows, *([block.total] if block.total else [])]
            return sum(_row_height(row, block, size) for row in rows) + line + 0.12
        case _:
            return line


def _row_height(row: Sequence[str], table: Table, size: int) -> float:
    shares = sum(column.share for column in table.columns)
    widths = ((WIDTH - 2 * SIDE) * column.share / shares - 0.2 for column in table.columns)
    most = max(_lines(_short(cell), size - 2, width) for cell, width in zip(row, widths, strict=True))
    return most * (size - 2) * 1.25 / 72 + 0.12


def _lines(text: str, size: int, width: float) -> int:
    """How many lines a text takes; a letter is about half as wide as it is high."""
    return max(1, ceil(len(text) * size * 0.52 / 72 / width))


def _draw(page: Page, block: Block, top: float, height: float, size: int) -> None:
    width = WIDTH - 2 * SIDE
    match block:
        case KeyFigures():
            _key_figures(page, block, top)
        case Picture(png=png, alt=alt):
            picture = page.shapes.add_picture(BytesIO(png), Inches(SIDE), Inches(top), height=Inches(height))
            picture.left = Emu(int((Inches(WIDTH) - picture.width) / 2))
            picture._element.nvPicPr.cNvPr.set("descr", alt)  # noqa: SLF001 - the library has no door to it
        case Paragraph(lead=lead, text=text):
            _write(_box(page, SIDE, top, width, height).paragraphs[0], [(lead, True), (_short(text), False)], size, INK)
        case Bullets(items=items):
            _bullets(_box(page, SIDE, top, width, height), items, size)
        case Table():
            _table(page, block, top, size - 2)


def _key_figures(page: Page, block: KeyFigures, top: float) -> None:
    each = (WIDTH - 2 * SIDE) / len(block.items)
    for place, item in enumerate(block.items):
        frame = _box(page, SIDE + place * each, top, each - 0.2, 1.35)
        _write(frame.paragraphs[0], [(item.label, False)], 13, GREY)
        _write(frame.add_paragraph(), [(item.value, True)], 30, NAVY)
        _write(frame.add_paragraph(), [(item.note or " ", False)], 13, GREY)


def _bullets(frame: TextFrame, items: Sequence[str | Paragraph], size: int) -> None:
    for place, item in enumerate(items):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        parts = (
            [(item.lead, True), (_short(item.text), False)] if isinstance(item, Paragraph) else [(_short(item), False)]
        )
        _write(paragraph, [("•  ", False), *parts], size, INK)


def _table(page: Page, table: Table, top: float, size: int) -> None:
    rows = [tuple(column.title for column in table.columns), *table.rows, *([table.total] if table.total else [])]
    place = (Inches(SIDE), Inches(top), Inches(WIDTH - 2 * SIDE), Inches(0.3 * len(rows)))
    shape = page.shapes.add_table(len(rows), len(table.columns), *place)
    shape._element.graphic.graphicData.tbl.tblPr.find(f"{{{_A}}}tableStyleId").text = _NO_STYLE  # noqa: SLF001
    drawn = shape.table
    shares = sum(column.share for column in table.columns)
    for number, column in enumerate(table.columns):
        drawn.columns[number].width = Emu(int(Inches(WIDTH - 2 * SIDE) * column.share / shares))
    for row, cells in enumerate(rows):
        drawn.rows[row].height = Inches(_row_height(cells, table, size + 2))
        stands_out = row == 0 or (table.total is not None and row == len(rows) - 1)
        for number, text in enumerate(cells):
            _cell(drawn.cell(row, number), text, size, is_head=row == 0, is_bold=stands_out)
            if table.columns[number].figures:
                drawn.cell(row, number).text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _cell(cell: _Cell, text: str, size: int, *, is_head: bool, is_bold: bool) -> None:
    cell.margin_left = cell.margin_right = Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    _write(cell.text_frame.paragraphs[0], [(_short(text), is_bold)], size, NAVY if is_head else INK)
    if is_head:
        cell.fill.solid()
        cell.fill.fore_color.rgb = PALE
    else:
        cell.fill.background()
    line = _LINE.format(edge="lnB", ns=nsdecls("a"), color="1F3A5F" if is_head else "D5DAE1")
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))  # noqa: SLF001 - the library draws no borders


def _box(page: Page, left: float, top: float, width: float, height: float) -> TextFrame:
    frame = page.shapes.add_textbox(*(Inches(n) for n in (left, top, width, height))).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def _write(paragraph: _Paragraph, parts: Sequence[tuple[str, bool]], size: int, color: RGBColor) -> None:
    """Write parts of a paragraph, each bold or not, with a space between them."""
    kept = [(text, bold) for text, bold in parts if text]
    for place, (text, bold) in enumerate(kept):
        run = paragraph.add_run()
        run.text = text if place == len(kept) - 1 or text.endswith(" ") else f"{text} "
        _font(run, size, color, bold=bold)


def _font(run: _Run, size: int, color: RGBColor, *, bold: bool) -> None:
    run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
    run.font.color.rgb = color


def _item(item: str | Paragraph) -> str:
    return f"{item.lead} {_short(item.text)}" if isinstance(item, Paragraph) else _short(item)


def _short(text: str) -> str:
    """A text as it stands on a slide: up to the end of a word, with "…" where there is more of it in the notes."""
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;.") + " …"


def _in_full(slide: Slide) -> list[str]:
    """The texts that were too long for the slide."""
    texts: list[str] = []
    for block in slide.blocks:
        match block:
            case Paragraph(text=text):
                texts.append(text)
            case Bullets(items=items):
                texts += [item.text if isinstance(item, Paragraph) else item for item in items]
            case Table(rows=rows):
                texts += [cell for row in rows for cell in row]
    return [f"In full: {text}" for text in texts if len(text) > LONGEST]
