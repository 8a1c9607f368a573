"""The form between a plan and a file: a document is a few kinds of blocks, and every renderer writes the same ones.

Text is plain text, never markup. Each renderer does its own escaping; what no file can hold is taken out here.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from bot.facts import Frozen

OPEN = "○ open"
NOTHING = "–"

# What XML 1.0 refuses (https://www.w3.org/TR/xml/#charsets), and the marks that turn the reading direction of the
# text after them, with which a name could make a figure read backwards.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def clean(text: str) -> str:
    """One line of text without anything unprintable: spaces and line ends become single spaces."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


Text = Annotated[str, AfterValidator(clean)]


class Heading(Frozen):
    """The heading of a section, or at level 2 of a part of one."""

    kind: Literal["heading"] = "heading"
    text: Text
    level: Literal[1, 2] = 1


class Paragraph(Frozen):
    """A paragraph, with the words that lead it in bold: "Why we won. They knew us"."""

    kind: Literal["paragraph"] = "paragraph"
    text: Text
    lead: Text = ""


class Bullets(Frozen):
    """A list; an item with words that lead it is a paragraph. `is_open` marks each as something not known yet."""

    kind: Literal["bullets"] = "bullets"
    items: tuple[Text | Paragraph, ...]
    is_open: bool = False


class Column(Frozen):
    """A column of a table: its title, its share of the width, and what it holds.

    Figures are set to the right; what is quiet explains the columns beside it.
    """

    title: Text
    share: int = Field(default=2, gt=0)
    figures: bool = False
    quiet: bool = False


class Table(Frozen):
    """A table; each row has one cell per column, and `total` is the row that sums them. Small is for workings."""

    kind: Literal["table"] = "table"
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    total: tuple[Text, ...] | None = None
    small: bool = False


class KeyFigure(Frozen):
    """A figure that stands out: what it is, the figure as written, and a few words that place it."""

    label: Text
    value: Text
    note: Text = ""


class KeyFigures(Frozen):
    """The few figures a reader looks for first, side by side."""

    kind: Literal["key figures"] = "key figures"
    items: tuple[KeyFigure, ...]


class Note(Frozen):
    """Small print under what it explains."""

    kind: Literal["note"] = "note"
    text: Text


class Picture(Frozen):
    """A PNG, and the same told in words for who does not see it. Its printed form shows neither: it may show pay."""

    kind: Literal["picture"] = "picture"
    png: bytes = Field(repr=False)
    alt: Text = Field(repr=False)


Block = Annotated[Heading | Paragraph | Bullets | Table | KeyFigures | Note | Picture, Field(discriminator="kind")]


class Document(Frozen):
    """A whole document: title, any line under it, the lines that say whose and of when it is, and its blocks."""

    title: Text
    subtitle: Text = ""
    about: tuple[Text, ...] = ()
    blocks: tuple[Block, ...]
