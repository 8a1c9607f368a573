"""Text into the terms that are compared: the stems of its words, and a term for each group that means the same."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from bot.library.stopwords import ASKING_WORDS, LITTLE_WORDS
from bot.reading import fast_yaml

WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[^\W_a-z0-9]+")
GROUPS_FILE = "words.yaml"
GROUP = "="
"""How the term of a group begins; no word begins so."""
_IRREGULAR = {
    "won": "win", "lost": "lose", "loss": "lose", "losses": "lose", "sold": "sell", "sale": "sell", "sales": "sell",
    "paid": "pay", "met": "meet", "bought": "buy", "grew": "grow", "grown": "grow", "growth": "grow", "kept": "keep",
    "left": "leave", "spoke": "speak", "wrote": "write", "written": "write", "chose": "choose", "chosen": "choose",
    "brought": "bring", "built": "build", "felt": "feel", "began": "begin", "broke": "break", "broken": "break",
}  # fmt: skip


@dataclass(frozen=True)
class Groups:
    """Words and phrases (as stems) that stand for the same thing, each with the term of its group."""

    terms: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    longest: int = 0
    first: frozenset[str] = frozenset()

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> "Groups":
        terms = {
            tuple(stems_of(str(phrase))): f"{GROUP}{number}" for number, group in enumerate(groups) for phrase in group
        }
        return cls(terms, max(map(len, terms), default=0), frozenset(stems[0] for stems in terms if stems))

    def found_in(self, stems: list[str]) -> list[str]:
        """The groups that a text speaks of; where phrases overlap, each counts."""
        begins = [at for at, stem in enumerate(stems) if stem in self.first]
        spans = (tuple(stems[at : at + length]) for at in begins for length in range(1, self.longest + 1))
        return [self.terms[span] for span in spans if span in self.terms]


def read_groups(folder: Path, *parts: str) -> Groups:
    """The groups of words in some parts of a folder's words.yaml; none without such a file."""
    path = folder / GROUPS_FILE
    if not path.is_file():
        return Groups()
    written = fast_yaml.load(path.read_text(encoding="utf-8"))
    return Groups.of(group for part in parts for group in written[part])


def plain_words(text: str) -> list[str]:
    """The words of a text, small, without accents and possessives."""
    plain = text.lower().replace("’", "'")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return [word.removesuffix("'s") for word in WORD.findall(plain)]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its endings, by Porter's rules for English (https://snowballstem.org); "won" is "win"."""
    import snowballstemmer

    # A stemmer keeps its place in the word, so that threads which share one spoil each other's words.
    stemmed: str = snowballstemmer.stemmer("english").stemWord(_IRREGULAR.get(word, word))
    return stemmed


@lru_cache(maxsize=1)
def asking_stems() -> frozenset[str]:
    """The stems of the words that are in questions on any subject."""
    return frozenset(stem(word) for word in ASKING_WORDS)


def says_something(word: str) -> bool:
    """Whether a word tells what a question is about; "how", "should", "won't" and bare figures do not."""
    return word not in ASKING_WORDS and "'" not in word and not word.isdecimal()


def stems_of(text: str) -> list[str]:
    """The stems of all words of a text, in order."""
    return [stem(word) for word in plain_words(text)]


def terms_of(text: str, groups: Groups) -> list[str]:
    """The stems of a text's words, little words left out, and the groups it speaks of."""
    words = plain_words(text)
    kept = [stem(word) for word in words if word not in LITTLE_WORDS]
    return kept + groups.found_in([stem(word) for word in words])
