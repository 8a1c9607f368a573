"""How a Word file looks: page, fonts, one restrained color, one style of table. Nothing here knows what a plan is."""

from io import BytesIO
from typing import Final, cast

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

FONT: Final = "Calibri"
NAVY: Final = RGBColor(0x1F, 0x3A, 0x5F)
INK: Final = RGBColor(0x26, 0x2B, 0x33)
GREY: Final = RGBColor(0x5F, 0x68, 0x74)
AMBER: Final = RGBColor(0xB4, 0x53, 0x09)

PAGE_WIDTH: Final = Inches(8.5)
SIDE_MARGIN: Final = Inches(0.9)

_PARAGRAPH_GAP: Final = 5
_PICTURE_SHARE: Final = 0.75

SMALL: Final = "Small print"
CELL: Final = "Table text"
TINY_CELL: Final = "Table small"
KEY_FIGURE: Final = "Key figure"
OPEN_POINT: Final = "Open point"
TABLE: Final = "Plan table"

_KEPT: Final = frozenset({"Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Header", "Footer"})

# A table style of our own: lines between rows only, a quiet header, a total that is set off by a line.
_TABLE_STYLE: Final = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="PlanTable">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:color="1F3A5F"/><w:bottom w:val="single" w:sz="8" w:color="1F3A5F"/>
      <w:insideH w:val="single" w:sz="4" w:color="D5DAE1"/>
    </w:tblBorders>
    <w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/><w:color w:val="1F3A5F"/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E9EEF5"/><w:vAlign w:val="bottom"/></w:tcPr>
  </w:tblStylePr>
  <w:tblStylePr w:type="lastRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr><w:tcBorders><w:top w:val="single" w:sz="8" w:color="1F3A5F"/></w:tcBorders></w:tcPr>
  </w:tblStylePr>
</w:style>
"""


def dress(word: WordDocument, title: str, footer: str) -> None:
    """Give an empty document its page, its styles, its footer and its properties."""
    section = word.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, Inches(11)
    section.left_margin = section.right_margin = SIDE_MARGIN
    section.top_margin, section.bottom_margin = Inches(0.8), Inches(0.8)
    word.core_properties.title, word.core_properties.author = title, "Planwright"
    word.core_properties.comments = ""
    _keep_only_what_is_used(word)
    _dress_text(word)
    _dress_headings(word)
    word.styles.element.append(parse_xml(_TABLE_STYLE))
    _add_footer(word, footer)


def _keep_only_what_is_used(word: WordDocument) -> None:
    """Drop the template's many styles that no block has: a reader's style list stays short, and writing stays fast.

    The list styles stay together, for the template's numbering names them.
    """
    for style in list(word.styles):
        name = (style.name or "").removesuffix(" Char")
        if name not in _KEPT and not name.startswith("List ") and not style.element.default:
            style.delete()


def _dress_text(word: WordDocument) -> None:
    _set(_style(word, "Normal"), 10.5, INK, after=_PARAGRAPH_GAP)
    _set(_style(word, "List Bullet"), 10.5, INK, after=2)
    for name, size, color, after in (
        (SMALL, 9, GREY, 4),
        (CELL, 9.5, INK, 0),
        (TINY_CELL, 8.5, GREY, 0),
        (KEY_FIGURE, 19, NAVY, 0),
        (OPEN_POINT, 10.5, AMBER, 2),
    ):
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        _set(style, size, color, after=after)
    for name, before in ((CELL, 2), (TINY_CELL, 2.75)):
        _style(word, name).paragraph_format.space_before = Pt(before)
        _style(word, name).paragraph_format.space_after = Pt(2)
    _style(word, KEY_FIGURE).font.bold = True


def _dress_headings(word: WordDocument) -> None:
    for name, size, before, after in (
        ("Title", 26, 0, 0),
        ("Subtitle", 13, 0, 6),
        ("Heading 1", 15, 16, 5),
        ("Heading 2", 12, 11, 4),
    ):
        style = _style(word, name)
        _set(style, size, GREY if name == "Subtitle" else NAVY, after=after)
        style.paragraph_format.space_before = Pt(before)
        style.font.bold, style.font.italic = name != "Subtitle", False
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
        for spacing in style.element.findall(f"{qn('w:rPr')}/{qn('w:spacing')}"):
            spacing.getparent().remove(spacing)
    for name in ("Heading 1", "Heading 2"):
        _style(word, name).paragraph_format.keep_with_next = True


def _style(word: WordDocument, name: str) -> ParagraphStyle:
    return cast("ParagraphStyle", word.styles[name])


def _set(style: ParagraphStyle, size: float, color: RGBColor, after: float) -> None:
    """Font, size in points and space after; the template's theme fonts give way."""
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), color
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for kind in ("w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), FONT)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.08


def _add_footer(word: WordDocument, text: str) -> None:
    section = word.sections[0]
    paragraph = section.footer.paragraphs[0]
    paragraph.style = SMALL
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(text_width(), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{text}\tPage ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: WordParagraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields of its own


def text_width() -> Length:
    """The width between the margins."""
    return Length(PAGE_WIDTH - 2 * SIDE_MARGIN)


def lay_out(table: WordTable, shares: list[int], *, has_total: bool) -> None:
    """Dress a table across the text width, columns by their shares; its header repeats, and no row is torn apart."""
    table.style = TABLE
    _fix_widths(table, shares)
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001
    for name, is_on in (("firstRow", True), ("lastRow", has_total), ("firstColumn", False), ("noHBand", True)):
        look.set(qn(f"w:{name}"), "1" if is_on else "0")
    look.set(qn("w:val"), "0660" if has_total else "0620")
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def lay_out_key_figures(table: WordTable) -> None:
    """A band across the text width, its columns alike."""
    _fix_widths(table, [1] * len(table.columns))
    for row in table.rows:
        for cell in row.cells:
            shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="E9EEF5"/>')
            cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def _fix_widths(table: WordTable, shares: list[int]) -> None:
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    unit = text_width() / sum(shares)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Length(int(unit * share))
        for cell in column.cells:
            cell.width = Length(int(unit * share))


def add_picture(word: WordDocument, png: bytes, alt: str) -> None:
    """A picture in the middle of the page, with the words a screen reader says in its place."""
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(6)
    picture = paragraph.add_run().add_picture(BytesIO(png), width=Length(int(text_width() * _PICTURE_SHARE)))
    picture._inline.docPr.set("descr", alt)  # noqa: SLF001 - python-docx has no door to it


def end_list(item: WordParagraph) -> None:
    """The last item of a list is as far from the text below as any paragraph."""
    item.paragraph_format.space_after = Pt(_PARAGRAPH_GAP)


def space_after(word: WordDocument) -> None:
    """A little air under a table, which has none of its own."""
    gap = word.add_paragraph(style=SMALL)
    gap.paragraph_format.space_after = Pt(0)
    gap.paragraph_format.line_spacing = Pt(8)
