"""Markdown of our own rooms, read back into blocks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents.form import Bullets, Column, Document, Heading, Note, Paragraph, Picture, Table, clean
from bot.documents.markdown import to_markdown
from bot.documents.reading_markdown import read_markdown
from bot.documents.word import to_docx
from tests.documents.texts import NASTY, docx_texts, markdown_texts

TEXTS = (
    st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
    .map(clean)
    .filter(bool)
)


def blocks_of(markdown):
    return read_markdown(f"# Title\n\n{markdown}").blocks


@given(TEXTS, TEXTS)
@settings(max_examples=150)
def test_what_is_written_is_read_back_whatever_it_contains(one, two):
    document = Document(
        title=one,
        subtitle=two,
        blocks=(
            Heading(text=one),
            Paragraph(text=two),
            Heading(text=two, level=2),
            Paragraph(text=one, lead=two),
            Bullets(items=(one, Paragraph(text=one, lead=two), two)),
            Table(
                columns=(Column(title=one), Column(title="Figure", figures=True)),
                rows=((two, ""), ("", one)),
                total=("Total", two),
            ),
            Note(text=one),
            Table(columns=(Column(title=two),), rows=((one,),)),
        ),
    )
    assert read_markdown(to_markdown(document)) == document


def test_headings_become_a_title_and_two_levels():
    document = read_markdown("# Pay\n\nIn short.\n\n## Parts\n\n### 2.1 Bonus\n\n#### Fine\n")
    assert document.title == "Pay"
    assert not document.subtitle
    assert document.blocks == (
        Paragraph(text="In short."),
        Heading(text="Parts"),
        Heading(text="2.1 Bonus", level=2),
        Heading(text="Fine", level=2),
    )


def test_a_document_may_have_no_title_and_no_text():
    assert read_markdown("") == Document(title="", blocks=())
    assert read_markdown("only this") == Document(title="", blocks=(Paragraph(text="only this"),))


@pytest.mark.parametrize(
    ("markdown", "block"),
    [
        ("**Quota** is the mark.", Paragraph(lead="Quota", text="is the mark.")),
        ("**Quota**, the mark.", Paragraph(text="Quota, the mark.")),
        ("The *whole* of **it**.", Paragraph(text="The whole of it.")),
        ("*Small print.*", Note(text="Small print.")),
        ("one\ntwo  \nthree", Paragraph(text="one two three")),
        ("$5 &lt; $6 \\* 2", Paragraph(text="$5 < $6 * 2")),
        ("- a\n- **B** b", Bullets(items=("a", Paragraph(lead="B", text="b")))),
        ("- a\n  - b\n\n  c", Bullets(items=("a", "b", "c"))),
        ("3. third\n4. fourth", Bullets(items=("3. third", "4. fourth"))),
    ],
)
def test_each_kind_of_markup_becomes_its_block(markdown, block):
    assert blocks_of(markdown) == (block,)


def test_a_table_keeps_its_sides_and_its_total():
    (table,) = blocks_of("| Month | Pay |\n| --- | ---: |\n| May | $1 |\n| **All** | **$1** |\n")
    assert table == Table(
        columns=(Column(title="Month"), Column(title="Pay", figures=True)), rows=(("May", "$1"),), total=("All", "$1")
    )


@pytest.mark.parametrize(
    "text",
    [
        "[click](https://evil.example/x)",
        "![x](http://evil.example/a.png)",
        "<script>alert(1)</script>",
        "<https://evil.example>",
        "`code` and ~~gone~~",
        "> quote",
        "---",
        "[^1]: note",
    ],
)
def test_any_other_markup_stays_the_text_it_is(text):
    assert blocks_of(text) == (Paragraph(text=text),)


def test_a_picture_is_told_in_markdown_and_shows_nothing_when_printed():
    picture = Picture(png=b"secret", alt="Pays $60,000 at the goal.")
    assert to_markdown(Document(title="Pay", blocks=(picture,))) == "# Pay\n\n*Pays $60,000 at the goal.*\n"
    assert "secret" not in repr(picture)
    assert "60,000" not in repr(picture)


def test_both_files_say_what_the_markdown_says():
    markdown = (
        "# Pay\n\nIn short.\n\n### Part\n\n- **Quota** is it.\n- Plain.\n\n| A | B |\n| --- | ---: |\n| 1 | 2 |\n"
    )
    document = read_markdown(markdown)
    assert to_markdown(document) == markdown
    assert docx_texts(to_docx(document)) == markdown_texts(markdown)
