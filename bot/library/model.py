"""The words of the library: a passage of a document, a citation of it, an answer that rests on citations."""

from bot.facts import Frozen


class Passage(Frozen):
    """A part of a document under one heading. `rules` are ids such as "M08"; `asked` only helps to find it."""

    document: str
    heading: str
    rules: tuple[str, ...] = ()
    text: str
    asked: str = ""
    file: str

    @property
    def everything(self) -> str:
        """All the words it can be found by."""
        return " ".join((self.document, *self.rules, self.heading, self.asked, self.text))

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways it is asked for, one by one: its heading, and what stands between semicolons in `asked`."""
        return (self.heading, *(way.strip() for way in self.asked.split(";") if way.strip()))

    @property
    def about(self) -> str:
        """The words that tell what it is about: its text only where no other words were written for it.

        Names and places in an example tell nothing of that.
        """
        return " ".join((self.document, *self.rules, self.heading, self.asked or self.text))


class Citation(Frozen):
    """What an answer rests on: the passage in its own words, and where it stands."""

    document: str
    heading: str
    rules: tuple[str, ...]
    passage: str

    @classmethod
    def of(cls, passage: Passage) -> "Citation":
        return cls(document=passage.document, heading=passage.heading, rules=passage.rules, passage=passage.text)


class Answer(Frozen):
    """An answer with its citations, the best first; `refused` where the library does not know."""

    answer: str
    citations: tuple[Citation, ...] = ()
    refused: bool = False


class Document(Frozen):
    """A document as the library holds it: its file, its name, its passages, and what kept it from being read whole."""

    file: str
    title: str
    passages: tuple[Passage, ...] = ()
    problem: str | None = None
