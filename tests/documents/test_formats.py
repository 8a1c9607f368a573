"""Markdown and Word from one form: the same texts, whatever they contain."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.documents.form import (
    Bullets,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    Table,
    clean,
)
from bot.documents.markdown import to_markdown
from bot.documents.word import to_docx
from bot.markup import escape
from tests.documents.texts import NASTY, docx_texts, markdown_texts, markdown_tokens

TEXTS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))


def page(*blocks):
    return Document(title="Plan", subtitle="Of someone", blocks=blocks)


def every_block(text):
    return page(
        Heading(text=text),
        Paragraph(text=text, lead=text),
        Bullets(items=(text, text)),
        Bullets(items=(text,), is_open=True),
        Table(
            columns=(Column(title=text), Column(title="Figure", figures=True)),
            rows=((text, "1"), (text, text)),
            total=("Total", text),
        ),
        KeyFigures(items=(KeyFigure(label=text, value=text, note=text), KeyFigure(label="Goal", value="$1"))),
        Note(text=text),
    )


@given(TEXTS)
@settings(max_examples=200)
def test_markdown_shows_any_text_as_it_is_and_nothing_else(text):
    tokens = markdown_tokens(f"start {escape(clean(text))} end")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children} <= {"text", "text_special"}
    assert "".join(child.content for child in tokens[1].children) == f"start {clean(text)} end"


@given(TEXTS)
@settings(max_examples=30)
@example("# Heading Inc #")
@example("")
def test_both_formats_say_the_same_for_any_text(text):
    document = every_block(text)
    assert markdown_texts(to_markdown(document)) == docx_texts(to_docx(document))


@pytest.mark.parametrize("text", NASTY)
def test_no_text_becomes_a_link_an_image_or_html(text):
    kinds = {child.type for token in markdown_tokens(to_markdown(every_block(text))) for child in token.children or ()}
    assert kinds <= {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("https://evil.example", r"https\://evil.example"),
        ("see www.evil.example", r"see www\.evil.example"),
        ("mailto:a@evil.example", r"mailto\:a@evil.example"),
        ("37.5%", "37.5%"),
        ("-$50,000", "-$50,000"),
        ("R&D", "R&D"),
    ],
)
def test_bare_links_are_broken_and_ordinary_text_stays_readable(text, written):
    assert escape(text) == written


def test_what_no_file_can_hold_is_taken_out():
    assert clean("bell\x07 null\x00\tand\n\nlines \u202eevil") == "bell null and lines evil"


def test_a_word_table_repeats_its_header_keeps_rows_whole_and_sets_figures_to_the_right():
    table = docx.Document(BytesIO(to_docx(every_block("Acme")))).tables[0]
    assert table.style.name == "Plan table"
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:tblHeader" not in table.rows[1]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)
    assert table.cell(1, 1).paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert table.cell(1, 0).paragraphs[0].alignment is None


def test_a_word_file_has_real_headings_page_numbers_and_its_title():
    data = to_docx(every_block("Acme"))
    word = docx.Document(BytesIO(data))
    assert word.core_properties.title == "Plan"
    assert [p.style.name for p in word.paragraphs if p.text][:3] == ["Title", "Subtitle", "Heading 1"]
    footer = word.sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer
    assert ZipFile(BytesIO(data)).testzip() is None


def test_columns_fill_the_text_width_by_their_shares():
    wide = Table(columns=(Column(title="A", share=3), Column(title="B", share=1)), rows=(("a", "b"),))
    table = docx.Document(BytesIO(to_docx(page(wide)))).tables[0]
    widths = [column.width for column in table.columns]
    assert widths[0] == pytest.approx(3 * widths[1], rel=0.01)
    section = docx.Document(BytesIO(to_docx(page(wide)))).sections[0]
    assert sum(widths) == pytest.approx(section.page_width - section.left_margin - section.right_margin, rel=0.01)
