"""XML as a stream: one reader for each kind of part, and no document type or entity ever gets that far."""

from typing import NamedTuple
from xml.parsers import expat

from bot.reading.tables.limits import MOST_CELL, MOST_TAGS
from bot.reading.tables.model import Refusal

_ENTITY = Refusal(
    code="unsafe",
    message="The workbook is put together as no office program does it, so it was not opened for safety. "
    "Please save it again as XLSX or CSV and send that.",
)
BROKEN = Refusal(
    code="broken",
    message="The workbook is damaged and cannot be read. Please save it again as XLSX or CSV and send that.",
)


class Stop(Exception):  # noqa: N818 -- no error of the program: the file is over a limit, or no workbook
    """Carries a refusal out of the middle of a part."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def too_big(what: str) -> Stop:
    """The stop for a limit that was passed; `what` is a sentence."""
    return Stop(Refusal(code="too big", message=f"{what} Please copy only the list you need into a new file."))


class Element(NamedTuple):
    """An element as it opens: its name without a prefix, and its attributes."""

    name: str
    attributes: dict[str, str]

    def said(self, name: str) -> str | None:
        """An attribute by its name, with or without a prefix."""
        found = self.attributes.get(name)
        if found is None and any(":" in key for key in self.attributes):
            found = next((value for key, value in self.attributes.items() if key.endswith(f":{name}")), None)
        return found

    def number(self, name: str, otherwise: int) -> int:
        """An attribute that counts something; what is no count of up to nine digits is broken."""
        said = self.said(name)
        if said is None:
            return otherwise
        if not (said.isascii() and said.isdigit() and len(said) < 10):
            raise Stop(BROKEN)
        return int(said)


class Reader:
    """The base of the readers of one kind of part: gets elements and text as they pass by.

    Text is gathered only between `begin()` and `gathered()`, and never more than a cell may hold.
    """

    def __init__(self) -> None:
        self._pieces: list[str] | None = None
        self._length = 0

    def opens(self, element: Element) -> None: ...

    def closes(self, name: str) -> None: ...

    def begin(self) -> None:
        self._pieces, self._length = [], 0

    def gathered(self) -> str:
        text = "".join(self._pieces or ())
        self._pieces = None
        return text

    def text(self, text: str) -> None:
        if self._pieces is None:
            return
        self._pieces.append(text)
        self._length += len(text)
        if self._length > MOST_CELL:
            raise too_big(f"A cell has more than {MOST_CELL:,} characters.")


def walk(part: bytes, reader: Reader) -> None:
    """Stream a part through a reader. Raises Stop with the refusal where it is unsafe, too big or broken."""
    parser = expat.ParserCreate()
    tags = 0

    def opens(name: str, attributes: dict[str, str]) -> None:
        nonlocal tags
        tags += 1
        if tags > MOST_TAGS:
            raise too_big("A sheet has far more cells than a list of deals needs.")
        reader.opens(Element(name.rpartition(":")[2], attributes))

    def declared(*_: object) -> None:
        raise Stop(_ENTITY)

    parser.StartElementHandler = opens
    parser.EndElementHandler = lambda name: reader.closes(name.rpartition(":")[2])
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    parser.buffer_text = True
    try:
        parser.Parse(part, True)  # noqa: FBT003 -- the parser takes it by position only
    except (expat.ExpatError, ValueError, LookupError) as broken:
        raise Stop(BROKEN) from broken
