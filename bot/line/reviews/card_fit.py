"""A review card in the words that are read in a minute: what counts least gives way first, and says how much did."""

from collections.abc import Sequence

from bot.facts import Frozen

MINUTE = 240
"""Words that a reader takes in within a minute."""
LONGEST = 14
"""Words of one item; the plan has the rest."""


class CardPart(Frozen):
    """A title and what is said: a sentence beside it, or the items of a list under it.

    `least` is how many items stay on a card that is too long, `gives_way` the order in which parts lose theirs (0:
    never), and `left_out` how many are not shown, which `where` has.
    """

    title: str
    sentence: str = ""
    items: tuple[str, ...] = ()
    least: int = 1
    gives_way: int = 0
    left_out: int = 0
    where: str = " in the plan"

    @property
    def text(self) -> str:
        """In the simple markup of a reply."""
        count = f"and {self.left_out} more" if self.items else f"{self.left_out}"
        more = [f"• _{count}{self.where}_"] if self.left_out else []
        return "\n".join([f"*{self.title}* {self.sentence}".rstrip(), *self.items, *more])


def fitted(parts: Sequence[CardPart], room: int) -> tuple[CardPart, ...]:
    """The parts in at most `room` words, as far as their items can give way."""
    found = list(parts)
    while not fits(found, room):
        can = [at for at, part in enumerate(found) if part.gives_way and len(part.items) > part.least]
        if not can:
            return tuple(part.model_copy(update={"where": ""}) for part in found)
        at = min(can, key=lambda at: found[at].gives_way)
        found[at] = shown(found[at], len(found[at].items) - 1)
    return tuple(found)


def fits(parts: Sequence[CardPart], room: int) -> bool:
    """Whether the parts can be read in so many words."""
    return sum(words_in(part.text) for part in parts) <= room


def words_in(text: str) -> int:
    """The words that are read in a text: a bullet or a sign by itself is none."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def shown(part: CardPart, most: int) -> CardPart:
    """The part with its first items, and how many more there are."""
    out = max(0, len(part.items) - most)
    return part.model_copy(update={"items": part.items[:most], "left_out": part.left_out + out})


def short(text: str, most: int = LONGEST) -> str:
    """A text in so many words: its first sentence or clauses; only one that has none in reach ends in dots."""
    words = text.split()
    if len(words) <= most:
        return text
    ends = [n for n in range(3, most + 1) if words[n - 1].endswith((".", ";", ",", "?", "!", ":"))]
    quote = "”" if text.endswith("”") else ""
    if not ends:
        return " ".join(words[:most]) + f" …{quote}"
    return " ".join(words[: ends[-1]]).rstrip(",;:") + quote
